import { and, desc, eq, gt, sql } from 'drizzle-orm';
import { birthDateQuestion } from '../domain/before-birth.js';
import { type Change, clashErrors, rowClashes } from '../domain/clash.js';
import type { Client } from '../domain/client.js';
import { keptComment, showComment } from '../domain/comment.js';
import { primaryFields, showContact } from '../domain/contact.js';
import type { Day } from '../domain/day.js';
import { type Draft, noDraft } from '../domain/draft.js';
import type { Edit, Part, Row } from '../domain/edit.js';
import {
  type Enrolled,
  type EnrolmentField,
  enrolled,
  enrolmentFaults,
  enrolmentFields,
  enrolmentGroups,
  readEnrolled,
  showEnrolled,
} from '../domain/enrolment.js';
import { merge } from '../domain/merge.js';
import {
  judgeEdit,
  type Personal,
  personalFaults,
  personalFields,
  personalGroups,
  readPersonal,
  showPersonal,
} from '../domain/personal-information.js';
import { isNewRow, type Rows, type Values } from '../domain/rows.js';
import type { Shown } from '../domain/stage.js';
import type { Viewer } from '../domain/viewer.js';
import { loadClient } from './clients.js';
import { datedOf } from './dated.js';
import { loadDraft } from './drafts.js';
import type { Reader, Tx } from './open.js';
import { organizations } from './schema/accounts.js';
import { changes } from './schema/clients.js';
import { prepared } from './statements.js';

export type Around = { readonly today: Day; readonly helpDesk: string; readonly timeZone: string };

/** An edit with the values that saving it leaves, and the draft reduced to what really differs. */
export type Merged = Edit & {
  readonly now: { readonly personal: Personal; readonly enrolment: Enrolled };
  readonly draft: Draft;
  readonly shown: Shown;
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

/** Holds a draft against the record: three-way merge over the revision it began from (C21), then the rules (X4). */
export function reconcile(
  db: Reader | Tx,
  viewer: Viewer,
  client: Client,
  from: { revision: number; draft: Draft },
  around: Around,
): Merged {
  const since =
    from.revision === client.revision ? [] : changesSince(db).all({ clientId: client.id, revision: from.revision });
  const personal = mergePersonal(client, since, from.draft.personal, around);
  const enrolment = mergeEnrolment(viewer, client, since, from.draft.enrolment, personal.now.birthDate, around);
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
  return {
    personal: withBirthDateAsked(db, client, personal, comments),
    enrolment: enrolment.part,
    contacts,
    comments,
    gone,
    primary,
    savedPrimary,
    rowErrors: {
      ...rowClashes('contact', from.draft.contacts, saved.contact, since, around),
      ...rowClashes('comment', from.draft.comments, saved.comment, since, around),
    },
    verified: from.draft.verified,
    asTyped: from.draft.asTyped,
    now: { personal: personal.now, enrolment: enrolment.now },
    draft: { ...from.draft, personal: personal.typed, enrolment: enrolment.typed },
    shown: { personal: personal.shown, enrolment: enrolment.shown },
  };
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

const before = (since: readonly Change[]) =>
  Object.fromEntries(since.map(({ field, before }) => [field, before ?? '']));

function mergePersonal(client: Client, since: readonly Change[], typed: Values, around: Around) {
  const own = since.filter(({ part }) => part === 'client');
  const theirs = client.personal;
  const base: Personal = { ...theirs, ...before(own) };
  const shown = showPersonal(base);
  // Most pages: nothing is typed, and nothing to be merged.
  if (Object.keys(typed).length === 0) {
    const notes = personalFaults(theirs, around);
    const part: Part = { values: showPersonal(theirs), errors: {}, notes, questions: {} };
    return { part, now: theirs, typed, shown };
  }
  const mine = readPersonal(base, typed);
  const held = client.hasBirthCertificate ? { ...mine, birthDate: theirs.birthDate } : mine;
  const { merged, clashes } = merge(personalGroups, base, held, theirs, new Set(own.map(({ field }) => field)));
  const changed = personalFields.filter((field) => held[field] !== base[field] || clashes.flat().includes(field));
  // Rules look at what was typed, also where it clashes, and at a birth date that was sent against C6.
  const sent = mine.birthDate === base.birthDate ? {} : { birthDate: mine.birthDate };
  const judged = judgeEdit(
    theirs,
    { ...merged, ...pick(held, changed), ...sent },
    { ...around, hasBirthCertificate: client.hasBirthCertificate, clientId: client.id },
  );
  const shownMine = showPersonal(held);
  const text = pick({ ...shownMine, ...pick(typed, changed) }, changed);
  const part: Part = {
    values: { ...showPersonal(theirs), ...text },
    errors: { ...judged.errors, ...clashErrors(clashes, own, 'client', theirs, around) },
    notes: judged.notes,
    questions: judged.questions,
  };
  // A birth date sent against C6 stays in the draft until the next submit, so that Save says why it is refused.
  const forged = mine.birthDate === held.birthDate ? {} : pick(typed, ['birthDate']);
  return { part, now: merged, typed: { ...text, ...forged }, shown };
}

function mergeEnrolment(
  viewer: Viewer,
  client: Client,
  since: readonly Change[],
  typed: Values,
  birthDate: Day,
  around: Around,
) {
  const own = since.filter(
    ({ part, organizationId }) => part === 'enrolment' && organizationId === viewer.organization.id,
  );
  const theirs = enrolled(client);
  const base: Enrolled = { ...theirs, ...before(own) };
  const mine = readEnrolled(base, typed);
  const { merged, clashes } = merge(enrolmentGroups, base, mine, theirs, new Set(own.map(({ field }) => field)));
  const changed = enrolmentFields.filter((field) => mine[field] !== base[field] || clashes.flat().includes(field));
  const judged =
    changed.length > 0 ? enrolmentFaults({ ...merged, ...pick(mine, changed) }, { ...around, birthDate }) : {};
  const faults = Object.fromEntries(
    Object.entries(judged).filter(([field]) => changed.includes(field as EnrolmentField)),
  );
  const text = pick({ ...showEnrolled(mine), ...pick(typed, changed) }, changed);
  const part: Part = {
    values: { ...showEnrolled(theirs), ...text },
    errors: { ...faults, ...clashErrors(clashes, own, 'enrolment', theirs, around) },
    notes: {},
    questions: {},
  };
  return { part, now: merged, typed: text, shown: showEnrolled(base) };
}

function pick(from: Values, fields: readonly string[]): Record<string, string> {
  const picked: Record<string, string> = {};
  for (const field of fields) {
    const value = from[field];
    if (value !== undefined) picked[field] = value;
  }
  return picked;
}

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
