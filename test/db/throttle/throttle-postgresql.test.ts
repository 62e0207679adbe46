// Two processes that count in one database of PostgreSQL count together.
import { expect } from 'vitest';
import { createThrottle } from '../../../src/auth/throttle.js';
import { openThrottleFile } from '../../../src/db/throttle/throttle-file.js';
import { openThrottleAt } from '../../../src/db/throttle/throttle-postgresql.js';
import { migrated, ofPostgresql } from '../../support/engine/migrated.js';

const url = migrated();

const tries = (account: string) => ({ accounts: [account], address: '' });
const looked = (waits: readonly number[]) => waits.filter((wait) => wait === 0).length;

ofPostgresql('of twenty tries in two processes as many are looked at as in one (L14)', async () => {
  const file = openThrottleFile();
  const alone = createThrottle(file);
  const stores = [openThrottleAt(url()), openThrottleAt(url())];
  const throttles = stores.map(createThrottle);
  const twenty = Array.from({ length: 20 }, (_, i) => i);
  const inOne = await Promise.all(twenty.map(() => alone.enter(tries('nora'))));
  const inTwo = await Promise.all(twenty.map(async (i) => throttles[i % 2]?.enter(tries('nora')) ?? 0));
  expect([looked(inTwo), looked(inOne)]).toEqual([7, 7]);
  await throttles[0]?.forgive(tries('nora'));
  expect(await throttles[1]?.enter(tries('nora'))).toBe(0);
  const asked = await Promise.all(Array.from({ length: 40 }, async (_, i) => throttles[i % 2]?.ask('192.0.2.1') ?? 0));
  expect(looked(asked)).toBe(30);
  for (const store of [file, ...stores]) store.close();
});
