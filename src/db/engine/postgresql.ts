import { Connection } from './connection.js';
import type { Database, Reader } from './database.js';
import { postgresql, preparingOn } from './postgresql-connection.js';
import { openPool, type Pooling } from './postgresql-pool.js';
import { inWrite, transactionsOn } from './postgresql-transactions.js';
import { everything, gatheredWrites, nothing, record, trialOn, writeOnce } from './postgresql-writes.js';

/** Writes that share a transaction: others wait for all of them. */
const mostTogether = 50;
const [oneHour, oneDay] = [60 * 60 * 1000, 24 * 60 * 60 * 1000];

/** A registry on PostgreSQL, brought up to date already. */
export function serve(pooling: Pooling): Database {
  const pool = openPool(pooling);
  const { lasting } = pool;
  const engine = postgresql();
  const transact = transactionsOn(pool, engine);
  const read = new Connection(
    engine,
    preparingOn((query) => lasting(() => pool.query(query)), true),
    (body) => lasting(() => transact('snapshot', ({ db }) => body(db))),
  );
  const writes = gatheredWrites(transact, lasting, everything, mostTogether);
  const additions = gatheredWrites(transact, lasting, nothing, mostTogether);

  // A write that is done again is so within seconds.
  const tidying = setInterval(() => {
    pool.query('delete from writes_done where at < $1', [Date.now() - oneDay]).catch(() => undefined);
  }, oneHour).unref();

  const notOurs = {
    checkpoint: () => undefined,
    serialize: () => {
      throw new Error('PostgreSQL is copied by its own means.');
    },
  };
  async function copy(): Promise<Database> {
    const { db, write, close } = await trialOn(transact);
    const beside = { writeRecord: (_id: number, body: Parameters<typeof write>[0]) => write(body), append: write };
    return {
      read: db as Reader,
      write,
      ...(beside as Pick<Database, 'writeRecord' | 'append'>),
      copy,
      activity: writes.activity,
      close,
      ...notOurs,
    };
  }

  return {
    read: read as Reader,
    write: writes.write,
    writeRecord: (id, body) => writeOnce(transact, lasting, record, [id], (transaction) => body(inWrite(transaction))),
    append: additions.write,
    copy,
    activity: writes.activity,
    ...notOurs,
    close: () => {
      clearInterval(tidying);
      pool.close();
    },
  };
}
