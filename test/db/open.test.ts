import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Database, Reader, Tx } from '../../src/db/engine/database.js';
import { isBusy } from '../../src/db/engine/faults.js';
import { CannotOpen, holdAlone } from '../../src/db/engine/hold.js';
import { opening } from '../../src/db/engine/sqlite.js';
import { openFile } from '../../src/db/open.js';
import { engine, ofSqliteAlone } from '../support/engine/engine.js';
import { operated } from '../support/engine/operated.js';
import { onPostgresql } from '../support/setup/postgresql.js';

let folder = '';
let registry: Awaited<ReturnType<typeof operated>>;
let db: Database;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'titer-open-'));
  registry = await operated(engine.empty(), folder);
  db = await registry.open();
});
afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

const add = (name: string) => async (tx: Tx) => {
  await tx.run(sql`insert into organizations (code, name, type) values (${name}, ${name}, 'provider')`);
};
const count = async (read: Reader) =>
  Number((await read.values<[number]>(sql`select count(*) from organizations`))[0]?.[0]);
/** What another client reads. */
const names = async () => (await registry.rows('select name from organizations order by id')).map(({ name }) => name);

test('writes of one moment are on disk, in their order, when they are answered', async () => {
  await Promise.all(['ONE', 'TWO', 'THREE'].map((name) => db.write(add(name))));
  expect(await names()).toEqual(['ONE', 'TWO', 'THREE']);
});

test('outside a write nothing can be written, whatever the statement', async () => {
  await db.write(add('ONE'));
  const refused = expect.objectContaining({ message: 'A query that changes rows runs in a write.' });
  await expect(async () => db.read.run(sql`delete from organizations`)).rejects.toThrow(
    expect.objectContaining({ cause: refused }),
  );
  await expect(async () => db.read.values(sql`delete from organizations returning name`)).rejects.toThrow(refused);
  expect(await names()).toEqual(['ONE']);
});

test('a write that fails takes back what it wrote itself, and nothing of its neighbours, where it has any', async () => {
  const fault = new Error('no');
  const failing = () =>
    db.write(async (tx) => {
      await add('LOST')(tx);
      throw fault;
    });
  const one = db.write(add('ONE'));
  const answers = await Promise.allSettled([one, failing(), db.write(add('ONE')), db.write(add('TWO'))]);
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
  expect(answers[1]).toMatchObject({ reason: fault });
  await expect(failing()).rejects.toBe(fault);
  await expect(db.write(add('ONE'))).rejects.toThrow(/unique/i);
  await db.write(add('THREE'));
  expect(await names()).toEqual(['ONE', 'TWO', 'THREE']);
});

test('a write waits for another process that writes, and is not lost', async () => {
  const { written } = await registry.whileOthersWrite(async () => {
    const written = db.write(add('ONE'));
    await sleep(400);
    expect(await names()).toEqual([]);
    return { written };
  });
  await written;
  expect(await names()).toEqual(['ONE']);
});

test('a write that waits for another process does not hold the event loop, and says when it gives up', async () => {
  db.close();
  db = await registry.open(300);
  let turns = 0;
  await registry.whileOthersWrite(async () => {
    const turning = setInterval(() => (turns += 1), 5);
    await expect(db.write(add('ONE'))).rejects.toThrow(expect.toSatisfy(isBusy));
    clearInterval(turning);
  });
  // It used to be held for 200 ms at each try.
  expect(turns).toBeGreaterThan(8);
  await db.write(add('ONE'));
  expect(await names()).toEqual(['ONE']);
});

test('reads of a snapshot see one state, though another process writes between them', async () => {
  const seen = await db.read.snapshot(async (read) => {
    const before = await count(read);
    const written = registry.change("insert into organizations (code, name, type) values ('ONE', 'ONE', 'provider')");
    // In a file it is there at once, and a snapshot waits for nothing but its queries.
    if (onPostgresql) await written;
    return [before, await count(read)];
  });
  expect(seen).toEqual([0, 0]);
  // All that is read in one turn of the event loop is of one state.
  await nextTurn();
  expect(await db.read.snapshot(count)).toBe(1);
});

test('a snapshot that fails tells its own asker, and nobody else', async () => {
  const fault = new Error('no');
  const results = await Promise.allSettled([
    db.read.snapshot(async () => 1),
    db.read.snapshot(async () => {
      throw fault;
    }),
    db.read.snapshot(async (read) => (await read.values(sql`select 3`))[0]),
  ]);
  expect(results).toEqual([
    { status: 'fulfilled', value: 1 },
    { status: 'rejected', reason: fault },
    { status: 'fulfilled', value: [3] },
  ]);
});

test('a copy is what the registry holds, apart from it, and leaves nothing in the folder (A5)', async () => {
  await db.write(add('ONE'));
  const files = readdirSync(folder);
  await registry.whileOthersWrite(async () => {
    const copy = await db.copy();
    await copy.write(add('TWO'));
    expect([await count(copy.read), await count(db.read)]).toEqual([2, 1]);
    // On PostgreSQL it is a transaction, all of which is taken back.
    if (!onPostgresql) await expect(async () => copy.read.run(sql`delete from organizations`)).rejects.toThrow();
    expect(readdirSync(folder)).toEqual(files);
    copy.close();
  });
  expect(await names()).toEqual(['ONE']);
});

test('a database that a newer release has used is not opened', async () => {
  const done = onPostgresql ? 'migrations_done (hash, at)' : '__drizzle_migrations (hash, created_at)';
  await registry.change(`insert into ${done} values ('later', 9999999999999)`);
  await expect(registry.open()).rejects.toThrow(CannotOpen);
});

describe('what a body waits for', () => {
  ofSqliteAlone('On PostgreSQL each body has a connection of its own: what it waits for holds up no other.');
  const another = 'waits for something other than its queries';

  test('a body that waits for anything but its queries is refused, with everything in it, and writes nothing later', async () => {
    let later: Promise<unknown> = Promise.resolve();
    const sneaky = db.write(async (tx) => {
      await add('ONE')(tx);
      await sleep(5);
      later = add('LATER')(tx);
      await later;
    });
    await expect(sneaky).rejects.toThrow(another);
    await sleep(20);
    await expect(later).rejects.toThrow('a write that is over');
    await db.write(add('TWO'));
    expect(await names()).toEqual(['TWO']);
  });

  test('where SQLite gives up a transaction that a body goes on with, nothing stands by itself', async () => {
    const again = sql`insert or rollback into organizations (code, name, type) values ('ONE', 'ONE', 'provider')`;
    const ends = db.write(async (tx) => {
      await add('ONE')(tx);
      await tx.run(again).catch(() => undefined);
    });
    const answers = await Promise.allSettled([ends, db.write(add('TWO')), db.write(add('THREE'))]);
    expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(await names()).toEqual([]);
  });

  test('a query inside a write that does not run on its tx is refused', async () => {
    await expect(db.write(async () => db.read.values(sql`select 1`))).rejects.toThrow('runs on its tx');
    expect(await db.read.values(sql`select 1`)).toEqual([[1]]);
  });

  test('a snapshot that waits for anything but its queries is told, and holds up no write', async () => {
    await expect(db.read.snapshot(() => sleep(50))).rejects.toThrow(another);
    await db.write(add('ONE'));
    expect(await names()).toEqual(['ONE']);
  });
});

describe('one connection for all', () => {
  ofSqliteAlone('On PostgreSQL reads and writes of one moment are on several connections, and in no order.');

  test('snapshots of one moment, and reads beside them, are of one state, and a write comes after them', async () => {
    const seen = await Promise.all([
      db.read.snapshot(count),
      db.write(add('ONE')),
      db.read.snapshot(async (read) => [await count(read), await read.snapshot(count)]),
      count(db.read),
    ]);
    expect(seen).toEqual([0, undefined, [0, 0], 0]);
    expect(await db.read.snapshot(count)).toBe(1);
  });

  test('what is read in one turn of the event loop is of one state, whoever asks; the next turn sees what others wrote', async () => {
    const before = [await count(db.read), await db.read.snapshot(count)];
    await registry.change("insert into organizations (code, name, type) values ('ONE', 'ONE', 'provider')");
    expect([...before, await count(db.read), await db.read.snapshot(count)]).toEqual([0, 0, 0, 0]);
    await nextTurn();
    expect([await count(db.read), await db.read.snapshot(count)]).toEqual([1, 1]);
    // Its own writes are seen at once.
    await db.write(add('TWO'));
    expect(await count(db.read)).toBe(2);
  });

  test('a write that was held up begins whatever is being read beside it, and so does a checkpoint', async () => {
    let reads = 0;
    let isOver = false;
    const readOn = async () => {
      for (; !isOver; reads += 1) {
        await sleep(0);
        await count(db.read);
      }
    };
    const readers = Array.from({ length: 30 }, readOn);
    for (let round = 0; round < 10; round += 1) {
      const written = await registry.whileOthersWrite(async () => {
        const written = db.write(add(`ROUND ${round}`));
        await sleep(20);
        return { written };
      });
      await written.written;
      await count(db.read);
      db.checkpoint();
    }
    isOver = true;
    await Promise.all(readers);
    expect(reads).toBeGreaterThan(100);
    expect(await names()).toHaveLength(10);
  });

  test('where a read that failed has ended their transaction, the next snapshot of the turn is of one state too', async () => {
    const file = new Sqlite(join(folder, 'titer.db'));
    const { read } = opening(file);
    await count(read);
    // As SQLite does where the disk fails.
    file.exec('rollback');
    const seen = await read.snapshot(async (read) => {
      const before = await count(read);
      await registry.change("insert into organizations (code, name, type) values ('ONE', 'ONE', 'provider')");
      return [before, await count(read)];
    });
    file.close();
    expect(seen).toEqual([0, 0]);
  });

  test('a file that was read from a moment ago closes', async () => {
    await count(db.read);
    db.close();
    await nextTurn();
    db = await registry.open();
    expect(await count(db.read)).toBe(0);
  });

  test('a write that waits for a file that is closed is told', async () => {
    const late = db.write(add('LATE')).catch((error: Error) => error);
    db.close();
    expect(await late).toBeInstanceOf(Error);
    await expect(db.read.snapshot(count)).rejects.toThrow();
    db = await registry.open();
    expect(await names()).toEqual([]);
  });
});

describe('a file', () => {
  ofSqliteAlone('PostgreSQL has no file that could be replaced.');

  test('nobody replaces a file that is open, and nobody opens one that is being replaced', async () => {
    const path = join(folder, 'titer.db-open');
    expect(holdAlone(path)).toBeUndefined();
    db.close();
    const letGo = holdAlone(path);
    await expect(async () => openFile(join(folder, 'titer.db'))).rejects.toThrow(
      new CannotOpen('The database is being copied, or a backup is being restored here. Wait until that is done.'),
    );
    letGo?.();
    db = await openFile(join(folder, 'titer.db'));
    expect(holdAlone(path)).toBeUndefined();
  });
});
