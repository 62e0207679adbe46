import { and, asc, count, desc, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Actor, Viewer } from '../../domain/accounts/viewer.js';
import { type Judgement, judge, reasonWords } from '../../domain/matching/duplicate.js';
import type { Identity } from '../../domain/matching/likeness.js';
import { nameKey } from '../../domain/text/name.js';
import type { Reader, Tx } from '../engine/database.js';
import { prepared } from '../engine/statements.js';
import { bornOn } from '../names/names.js';
import { findWord } from '../names/vocabulary.js';
import { trace } from '../operations/audit.js';
import { disclose } from '../operations/disclosures.js';
import { organizations } from '../schema/accounts.js';
import { clients } from '../schema/clients.js';
import { duplicates } from '../schema/search.js';
import { closestRecords } from '../search/full-name-search.js';
import { identitiesOf, idsByNumber, visibleAmong } from '../search/identities.js';

/** A record that may be the person of another, and why. */
export type Duplicate = {
  readonly id: number;
  readonly judgement: Judgement;
  /** True if the viewer may see it. Otherwise they must not learn that it is there (C3). */
  readonly open: boolean;
};

/** The most records compared with a new one: those whose names and birth date come nearest. */
const mostCompared = 60;

/**
 * The records that may be the person about to be entered or just imported (C3), likeliest first: also those that the
 * viewer may not see, for the help desk's list alone. The record's own MIIC ID is left out where it has one.
 */
export async function duplicatesOf(
  db: Reader | Tx,
  viewer: Pick<Viewer, 'organization'>,
  person: Identity,
  ownId?: number,
): Promise<Duplicate[]> {
  const closest = await closestRecords(db, {
    lastName: nameKey(person.lastName),
    firstName: nameKey(person.firstName),
    birthDate: person.birthDate,
  });
  const ids = [
    ...closest.slice(0, mostCompared),
    ...(await idsByNumber(db, viewer, person)),
    ...(person.phone ? await ofPhone(db).all({ phone: person.phone }) : []).map(({ id }) => id),
    ...(await siblings(db, person)),
  ];
  const records = (
    await identitiesOf(
      db,
      viewer,
      [...new Set(ids)].filter((id) => id !== ownId),
    )
  ).map((record) => ({ id: record.miicId, judgement: judge(person, record) }));
  const alike = records.filter(({ judgement }) => judgement.verdict !== 'other');
  const open = await visibleAmong(
    db,
    viewer,
    alike.map(({ id }) => id),
  );
  return alike
    .map((record) => ({ ...record, open: open.includes(record.id) }))
    .sort((a, b) => b.judgement.score - a.judgement.score || a.id - b.id);
}

const ofPhone = prepared((db) =>
  db
    .select({ id: clients.id })
    .from(clients)
    // The partial index serves only where the query says that the column is filled.
    .where(and(sql`${clients.phone} <> ''`, eq(clients.phone, sql.placeholder('phone'))))
    .limit(mostCompared)
    .prepare(),
);

const ofMother = prepared((db) =>
  db
    .select({ id: clients.id })
    .from(clients)
    .where(
      and(
        sql`${clients.motherMaidenKey} <> ''`,
        eq(clients.motherMaidenKey, sql.placeholder('maiden')),
        eq(clients.motherFirstKey, sql.placeholder('first')),
        eq(clients.birthDate, sql.placeholder('day')),
      ),
    )
    .limit(mostCompared)
    .prepare(),
);

/**
 * Those born to the same mother on the same day: a newborn is often entered without a name, and under hers. Without her
 * first name, those of that day who bear her maiden name.
 */
async function siblings(db: Reader | Tx, { birthDate, motherMaidenLast, motherFirst }: Identity): Promise<number[]> {
  const [maiden, first] = [nameKey(motherMaidenLast), nameKey(motherFirst)];
  const word = maiden ? await findWord(db, maiden) : undefined;
  if (!word) return [];
  return [
    ...(first ? await ofMother(db).all({ maiden, first, day: birthDate }) : []).map(({ id }) => id),
    ...(await bornOn(db, birthDate, [word.id], mostCompared)).map(({ clientId }) => clientId),
  ];
}

/**
 * Keeps the pairs of a new record for the help desk's list, with the answer of whoever entered it for those they were
 * shown; an import shows nobody anything (C3).
 */
export async function keepDuplicates(
  tx: Tx,
  viewer: Actor,
  clientId: number,
  found: readonly Duplicate[],
  { at, answer }: { at: number; answer?: 'another person' },
): Promise<void> {
  if (found.length === 0) return;
  await tx
    .insert(duplicates)
    .values(
      found.map(({ id, judgement, open }) => ({
        clientId: Math.min(clientId, id),
        otherId: Math.max(clientId, id),
        surely: judgement.verdict === 'sure',
        score: Math.round(judgement.score * 10),
        reasons: reasonWords(judgement.reasons),
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
  const total = (await db.select({ n: count() }).from(duplicates).where(isNull(duplicates.decision)).get())?.n ?? 0;
  const pairs = await db
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
  const found = await db
    .select(pair)
    .from(duplicates)
    .leftJoin(organizations, eq(organizations.id, duplicates.foundFor))
    .where(and(eq(duplicates.id, id), isNull(duplicates.decision)))
    .get();
  if (!found) return undefined;
  const rows = await db
    .select()
    .from(clients)
    .where(inArray(clients.id, [found.clientId, found.otherId]))
    .orderBy(asc(clients.id))
    .all();
  return {
    ...found,
    records: rows.map((row) =>
      disclose(viewer, row.id, { ...row, locked: row.lockedBy !== null, deceased: row.deceasedAt !== null }),
    ),
  };
}

/** Keeps what the help desk decided about a pair; false where somebody had decided before. */
export async function decideDuplicate(
  tx: Tx,
  viewer: Viewer,
  id: number,
  decision: 'same person' | 'different people',
  at: number,
): Promise<boolean> {
  const decided = await tx
    .update(duplicates)
    .set({ decision, decidedAt: at, decidedBy: viewer.userId })
    .where(and(eq(duplicates.id, id), isNull(duplicates.decision)))
    .returning()
    .get();
  if (!decided) return false;
  for (const clientId of [decided.clientId, decided.otherId])
    await trace(tx, viewer, { at, action: 'decide duplicate', clientId, detail: `${decision}, pair ${id}` });
  return true;
}
