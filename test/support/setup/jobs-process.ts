// A process that does the jobs of a registry until it is ended: `beat` by the clock, and what is ordered as `count`.
import { openFile } from '../../../src/db/open.js';
import { openPostgresql } from '../../../src/db/open-postgresql.js';
import { makeOnce } from '../../../src/db/operations/form-results.js';
import { openRoom, type Stepwise } from '../../../src/jobs/room.js';
import { every } from '../../../src/jobs/runner.js';

const period = 100;
const [, , address = ''] = process.argv;
const db = await (address.startsWith('postgres:') ? openPostgresql(address) : openFile(address));
const log = { error: (what: object) => void process.stderr.write(`${JSON.stringify(what)}\n`) };

/** Leaves a row; the same one twice is refused. */
const leave = async (tx: Parameters<Stepwise['step']>[0], form: string, at: number) => {
  if (
    !(await makeOnce(tx, { by: undefined, form, key: '', at }, async () => `${form.split(' ')[0]} ${process.pid}`))
      .isFirst
  )
    throw new Error(`${form}, twice`);
};

const count: Stepwise = {
  name: 'count',
  async step(tx, { n, of }: { n: number; of: number }, at) {
    await leave(tx, `count ${n}`, at);
    return n + 1 === of ? { result: of } : { state: { n: n + 1, of }, done: n + 1 };
  },
};
const beat = {
  name: 'beat',
  next: (after: number) => (Math.floor(after / period) + 1) * period,
  async step(tx: Parameters<Stepwise['step']>[0], _: never, at: number) {
    await leave(tx, `beat ${Math.floor(at / period)}`, at);
    return { result: process.pid };
  },
};

const room = await openRoom({ db, clock: Date.now, kinds: [count], clockJobs: [beat], log, leaseMs: 400 });
every(10, room.look, log);
process.stdout.write('begun\n');
