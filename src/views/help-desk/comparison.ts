import { addressLine } from '../../domain/clients/client.js';
import { type Personal, personalLabels } from '../../domain/clients/personal-information.js';
import { labelOf, yesOrNo } from '../../domain/codes/choice.js';
import { genders } from '../../domain/codes/gender.js';
import { fullName, listedName } from '../../domain/text/name.js';
import { showPhone } from '../../domain/text/phone.js';
import { showDay } from '../../domain/time/day.js';

/** The part of a person that the help desk compares. */
export type ComparedPerson = Omit<
  Personal,
  'undeliverable' | 'birthCountry' | 'race' | 'ethnicity' | 'county' | 'email'
>;

/** The lines of a comparison of people, by their labels. */
export const personLines: readonly (readonly [label: string, text: (person: ComparedPerson) => string])[] = [
  ['Name', listedName],
  [personalLabels.preferredName, ({ preferredName }) => preferredName],
  ['Birth Date', ({ birthDate }) => showDay(birthDate)],
  [
    personalLabels.multipleBirth,
    ({ multipleBirth, birthOrder }) => [labelOf(yesOrNo, multipleBirth), birthOrder].filter(Boolean).join(', '),
  ],
  ['Gender', ({ gender }) => labelOf(genders, gender)],
  ['Mother', ({ motherMaidenLast, motherFirst }) => fullName({ lastName: motherMaidenLast, firstName: motherFirst })],
  ['Address', (person) => addressLine(person)],
  ['Phone', ({ phone }) => showPhone(phone)],
];

/** The organizations that a record is open to, in words (C12, C13). */
export function opennessWords({ locked, deceased }: { readonly locked: boolean; readonly deceased: boolean }): string {
  if (deceased) return 'nobody: flagged as deceased';
  return locked ? 'one organization: locked' : 'everybody';
}
