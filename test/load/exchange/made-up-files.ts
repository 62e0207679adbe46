// Files of made-up people, as a spreadsheet would save them.
import { closeSync, openSync, writeSync } from 'node:fs';
import { households, type MadeUpPerson } from '../../../src/demonstration/made-up-people.js';
import { writeCsv } from '../../../src/exchange/csv/write.js';

const clientColumns: readonly (readonly [string, (person: MadeUpPerson, chart: string) => string])[] = [
  ['last name', (person) => person.lastName],
  ['first name', (person) => person.firstName],
  ['middle name', (person) => person.middleName],
  ["mother's maiden last", (person) => person.motherMaidenLast],
  ["mother's first name", (person) => person.motherFirst],
  ['gender', (person) => person.gender],
  ['birth date', (person) => person.birthDate],
  ['race', (person) => person.race.replaceAll(' ', ';')],
  ['street address', (person) => person.home.street],
  ['city', (person) => person.home.city],
  ['state', (person) => person.home.state],
  ['zip', (person) => person.home.zip],
  ['phone', (person) => person.home.phone],
  ['chart number', (_, chart) => chart],
];

const doseHeaders = [
  'last name',
  'first name',
  'birth date',
  'chart number',
  'date administered',
  'cvx',
  'source of information',
];

/** Writes a file of clients and one of doses that they were given, most of them many. Answers how many of each. */
export function writeFiles(
  files: { readonly clients: string; readonly doses: string },
  most: { clients: number; doses: number },
) {
  const [clients, doses] = [openSync(files.clients, 'w'), openSync(files.doses, 'w')];
  writeSync(clients, writeCsv([clientColumns.map(([name]) => name)]));
  writeSync(doses, writeCsv([doseHeaders]));
  const wrote = { clients: 0, doses: 0 };
  for (const household of households(most.clients, 7, 40))
    for (const person of household.slice(0, most.clients - wrote.clients)) {
      wrote.clients += 1;
      const chart = `B${wrote.clients}`;
      writeSync(clients, writeCsv([clientColumns.map(([, of]) => of(person, chart))]));
      const rows = person.doses
        .slice(0, most.doses - wrote.doses)
        .map(({ givenOn, cvx, historical }) => [
          ...[person.lastName, person.firstName, person.birthDate, chart, givenOn, cvx, historical ? '01' : '00'],
        ]);
      wrote.doses += rows.length;
      if (rows.length > 0) writeSync(doses, writeCsv(rows));
    }
  closeSync(clients);
  closeSync(doses);
  return wrote;
}
