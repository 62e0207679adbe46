import { createHash } from 'node:crypto';
import { and, eq, gte, lt } from 'drizzle-orm';
import type { Viewer } from '../../domain/accounts/viewer.js';
import type { NewClient } from '../../domain/clients/new-client.js';
import type { TypedValues } from '../../domain/clients/personal-information.js';
import type { Day } from '../../domain/time/day.js';
import { enterClient } from '../clients/client-writes.js';
import type { Reader, Tx } from '../engine/database.js';
import { trace } from '../operations/audit.js';
import { entries } from '../schema/search.js';
import { closeEntry } from '../search/searches.js';
import { type Duplicate, duplicatesOf, keepDuplicates } from './duplicates.js';

export type Entered =
  | { readonly kind: 'entered'; readonly clientId: number }
  /** Nothing is written: the person is asked about these first. */
  | { readonly kind: 'ask' };

type Entering = {
  readonly client: NewClient;
  /** The form as it was typed, for the history. */
  readonly typed: TypedValues;
  /** The search that the form was opened from: the same values sent again from there enter nobody twice. */
  readonly search: string;
  /** The possible duplicates that the person was shown when they said that this is another person. */
  readonly seen: readonly number[];
  readonly at: number;
  readonly today: Day;
  readonly address: string;
};

/**
 * The clients that a user entered from the form of a search before, by MIIC ID: Back and Save again may mean one of
 * them.
 */
export async function enteredFrom(db: Reader | Tx, viewer: Viewer, search: string): Promise<number[]> {
  const ofForm = and(gte(entries.key, `${search}.`), lt(entries.key, `${search}/`));
  const rows = await db
    .select({ id: entries.clientId })
    .from(entries)
    .where(and(ofForm, eq(entries.userId, viewer.userId)))
    .all();
  return rows.map(({ id }) => id);
}

/**
 * Enters a new client that was judged before (C3). Where records that the viewer may see may be the same person, they
 * are asked first, and where the same form entered somebody before; pairs with records that they may not see go to the
 * help desk unmentioned.
 */
export async function enterNewClient(tx: Tx, viewer: Viewer, entering: Entering): Promise<Entered> {
  const { client, at } = entering;
  const values = JSON.stringify([viewer.organization.id, client]);
  const key = `${entering.search}.${createHash('sha256').update(values).digest('base64url')}`;
  const before = await tx.select().from(entries).where(eq(entries.key, key)).get();
  if (before) {
    await closeEntry(tx, viewer, entering.search);
    return { kind: 'entered', clientId: before.clientId };
  }
  const { chartNumber } = client;
  const found: Duplicate[] = await duplicatesOf(tx, viewer, { ...client.personal, chartNumber });
  const doubted = [
    ...found.filter(({ open }) => open).map(({ id }) => id),
    ...(await enteredFrom(tx, viewer, entering.search)),
  ];
  if (doubted.some((id) => !entering.seen.includes(id))) return { kind: 'ask' };
  const { today, typed } = entering;
  const clientId = await enterClient(tx, viewer, client.personal, { at, today, chartNumber, typed });
  await keepDuplicates(tx, viewer, clientId, found, { at, answer: 'another person' });
  await closeEntry(tx, viewer, entering.search);
  await tx.insert(entries).values({ key, userId: viewer.userId, clientId, at }).run();
  await trace(tx, viewer, { at, action: 'enter client', clientId, address: entering.address });
  return { kind: 'entered', clientId };
}
