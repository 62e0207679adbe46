import { expect, test, vi } from 'vitest';
import type { Database } from '../../src/db/engine/database.js';
import { askToStop, claimJob, findJob, jobsOf, openJobs, orderJob, standingOf } from '../../src/db/operations/jobs.js';
import { jobs } from '../../src/db/schema/operations.js';
import type { Viewer } from '../../src/domain/accounts/viewer.js';
import { type ClockJob, openRoom, type Stepwise } from '../../src/jobs/room.js';
import { type App, startApp } from '../support/app.js';

const viewer = { userId: 1, organization: { id: 1 } } as Viewer;
const other = { userId: 1, organization: { id: 2 } } as Viewer;

function around(registry: App, has: { kinds?: Stepwise[]; clockJobs?: ClockJob[] }) {
  const faults: object[] = [];
  const { db, clock } = registry;
  const open = () =>
    openRoom({ db, clock, kinds: [], clockJobs: [], ...has, log: { error: (what) => faults.push(what) } });
  return { open, faults, order: (state: unknown) => orderOf(db, state, clock()) };
}

const orderOf = (db: Database, state: unknown, at: number) =>
  db.write((tx) => orderJob(tx, viewer, { kind: 'count', state, total: 3 }, at));

const count: Stepwise = {
  name: 'count',
  step: async (_, { n }: { n: number }) => (n === 3 ? { result: { n } } : { state: { n: n + 1 }, done: n + 1 }),
};

test('an ordered job goes from step to step, is seen by its organization alone, and its result is kept', async () => {
  const registry = startApp();
  const { open, order, faults } = around(registry, { kinds: [count] });
  const id = await order({ n: 0 });
  const find = async () => findJob(registry.db.read, viewer, id);
  expect(standingOf((await find()) ?? ({} as never))).toBe('waiting');
  const room = await open();
  await room.look();
  await room.atRest();
  const job = await find();
  expect([standingOf(job ?? ({} as never)), job?.result, job?.done]).toEqual(['done', '{"n":3}', 3]);
  expect(await findJob(registry.db.read, other, id)).toBeUndefined();
  expect([
    await jobsOf(registry.db.read, viewer, 'count'),
    await jobsOf(registry.db.read, other, 'count'),
  ]).toMatchObject([[{ id }], []]);
  expect(faults).toEqual([]);
});

test('a job is stopped between two steps by whoever ordered it, and by the end of the process gone on with later', async () => {
  const registry = startApp();
  let begun = 0;
  const endless: Stepwise = {
    name: 'count',
    step: async (_, { n }: { n: number }) => {
      begun = n;
      return { state: { n: n + 1 }, done: n + 1 };
    },
  };
  const { open, order } = around(registry, { kinds: [endless] });
  const id = await order({ n: 0 });
  const first = await open();
  await first.look();
  await vi.waitFor(() => expect(begun).toBeGreaterThan(2));
  await first.stop();
  const stopped = begun;
  const second = await open();
  await second.look();
  await vi.waitFor(() => expect(begun).toBeGreaterThan(stopped + 2));
  expect(await registry.db.write((tx) => askToStop(tx, other, id, registry.clock()))).toBe(false);
  expect(await registry.db.write((tx) => askToStop(tx, viewer, id, registry.clock()))).toBe(true);
  await second.atRest();
  const job = await findJob(registry.db.read, viewer, id);
  expect(job).toMatchObject({ nextAt: null, holder: null, state: JSON.stringify({ n: begun + 1 }) });
  expect(standingOf(job ?? ({} as never))).toBe('stopped');
  expect(await registry.db.write((tx) => askToStop(tx, viewer, id, registry.clock()))).toBe(false);
});

test('a step that fails is tried again later, and given up after five times; no value of a query is told', async () => {
  const registry = startApp();
  let tries = 0;
  const failing: Stepwise = {
    name: 'count',
    async step(tx) {
      tries += 1;
      await tx.run(`insert into organizations (code, name, type) values ('NEW', 'Rainbow Bright', 'nothing')` as never);
      return { result: null };
    },
  };
  const { open, order, faults } = around(registry, { kinds: [failing] });
  const id = await order({});
  const room = await open();
  for (let i = 0; i < 8; i += 1) {
    await room.look();
    await room.atRest();
    registry.wait(60_000);
  }
  const job = await findJob(registry.db.read, viewer, id);
  expect([tries, standingOf(job ?? ({} as never))]).toEqual([5, 'failed']);
  expect(job?.fault).toMatch(/check constraint/i);
  expect(JSON.stringify([job?.fault, faults])).not.toContain('Rainbow');
});

test('a job of the clock is done at each of its instants by one of two, also after the clock was set back', async () => {
  const registry = startApp();
  const hour = 3_600_000;
  let done = 0;
  const hourly: ClockJob = {
    name: 'hourly',
    next: (after) => after + hour,
    async work() {
      done += 1;
      await new Promise((resolve) => setTimeout(resolve, 20));
      return done;
    },
  };
  const { open } = around(registry, { clockJobs: [hourly] });
  const rooms = [await open(), await open()];
  const look = async () => {
    for (const room of rooms) await room.look();
    for (const room of rooms) await room.atRest();
    return done;
  };
  expect(await look()).toBe(0);
  registry.wait(hour);
  expect([await look(), await look()]).toEqual([1, 1]);
  registry.wait(400 * 24 * hour);
  expect(await look()).toBe(2);
  registry.wait(-400 * 24 * hour);
  expect([await look(), await look()]).toEqual([3, 3]);
  expect(await rooms[0]?.doNow('hourly')).toBe(4);
});

test('what a process held that is gone, another goes on with when its lease has run out: of steps after five seconds, of the whole after twenty', async () => {
  const registry = startApp();
  const { db, clock } = registry;
  const whole: ClockJob = { name: 'whole', next: (after) => after + 3_600_000, work: async () => 'done' };
  const { open, order, faults } = around(registry, { kinds: [count], clockJobs: [whole] });
  const id = await order({ n: 2 });
  const room = await open();
  registry.wait(3_600_000);
  for (const job of await openJobs(db.read)) {
    const lease = { holder: 'gone', ms: job.clockName ? 20_000 : 5000 };
    expect(await db.write((tx) => claimJob(tx, job, lease, clock()))).toBe(true);
  }
  const results = async () => {
    await room.look();
    await room.atRest();
    const all = await registry.db.read.select().from(jobs).orderBy(jobs.id).all();
    return all.map(({ result }) => result);
  };
  registry.wait(4999);
  expect(await results()).toEqual([null, null]);
  registry.wait(1);
  expect(await results()).toEqual(['{"n":3}', null]);
  registry.wait(14_999);
  expect(await results()).toEqual(['{"n":3}', null]);
  registry.wait(1);
  expect(await results()).toEqual(['{"n":3}', '"done"']);
  expect((await findJob(db.read, viewer, id))?.attempts).toBe(0);
  expect(faults).toEqual([]);
});
