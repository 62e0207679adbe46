// What staff type into the search box about people of a registry: names in any order, dates in every way of writing them
// or half of one, phones with area code and without, numbers, and slips of the hand.
import Sqlite from 'better-sqlite3';
import { pick, type Random, randomFrom } from '../../../src/demonstration/dice.js';
import { nameKey } from '../../../src/domain/text/name.js';
import { edited, heard, nicknamed, plain, transposed } from '../search/slips.js';

export type Typed = { readonly kind: string; readonly text: string; readonly wanted: number };

type Row = {
  id: number;
  last: string;
  first: string;
  middle: string;
  born: string;
  phone: string;
  chart: string | null;
};

const monthNames = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** A day as somebody writes it. */
function written(next: Random, born: string): string {
  const [y = '', m = '', d = ''] = born.split('-');
  const [month, date] = next() < 0.5 ? [m, d] : [String(Number(m)), String(Number(d))];
  return pick(next, [
    `${month}/${date}/${y}`,
    `${month}/${date}/${y}`,
    `${month}/${date}/${y}`,
    `${month}-${date}-${y}`,
    `${month}.${date}.${y}`,
    `${month}/${date}/${y.slice(2)}`,
    `${m}${d}${y}`,
    born,
    `${monthNames[Number(m) - 1]} ${date} ${y}`,
    `${date} ${monthNames[Number(m) - 1]} ${y}`,
  ]);
}

/** A part of a day: the year, the month with it, or month and day. */
function half(next: Random, born: string): string {
  const [y = '', m = '', d = ''] = born.split('-');
  return pick(next, [y, `${m}/${y}`, `${Number(m)}/${Number(d)}`]);
}

function called(next: Random, { last, first, middle }: Row): string {
  const ways = [`${last}, ${first}`, `${last},${first}`, `${first} ${last}`, `${last} ${first}`, `${last}/${first}`];
  if (middle) ways.push(`${last}, ${first} ${middle}`, `${first} ${middle} ${last}`, `${first} ${middle[0]} ${last}`);
  return pick(next, ways);
}

function dialled(next: Random, digits: string): string {
  const [area, office, line] = [digits.slice(0, 3), digits.slice(3, 6), digits.slice(6)];
  return pick(next, [
    `${area}-${office}-${line}`,
    `(${area}) ${office}-${line}`,
    `${area}.${office}.${line}`,
    `${area} ${office} ${line}`,
    `1-${area}-${office}-${line}`,
    digits,
  ]);
}

/** A row with a slip in one of its names; undefined where the names do not lend themselves to it. */
function misspelt(next: Random, row: Row): Row | undefined {
  const slip = pick(next, [edited, edited, transposed, heard, plain]);
  const field = next() < 0.6 ? 'last' : 'first';
  const other = next() < 0.15 ? nicknamed(next, row.first) : undefined;
  if (other) return { ...row, first: other };
  const name = slip(next, row[field]);
  return name ? { ...row, [field]: name } : undefined;
}

/** As hands differ: capitals or none, a space too many. */
function byHand(next: Random, text: string): string {
  const chance = next();
  const cased = chance < 0.6 ? text.toLowerCase() : text;
  return chance > 0.9 ? ` ${cased.replace(' ', '  ')} ` : cased;
}

/** A name or a phone alone cannot tell more people apart than are looked at. */
const firstFive = 5;

/** Strings about people drawn from the whole registry, mixed as a day brings them. */
export function boxStrings(file: string, count: number, organizationId: number): Typed[] {
  const db = new Sqlite(file, { readonly: true });
  const next = randomFrom(7);
  const [least, most] = db.prepare('select min(id), max(id) from clients where id > 15000000').raw().get() as [
    number,
    number,
  ];
  const client = db.prepare(
    `select c.id, last_name last, first_name first, middle_name middle, birth_date born, phone,
      (select nullif(chart_number, '') from enrolments e where e.client_id = c.id and organization_id = ?) chart
      from clients c where c.id = ?`,
  );
  const sharing = db.prepare('select count(*) from (select 1 from clients where phone = ? limit 9)').pluck();
  const namesakes = db
    .prepare(
      `select count(*) from client_names n join name_words l on l.id = n.last_id join name_words f on f.id = n.first_id
      where l.key = ? and f.key = ?`,
    )
    .pluck();
  const isAlone = ({ last, first }: Row) => (namesakes.get(nameKey(last), nameKey(first)) as number) <= firstFive;
  const hasPhone = ({ phone }: Row) => phone !== '' && (sharing.get(phone) as number) <= firstFive;
  const kinds: readonly (readonly [string, number, (row: Row) => string | undefined | false])[] = [
    ['name and birth date', 24, (row) => inEitherOrder(called(next, row), written(next, row.born))],
    [
      'misspelt name and birth date',
      18,
      (row) => {
        const slipped = misspelt(next, row);
        return slipped && inEitherOrder(called(next, slipped), written(next, row.born));
      },
    ],
    ['name and part of the birth date', 14, (row) => `${called(next, row)} ${half(next, row.born)}`],
    ['one name and birth date', 8, (row) => `${next() < 0.8 ? row.last : row.first} ${written(next, row.born)}`],
    ['name alone', 8, (row) => isAlone(row) && called(next, row)],
    ['phone', 8, (row) => hasPhone(row) && dialled(next, row.phone)],
    [
      'phone without area code',
      5,
      (row) => hasPhone(row) && `${row.phone.slice(3, 6)}${pick(next, ['-', ' ', ''])}${row.phone.slice(6)}`,
    ],
    ['name and phone', 5, (row) => row.phone && `${row.first} ${dialled(next, row.phone)}`],
    ['MIIC ID', 6, ({ id }) => `${pick(next, ['', '', 'MIIC ID ', '#'])}${id}`],
    ['chart number', 4, ({ chart }) => chart !== null && `${pick(next, ['', '', 'chart ', 'MRN '])}${chart}`],
  ];
  const inEitherOrder = (name: string, day: string) => (next() < 0.8 ? `${name} ${day}` : `${day} ${name}`);
  const strings: Typed[] = [];
  for (const [kind, share, type] of kinds)
    for (let made = 0, tries = 0; made < (share * count) / 100 && tries < count * 4000; tries += 1) {
      const id = least + Math.floor(next() * (most - least + 1));
      const row = client.get(organizationId, id) as Row | undefined;
      const text = row && type(row);
      if (!text) continue;
      strings.push({ kind, text: byHand(next, text), wanted: id });
      made += 1;
    }
  db.close();
  return strings
    .map((typed) => ({ typed, at: next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ typed }) => typed);
}
