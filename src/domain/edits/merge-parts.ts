import type { Client } from '../clients/client.js';
import {
  type Enrolled,
  type EnrolmentField,
  enrolled,
  enrolmentFaults,
  enrolmentFields,
  enrolmentGroups,
  readEnrolled,
  showEnrolled,
} from '../clients/enrolment.js';
import {
  judgeEdit,
  nameFields,
  type Personal,
  personalFaults,
  personalFields,
  personalGroups,
  readPersonal,
  showPersonal,
} from '../clients/personal-information.js';
import type { Values } from '../forms/rows.js';
import type { Day } from '../time/day.js';
import { type Change, type Clash, clashOf, labelOfGroup } from './clash.js';
import type { Draft } from './draft.js';
import type { Part } from './edit.js';
import { merge } from './merge.js';
import { type Group, groupOf, groups } from './shown.js';

/** What the rules and the words need to know besides the values. */
export type Around = { readonly today: Day; readonly helpDesk: string; readonly timeZone: string };

const before = (since: readonly Change[]) =>
  Object.fromEntries(since.map(({ field, before }) => [field, before ?? '']));

export type From = { readonly revision: number; readonly draft: Draft };

/** What others saved of a part since each of its fields was typed over. */
const sinceTyped = (since: readonly Change[], { revision, draft }: From) =>
  since.filter((change) => change.revision > (draft.over[groupOf(change.field)] ?? revision));

const touched = (own: readonly Change[]) => new Set(own.map(({ field }) => field));

/** The clashes of a part: where somebody else saved something else, and where another window typed it. */
function clashesIn(
  part: 'client' | 'enrolment',
  of: readonly Group[],
  { draft }: From,
  clashing: readonly (readonly string[])[],
  own: readonly Change[],
  values: { mine: Values; theirs: Values },
  around: Around,
): Clash[] {
  return of.flatMap((group) => {
    const { name, fields } = group;
    const rivals = draft.rivals[name] ?? [];
    const isClash = clashing.some(([first]) => first === name);
    if (!isClash && rivals.length === 0) return [];
    const since = own.filter(({ field }) => fields.includes(field));
    return clashOf(
      {
        ...{ name, label: labelOfGroup(name), part, group, mine: values.mine, rivals },
        ...(isClash && { theirs: { values: values.theirs, since } }),
      },
      around,
    );
  });
}

const errorsOfClashes = (clashes: readonly Clash[]): Values =>
  Object.fromEntries(clashes.map(({ name, said }) => [name, said]));

const isRivalled = (of: readonly Group[], { draft }: From) => of.some(({ name }) => draft.rivals[name]);

/** Personal Information as an edit leaves it: merged with what others saved, then judged for what it changes (X4). */
export function mergePersonal(client: Client, since: readonly Change[], from: From, around: Around) {
  const typed = from.draft.personal;
  const theirs = client.personal;
  // Most pages: nothing is typed, and nothing to be merged.
  if (Object.keys(typed).length === 0 && !isRivalled(groups.personal, from)) {
    const notes = personalFaults(theirs, around);
    const part: Part = { values: showPersonal(theirs), errors: {}, notes, questions: {} };
    return { part, now: theirs, typed, clashes: [] };
  }
  const own = sinceTyped(
    since.filter(({ part }) => part === 'client'),
    from,
  );
  const base: Personal = { ...theirs, ...before(own) };
  const mine = readPersonal(base, typed);
  const held = client.hasBirthCertificate ? { ...mine, birthDate: theirs.birthDate } : mine;
  const { merged, clashes: clashing } = merge(personalGroups, typed, base, held, theirs, touched(own));
  const changed = personalFields.filter((field) => held[field] !== base[field] || clashing.flat().includes(field));
  const clashes = clashesIn('client', groups.personal, from, clashing, own, { mine: held, theirs }, around);
  // Rules look at what was typed, also where it clashes, and at a birth date that was sent against C6.
  const sent = mine.birthDate === base.birthDate ? {} : { birthDate: mine.birthDate };
  const judged = judgeEdit(
    theirs,
    { ...merged, ...pick(held, changed), ...sent },
    { ...around, hasBirthCertificate: client.hasBirthCertificate, clientId: client.id },
  );
  // A date or number stands as it will on the record; a name as it was typed, for the history, and what is refused too.
  const asTyped = pick(typed, [...nameFields, ...Object.keys(judged.errors)]);
  const text = pick({ ...showPersonal(held), ...asTyped }, changed);
  const part: Part = {
    values: { ...showPersonal(theirs), ...text },
    errors: { ...judged.errors, ...errorsOfClashes(clashes) },
    notes: judged.notes,
    questions: judged.questions,
  };
  // A birth date sent against C6 stays in the draft until the next submit, so that Save says why it is refused.
  const forged = mine.birthDate === held.birthDate ? {} : pick(typed, ['birthDate']);
  return { part, now: merged, typed: { ...text, ...forged }, clashes };
}

/** Client Information as an edit leaves it, for the organization acted for. */
export function mergeEnrolment(
  organizationId: number,
  client: Client,
  since: readonly Change[],
  from: From,
  birthDate: Day,
  around: Around,
) {
  const typed = from.draft.enrolment;
  const theirs = enrolled(client);
  if (Object.keys(typed).length === 0 && !isRivalled(groups.enrolment, from)) {
    const part: Part = { values: showEnrolled(theirs), errors: {}, notes: {}, questions: {} };
    return { part, now: theirs, typed, clashes: [] };
  }
  const own = sinceTyped(
    since.filter((change) => change.part === 'enrolment' && change.organizationId === organizationId),
    from,
  );
  const base: Enrolled = { ...theirs, ...before(own) };
  const mine = readEnrolled(base, typed);
  const { merged, clashes: clashing } = merge(enrolmentGroups, typed, base, mine, theirs, touched(own));
  const changed = enrolmentFields.filter((field) => mine[field] !== base[field] || clashing.flat().includes(field));
  const clashes = clashesIn('enrolment', groups.enrolment, from, clashing, own, { mine, theirs }, around);
  const judged =
    changed.length > 0 ? enrolmentFaults({ ...merged, ...pick(mine, changed) }, { ...around, birthDate }) : {};
  const faults = Object.fromEntries(
    Object.entries(judged).filter(([field]) => changed.includes(field as EnrolmentField)),
  );
  const text = pick({ ...showEnrolled(mine), ...pick(typed, Object.keys(faults)) }, changed);
  const part: Part = {
    values: { ...showEnrolled(theirs), ...text },
    errors: { ...faults, ...errorsOfClashes(clashes) },
    notes: {},
    questions: {},
  };
  return { part, now: merged, typed: text, clashes };
}

function pick(from: Values, fields: readonly string[]): Record<string, string> {
  const picked: Record<string, string> = {};
  for (const field of fields) {
    const value = from[field];
    if (value !== undefined) picked[field] = value;
  }
  return picked;
}
