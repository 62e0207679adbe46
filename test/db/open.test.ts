import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Busy, type Database, type Tx } from '../../src/db/engine/database.js';
import { CannotOpen, holdAlone } from '../../src/db/engine/hold.js';
import { openFile } from '../../src/db/open.js';

let folder = '';
let db: Database;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'titer-open-'));
  db = openFile(join(folder, 'titer.db'));
});
afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

const add = (name: string) => (tx: Tx) => {
  tx.run(sql`insert into organizations (code, name, type) values (${name}, ${name}, 'provider')`);
};
/** What another process reads in the file. */
const names = () => {
  const file = new Sqlite(join(folder, 'titer.db'), { readonly: true });
  try {
    return file.prepare('select name from organizations order by id').pluck().all();
  } finally {
    file.close();
  }
};

test('writes of one moment are in the file, in their order, when they are answered', async () => {
  await Promise.all(['ONE', 'TWO', 'THREE'].map((name) => db.write(add(name))));
  expect(names()).toEqual(['ONE', 'TWO', 'THREE']);
});

test('outside a write nothing can be written, whatever the statement', async () => {
  await db.write(add('ONE'));
  const refused = expect.objectContaining({ message: 'A query that changes rows runs in a write.' });
  expect(() => db.read.run(sql`delete from organizations`)).toThrow(expect.objectContaining({ cause: refused }));
  expect(() => db.read.get(sql`delete from organizations returning name`)).toThrow(refused);
  expect(names()).toEqual(['ONE']);
});

test('a write that fails takes back what it wrote itself, and nothing of its neighbours', async () => {
  const fault = new Error('no');
  const failing = db.write((tx) => {
    add('LOST')(tx);
    throw fault;
  });
  const answers = await Promise.allSettled([db.write(add('ONE')), failing, db.write(add('ONE')), db.write(add('TWO'))]);
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
  expect(answers[1]).toMatchObject({ reason: fault });
  expect(names()).toEqual(['ONE', 'TWO']);
});

test('a write waits for another process that writes, and is not lost', async () => {
  const other = new Sqlite(join(folder, 'titer.db'));
  other.exec('begin immediate');
  const written = db.write(add('ONE'));
  await new Promise((done) => setTimeout(done, 400));
  expect(names()).toEqual([]);
  other.exec('commit');
  other.close();
  await written;
  expect(names()).toEqual(['ONE']);
});

test('a body that is async is refused, with everything in it', async () => {
  const sneaky = (async (tx: Tx) => add('LATER')(tx)) as unknown as (tx: Tx) => undefined;
  await expect(db.write(sneaky)).rejects.toThrow('must not be async');
  expect(names()).toEqual([]);
});

test('reads of a snapshot see one state of the file, though another process writes between them', async () => {
  const other = new Sqlite(join(folder, 'titer.db'));
  const count = () => db.read.get<{ n: number }>(sql`select count(*) as n from organizations`).n;
  const seen = await db.read.snapshot(() => {
    const before = count();
    other.exec("insert into organizations (code, name, type) values ('ONE', 'ONE', 'provider')");
    return [before, count()];
  });
  expect(seen).toEqual([0, 0]);
  expect(await db.read.snapshot(() => count())).toBe(1);
  other.close();
});

test('a snapshot that fails tells its own asker, and nobody else', async () => {
  const fault = new Error('no');
  const results = await Promise.allSettled([
    db.read.snapshot(() => 1),
    db.read.snapshot(() => {
      throw fault;
    }),
    db.read.snapshot(() => db.read.get<{ n: number }>(sql`select 3 as n`).n),
  ]);
  expect(results).toEqual([
    { status: 'fulfilled', value: 1 },
    { status: 'rejected', reason: fault },
    { status: 'fulfilled', value: 3 },
  ]);
});

test('a write that waits for a file that is closed is told', async () => {
  const [late] = await Promise.all([db.write(add('LATE')).catch((error: Error) => error), db.close()]);
  expect(late).toBeInstanceOf(Error);
  await expect(db.read.snapshot(() => names())).rejects.toThrow();
  db = openFile(join(folder, 'titer.db'));
  expect(names()).toEqual([]);
});

test('a copy is what the file holds, apart from it, and leaves nothing in the folder (A5)', async () => {
  await db.write(add('ONE'));
  const other = new Sqlite(join(folder, 'titer.db'));
  other.exec('begin immediate');
  const files = readdirSync(folder);
  const copy = await db.copy();
  await copy.write(add('TWO'));
  const count = sql`select count(*) as n from organizations`;
  expect([copy.read.get(count), db.read.get(count)]).toEqual([{ n: 2 }, { n: 1 }]);
  expect(() => copy.read.run(sql`delete from organizations`)).toThrow();
  expect(readdirSync(folder)).toEqual(files);
  copy.close();
  other.close();
  expect(names()).toEqual(['ONE']);
});

test('a write that waits for another process does not hold the event loop, and says when it gives up', async () => {
  db.close();
  db = openFile(join(folder, 'titer.db'), 300);
  const other = new Sqlite(join(folder, 'titer.db'));
  other.exec('begin immediate');
  let turns = 0;
  const turning = setInterval(() => (turns += 1), 5);
  await expect(db.write(add('ONE'))).rejects.toThrow(Busy);
  clearInterval(turning);
  // It used to be held for 200 ms at each try.
  expect(turns).toBeGreaterThan(8);
  other.close();
  await db.write(add('ONE'));
  expect(names()).toEqual(['ONE']);
});

test('a database that a newer release has used is not opened', () => {
  const other = new Sqlite(join(folder, 'titer.db'));
  other.exec("insert into __drizzle_migrations (hash, created_at) values ('later', 9999999999999)");
  other.close();
  expect(() => openFile(join(folder, 'titer.db'))).toThrow(CannotOpen);
});

test('nobody replaces a file that is open, and nobody opens one that is being replaced', () => {
  const path = join(folder, 'titer.db-open');
  expect(holdAlone(path)).toBeUndefined();
  db.close();
  const letGo = holdAlone(path);
  expect(() => openFile(join(folder, 'titer.db'))).toThrow(CannotOpen);
  letGo?.();
  db = openFile(join(folder, 'titer.db'));
  expect(holdAlone(path)).toBeUndefined();
});
