import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import type Sqlite from 'better-sqlite3';
import { Connection } from './connection.js';
import { Busy, type Database, type Reader, type Tx } from './database.js';
import { isBusy } from './faults.js';
import { inTurn } from './in-turn.js';
import { preparingOn, sqlite, withinTurn } from './sqlite-connection.js';

type Write = {
  readonly body: (tx: Tx) => Promise<unknown>;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
};
type Outcome = { readonly result: unknown } | { readonly error: unknown };

/**
 * How many turns of the event loop a write waits for others. In each, requests are handled that arrived in the one before:
 * of twenty pages at once some fourteen shared a COMMIT with one turn, seventeen with three, no more with six.
 */
const turnsToWait = 3;

function afterTurns(turns: number, act: () => void): void {
  setImmediate(() => (turns > 1 ? afterTurns(turns - 1, act) : act()));
}

/** For what reads, milliseconds: a reader meets another process only while the WAL is made or recovered. */
const patienceOfReads = 200;

type Setting = {
  /** How long a write waits for another process, in milliseconds. */
  readonly patience: number;
  readonly copy: () => Promise<Database>;
  /** What is done once it is closed. */
  readonly closed?: () => void;
};

/** The connections on a file: one for reads, and the one that `write` hands out. */
function connect(file: Sqlite.Database) {
  const begin = file.prepare('begin');
  const commit = file.prepare('commit');
  let isWriting = false;
  let isReading = false;
  /** Ends the transaction of the reads, where there is one. */
  const endReads = () => {
    if (isReading && file.inTransaction) commit.run();
    isReading = false;
  };
  /**
   * All that is read in one turn of the event loop is read in one transaction, whoever asks: nothing is written before its end,
   * and SQLite takes its lock and looks for what others wrote once.
   */
  const beginRead = () => {
    // Writes have a turn of the event loop to themselves, so a read in it can only be a body's that was not handed its `tx`.
    if (isWriting) throw new Error('A query inside a write runs on its tx.');
    // A read that failed may have ended it.
    if (isReading && file.inTransaction) return;
    begin.run();
    isReading = true;
    setImmediate(endReads);
  };
  const mayWrite = () => {
    if (!isWriting) throw new Error('A query runs on the tx of a write that is over.');
    // What was written until then is gone: nothing after it stands by itself.
    if (!file.inTransaction) throw new Error('SQLite has given up the transaction.');
  };
  const engine = sqlite();
  const read: Connection = new Connection(engine, preparingOn(file, beginRead, true), (body) => withinTurn(body(read)));
  const tx = new Connection(engine, preparingOn(file, mayWrite));
  return {
    read: read as Reader,
    endReads,
    /** Runs a body in a transaction of its own. */
    async transact<T>(body: (tx: Tx) => Promise<T>): Promise<T> {
      endReads();
      file.exec('begin immediate');
      isWriting = true;
      tx.within.clear();
      try {
        const result = await withinTurn(body(tx as unknown as Tx));
        commit.run();
        return result;
      } finally {
        isWriting = false;
        if (file.inTransaction) file.exec('rollback');
      }
    },
  };
}

/** A database on a connection that is open, and brought up to date. */
export function build(file: Sqlite.Database, { patience, copy, closed }: Setting): Database {
  file.exec(`pragma busy_timeout = ${patienceOfReads}`);
  const { read, transact, endReads } = connect(file);
  const [save, release, takeBack] = ['savepoint one', 'release one', 'rollback to one'].map((text) =>
    file.prepare(text),
  );

  /** Runs a body as whole as alone: one that throws takes back only what it wrote. */
  async function apart(tx: Tx, { body }: Write): Promise<Outcome> {
    save?.run();
    try {
      const result = await body(tx);
      release?.run();
      return { result };
    } catch (error) {
      // Where SQLite has given up the whole transaction, there is nothing to commit for the others either.
      if (!file.inTransaction) throw error;
      takeBack?.run();
      release?.run();
      tx.within.clear();
      return { error };
    }
  }
  const asOne = async (tx: Tx, { body }: Write): Promise<Outcome> => ({ result: await body(tx) });
  /** Runs writes one after the other in one transaction; where one of them fails, all of them anew, each to be taken back apart. */
  async function commit(writes: readonly Write[]): Promise<void> {
    const until = performance.now() + patience;
    let run = asOne;
    for (;;) {
      try {
        // A lock is waited for out here: SQLite would hold the event loop.
        file.exec('pragma busy_timeout = 0');
        const outcomes = await transact((tx) => inTurn(writes, (write) => run(tx, write)));
        for (const [i, outcome] of outcomes.entries())
          if ('error' in outcome) writes[i]?.reject(outcome.error);
          else writes[i]?.resolve(outcome.result);
        return;
      } catch (error) {
        if (isBusy(error)) {
          if (performance.now() > until) throw new Busy('Another process writes to the database.', { cause: error });
          await sleep(5 + Math.random() * 20);
        } else if (run === asOne && writes.length > 1) run = apart;
        else throw error;
      } finally {
        file.exec(`pragma busy_timeout = ${patienceOfReads}`);
      }
      await nextTurn();
    }
  }
  let waiting: Write[] = [];
  const activity = { commits: 0, writes: 0, commitMs: 0, waiting: () => waiting.length };
  /** Runs the writes that wait. */
  function commitWaiting() {
    const writes = waiting;
    waiting = [];
    const began = performance.now();
    commit(writes)
      .catch((error) => {
        for (const { reject } of writes) reject(error);
      })
      .finally(() => {
        activity.commits += 1;
        activity.writes += writes.length;
        activity.commitMs += performance.now() - began;
      });
  }
  return {
    read,
    /**
     * Writes of some turns of the event loop run one after the other, and share the COMMIT and its wait for the disk
     * (docs/decisions/shared-commit.md): where one fails, all are done again, and that one is taken back. Where another process writes it
     * is waited for, while the event loop goes on.
     */
    write<T>(body: (tx: Tx) => Promise<T>): Promise<T> {
      if (waiting.length === 0) afterTurns(turnsToWait, commitWaiting);
      return new Promise((resolve, reject) => waiting.push({ body, resolve: resolve as Write['resolve'], reject }));
    },
    // One follows the other here whatever they write.
    writeRecord(_id, body) {
      return this.write(body);
    },
    append(body) {
      return this.write(body);
    },
    copy,
    activity,
    checkpoint() {
      endReads();
      file.pragma('wal_checkpoint(PASSIVE)');
    },
    serialize: () => file.serialize(),
    close: () => {
      file.close();
      closed?.();
    },
  };
}

/** What is done while a file is being opened, before anything else reads or writes it. */
export function opening(file: Sqlite.Database): ReturnType<typeof connect> {
  const { transact, ...others } = connect(file);
  return {
    ...others,
    async transact(body) {
      // In a turn of its own, as every write: another opening in this process would wait for this one, and hold it up.
      await nextTurn();
      return transact(body);
    },
  };
}
