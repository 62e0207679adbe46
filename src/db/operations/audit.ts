import { sql } from 'drizzle-orm';
import type { Actor } from '../../domain/accounts/viewer.js';
import type { Action } from '../../domain/audit.js';
import type { Tx } from '../engine/database.js';
import { holdEnd } from '../engine/ids.js';
import { sent } from '../engine/sent.js';
import { prepared } from '../engine/statements.js';
import { audit } from '../schema/operations.js';
import { hashOf, type Link, loadHead } from './audit-chain.js';

export type Trace = {
  readonly at: number;
  readonly action: Action;
  readonly clientId?: number;
  /**
   * Never a name, a birth date or a typed value, but for the help desk's reason, which its screen asks to keep free of
   * them.
   */
  readonly detail?: string;
  readonly address?: string;
};

const add = prepared((tx: Tx) =>
  tx
    .insert(audit)
    .values({
      id: sql.placeholder('id'),
      at: sql.placeholder('at'),
      userId: sql.placeholder('userId'),
      organizationId: sql.placeholder('organizationId'),
      action: sql.placeholder('action'),
      clientId: sql.placeholder('clientId'),
      detail: sql.placeholder('detail'),
      address: sql.placeholder('address'),
      hash: sql.placeholder('hash'),
    })
    .prepare(),
);

type Who = Pick<Actor, 'userId' | 'organization'> | undefined;

/** Adds a row to the audit log (A6) in the transaction of what it tells of. Users may be unknown at a failed login. */
export async function trace(tx: Tx, who: Who, what: Trace): Promise<void> {
  await traceAll(tx, who, [what]);
}

/** Adds rows to the audit log, each chained to the one before. */
export async function traceAll(tx: Tx, who: Who, all: readonly Trace[]): Promise<void> {
  let { id, hash } = (tx.within.get('audit head') as Link | undefined) ?? (await holdHead(tx));
  for (const what of all) {
    id += 1;
    const row = {
      id,
      at: what.at,
      userId: who?.userId ?? null,
      organizationId: who?.organization.id ?? null,
      action: what.action,
      clientId: what.clientId ?? null,
      // As it will be read: SQLite keeps no half of a surrogate pair.
      detail: (what.detail ?? '').toWellFormed(),
      address: what.address ?? '',
    };
    hash = hashOf(hash, row);
    await sent(tx, add(tx).run({ ...row, hash }));
  }
  tx.within.set('audit head', { id, hash });
}

/** The head of the chain, which nobody else adds to until this write is over. */
async function holdHead(tx: Tx): Promise<Link> {
  const [, head] = await Promise.all([holdEnd(tx, 'audit'), loadHead(tx)]);
  return head;
}
