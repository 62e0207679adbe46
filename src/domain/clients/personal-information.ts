import { birthFields, birthOrderFault } from '../codes/birth-order.js';
import { type Choice, isCode, labelOf, yesOrNo } from '../codes/choice.js';
import { countries } from '../codes/country.js';
import { counties } from '../codes/county.js';
import { ethnicities } from '../codes/ethnicity.js';
import { genders } from '../codes/gender.js';
import { nameSuffixes } from '../codes/name-suffix.js';
import { races } from '../codes/race.js';
import { states } from '../codes/state.js';
import { type Question, questionsFrom } from '../forms/question.js';
import { inCapitals, isLonger, isShowable, spellingForHistory, tidy } from '../text/name.js';
import { phoneDigits, phoneFault, showPhone } from '../text/phone.js';
import { type Day, readDay, showDay } from '../time/day.js';
import { addressFields, isNoAddress, noAddressFault, noCity, zipFault } from './address.js';
import { nameDoubt, placeDoubt } from './doubtful.js';
import { addressDoubts } from './typed-address.js';

/** The fields of Personal Information (C4) with the guide's labels, in the order of the screen. */
export const personalLabels = {
  lastName: 'Last Name',
  firstName: 'First Name',
  middleName: 'Middle Name',
  nameSuffix: 'Name Suffix',
  preferredName: 'Preferred Name',
  motherMaidenLast: "Mother's Maiden Last",
  motherFirst: "Mother's First Name",
  gender: 'Gender',
  birthDate: 'Birth Date',
  multipleBirth: 'Multiple Birth',
  birthOrder: 'Birth Order',
  birthCountry: 'Birth Country',
  race: 'Race',
  ethnicity: 'Ethnicity',
  street: 'Street Address',
  city: 'City',
  state: 'State',
  zip: 'Zip',
  county: 'County',
  phone: 'Phone',
  email: 'Email',
  undeliverable: 'Undeliverable Address',
} as const;

export type PersonalField = keyof typeof personalLabels;

export const personalFields = Object.keys(personalLabels) as PersonalField[];

/**
 * Personal Information as it is kept, all of it text: codes for what is chosen (races with a space between), the birth
 * date in ISO, the phone in ten digits, undeliverable Y or empty. Empty is none.
 */
export type Personal = Readonly<Record<PersonalField, string>>;

/** The same as it stands on the screen: dates as MM/DD/YYYY, phones as 555-555-5555. */
export type TypedValues = Readonly<Record<string, string>>;

const longest: Partial<Record<PersonalField, number>> = {
  lastName: 100,
  firstName: 100,
  middleName: 100,
  preferredName: 100,
  motherMaidenLast: 100,
  motherFirst: 100,
  street: 150,
  city: 80,
  email: 254,
};

/** A field holds text, a box to check, or what is chosen from a list: one or several, told by their labels or codes. */
type Holds = 'text' | 'box' | { readonly choices: readonly Choice[]; readonly several?: true; readonly byCode?: true };

/** Every field says here what it holds: screens, paper, the history and imports take it from here. */
const holds: Readonly<Record<PersonalField, Holds>> = {
  lastName: 'text',
  firstName: 'text',
  middleName: 'text',
  nameSuffix: { choices: nameSuffixes },
  preferredName: 'text',
  motherMaidenLast: 'text',
  motherFirst: 'text',
  gender: { choices: genders },
  birthDate: 'text',
  multipleBirth: { choices: yesOrNo },
  birthOrder: 'text',
  birthCountry: { choices: countries },
  race: { choices: races, several: true },
  ethnicity: { choices: ethnicities },
  street: 'text',
  city: 'text',
  state: { choices: states, byCode: true },
  zip: 'text',
  county: { choices: counties },
  phone: 'text',
  email: 'text',
  undeliverable: 'box',
};

/** The list that the values of a field are chosen from; undefined where it has none. */
export function choicesOf(field: PersonalField): readonly Choice[] | undefined {
  const of = holds[field];
  return typeof of === 'string' ? undefined : of.choices;
}

/** A kept value in words: labels for codes, Yes or No for a box. A code that is on no list stays as it is. */
export function personalInWords(field: PersonalField, kept: string): string {
  const of = holds[field];
  if (of === 'box') return kept === 'Y' ? 'Yes' : kept === '' ? 'No' : kept;
  if (of === 'text') return field === 'phone' ? showPhone(kept) : (field === 'birthDate' && showDay(kept)) || kept;
  if (of.byCode) return kept;
  const codes = of.several ? kept.split(' ') : [kept];
  return codes.map((code) => labelOf(of.choices, code)).join(', ');
}

/** All of it in words, for whoever reads it and types nothing. */
export const inWordsOf = (kept: Personal): Record<PersonalField, string> =>
  mapFields((field) => personalInWords(field, kept[field]));

/** A kept value as the screen shows it. */
export function showPersonal(kept: Personal): Record<PersonalField, string> {
  return { ...kept, birthDate: showDay(kept.birthDate) || kept.birthDate, phone: showPhone(kept.phone) };
}

/** The kept form of a typed value; text that is no date or phone number stays as it is, for the rules to refuse. */
export function keepPersonal(field: string, typed: string): string {
  const text = tidy(typed);
  if (field === 'birthDate') return readDay(text) ?? text;
  if (field === 'phone') return phoneDigits(text) ?? text;
  if (isName(field)) return inCapitals(text);
  if (field === 'state') return text.toUpperCase();
  if (field === 'birthOrder') return text.replace(/^0+(?=\d)/, '');
  if (field === 'race') return [...new Set(text.split(' '))].sort().join(' ');
  if (field === 'zip') return text.replace(/^(\d{5})-?(\d{4})$/, '$1-$2');
  return text;
}

/**
 * Everything typed, as it would be kept. What was not on the screen, or says the same as on file, counts as unchanged.
 */
export function readPersonal(base: Personal, typed: TypedValues): Personal {
  const shown = showPersonal(base);
  return mapFields((field) => {
    const text = typed[field];
    if (text === undefined || tidy(text) === tidy(shown[field])) return base[field];
    const kept = keepPersonal(field, text);
    return kept === keepPersonal(field, shown[field]) ? base[field] : kept;
  });
}

/** A Personal Information built field by field. */
export function mapFields(value: (field: PersonalField) => string): Personal {
  const built: Partial<Record<PersonalField, string>> = {};
  for (const field of personalFields) built[field] = value(field);
  return built as Personal;
}

/** The fields in which two differ. */
export function changedFields(before: Personal, after: Personal): PersonalField[] {
  return personalFields.filter((field) => before[field] !== after[field]);
}

/** The names, kept in capitals; the record's history has them as they were typed (C4). */
export const nameFields = [
  'lastName',
  'firstName',
  'middleName',
  'preferredName',
  'motherMaidenLast',
  'motherFirst',
] as const;

const isName = (field: string) => (nameFields as readonly string[]).includes(field);

/** The value of a field for the history of a save: a name as it was typed, anything else as it is kept. */
export const fieldForHistory = (field: PersonalField, kept: Personal, typed: TypedValues | undefined) =>
  isName(field) ? spellingForHistory(kept[field], typed?.[field]) : kept[field];

/** The birth date that other dates are held against: as it is typed where that is a day, else as on file. */
export const bornOn = (now: Personal, onFile: Personal): Day =>
  readDay(now.birthDate) === now.birthDate ? now.birthDate : onFile.birthDate;

/** The facts that the rules need besides the values. */
export type Circumstances = {
  readonly today: Day;
  readonly hasBirthCertificate: boolean;
  readonly helpDesk: string;
  readonly clientId?: number;
};

/** The faults of values (C4 to C8), typed over `before`, by field in the order of the screen; empty if there are none. */
export function personalFaults(
  kept: Personal,
  { today }: Pick<Circumstances, 'today'>,
  before?: Personal,
): Partial<Record<PersonalField, string>> {
  const faults: Partial<Record<PersonalField, string>> = {};
  for (const field of personalFields) {
    const text = fault(field, kept, today, before);
    if (text) faults[field] = text;
  }
  return faults;
}

/**
 * The faults that forbid saving `after` over `before`: those of the values that this edit changes (X4), and a birth
 * date that a birth certificate holds (C6). Faults of values that it leaves alone come as notes, which block nothing.
 */
export function judgeEdit(before: Personal, after: Personal, context: Circumstances) {
  const changed = new Set<PersonalField>(changedFields(before, after));
  // A ZIP is right or wrong together with its state.
  if (changed.has('state') && after.zip) changed.add('zip');
  if (changed.has('multipleBirth') && after.birthOrder) changed.add('birthOrder');
  const errors: Partial<Record<PersonalField, string>> = {};
  const notes: Partial<Record<PersonalField, string>> = {};
  for (const [field, text] of Object.entries(personalFaults(after, context, before)) as [PersonalField, string][])
    (changed.has(field) ? errors : notes)[field] = text;
  if (context.hasBirthCertificate && changed.has('birthDate')) errors.birthDate = birthDateRefusal(context);
  const questions = personalQuestions(after, (field) => changed.has(field));
  for (const field of Object.keys(errors)) delete questions[field as PersonalField];
  return { errors, notes, questions };
}

/** The questions about the values that an edit changes (X4), by field. */
export function personalQuestions(
  kept: Personal,
  isChanged: (field: PersonalField) => boolean,
): Partial<Record<PersonalField, Question>> {
  const doubts: Partial<Record<PersonalField, string | undefined>> = { ...addressDoubts(kept, isChanged) };
  for (const field of nameFields) if (isChanged(field)) doubts[field] = nameDoubt(kept[field]);
  for (const field of ['street', 'city'] as const)
    if (isChanged(field)) doubts[field] ??= placeDoubt(kept[field], field);
  return questionsFrom(doubts);
}

/** Said beside a birth date that cannot be changed here (C6). */
export function birthDateRefusal({ helpDesk, clientId }: Pick<Circumstances, 'helpDesk' | 'clientId'>): string {
  return (
    `A birth certificate number is on file. If the birth date is incorrect, contact the help desk at ${helpDesk} ` +
    `with the MIIC ID ${clientId ?? ''}.`
  );
}

function fault(field: PersonalField, kept: Personal, today: Day, before: Personal | undefined): string | undefined {
  const value = kept[field];
  if (value === '') return required[field];
  const label = personalLabels[field];
  const most = longest[field];
  if (!isShowable(value)) return `${label} has characters that cannot be shown. Type it again.`;
  if (most && isLonger(value, most)) return `${label} is longer than ${most} characters.`;
  const set = field === 'race' ? undefined : choicesOf(field);
  if (set && !isCode(set, value)) return `Choose ${article(label)} from the list.`;
  if (isName(field) && !/\p{L}/u.test(value)) return `${label} must have a letter in it.`;
  switch (field) {
    case 'birthDate':
      return birthDateFault(value, today);
    case 'birthOrder':
      return birthOrderFault(value, kept.multipleBirth);
    case 'race':
      return value.split(' ').every((code) => isCode(races, code)) ? undefined : 'Choose races from the list.';
    case 'street':
    case 'city':
      if (field === 'city' && !/\p{L}/u.test(value)) return noCity;
      return isNoAddress(value) ? noAddressFault(value, field, before?.[field]) : undefined;
    case 'zip':
      return zipFault(value, kept.state);
    case 'phone':
      return phoneFault(value);
    case 'email':
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value) ? undefined : 'Enter an email address like name@example.org.';
    case 'undeliverable':
      return value === 'Y' ? undefined : 'Check the box or leave it.';
    default:
      return undefined;
  }
}

const required: Partial<Record<PersonalField, string>> = {
  lastName: 'Enter a last name.',
  firstName: 'Enter a first name.',
  birthDate: 'Enter a birth date.',
  gender: 'Choose a gender.',
};

function birthDateFault(value: string, today: Day): string | undefined {
  if (readDay(value) !== value) return 'Enter a birth date as MM/DD/YYYY, like 09/21/2009.';
  if (value > today) return 'The birth date is in the future.';
  return value < '1890-01-01' ? 'The birth date is before 1890. Check the year.' : undefined;
}

const article = (label: string) => `${/^[aeiou]/i.test(label) ? 'an' : 'a'} ${label.toLowerCase()}`;

const together: readonly (readonly PersonalField[])[] = [addressFields, birthFields];

/** Fields that are one value where two edits meet (C21): the address, the place among several born; every other alone. */
export const personalGroups: readonly (readonly PersonalField[])[] = [
  ...together,
  ...personalFields.filter((field) => !together.flat().includes(field)).map((field) => [field]),
];
