import { addressFields } from '../clients/address.js';
import type { CodedRows } from '../clients/coded-rows.js';
import { contactLabels } from '../clients/contact.js';
import { enrolmentLabels } from '../clients/enrolment.js';
import { coded, isCoded, type Kind, type Listing, listingOf } from '../clients/listing.js';
import {
  type PersonalField,
  personalFields,
  personalInWords,
  personalLabels,
} from '../clients/personal-information.js';
import { tabs } from '../clients/tab.js';
import { type Choice, labelOf, yesOrNo } from '../codes/choice.js';
import { clientStatuses, inactiveReasons } from '../codes/client-status.js';
import { countries } from '../codes/country.js';
import { counties } from '../codes/county.js';
import { relationships } from '../codes/relationship.js';
import { type ImmunizationField, immunizationLabels, showDoseValue } from '../immunizations/immunization.js';
import { showPhone } from '../text/phone.js';
import { type Day, readDay, showDay } from '../time/day.js';
import { vaccineName } from '../vaccines/vaccine.js';
import { verifiable } from './draft.js';

/** One field that a save changed, as it is kept (C23). */
export type Entry = {
  readonly id: number;
  readonly revision: number;
  readonly at: number;
  /** Empty for an import, which nobody typed. */
  readonly user: string;
  /** The organization that it was done for, or the help desk that did it in an organization's stead. */
  readonly organization: string;
  readonly part: Kind | 'client' | 'enrolment' | 'immunization' | 'verified';
  /** The contact, comment or immunization; none for the client's own and the Self contact. */
  readonly row: number | null;
  /** The organization that owns the Client Information. */
  readonly of: string;
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
};

/** A line of the history: "Phone: 555-555-5555 → removed". With nothing before it, something that was entered. */
export type Line = {
  readonly id: number;
  readonly label: string;
  readonly before?: string;
  readonly after: string;
  /** The field of Personal Information that takes the line's earlier value; empty if there is none. */
  readonly restores: Restorable | '';
  /** The earlier value as it is kept. */
  readonly earlier?: string;
};

/** A field of Personal Information, or the address, which is one value (C21). */
export type Restorable = PersonalField | 'address';

/** The effect of a save on one thing. `whole` if it was added or deleted as one: its lines say what it was. */
export type Group = { readonly title: string; readonly lines: readonly Line[]; readonly whole: boolean };

/** The sections that the history can be filtered by, by the part of the record that they are kept under. */
export const historySections = [
  { code: 'client', label: 'Personal Information' },
  { code: 'enrolment', label: tabs.information },
  { code: 'condition', label: tabs.conditions },
  { code: 'contact', label: tabs.contacts },
  { code: 'comment', label: tabs.comments },
  { code: 'immunization', label: 'Immunizations' },
  { code: 'verified', label: 'Verified with the client' },
] as const satisfies readonly { code: Entry['part']; label: string }[];

/** The section of a word that came from outside; undefined for all of them. */
export const sectionOf = (word: string | undefined) => historySections.find(({ code }) => code === word)?.code;

/** The changes that one Save wrote. */
export type Save = {
  readonly at: number;
  readonly user: string;
  readonly organization: string;
  readonly groups: readonly Group[];
};

/** The names of the rows that entries speak of, by their numbers. */
export type RowNames = Readonly<Record<Listing, ReadonlyMap<number, string>>> & {
  /** MMR [M-M-R II] of 06/20/2016. */
  readonly immunizations: ReadonlyMap<number, string>;
};

const labels: Readonly<Record<Entry['part'], Readonly<Record<string, string>>>> = {
  client: {
    ...personalLabels,
    birthCertificate: 'Birth certificate number',
    deceased: 'Flagged as deceased',
    reason: 'Reason',
  },
  contact: contactLabels,
  comment: coded.comments.labels,
  condition: coded.conditions.labels,
  enrolment: { ...enrolmentLabels, reason: 'Reason' },
  immunization: immunizationLabels,
  verified: { verified: 'Verified with the client' },
};

/** The lists of contacts and of Client Information; Personal Information has its own. */
const valueSets: Readonly<Record<string, readonly Choice[]>> = {
  country: countries,
  county: counties,
  relationship: relationships,
  status: clientStatuses,
  statusReason: inactiveReasons,
  reminder: yesOrNo,
  sharing: yesOrNo,
};

/** Boxes: Y or empty. */
const boxes = ['undeliverable', 'notices'];

/** A field's label; one that no screen of this list names is told by its own words: lotNumber, Lot number. */
function labelOfField({ part, field }: Entry): string {
  const words = field.replaceAll(/([A-Z])/g, ' $1').toLowerCase();
  return labels[part][field] ?? words.charAt(0).toUpperCase() + words.slice(1);
}

/** A kept value as the screens show it; empty for none. */
export function inWords({ part, field }: Pick<Entry, 'part' | 'field'>, kept: string): string {
  if (part === 'immunization' && field === 'cvx') return kept && vaccineName(kept);
  if (part === 'immunization' && Object.hasOwn(immunizationLabels, field))
    return showDoseValue(field as ImmunizationField, kept);
  if (part === 'client' && Object.hasOwn(personalLabels, field)) return personalInWords(field as PersonalField, kept);
  if (part !== 'immunization' && boxes.includes(field)) return kept === 'Y' ? 'Yes' : kept === '' ? 'No' : kept;
  if (part === 'verified')
    return kept
      .split(' ')
      .map((code) => labelOf(verifiable, code))
      .join(', ');
  if (field === 'phone') return showPhone(kept);
  const listing = listingOf(part);
  if (listing && isCoded(listing)) {
    const { choices, lists = {} }: CodedRows = coded[listing];
    const list = field === 'code' ? choices : lists[field];
    if (list) return labelOf(list, kept);
  }
  const set = part === 'immunization' ? undefined : valueSets[field];
  if (set) return labelOf(set, kept);
  return readDay(kept) === kept ? showDay(kept as Day) : kept;
}

/**
 * The field that takes an entry's earlier value. First values of a record have none, nor has a birth date that a
 * certificate holds (C6).
 */
export function restorable(entry: Pick<Entry, 'part' | 'field' | 'revision'>, birthDateHeld: boolean): Restorable | '' {
  const { part, field, revision } = entry;
  if (part !== 'client' || revision === 1 || !isPersonal(field) || (field === 'birthDate' && birthDateHeld)) return '';
  return (addressFields as readonly string[]).includes(field) ? 'address' : field;
}

const isPersonal = (field: string): field is PersonalField => (personalFields as readonly string[]).includes(field);

function line(entry: Entry, names: RowNames, birthDateHeld: boolean): Line {
  const { id, part, field, before, after } = entry;
  const label = labelOfField(entry);
  const contact = (row: string | number | null) => names.contacts.get(Number(row)) || 'Self';
  if (part === 'contact' && field === 'isPrimary')
    return { id, label, before: contact(before), after: contact(entry.row), restores: '' };
  if (before === null || part === 'verified') return { id, label, after: inWords(entry, after ?? ''), restores: '' };
  return {
    id,
    label,
    before: inWords(entry, before) || 'none',
    after: inWords(entry, after ?? '') || 'removed',
    restores: restorable(entry, birthDateHeld),
    earlier: before,
  };
}

/** The title of what a record was entered with. */
export const recordEntered = 'Record entered';

const isAdded = (of: readonly Entry[]) => {
  const values = of.filter(({ field }) => field !== 'isPrimary');
  return values.length > 0 && values.every(({ part, before }) => before === null && part !== 'verified');
};
const isDeleted = (of: readonly Entry[]) =>
  of.some(({ field }) => field === 'deleted') ||
  of.every(({ part, after }) => part === 'immunization' && after === null);

function titleOf(entry: Entry, of: readonly Entry[], names: RowNames): string {
  const { part, row } = entry;
  const [added, deleted] = [isAdded(of), isDeleted(of)];
  const what = (name: string) => `${name}${deleted ? ' deleted' : added ? ' added' : ''}`;
  switch (part) {
    case 'client':
      return entry.revision === 1 ? recordEntered : 'Personal Information';
    case 'contact':
      return what(`Contact ${names.contacts.get(row ?? 0) || 'Self'}`);
    case 'comment':
      return what(`${coded.comments.labels.code} ${names.comments.get(row ?? 0) ?? ''}`.trimEnd());
    case 'condition':
      return what(`${coded.conditions.labels.code} ${names.conditions.get(row ?? 0) ?? ''}`.trimEnd());
    case 'enrolment':
      return `Client Information of ${entry.of}`;
    case 'immunization':
      return what(`Immunization ${names.immunizations.get(row ?? 0) ?? ''}`.trimEnd());
    case 'verified':
      return 'Before the edit';
  }
}

/**
 * The history in plain words (C23): entries, newest first, grouped by save, and within it by what they are about.
 * `birthDateHeld` is whether a birth certificate holds the birth date. Empty values of a row that was added are left
 * out.
 */
export function savesOf(entries: readonly Entry[], names: RowNames, birthDateHeld: boolean): Save[] {
  const saves = Map.groupBy(entries, ({ revision, at, user }) => `${revision} ${at} ${user}`);
  return [...saves.values()].map((of) => {
    const [first] = of;
    const parts = Map.groupBy(of, ({ part, row, of }) => `${part} ${row ?? ''} ${part === 'enrolment' ? of : ''}`);
    const groups = [...parts.values()].flatMap((group) => {
      const [entry] = group;
      if (!entry) return [];
      const lines = group
        .filter(({ field, before, after }) => field !== 'deleted' && !(before === null && !after))
        .map((one) => (one.revision === 1 && one.part === 'client' ? { ...one, before: null } : one))
        .map((one) => line(one, names, birthDateHeld));
      const deleted = isDeleted(group);
      const finalLines = deleted
        ? lines.map(({ before, ...rest }) => ({ ...rest, after: before ?? rest.after }))
        : lines;
      const title = titleOf(entry, group, names);
      return [{ title, lines: asOneLine(finalLines), whole: deleted || isAdded(group) || title === recordEntered }];
    });
    return { at: first?.at ?? 0, user: first?.user ?? '', organization: first?.organization ?? '', groups };
  });
}

/** Labels of lines that are one value between them, told in one line under the first label, or a label of their own. */
const oneValue: readonly { readonly labels: readonly string[]; readonly label: string }[] = [
  { labels: addressFields.map((field) => personalLabels[field]), label: 'Address' },
  { labels: [immunizationLabels.cvx, immunizationLabels.tradeName], label: immunizationLabels.cvx },
  { labels: [immunizationLabels.amount, immunizationLabels.unit], label: immunizationLabels.amount },
];

/** One line for each change (C21, C23): street to county, a vaccine with its trade name, a dose with its unit. */
function asOneLine(lines: readonly Line[]): Line[] {
  return oneValue.reduce(
    (list: Line[], { labels, label }) => {
      const of = list.filter((one) => labels.includes(one.label));
      const [first] = of;
      if (!first || of.length < 2) return list;
      const join = (texts: readonly (string | undefined)[]) =>
        texts.filter((text) => text && text !== 'none' && text !== 'removed').join(label === 'Address' ? ', ' : ' ');
      const before = first.before === undefined ? {} : { before: join(of.map((one) => one.before)) || 'none' };
      const one = { ...first, label, ...before, after: join(of.map(({ after }) => after)) || 'removed' };
      return list.filter((line) => line === first || !of.includes(line)).map((line) => (line === first ? one : line));
    },
    [...lines],
  );
}
