import { birthDateQuestion, withCoded } from '../clients/before-birth.js';
import { keepRow } from '../clients/coded-rows.js';
import { type CodedListing, coded, codedListings, kindOf, listings } from '../clients/listing.js';
import { unanswered } from '../forms/question.js';
import { rowClashes } from './clash.js';
import { type Edit, othersThan, type Part, type Parts, type Screen } from './edit.js';
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
  const rows = listingsOf(client, draft, parts.personal.values);
  const clashes = listings.flatMap((listing) => rowClashes(listing, draft, rows, since, revision, setting));
  return {
    personal: withBirthDateQuestion(sources, parts, rows),
    enrolment: parts.enrolment,
    ...rows,
    savedPrimary: primaryOf(client),
    rowErrors: {
      ...repeatErrors(rows, draft.asTyped),
      ...Object.fromEntries(clashes.map(({ name, text }) => [name, text])),
    },
    clashes: [...parts.clashes, ...clashes],
    verified: draft.verified,
    asTyped: draft.asTyped,
    now: parts.now,
    draft: { ...draft, ...parts.typed },
    parts,
  };
}

/** Staged rows that somebody else entered too meanwhile, or another window, and that are not meant to stand twice. */
function repeatErrors(screen: Pick<Screen, CodedListing>, answers: string): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const listing of codedListings)
    for (const { id, mark, values } of screen[listing]) {
      if (mark !== 'not saved yet') continue;
      const questions = coded[listing].questions(values, othersThan(screen[listing], id));
      const [text] = Object.values(unanswered(questions, answers));
      if (text) errors[`${kindOf[listing]}.row.${id}`] = text;
    }
  return errors;
}

/** Asks about a birth date that is moved past what is on file, and past the rows that this edit leaves. */
function withBirthDateQuestion(
  { client, dates }: Sources,
  { personal, now }: Parts,
  screen: Pick<Screen, CodedListing>,
): Part {
  if (personal.errors.birthDate) return personal;
  const question = birthDateQuestion(client.personal.birthDate, now.personal.birthDate, () => {
    if (!dates) throw new Error('What bears a day was not loaded, and a birth date moves on.');
    return withCoded(dates, (listing) =>
      screen[listing]
        .filter(({ mark }) => mark !== 'marked for deletion')
        .map(({ values }) => keepRow(coded[listing], values)),
    );
  });
  return question ? { ...personal, questions: { ...personal.questions, birthDate: question } } : personal;
}
