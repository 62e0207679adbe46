import {
  type EnrolmentField,
  type EnrolmentValues,
  enrolmentFields,
  enrolmentGroups,
  enrolmentValues,
  readEnrolment,
} from '../clients/enrolment.js';
import {
  type Personal,
  type PersonalField,
  personalFields,
  personalGroups,
  readPersonal,
} from '../clients/personal-information.js';
import type { Values } from '../forms/rows.js';
import type { Change } from './clash.js';
import type { Draft } from './draft.js';
import { type Group, groupOf, groups } from './field-group.js';
import type { From, Sources } from './sources.js';

/**
 * Three-way merge of two edits that began from the same values (C21). Of the groups of fields that were `typed`, those
 * that nobody else changed stand as typed; what both changed to the same stands; where both changed it differently, or
 * what was typed is what the other side replaced, it is a clash, and the merged values keep theirs. `touched` are
 * fields that others saved since, also where they came back to the value they had: what they decided is not overwritten
 * unseen.
 */
export function merge<F extends string>(
  groups: readonly (readonly F[])[],
  typed: Readonly<Record<string, string>>,
  base: Readonly<Record<F, string>>,
  mine: Readonly<Record<F, string>>,
  theirs: Readonly<Record<F, string>>,
  savedByOthers: ReadonlySet<string>,
): { merged: Record<F, string>; clashes: (readonly F[])[] } {
  const merged: Record<F, string> = { ...theirs };
  const clashes: (readonly F[])[] = [];
  const differ = (group: readonly F[], a: Readonly<Record<F, string>>, b: Readonly<Record<F, string>>) =>
    group.some((field) => a[field] !== b[field]);
  for (const group of groups) {
    if (group.every((field) => typed[field] === undefined) || !differ(group, mine, theirs)) continue;
    if (differ(group, base, theirs) || group.some((field) => savedByOthers.has(field))) clashes.push(group);
    else for (const field of group) merged[field] = mine[field];
  }
  return { merged, clashes };
}

/** The values typed into a part of the record beside the changes that others saved (C21), not judged yet. */
export type PartMerge<Field extends string> = {
  /** As the record has it. */
  readonly theirs: Readonly<Record<Field, string>>;
  /** As it was when it was typed over. */
  readonly base: Readonly<Record<Field, string>>;
  /** As what is typed reads. */
  readonly read: Readonly<Record<Field, string>>;
  /** The same, without what may not be changed here (C6). */
  readonly mine: Readonly<Record<Field, string>>;
  /** The values that Save would leave: theirs wherever both changed something. */
  readonly merged: Readonly<Record<Field, string>>;
  /** The fields that this draft changes. */
  readonly changed: readonly Field[];
  /** The names of the groups that both changed. */
  readonly clashing: readonly string[];
  /** The changes that others saved in the part since each of its fields was typed over. */
  readonly since: readonly Change[];
};

/** A part that nobody typed anything into. */
const unchanged = <Field extends string>(theirs: Readonly<Record<Field, string>>): PartMerge<Field> => ({
  ...{ theirs, base: theirs, read: theirs, mine: theirs, merged: theirs },
  ...{ changed: [], clashing: [], since: [] },
});

const isTypedInto = (part: 'personal' | 'enrolment', of: readonly Group[], { [part]: typed, rivals }: Draft) =>
  Object.keys(typed).length > 0 || of.some(({ name }) => rivals[name]);

const sinceTyped = (since: readonly Change[], { revision, draft }: From) =>
  since.filter((change) => change.revision > (draft.over[groupOf(change.field)] ?? revision));

const before = (since: readonly Change[]): Record<string, string> =>
  Object.fromEntries(since.map(({ field, before }) => [field, before ?? '']));

const fieldsOf = (since: readonly Change[]) => new Set(since.map(({ field }) => field));

/** Personal Information as a draft leaves it. */
export function mergePersonal({ client, since: all }: Sources, from: From): PartMerge<PersonalField> {
  const typed = from.draft.personal;
  const theirs = client.personal;
  // Most pages: nothing is typed, and nothing to be merged.
  if (!isTypedInto('personal', groups.personal, from.draft)) return unchanged(theirs);
  const since = sinceTyped(
    all.filter(({ part }) => part === 'client'),
    from,
  );
  const base: Personal = { ...theirs, ...before(since) };
  const read = readPersonal(base, typed);
  const mine = client.hasBirthCertificate ? { ...read, birthDate: theirs.birthDate } : read;
  const { merged, clashes } = merge(personalGroups, typed, base, mine, theirs, fieldsOf(since));
  const changed = personalFields.filter((field) => mine[field] !== base[field] || clashes.flat().includes(field));
  return { theirs, base, read, mine, merged, changed, clashing: clashes.flatMap(([first]) => first ?? []), since };
}

/** Client Information as a draft leaves it, for the organization acted for. */
export function mergeEnrolment({ client, organizationId, since: all }: Sources, from: From): PartMerge<EnrolmentField> {
  const typed = from.draft.enrolment;
  const theirs = enrolmentValues(client);
  if (!isTypedInto('enrolment', groups.enrolment, from.draft)) return unchanged(theirs);
  const since = sinceTyped(
    all.filter((change) => change.part === 'enrolment' && change.organizationId === organizationId),
    from,
  );
  const base: EnrolmentValues = { ...theirs, ...before(since) };
  const mine = readEnrolment(base, typed);
  const { merged, clashes } = merge(enrolmentGroups, typed, base, mine, theirs, fieldsOf(since));
  const changed = enrolmentFields.filter((field) => mine[field] !== base[field] || clashes.flat().includes(field));
  return {
    ...{ theirs, base, read: mine, mine, merged, changed },
    ...{ clashing: clashes.flatMap(([first]) => first ?? []), since },
  };
}

/** The values that the fields of a part show: the record's, and the typed ones that differ. */
export const valuesOnScreen = <Field extends string>(
  { theirs, mine, changed }: PartMerge<Field>,
  show: (kept: Readonly<Record<Field, string>>) => Readonly<Record<Field, string>>,
  typed: Values,
): Values => (changed.length === 0 ? show(theirs) : { ...show(theirs), ...pick({ ...show(mine), ...typed }, changed) });

/** Of some values those of the fields that are there. */
export function pick(from: Values, fields: readonly string[]): Record<string, string> {
  const picked: Record<string, string> = {};
  for (const field of fields) {
    const value = from[field];
    if (value !== undefined) picked[field] = value;
  }
  return picked;
}
