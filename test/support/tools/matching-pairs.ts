// tsx test/support/tools/matching-pairs.ts [FILE] > people.csv: the people of a file of labelled pairs, as a CSV to import.
// The file stays outside the project: about 2,800 invented people with the typos, gaps and mix-ups of real records.
import { readFileSync } from 'node:fs';

export const pairsFile = '../shared/data/matching-pairs.jsonl';

type Person = Readonly<Record<string, string | undefined>>;

const columns: readonly [header: string, value: (person: Person) => string | undefined][] = [
  ['last name', lastName],
  ['first name', (person) => person.nameFirst],
  ['middle name', (person) => person.nameMiddle],
  ['name suffix', (person) => person.nameSuffix],
  // The guardian may be anybody: only a mother's maiden name is the mother's.
  ["mother's maiden last", (person) => person.motherMaidenName],
  ['gender', (person) => person.gender],
  ['birth date', (person) => person.birthDate],
  ['street address', (person) => person.addressStreet1],
  ['city', (person) => person.addressCity],
  ['state', (person) => person.addressState],
  ['zip', (person) => person.addressZip],
  ['phone', (person) => person.phone],
  ['chart number', (person) => person.mrns],
];

/** The second half of a hyphenated name stands in a field of its own, where it is known. */
function lastName({ nameLast = '', nameLastHyph = '' }: Person): string {
  return nameLastHyph && !nameLast.includes('-') ? `${nameLast}-${nameLastHyph}` : nameLast;
}

/** Each person of the pairs once, in the order of the file. */
export function peopleOf(jsonLines: string): Person[] {
  const people = new Map<string, Person>();
  for (const line of jsonLines.split('\n').filter(Boolean)) {
    const { a, b } = JSON.parse(line) as { a: Person; b: Person };
    for (const person of [a, b]) people.set(JSON.stringify(Object.entries(person).sort()), person);
  }
  return [...people.values()];
}

export function csvOf(people: readonly Person[]): string {
  const line = (cells: readonly string[]) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',');
  const rows = people.map((person) => line(columns.map(([, value]) => value(person) ?? '')));
  return `${[line(columns.map(([header]) => header)), ...rows].join('\r\n')}\r\n`;
}

if (import.meta.main) process.stdout.write(csvOf(peopleOf(readFileSync(process.argv[2] ?? pairsFile, 'utf8'))));
