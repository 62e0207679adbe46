import { createHash } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { Viewer } from '../../domain/accounts/viewer.js';
import type { Reader, Tx } from '../engine/database.js';
import { formResults } from '../schema/operations.js';

/** A form that makes something. */
export type SentForm = {
  /** The user who sent it; nobody before a login. */
  readonly by: Pick<Viewer, 'userId'> | undefined;
  /** The thing it makes, and of what: a key that was minted for another form makes nothing here. */
  readonly form: string;
  readonly key: string;
  readonly at: number;
};

/** The result of a form that makes something, its instant, and whether this is the first time. */
export type FormResult<T> = { readonly result: T; readonly at: number; readonly isFirst: boolean };

/**
 * Makes one thing for a form's key, whatever the form holds: pressed twice, sent again because its answer was lost,
 * gone Back to, it is answered with what was made the first time.
 * @param make makes it; what it answers is kept as JSON for the next time, so that no secret may stand in it
 * @param isMade whether that is something made; nothing is kept of a refusal, and the form may be sent again
 */
export async function makeOnce<T>(
  tx: Tx,
  sent: SentForm,
  make: () => Promise<T>,
  isMade: (result: T) => boolean = () => true,
): Promise<FormResult<T>> {
  const before = await loadResult<T>(tx, sent);
  if (before) return before;
  const result = await make();
  if (isMade(result))
    await tx
      .insert(formResults)
      .values({ key: digestOf(sent), result: JSON.stringify(result ?? null), at: sent.at })
      .run();
  return { result, at: sent.at, isFirst: true };
}

/** The result that a form had before; undefined if it has made nothing yet. */
export async function findResult<T>(db: Reader, sent: SentForm): Promise<FormResult<T> | undefined> {
  return loadResult(db, sent);
}

async function loadResult<T>(db: Reader | Tx, sent: SentForm): Promise<FormResult<T> | undefined> {
  const row = await db
    .select()
    .from(formResults)
    .where(eq(formResults.key, digestOf(sent)))
    .get();
  return row && { result: JSON.parse(row.result) as T, at: row.at, isFirst: false };
}

/** The key is kept by digest, since a temporary password is made from it, and is nobody else's. */
const digestOf = ({ by, form, key }: SentForm) =>
  createHash('sha256')
    .update(JSON.stringify([by?.userId, form, key]))
    .digest('base64url');
