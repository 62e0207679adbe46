import limited from 'p-limit';
import type { Database } from '../db/engine/database.js';
import { dueMessages, mailOf, noteFailed, noteSent, type OutboxRow } from '../db/operations/outbox.js';
import type { Site } from '../domain/site.js';
import { wordMail } from '../mail/messages.js';
import { MailFault, type Transport } from '../mail/transports.js';

export type Post = {
  readonly db: Database;
  readonly clock: () => number;
  readonly send: Transport;
  readonly site: Site;
  readonly origin: string;
  readonly tokenOf: (nonce: string) => string;
};

/**
 * Sends what is due, four at a time, so that one that hangs holds up few others. Answers how many left.
 * A message is noted as sent after it was taken: when the server dies between, it is sent again under the same key.
 * @param stop lets those that are under way arrive, and begins no other
 */
export async function deliverDue(post: Post, stop?: AbortSignal): Promise<number> {
  const rows = await dueMessages(post.db.read, post.clock());
  const inTurn = limited(4);
  const sent = await Promise.all(rows.map((row) => inTurn(async () => !stop?.aborted && (await deliver(post, row)))));
  return sent.filter(Boolean).length;
}

async function deliver({ db, clock, send, ...context }: Post, row: OutboxRow): Promise<boolean> {
  try {
    await send(wordMail(mailOf(row), row.key, row.recipient, context));
  } catch (error) {
    const retryAfter = error instanceof MailFault ? error.retryAfter : 0;
    await db.write((tx) => noteFailed(tx, row, clock(), (error as Error).message, retryAfter));
    return false;
  }
  await db.write((tx) => noteSent(tx, row.id, clock()));
  return true;
}
