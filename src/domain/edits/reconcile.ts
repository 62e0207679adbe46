import { birthDateQuestion, withComments } from '../clients/before-birth.js';
import { commentQuestions, keptComment } from '../clients/comment.js';
import { unanswered } from '../forms/question.js';
import { rowClashes } from './clash.js';
import { type Edit, othersThan, type Part, type Parts, type Row, type Screen } from './edit.js';
import { judgeParts } from './judge-parts.js';
import { listingsOf, primaryOf } from './screen.js';
import type { From, Setting, Sources } from './sources.js';

/**
 * Holds a draft against the record: three-way merge over the revision that each thing was typed over (C21), then the
 * rules (X4). The one place where an edit is worked out, once for a request.
 */
export const reconcile = (sources: Sources, from: From, setting: Setting): Edit =>
  withRows(sources, judgeParts(sources, from, setting), from, setting);

/** The same edit where only rows of its draft became others: what is merged and judged of the rest stays. */
export const relist = (sources: Sources, { parts }: Edit, from: From, setting: Setting): Edit =>
  withRows(sources, parts, from, setting);

function withRows(sources: Sources, parts: Parts, from: From, setting: Setting): Edit {
  const { client, since } = sources;
  const { draft, revision } = from;
  const listings = listingsOf(client, draft, parts.personal.values);
  const clashes = [
    ...rowClashes('contact', draft, listings, since, revision, setting),
    ...rowClashes('comment', draft, listings, since, revision, setting),
  ];
  return {
    personal: withBirthDateAsked(sources, parts, listings),
    enrolment: parts.enrolment,
    ...listings,
    savedPrimary: primaryOf(client),
    rowErrors: {
      ...askedTwice(listings.comments, draft.asTyped),
      ...Object.fromEntries(clashes.map(({ name, said }) => [name, said])),
    },
    clashes: [...parts.clashes, ...clashes],
    verified: draft.verified,
    asTyped: draft.asTyped,
    now: parts.now,
    draft: { ...draft, ...parts.typed },
    parts,
  };
}

/** Staged comments that somebody else entered too meanwhile, or another window, and that are not meant to stand twice. */
function askedTwice(comments: readonly Row[], answers: string): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const { id, mark, values } of comments) {
    const questions = mark === 'not saved yet' ? commentQuestions(values, othersThan(comments, id)) : {};
    const { appliesOn } = unanswered(questions, answers);
    if (appliesOn) errors[`comment.row.${id}`] = appliesOn;
  }
  return errors;
}

/** Asks about a birth date that is moved past what is on file, and past the comments that this edit leaves. */
function withBirthDateAsked(
  { client, dates }: Sources,
  { personal, now }: Parts,
  { comments }: Pick<Screen, 'comments'>,
): Part {
  if (personal.errors.birthDate) return personal;
  const question = birthDateQuestion(client.personal.birthDate, now.personal.birthDate, () => {
    if (!dates) throw new Error('What bears a day was not loaded, and a birth date moves on.');
    const left = comments.filter(({ mark }) => mark !== 'marked for deletion');
    return withComments(
      dates,
      left.map(({ values }) => keptComment(values)),
    );
  });
  return question ? { ...personal, questions: { ...personal.questions, birthDate: question } } : personal;
}
