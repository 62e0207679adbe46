import Sqlite from 'better-sqlite3';
import { type Random, randomFrom } from '../../../src/demonstration/dice.js';
import { edited, editedTwice, heard, misdated, nicknamed, plain, transposed } from './slips.js';

export type Query = {
  readonly kind: string;
  readonly slip: string;
  readonly wanted: number;
  readonly typed: Record<string, string>;
};

type Row = {
  id: number;
  lastName: string;
  firstName: string;
  birthDate: string;
  phone: string;
  maiden: string;
  mother: string;
};

const inOne = (slip: (next: Random, name: string) => string | undefined) => (next: Random, row: Row) => {
  const field = next() < 0.55 ? 'lastName' : 'firstName';
  const name = slip(next, row[field]);
  return name && { ...row, [field]: name };
};

/** Each slip: what is typed instead, or nothing where this person's name does not lend itself to it. */
const slips: Record<string, (next: Random, row: Row) => Row | undefined | ''> = {
  none: (_, row) => row,
  'one edit': inOne(edited),
  transposition: inOne(transposed),
  'two edits': inOne(editedTwice),
  'sound-alike': inOne(heard),
  'swapped names': (_, row) => ({ ...row, lastName: row.firstName, firstName: row.lastName }),
  nickname: (next, row) => {
    const nick = nicknamed(next, row.firstName);
    return nick && { ...row, firstName: nick };
  },
  'wrong birth date': (next, row) => {
    const birthDate = misdated(next, row.birthDate);
    return birthDate && { ...row, birthDate };
  },
  'dropped hyphen or accent': inOne(plain),
};

/** Queries of every kind about people drawn from the whole registry, `each` of every kind and slip. */
export function queriesFor(file: string, each: number, organizationId: number): Query[] {
  const db = new Sqlite(file, { readonly: true });
  const next = randomFrom(42);
  const [least, most] = db.prepare('select min(id), max(id) from clients where id > 15000000').raw().get() as [
    number,
    number,
  ];
  const client = db.prepare(
    'select id, last_name lastName, first_name firstName, birth_date birthDate, phone, mother_maiden_last maiden, mother_first mother from clients where id = ?',
  );
  const anybody = () => client.get(least + Math.floor(next() * (most - least + 1))) as Row;
  const queries: Query[] = [];
  const fill = (
    kind: string,
    slip: string,
    many: number,
    make: () => { readonly id: number } | undefined | '' | false,
  ) => {
    for (let i = 0, tries = 0; i < many && tries < many * 4000; tries += 1) {
      const made = make();
      if (!made) continue;
      const { id, ...typed } = made;
      queries.push({ kind, slip, wanted: id, typed: typed as Query['typed'] });
      i += 1;
    }
  };
  for (const [slip, make] of Object.entries(slips)) {
    const many = slip === 'none' ? each * 2 : each;
    const named = () => make(next, anybody());
    fill('name and birth date', slip, many, () => {
      const row = named();
      return row && { id: row.id, lastName: row.lastName, firstName: row.firstName, birthDate: row.birthDate };
    });
    if (slip === 'wrong birth date') continue;
    fill('name alone', slip, many, () => {
      const row = named();
      return row && { id: row.id, lastName: row.lastName, firstName: row.firstName };
    });
  }
  const aliasSpan = db.prepare('select max(id) from aliases').pluck().get() as number;
  const alias = db.prepare(
    'select client_id id, last_name lastName, first_name firstName, birth_date birthDate from aliases where id = ?',
  );
  for (const slip of ['none', 'one edit', 'transposition', 'sound-alike'])
    fill('alias', slip, each, () => {
      const row = alias.get(1 + Math.floor(next() * aliasSpan)) as Row | undefined;
      return row && row.id >= least && slips[slip]?.(next, row);
    });
  const chart = db
    .prepare("select chart_number from enrolments where client_id = ? and organization_id = ? and chart_number <> ''")
    .pluck();
  fill('phone', 'none', each * 4, () => {
    const row = anybody();
    return row.phone && { id: row.id, phone: row.phone };
  });
  fill('chart number', 'none', each * 4, () => {
    const row = anybody();
    const number = chart.get(row.id, organizationId) as string | undefined;
    return number && { id: row.id, chartNumber: number };
  });
  fill('MIIC ID', 'none', each * 4, () => {
    const { id } = anybody();
    return { id, miicId: String(id) };
  });
  for (const slip of ['none', 'one edit', 'transposition', 'sound-alike'])
    fill("mother's maiden", slip, each, () => {
      const row = anybody();
      if (!row.maiden) return undefined;
      const slipped = slips[slip]?.(next, { ...row, lastName: row.maiden, firstName: row.mother });
      return (
        slipped && {
          id: row.id,
          motherMaidenLast: slipped.lastName,
          motherFirst: slipped.firstName,
          ...(next() < 0.5 ? { birthDate: row.birthDate } : { firstName: row.firstName }),
        }
      );
    });
  db.close();
  // All mixed, as a day brings them.
  return queries
    .map((query) => ({ query, at: next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ query }) => query);
}
