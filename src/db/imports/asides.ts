import { createHash } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import type { Viewer } from '../../domain/accounts/viewer.js';
import { type Judgement, reasonWords } from '../../domain/matching/duplicate.js';
import type { Tx } from '../engine/database.js';
import { prepared } from '../engine/statements.js';
import { asideCandidates, asides } from '../schema/search.js';

type Kind = (typeof asides.$inferSelect)['kind'];
type For = Pick<Viewer, 'organization'>;

/** A row of an import without the line it stands on, which another file may have it on too. */
export type AsideRow = Readonly<Record<string, unknown>>;

/** In other capitals it is the same row. */
const digestOf = ({ typed: _, ...row }: AsideRow) =>
  createHash('sha256').update(JSON.stringify(row)).digest('base64url');

const placeholder = sql.placeholder;
const sameRow = prepared((db) =>
  db
    .select()
    .from(asides)
    .where(
      and(
        eq(asides.organizationId, placeholder('organization')),
        eq(asides.kind, sql`${placeholder('kind')}`),
        eq(asides.digest, placeholder('digest')),
      ),
    )
    .prepare(),
);
const findSame = (tx: Tx, { organization }: For, kind: Kind, row: AsideRow) =>
  sameRow(tx).get({ organization: organization.id, kind, digest: digestOf(row) });

/**
 * Puts a row of an import aside for a person to decide (C3), with who it may be and why. The same row brought again is
 * the same: it is there once, with the reasons as they are now.
 */
export async function putAside(
  tx: Tx,
  viewer: For,
  kind: Kind,
  row: AsideRow,
  among: readonly (Judgement & { readonly id: number })[],
  at: number,
): Promise<void> {
  const known = await findSame(tx, viewer, kind, row);
  const asideId =
    known?.id ??
    (
      await tx
        .insert(asides)
        .values({
          kind,
          organizationId: viewer.organization.id,
          digest: digestOf(row),
          row: JSON.stringify(row),
          foundAt: at,
        })
        .returning({ id: asides.id })
        .get()
    ).id;
  for (const { id, score, reasons } of among) {
    const said = { score: Math.round(score * 10), reasons: reasonWords(reasons) };
    await tx
      .insert(asideCandidates)
      .values({ asideId, clientId: id, ...said })
      .onConflictDoUpdate({ target: [asideCandidates.asideId, asideCandidates.clientId], set: said })
      .run();
  }
}

/**
 * The decision of a person about the same row before: the client it belongs to, or nobody for a dose of somebody not on
 * file.
 */
export async function findDecision(
  tx: Tx,
  viewer: For,
  kind: Kind,
  row: AsideRow,
): Promise<{ readonly clientId: number | null } | undefined> {
  const known = await findSame(tx, viewer, kind, row);
  return known?.decision ? { clientId: known.clientId } : undefined;
}
