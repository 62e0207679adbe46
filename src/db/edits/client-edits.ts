import { and, desc, eq, gt, sql } from 'drizzle-orm';
import type { Viewer } from '../../domain/accounts/viewer.js';
import { birthDateQuestion } from '../../domain/clients/before-birth.js';
import type { Client } from '../../domain/clients/client.js';
import { commentQuestions, keptComment, showComment } from '../../domain/clients/comment.js';
import { primaryFields, showContact } from '../../domain/clients/contact.js';
import type { Enrolled } from '../../domain/clients/enrolment.js';
import { bornOn, type Personal } from '../../domain/clients/personal-information.js';
import { rowClashes } from '../../domain/edits/clash.js';
import { type Draft, noDraft } from '../../domain/edits/draft.js';
import { type Edit, othersThan, type Part, type Row } from '../../domain/edits/edit.js';
import { type Around, mergeEnrolment, mergePersonal } from '../../domain/edits/merge-parts.js';
import { unanswered } from '../../domain/forms/question.js';
import { isNewRow, type Rows, type Values } from '../../domain/forms/rows.js';
import { loadClient } from '../clients/clients.js';
import { datedOf } from '../clients/dated.js';
import type { Reader, Tx } from '../engine/database.js';
import { prepared } from '../engine/statements.js';
import { organizations } from '../schema/accounts.js';
import { changes } from '../schema/clients.js';
import { loadDraft } from './drafts.js';

/** An edit with the values that saving it leaves, and the draft reduced to what really differs. */
export type Merged = Edit & {
  readonly now: { readonly personal: Personal; readonly enrolment: Enrolled };
  readonly draft: Draft;
};

/** A record with what the viewer has typed over it and not saved; undefined where the record is hidden. */
export async function findEdit(db: Reader, viewer: Viewer, id: number, around: Around) {
  return db.snapshot(() => {
    const client = loadClient(db, viewer, id);
    if (!client) return undefined;
    const draft = loadDraft(db, viewer, id);
    const from = draft ?? { revision: client.revision, draft: noDraft };
    return { client, draftAt: draft?.updatedAt, edit: reconcile(db, viewer, client, from, around) };
  });
}

/**
 * Holds a draft against the record: three-way merge over the revision that each thing was typed over (C21), then the
 * rules (X4).
 */
export function reconcile(
  db: Reader | Tx,
  viewer: Viewer,
  client: Client,
  from: { revision: number; draft: Draft },
  around: Around,
): Merged {
  const revision = Math.min(from.revision, ...Object.values(from.draft.over));
  const since = revision === client.revision ? [] : changesSince(db).all({ clientId: client.id, revision });
  const personal = mergePersonal(client, since, from, around);
  const enrolment = mergeEnrolment(
    viewer.organization.id,
    client,
    since,
    from,
    bornOn(personal.now, client.personal),
    around,
  );
  const savedPrimary = String(client.primaryContactId ?? 'self');
  const primary = from.draft.contacts.primary || savedPrimary;
  const saved = {
    contact: new Map(
      client.contacts.map((contact) => [contact.id === undefined ? 'self' : String(contact.id), showContact(contact)]),
    ),
    comment: new Map(client.comments.map((comment) => [String(comment.id), showComment(comment)])),
  };
  const gone = {
    contacts: new Map(client.deleted.contacts.map((contact) => [String(contact.id), showContact(contact)])),
    comments: new Map(client.deleted.comments.map((comment) => [String(comment.id), showComment(comment)])),
  };
  const contacts = rowsOf(from.draft.contacts, saved.contact, gone.contacts).map((row) => {
    const mark = { isPrimary: row.id === primary ? 'Y' : '' };
    const above =
      row.id === primary
        ? Object.fromEntries(primaryFields.map((field) => [field, personal.part.values[field] ?? '']))
        : {};
    const self = row.id === 'self' ? selfValues(personal.part.values) : {};
    return {
      ...row,
      values: { ...row.values, ...mark, ...above, ...self },
      form: { ...row.form, ...(row.mark === 'typed, not staged' ? {} : mark), ...above, ...self },
    };
  });
  const comments = rowsOf(from.draft.comments, saved.comment, gone.comments);
  const rows = [
    ...rowClashes('contact', from.draft, { saved: saved.contact, gone: gone.contacts }, since, from.revision, around),
    ...rowClashes('comment', from.draft, { saved: saved.comment, gone: gone.comments }, since, from.revision, around),
  ];
  const asked = askedTwice(comments, from.draft.asTyped);
  return {
    personal: withBirthDateAsked(db, client, personal, comments),
    enrolment: enrolment.part,
    contacts,
    comments,
    gone,
    primary,
    savedPrimary,
    rowErrors: { ...asked, ...Object.fromEntries(rows.map(({ name, said }) => [name, said])) },
    clashes: [...personal.clashes, ...enrolment.clashes, ...rows],
    verified: from.draft.verified,
    asTyped: from.draft.asTyped,
    now: { personal: personal.now, enrolment: enrolment.now },
    draft: { ...from.draft, personal: personal.typed, enrolment: enrolment.typed },
  };
}

/** Staged comments that somebody else entered too meanwhile, or another window, and that are not meant to stand twice. */
function askedTwice(comments: readonly Row[], answers: string): Record<string, string> {
  const asked: Record<string, string> = {};
  for (const { id, mark, values } of comments) {
    const questions = mark === 'not saved yet' ? commentQuestions(values, othersThan(comments, id)) : {};
    const { appliesOn } = unanswered(questions, answers);
    if (appliesOn) asked[`comment.row.${id}`] = appliesOn;
  }
  return asked;
}

/** Asks about a birth date that is moved past what is on file, and past the comments that this edit leaves. */
function withBirthDateAsked(
  db: Reader | Tx,
  client: Client,
  { part, now }: { part: Part; now: Personal },
  rows: readonly Row[],
): Part {
  const { birthDate } = client.personal;
  if (part.errors.birthDate) return part;
  const comments = () =>
    rows.filter(({ mark }) => mark !== 'marked for deletion').map(({ values }) => keptComment(values));
  const asked = birthDateQuestion(birthDate, now.birthDate, () => datedOf(db, client, comments()));
  return asked ? { ...part, questions: { ...part.questions, birthDate: asked } } : part;
}

/** What the Self contact shares with Personal Information (C16). */
function selfValues(values: Values): Values {
  const { lastName = '', firstName = '', middleName = '', phone = '', email = '' } = values;
  return { lastName, firstName, middleName, phone, email };
}

/** What was saved after a revision, the latest first. */
const changesSince = prepared((db) =>
  db
    .select({
      revision: changes.revision,
      part: changes.part,
      row: changes.row,
      field: changes.field,
      before: changes.before,
      at: changes.at,
      organizationId: changes.organizationId,
      organization: organizations.name,
    })
    .from(changes)
    .innerJoin(organizations, eq(organizations.id, changes.organizationId))
    .where(and(eq(changes.clientId, sql.placeholder('clientId')), gt(changes.revision, sql.placeholder('revision'))))
    .orderBy(desc(changes.revision), desc(changes.id))
    .prepare(),
);

/** The rows of a listing as an edit leaves them: those of the record, then those begun here or deleted by others. */
function rowsOf(rows: Rows, saved: ReadonlyMap<string, Values>, gone: ReadonlyMap<string, Values>): Row[] {
  const begun = [...new Set([...Object.keys(rows.staged), ...Object.keys(rows.typed)])].filter(
    (id) => !saved.has(id) && (isNewRow(id) || gone.has(id)),
  );
  return [...saved.keys(), ...begun].map((id): Row => {
    const values = rows.staged[id] ?? saved.get(id) ?? gone.get(id) ?? {};
    const typed = rows.typed[id];
    const mark = rows.deleted.includes(id)
      ? 'marked for deletion'
      : typed
        ? 'typed, not staged'
        : rows.staged[id]
          ? 'not saved yet'
          : '';
    return {
      id,
      values: rows.staged[id] || saved.has(id) || gone.has(id) ? values : (typed ?? {}),
      form: typed ?? values,
      mark,
    };
  });
}
