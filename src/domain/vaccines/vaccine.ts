import { vaccineCodes } from './codes.js';
import { olderVaccineCodes } from './older-codes.js';
import type { VaccineGroupCode } from './vaccine-group.js';

/**
 * A vaccine by its CVX code, with the vaccine groups that a dose of it counts for: none, one, or all of a
 * combination's.
 */
export type Vaccine = {
  readonly cvx: string;
  readonly name: string;
  readonly groups: readonly VaccineGroupCode[];
  /** Found in older records or given abroad: not in the list of what is given now. */
  readonly older: boolean;
};

function read(text: string, older: boolean): Vaccine[] {
  let groups: VaccineGroupCode[] = [];
  const found: Vaccine[] = [];
  for (const line of text.trim().split('\n')) {
    const [, cvx, name] = /^(\d{2,3}) (.+)$/.exec(line) ?? [];
    if (cvx && name) found.push({ cvx, name, groups, older });
    else groups = line === 'none' ? [] : (line.split('+') as VaccineGroupCode[]);
  }
  return found;
}

/** Every vaccine that an immunization can be of (I5). */
export const vaccines: readonly Vaccine[] = [...read(vaccineCodes, false), ...read(olderVaccineCodes, true)];

const byCode = new Map(vaccines.map((vaccine) => [vaccine.cvx, vaccine]));

/** The vaccine of a CVX code as it is written in messages, two digits or three; undefined for any other text. */
export function findVaccine(cvx: string): Vaccine | undefined {
  return byCode.get(cvx);
}

/** The name of a vaccine in the history; an unknown code stands as it is. */
export function vaccineName(cvx: string): string {
  return byCode.get(cvx)?.name ?? `CVX ${cvx}`;
}

const trialsOnly = 'no vaccine against this was ever given outside trials';
const skinTest = 'a skin test for tuberculosis, not an immunization';
const antitoxin = 'an antitoxin that treats, not an immunization';

/** CVX codes that no immunization can have, each with why. */
export const notVaccines: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '12': antitoxin,
    '27': antitoxin,
    ...Object.fromEntries('57 58 59 60 61 63 64 65 67 68 69 70 72 73 76'.split(' ').map((cvx) => [cvx, trialsOnly])),
    ...Object.fromEntries('95 96 97 98'.split(' ').map((cvx) => [cvx, skinTest])),
    '99': 'reserved, not to be used',
    '801': 'an adjuvant, which is no vaccine by itself',
    '998': 'says that no vaccine was given',
    '999': 'does not say which vaccine was given',
  }),
);
