import { and, asc, count, desc, eq, inArray, isNull } from 'drizzle-orm';
import { compareRecords, type Known, type Likeness } from '../domain/duplicate.js';
import { nameKey } from '../domain/name.js';
import type { Personal } from '../domain/personal-information.js';
import type { Viewer } from '../domain/viewer.js';
import { trace } from './audit.js';
import { nearRecords } from './full-name-search.js';
import { meet } from './met.js';
import type { Reader, Tx } from './open.js';
import { organizations } from './schema/accounts.js';
import { aliases, clients } from './schema/clients.js';
import { duplicates } from './schema/search.js';
import { visibleTo } from './visible.js';

/** A record that may be the person of another, and why. */
export type Duplicate = {
  readonly id: number;
  readonly likeness: Likeness;
  /** Whether the viewer may see it. Where not, they must not learn that it is there (C3). */
  readonly open: boolean;
};

/** How many records are compared with a new one: those whose names and birth date come nearest. */
const mostCompared = 60;

/**
 * The records that may be the person about to be entered or just imported (C3), likeliest first: also those that the
 * viewer may not see, for the help desk's list alone. The record's own MIIC ID is left out where it has one.
 */
export function duplicatesOf(
  db: Reader | Tx,
  viewer: Pick<Viewer, 'organization'>,
  personal: Personal,
  own?: number,
): Duplicate[] {
  const near = nearRecords(db, {
    lastName: nameKey(personal.lastName),
    firstName: nameKey(personal.firstName),
    birthDate: personal.birthDate,
  });
  const phone = personal.phone
    ? db
        .select({ id: clients.id })
        .from(clients)
        .where(and(eq(clients.phone, personal.phone)))
        .limit(mostCompared)
        .all()
        .map(({ id }) => id)
    : [];
  const ids = [...new Set([...near.slice(0, mostCompared), ...phone])].filter((id) => id !== own);
  if (ids.length === 0) return [];
  const open = new Set(
    db
      .select({ id: clients.id })
      .from(clients)
      .where(and(inArray(clients.id, ids), visibleTo(viewer)))
      .all()
      .map(({ id }) => id),
  );
  const former = db.select().from(aliases).where(inArray(aliases.clientId, ids)).all();
  return db
    .select()
    .from(clients)
    .where(inArray(clients.id, ids))
    .all()
    .map((row) => {
      const names = former.filter(({ clientId }) => clientId === row.id).map(({ lastName }) => lastName);
      const other: Known = { ...row, formerLastNames: names };
      return { id: row.id, likeness: compareRecords(personal, other), open: open.has(row.id) };
    })
    .filter(({ likeness }) => likeness.verdict !== 'no')
    .sort((a, b) => b.likeness.score - a.likeness.score || a.id - b.id);
}

/**
 * Keeps the pairs of a new record for the help desk's list, with the answer of whoever entered it for those they were
 * shown; an import shows nobody anything (C3).
 */
export function keepDuplicates(
  tx: Tx,
  viewer: Pick<Viewer, 'organization'> & { userId?: number },
  clientId: number,
  found: readonly Duplicate[],
  { at, answer }: { at: number; answer?: 'another person' },
): void {
  if (found.length === 0) return;
  tx.insert(duplicates)
    .values(
      found.map(({ id, likeness, open }) => ({
        clientId: Math.min(clientId, id),
        otherId: Math.max(clientId, id),
        surely: likeness.verdict === 'surely',
        score: Math.round(likeness.score * 10),
        reasons: likeness.reasons.join('; '),
        foundAt: at,
        foundBy: viewer.userId ?? null,
        foundFor: viewer.organization.id,
        ...(open && answer && { answer }),
      })),
    )
    .onConflictDoNothing()
    .run();
}

const pair = {
  id: duplicates.id,
  clientId: duplicates.clientId,
  otherId: duplicates.otherId,
  surely: duplicates.surely,
  reasons: duplicates.reasons,
  foundAt: duplicates.foundAt,
  foundFor: organizations.name,
  answer: duplicates.answer,
};

/** The pairs that nobody has decided on, the likeliest first, and how many there are. Only for the help desk. */
export async function openDuplicates(db: Reader, page: number, pageSize: number) {
  const total = db.select({ n: count() }).from(duplicates).where(isNull(duplicates.decision)).get()?.n ?? 0;
  const pairs = db
    .select(pair)
    .from(duplicates)
    .leftJoin(organizations, eq(organizations.id, duplicates.foundFor))
    .where(isNull(duplicates.decision))
    .orderBy(desc(duplicates.score), asc(duplicates.id))
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .all();
  return { total, pairs };
}

/** One pair that nobody has decided on, with both records as they are, whoever may see them. Only for the help desk. */
export async function findDuplicate(db: Reader, viewer: Viewer, id: number) {
  const found = db
    .select(pair)
    .from(duplicates)
    .leftJoin(organizations, eq(organizations.id, duplicates.foundFor))
    .where(and(eq(duplicates.id, id), isNull(duplicates.decision)))
    .get();
  if (!found) return undefined;
  const rows = db
    .select()
    .from(clients)
    .where(inArray(clients.id, [found.clientId, found.otherId]))
    .orderBy(asc(clients.id))
    .all();
  return {
    ...found,
    records: rows.map((row) =>
      meet(viewer, row.id, { ...row, locked: row.lockedBy !== null, deceased: row.deceasedAt !== null }),
    ),
  };
}

/** Keeps what the help desk decided about a pair; false where somebody had decided before. */
export function decideDuplicate(
  tx: Tx,
  viewer: Viewer,
  id: number,
  decision: 'same person' | 'different people',
  at: number,
): boolean {
  const decided = tx
    .update(duplicates)
    .set({ decision, decidedAt: at, decidedBy: viewer.userId })
    .where(and(eq(duplicates.id, id), isNull(duplicates.decision)))
    .returning()
    .get();
  if (!decided) return false;
  for (const clientId of [decided.clientId, decided.otherId])
    trace(tx, viewer, { at, action: 'decide duplicate', clientId, detail: `${decision}, pair ${id}` });
  return true;
}
