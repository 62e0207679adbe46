// Statements whose answer a write does not wait for, on PostgreSQL: it ends as if it had.
import '../../support/setup/chance.js';
import fc from 'fast-check';
import { expect } from 'vitest';
import type { Tx } from '../../../src/db/engine/database.js';
import { sent } from '../../../src/db/engine/sent.js';
import { ofPostgresql } from '../../support/engine/migrated.js';
import { codes, insert, served, statuses } from './served.js';

const { two, clear } = served();

/** What a write does: adds a code, and waits for the answer or goes on; or gives up. */
type Step = { readonly code: string; readonly waits: boolean } | 'gives up';
const step = fc.oneof(
  { arbitrary: fc.record({ code: fc.constantFrom('A', 'B', 'C', 'D', 'E', 'F'), waits: fc.boolean() }), weight: 8 },
  { arbitrary: fc.constant('gives up' as const), weight: 1 },
);

const write = (steps: readonly Step[]) => async (tx: Tx) => {
  for (const step of steps) {
    if (step === 'gives up') throw new Error('no');
    const added = insert(tx, step.code);
    await (step.waits ? added : sent(tx, added));
  }
};

/** How it ends where one write follows the other, and each is whole or nothing. */
function inOrder(writes: readonly (readonly Step[])[]) {
  const there = new Set<string>();
  const done = writes.map((steps) => {
    const added = new Set<string>();
    for (const step of steps) {
      if (step === 'gives up' || there.has(step.code) || added.has(step.code)) return false;
      added.add(step.code);
    }
    for (const code of added) there.add(code);
    return true;
  });
  return { done, there: [...there].sort() };
}

ofPostgresql('writes that do not wait for their statements end as those that do, each whole or nothing', async () => {
  const [db] = two();
  const ways = fc.constantFrom('write' as const, 'append' as const);
  const writes = fc.array(fc.array(step, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 7 });
  const property = fc.asyncProperty(ways, writes, async (way, all) => {
    await clear();
    const done = await statuses(all.map((steps) => db[way](write(steps))));
    expect({ done, there: await codes(db.read) }).toEqual(inOrder(all));
  });
  await fc.assert(property, { numRuns: 100 });
});

ofPostgresql(
  'a record is not written where a statement that nobody waited for failed, and the cause is told',
  async () => {
    const [db] = two();
    await db.write(write([{ code: 'A', waits: true }]));
    const steps = ['B', 'A', 'C'].map((code) => ({ code, waits: false }));
    await expect(db.writeRecord(1, write(steps))).rejects.toThrow(/duplicate key/);
    expect(await codes(db.read)).toEqual(['A']);
  },
);
