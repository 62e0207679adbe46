import { randomUUID } from 'node:crypto';
import { type Tx, Unsure } from './database.js';
import { isBusy, isLost } from './faults.js';
import type { Pool } from './postgresql-pool.js';
import { inWrite, type Transact, type Transaction } from './postgresql-transactions.js';

type Body = (tx: Tx) => Promise<unknown>;
type Write = {
  readonly body: Body;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
};
type Outcome = { readonly result: unknown } | { readonly error: unknown };

type Lasting = Pool['lasting'];

/** Locks are two numbers: the first says what is kept from others, the second which. A transaction holds them until its end. */
const kinds = { everything: 0x7469, record: 0x746a } as const;

/** Keeps everything from every other write. */
export const everything = `pg_advisory_xact_lock(${kinds.everything}, 0)`;
/** Keeps one record from other writes to it, and from those that keep everything. */
export const record = `pg_advisory_xact_lock_shared(${kinds.everything}, 0), pg_advisory_xact_lock(${kinds.record}, $3)`;
/** Keeps nothing from others: rows that are added, or that no rule hangs on. */
export const nothing = '1';

/**
 * Notes that writes are done, in their own transaction, and takes the lock. Done again because the answer of their COMMIT was lost,
 * they meet their own note where they had been done: once it is known how the first one ended, since PostgreSQL waits for that.
 */
const begun = (lock: string) => `with noted as (insert into writes_done (token, at) values ($1, $2)) select ${lock}`;
const wasDone = (error: unknown) => (error as { constraint?: string }).constraint === 'writes_done_pkey';

/**
 * Runs a body in a transaction that keeps others out of what it locks: once, whatever happens to the connection.
 * @throws Unsure where the server could not be asked for long whether it is done
 */
export async function writeOnce<T>(
  transact: Transact,
  lasting: Lasting,
  lock: string,
  which: readonly number[],
  body: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  const token = randomUUID();
  let reached: { readonly result: T } | undefined;
  const once = lasting(async () => {
    try {
      return await transact('write', async (transaction) => {
        transaction.send(begun(lock), [token, Date.now(), ...which]);
        const result = await body(transaction);
        reached = { result };
        return result;
      });
    } catch (error) {
      if (reached && wasDone(error)) return reached.result;
      throw error;
    }
  });
  return once.catch((error: unknown) => {
    if (reached && isBusy(error)) throw new Unsure('The database was lost before it answered.', { cause: error });
    throw error;
  });
}

/** Runs a body as whole as alone: one that throws takes back only what it wrote. */
async function alone(transaction: Transaction, body: Body): Promise<Outcome> {
  transaction.send('savepoint one');
  try {
    const result = await body(inWrite(transaction));
    transaction.send('release one');
    return { result };
  } catch (error) {
    // What was sent and failed may be of a body before: then none of them is as whole as alone.
    if (isLost(error) || (await transaction.hasFailed())) throw error;
    transaction.send('rollback to one');
    transaction.send('release one');
    transaction.db.within.clear();
    return { error };
  }
}

async function together(transaction: Transaction, writes: readonly Write[]): Promise<Outcome[]> {
  const [only, another] = writes;
  if (only && !another) return [{ result: await only.body(inWrite(transaction)) }];
  const outcomes: Outcome[] = [];
  for (const { body } of writes) outcomes.push(await alone(transaction, body));
  return outcomes;
}

/** Gathers writes that keep the same from others: those that are asked for while some are under way share the next transaction. */
export function gatheredWrites(transact: Transact, lasting: Lasting, lock: string, most: number) {
  let waiting: Write[] = [];
  let isUnderWay = false;
  const activity = { commits: 0, writes: 0, commitMs: 0, waiting: () => waiting.length };

  async function commit(writes: readonly Write[]): Promise<void> {
    try {
      const outcomes = await writeOnce(transact, lasting, lock, [], (transaction) => together(transaction, writes));
      for (const [i, outcome] of outcomes.entries())
        if ('error' in outcome) writes[i]?.reject(outcome.error);
        else writes[i]?.resolve(outcome.result);
    } catch (error) {
      // Which of them it was is not known: each is done by itself.
      if (writes.length > 1 && !isBusy(error)) for (const write of writes) await commit([write]);
      else for (const { reject } of writes) reject(error);
    }
  }
  async function commitWaiting(): Promise<void> {
    isUnderWay = true;
    while (waiting.length > 0) {
      const writes = waiting.slice(0, most);
      waiting = waiting.slice(most);
      const began = performance.now();
      await commit(writes);
      activity.commits += 1;
      activity.writes += writes.length;
      activity.commitMs += performance.now() - began;
    }
    isUnderWay = false;
  }
  return {
    activity,
    write<T>(body: (tx: Tx) => Promise<T>): Promise<T> {
      return new Promise((resolve, reject) => {
        waiting.push({ body, resolve: resolve as Write['resolve'], reject });
        if (!isUnderWay) void commitWaiting();
      });
    },
  };
}

/** Thrown at the end of a trial: everything in it is taken back. */
class TakenBack extends Error {}

/**
 * A transaction to try things on, in which one write follows the other: it locks nothing but the rows that it writes, and is taken
 * back when it is closed.
 */
export async function trialOn(transact: Transact) {
  const { promise: begun, resolve: begin } = Promise.withResolvers<Transaction>();
  const { promise: closed, resolve: close } = Promise.withResolvers<void>();
  const over = transact('write', async (transaction) => {
    begin(transaction);
    await closed;
    throw new TakenBack();
  }).catch((error: unknown) => {
    if (!(error instanceof TakenBack)) throw error;
  });
  const transaction = await Promise.race([begun, over.then(() => begun)]);
  let last: Promise<unknown> = Promise.resolve();
  return {
    db: transaction.db,
    write<T>(body: (tx: Tx) => Promise<T>): Promise<T> {
      const mine = last.then(async () => {
        const outcome = await alone(transaction, body);
        if ('error' in outcome) throw outcome.error;
        return outcome.result as T;
      });
      last = mine.catch(() => undefined);
      return mine;
    },
    close: () => {
      close();
      void over.catch(() => undefined);
    },
  };
}
