// Writes on PostgreSQL: each whole, once, and beside others only where it says so.
import { sql } from 'drizzle-orm';
import { expect } from 'vitest';
import { Busy, type Database, type Tx, Unsure } from '../../../src/db/engine/database.js';
import { serve } from '../../../src/db/engine/postgresql.js';
import { trace } from '../../../src/db/operations/audit.js';
import { verifyAudit } from '../../../src/db/operations/audit-verify.js';
import { losing } from '../../support/engine/losing.js';
import { ofPostgresql } from '../../support/engine/migrated.js';
import { add, codes, served, statuses } from './served.js';

const { url, two } = served();

ofPostgresql(
  'writes of one moment share a transaction, and one that fails takes back what it wrote itself',
  async () => {
    const [db] = two();
    const first = db.write(add('FIRST'));
    const lost = db.write(async (tx) => {
      await add('LOST')(tx);
      throw new Error('no');
    });
    expect(await statuses([first, db.write(add('ONE')), lost, db.write(add('ONE')), db.write(add('TWO'))])).toEqual([
      true,
      true,
      false,
      false,
      true,
    ]);
    expect(await codes(db.read)).toEqual(['FIRST', 'ONE', 'TWO']);
    // The first went alone, the others together.
    expect(db.activity.commits).toBe(2);
  },
);

ofPostgresql('a query that failed and was caught does not let the rest be taken for written', async () => {
  const [db] = two();
  await db.write(add('ONE'));
  const careless = db.write(async (tx) => {
    await add('ONE')(tx).catch(() => undefined);
  });
  await expect(careless).rejects.toThrow();
  expect(await codes(db.read)).toEqual(['ONE']);
});

ofPostgresql('what one write looks at no other changes meanwhile, whichever process asks', async () => {
  const both = two();
  /** Adds a code that nobody has, by looking first. */
  const addOnce = (db: Database) =>
    db.write(async (tx) => {
      const count = (await codes(tx)).length;
      await add(`N${String(count).padStart(3, '0')}`)(tx);
    });
  await Promise.all(Array.from({ length: 40 }, (_, i) => addOnce(both[i % 2 ? 1 : 0])));
  expect(await codes(both[0].read)).toHaveLength(40);
});

ofPostgresql(
  'writes of one record follow each other, those of others go on beside them, and everything waits for all',
  async () => {
    const [db, beside] = two();
    const said: string[] = [];
    /** Writes for a while. */
    const long = (name: string) => async (tx: Tx) => {
      // The lock is asked for with the first query.
      await tx.values(sql`select 1`);
      said.push(`${name} begins`);
      await tx.values(sql`select pg_sleep(0.15)`);
      said.push(`${name} ends`);
    };
    await Promise.all([
      db.writeRecord(1, long('first of 1')),
      new Promise((done) => setTimeout(done, 40)).then(() =>
        Promise.all([beside.writeRecord(1, long('second of 1')), beside.writeRecord(2, long('of 2'))]),
      ),
    ]);
    const at = (what: string) => said.indexOf(what);
    expect(at('second of 1 begins')).toBeGreaterThan(at('first of 1 ends'));
    expect(at('of 2 begins')).toBeLessThan(at('first of 1 ends'));
    said.length = 0;
    await Promise.all([
      db.writeRecord(1, long('of 1')),
      new Promise((done) => setTimeout(done, 40)).then(() => beside.write(long('everything'))),
    ]);
    expect(said).toEqual(['of 1 begins', 'of 1 ends', 'everything begins', 'everything ends']);
  },
);

ofPostgresql(
  'rows of the audit log are chained, however many write them, and what is taken back leaves no gap',
  async () => {
    const both = two();
    const row = (at: number) => async (tx: Tx) => {
      await trace(tx, undefined, { at, action: 'login' });
      if (at % 5 === 0) throw new Error('no');
    };
    const all = Array.from({ length: 60 }, (_, at) => {
      const db = both[at % 2 ? 1 : 0];
      if (at % 3 === 0) return db.append(row(at));
      return at % 3 === 1 ? db.writeRecord(at, row(at)) : db.write(row(at));
    });
    expect((await statuses(all)).filter(Boolean)).toHaveLength(48);
    expect(await verifyAudit(both[0].read)).toMatchObject({ rows: 48, head: { id: 48 } });
  },
);

ofPostgresql('a write whose COMMIT was not answered is done once, and answered as it was', async () => {
  const way = await losing(url());
  const db = serve({ url: way.url });
  try {
    for (const write of ['write', 'append'] as const) {
      way.drops = 1;
      expect(await db[write](add(write))).toBe(write);
      expect(way.drops).toBe(0);
    }
    way.drops = 2;
    const counted = await db.writeRecord(7, async (tx) => {
      await add('record')(tx);
      return (await codes(tx)).length;
    });
    expect(counted).toBe(3);
    expect(await codes(two()[0].read)).toEqual(['append', 'record', 'write']);
  } finally {
    db.close();
    way.stop();
  }
});

ofPostgresql(
  'where the server cannot be asked whether a write is done, that is said; where nothing was sent, that nothing is',
  async () => {
    const way = await losing(url());
    const db = serve({ url: way.url, patience: 400 });
    try {
      Object.assign(way, { drops: 1, dropped: way.stop });
      const written = db.write(add('ONE'));
      await expect(written).rejects.toThrow(Unsure);
      way.stop();
      const refused = await db.write(add('TWO')).catch((error: unknown) => error);
      expect([refused instanceof Busy, refused instanceof Unsure]).toEqual([true, false]);
      expect(await codes(two()[0].read)).toEqual(['ONE']);
    } finally {
      db.close();
      way.stop();
    }
  },
);

ofPostgresql('a snapshot sees one state, whoever writes meanwhile', async () => {
  const [db, beside] = two();
  const seen = await db.read.snapshot(async (read) => {
    const before = await codes(read);
    await beside.write(add('ONE'));
    return [before, await codes(read)];
  });
  expect(seen).toEqual([[], []]);
  expect(await codes(db.read)).toEqual(['ONE']);
});

ofPostgresql(
  'what is tried on a copy nobody sees, one write takes back its own alone, and nothing of it stays',
  async () => {
    const [db] = two();
    await db.write(add('ONE'));
    const copy = await db.copy();
    await copy.write(add('TRIED'));
    await expect(copy.write(add('TRIED'))).rejects.toThrow();
    await copy.append(add('TOO'));
    expect(await codes(copy.read)).toEqual(['ONE', 'TOO', 'TRIED']);
    await db.write(add('TWO'));
    expect(await codes(db.read)).toEqual(['ONE', 'TWO']);
    copy.close();
    await db.write(add('TRIED'));
    expect(await codes(db.read)).toEqual(['ONE', 'TRIED', 'TWO']);
  },
);
