import { Connection } from './connection.js';
import type { Database, Reader } from './database.js';
import { postgresql, preparingOn } from './postgresql-connection.js';
import { openPool, type Pooling } from './postgresql-pool.js';
import { inWrite, transactionsOn } from './postgresql-transactions.js';
import { everything, gatheredWrites, nothing, record, writeOnce } from './postgresql-writes.js';

/** Writes that share a transaction: others wait for all of them. */
const mostTogether = 50;
const [oneHour, oneDay] = [60 * 60 * 1000, 24 * 60 * 60 * 1000];

/** A registry on PostgreSQL, brought up to date already. */
export function serve(pooling: Pooling): Database {
  const pool = openPool(pooling);
  const { lasting } = pool;
  const transact = transactionsOn(pool);
  const read = new Connection(
    postgresql,
    preparingOn((query) => lasting(() => pool.query(query))),
    (body) => lasting(() => transact('begin isolation level repeatable read read only', ({ db }) => body(db))),
  );
  const writes = gatheredWrites(transact, lasting, everything, mostTogether);
  const additions = gatheredWrites(transact, lasting, nothing, mostTogether);

  // A write that is done again is so within seconds.
  const tidying = setInterval(() => {
    pool.query('delete from writes_done where at < $1', [Date.now() - oneDay]).catch(() => undefined);
  }, oneHour).unref();

  return {
    read: read as Reader,
    write: writes.write,
    writeRecord: (id, body) => writeOnce(transact, lasting, record, [id], (transaction) => body(inWrite(transaction))),
    append: additions.write,
    copy: () => Promise.reject(new Error('PostgreSQL makes no copy to try things on.')),
    activity: writes.activity,
    checkpoint: () => undefined,
    serialize: () => {
      throw new Error('PostgreSQL is copied by its own means.');
    },
    close: () => {
      clearInterval(tidying);
      pool.close();
    },
  };
}
