import type { Viewer } from '../domain/viewer.js';
import type { Tx } from './open.js';
import { changes } from './schema.js';

/** One field that a save changed (C23). `row` is the contact or comment; none for the client's own. */
export type Change = {
  readonly part: (typeof changes.$inferInsert)['part'];
  readonly row: number | null;
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
};

/** For whom a record is written; an import has an organization and no user. */
export type Writer = Pick<Viewer, 'organization'> & { readonly userId?: number };

/** Adds what a save changed to the record's history, under its revision. */
export function recordChanges(
  tx: Tx,
  writer: Writer,
  of: { clientId: number; revision: number; at: number },
  list: readonly Change[],
): void {
  if (list.length === 0) return;
  const who = { userId: writer.userId ?? null, organizationId: writer.organization.id };
  tx.insert(changes)
    .values(list.map(({ part, row, field, before, after }) => ({ ...of, ...who, part, row, field, before, after })))
    .run();
}
