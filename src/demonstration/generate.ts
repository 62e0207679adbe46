import Sqlite from 'better-sqlite3';
import { openFile } from '../db/open.js';
import type { Organization } from '../domain/accounts/viewer.js';
import { personalFields } from '../domain/clients/personal-information.js';
import { namePairs } from '../domain/matching/names.js';
import { formsOf } from '../domain/matching/similarity.js';
import { nameKey } from '../domain/text/name.js';
import { type Home, households, type MadeUpPerson } from './made-up-people.js';

export type Generating = {
  readonly file: string;
  readonly clients: number;
  readonly seed: number;
  readonly at: number;
  /** Organizations to enrol at; what the registry has is added to up to this number. */
  readonly organizations?: number;
  readonly tell?: (line: string) => void;
};

/**
 * Fills a registry with made-up clients for measuring: titer generate --clients N --seed S. The same for the same seed.
 * Nobody in it is real. It writes past the transactions of the application, with the indexes down, so nothing else may
 * have the file open; should it be broken off, the file is of no use. Throws where the file already has many clients.
 */
export async function generateClients({
  file,
  clients,
  seed,
  at,
  organizations = 40,
  tell = () => undefined,
}: Generating): Promise<void> {
  (await openFile(file)).close();
  const db = new Sqlite(file);
  try {
    const last = db.prepare('select coalesce(max(id), 0) from clients').pluck().get() as number;
    if ((db.prepare('select count(*) from clients').pluck().get() as number) > 10_000)
      throw new Error('The registry already has many clients: generate into a new one.');
    db.pragma('foreign_keys = OFF');
    db.pragma('journal_mode = DELETE');
    db.pragma('synchronous = OFF');
    db.pragma('cache_size = -200000');
    const indexes = db
      .prepare("select name, sql from sqlite_master where type = 'index' and sql is not null")
      .all() as { name: string; sql: string }[];
    for (const { name } of indexes) db.exec(`drop index "${name}"`);
    const load = loader(db, organizationsOf(db, organizations), at, Math.max(last, 15_000_000));
    let done = 0;
    db.exec('begin');
    for (const household of households(clients, seed, organizations)) {
      for (const person of household) load.enter(person);
      const before = done;
      done += household.length;
      if (Math.floor(done / 100_000) === Math.floor(before / 100_000)) continue;
      db.exec('commit; begin');
      tell(`${done} clients`);
    }
    tell(`${load.words()} names`);
    load.finish();
    db.exec('commit');
    for (const { sql } of indexes) db.exec(sql);
  } finally {
    db.pragma('journal_mode = WAL');
    db.close();
  }
}

/** Organizations to enrol at: those there are, and clinics by number besides. */
function organizationsOf(db: Sqlite.Database, count: number): Pick<Organization, 'id'>[] {
  const add = db.prepare(
    "insert or ignore into organizations (code, name, type, region) values (?, ?, 'provider', '')",
  );
  const known = db.prepare("select id from organizations where type <> 'help desk' order by id");
  for (let i = 1; known.all().length < count; i += 1) add.run(`CLINIC${i}`, `Clinic ${i}`);
  return known.all() as { id: number }[];
}

const columnsOf = (home: Home) => ({
  street: home.street,
  city: home.city,
  state: home.state,
  zip: home.zip,
  county: home.county,
});

function loader(db: Sqlite.Database, organizations: readonly { id: number }[], at: number, lastId: number) {
  const insert = (table: string, columns: string) => {
    const names = columns.split(' ');
    return db.prepare(
      `insert into ${table} (${names.join(', ')}) values (${names.map((name) => `@${name}`).join(', ')})`,
    );
  };
  const client = insert(
    'clients',
    'id last_name first_name middle_name name_suffix mother_maiden_last mother_first gender birth_date birth_country race ethnicity street city state zip county undeliverable address_updated_on phone email created_at updated_at updated_for mother_maiden_key mother_first_key',
  );
  const enrolment = insert('enrolments', 'client_id organization_id chart_number chart_key status updated_at');
  const contact = insert(
    'contacts',
    'client_id last_name first_name relationship phone street city state zip county notices updated_at',
  );
  const dose = insert('immunizations', 'client_id organization_id given_on cvx source updated_at');
  const former = insert('former_addresses', 'client_id street city state zip county until_on');
  const alias = insert('aliases', 'id client_id last_name first_name middle_name birth_date until_at');
  const change = db.prepare(
    "insert into changes (client_id, revision, at, organization_id, part, field, before, after) values (?, 1, ?, ?, 'client', ?, '', ?)",
  );
  const name = db.prepare(
    'insert into client_names (client_id, alias_id, last_id, first_id, middle_key, birth_date, is_part) values (?, ?, ?, ?, ?, ?, ?)',
  );
  const word = db.prepare('insert into name_words (id, key) values (?, ?)');
  const form = db.prepare('insert or ignore into name_forms (form, word_id) values (?, ?)');
  const words = new Map(
    (db.prepare('select key, id from name_words').raw().all() as [string, number][]).map(([key, id]) => [key, id]),
  );
  const known = words.size;
  let id = lastId;
  let aliasId = db.prepare('select coalesce(max(id), 0) from aliases').pluck().get() as number;
  const wordId = (key: string) => {
    let it = words.get(key);
    if (it === undefined) {
      it = words.size + 1;
      words.set(key, it);
      word.run(it, key);
    }
    return it;
  };

  const enter = (made: MadeUpPerson) => {
    id += 1;
    const entered = Date.parse(`${made.enteredOn}T15:00:00Z`);
    const main = organizations[made.enrolments[0]?.at ?? 0]?.id ?? 1;
    const values: Readonly<Record<string, unknown>> = {
      ...made,
      ...made.home,
      undeliverable: made.undeliverable ? 'Y' : '',
    };
    client.run({
      id,
      last_name: made.lastName,
      first_name: made.firstName,
      middle_name: made.middleName,
      name_suffix: made.nameSuffix,
      mother_maiden_last: made.motherMaidenLast,
      mother_first: made.motherFirst,
      gender: made.gender,
      birth_date: made.birthDate,
      birth_country: made.birthCountry,
      race: made.race,
      ethnicity: made.ethnicity,
      ...columnsOf(made.home),
      undeliverable: made.undeliverable ? 1 : 0,
      address_updated_on: made.home.street ? made.enteredOn : null,
      phone: made.home.phone,
      email: made.email,
      created_at: entered,
      updated_at: entered,
      updated_for: main,
      mother_maiden_key: nameKey(made.motherMaidenLast),
      mother_first_key: nameKey(made.motherFirst),
    });
    for (const { at: index, chartNumber, inactive } of made.enrolments)
      enrolment.run({
        client_id: id,
        organization_id: organizations[index]?.id ?? main,
        chart_number: chartNumber,
        chart_key: nameKey(chartNumber),
        status: inactive ? 'I' : 'A',
        updated_at: entered,
      });
    for (const other of made.contacts)
      contact.run({
        client_id: id,
        last_name: other.lastName,
        first_name: other.firstName,
        relationship: other.relationship,
        phone: other.phone,
        ...columnsOf(made.home),
        notices: 1,
        updated_at: entered,
      });
    for (const { givenOn, cvx, historical } of made.doses)
      dose.run({
        client_id: id,
        organization_id: main,
        given_on: givenOn,
        cvx,
        source: historical ? '01' : '00',
        updated_at: entered,
      });
    if (made.moved) former.run({ client_id: id, ...columnsOf(made.moved), until_on: made.moved.untilOn });
    for (const field of personalFields) if (values[field]) change.run(id, entered, main, field, values[field]);
    index(made, null, made);
    for (const key of [nameKey(made.motherMaidenLast), nameKey(made.motherFirst)]) if (key) wordId(key);
    for (const other of made.aliases) {
      aliasId += 1;
      alias.run({
        id: aliasId,
        client_id: id,
        last_name: other.lastName,
        first_name: other.firstName,
        middle_name: made.middleName,
        birth_date: other.birthDate,
        until_at: at,
      });
      index(made, aliasId, other);
    }
  };

  const index = (
    made: MadeUpPerson,
    ofAlias: number | null,
    of: { lastName: string; firstName: string; birthDate: string },
  ) => {
    for (const [i, [last, first]] of namePairs(of).entries())
      name.run(id, ofAlias, wordId(last), wordId(first), nameKey(made.middleName), of.birthDate, i > 0 ? 1 : 0);
  };

  /** The numbers that names are found by, in their order: a B-tree is written fastest so. */
  const finish = () => {
    const pairs: bigint[] = [];
    const flush = () => {
      const sorted = BigUint64Array.from(pairs).sort();
      for (const pair of sorted) form.run(Number(pair >> 32n), Number(pair & 0xffffffffn));
      pairs.length = 0;
    };
    for (const [key, id] of words) {
      if (id > known && key) for (const number of formsOf(key)) pairs.push((BigInt(number) << 32n) | BigInt(id));
      if (pairs.length > 4_000_000) flush();
    }
    flush();
  };
  return { enter, finish, words: () => words.size };
}
