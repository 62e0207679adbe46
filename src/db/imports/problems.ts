import { and, asc, eq } from 'drizzle-orm';
import type { Viewer } from '../../domain/accounts/viewer.js';
import type { Fault } from '../../domain/matching/outcome.js';
import type { Reader } from '../engine/database.js';
import { disclose } from '../operations/disclosures.js';
import { importProblems } from '../schema/imports.js';
import { visibleAmong } from '../search/identities.js';
import type { Import } from './imports.js';

/** A row of a file that was not taken. */
export type Problem = {
  readonly line: number;
  readonly result: 'refused' | 'put aside';
  readonly reasons: readonly Fault[];
  readonly offset: number;
  readonly bytes: number;
};

type Of = Pick<Import, 'organizationId'>;

/** Of some records those that the organization of an import may see now, which a viewer is shown (A6). */
export async function namedNow(
  db: Reader,
  viewer: Viewer,
  { organizationId }: Of,
  ids: readonly number[],
): Promise<Set<number>> {
  const open = await visibleAmong(db, { organization: { ...viewer.organization, id: organizationId } }, [
    ...new Set(ids),
  ]);
  return new Set(open.map((id) => disclose(viewer, id, id)));
}

type Page = { readonly jobId: number; readonly page: number; readonly pageSize: number; readonly result?: 'refused' };

const aRecord = /MIIC ID (\d+)(?: \([^)]*\))?/g;

/**
 * The rows that a job did not take, by line, so many a page. A record that was hidden since is not named any more (C12, C13). The
 * caller has found the import.
 */
export async function problemsOf(
  db: Reader,
  viewer: Viewer,
  of: Of,
  { jobId, page, pageSize, result }: Page,
): Promise<Problem[]> {
  const rows = (
    await db
      .select()
      .from(importProblems)
      .where(and(eq(importProblems.jobId, jobId), result && eq(importProblems.result, result)))
      .orderBy(asc(importProblems.line))
      .limit(pageSize)
      .offset((page - 1) * pageSize)
      .all()
  ).map((row) => ({ ...row, reasons: JSON.parse(row.reasons) as Fault[] }));
  const texts = rows.flatMap(({ reasons }) => reasons.map(({ reason }) => reason));
  const ids = texts.flatMap((text) => [...text.matchAll(aRecord)].map(([, id]) => Number(id)));
  const open = await namedNow(db, viewer, of, ids);
  const shown = (text: string) =>
    text.replaceAll(aRecord, (said, id) => (open.has(Number(id)) ? said : 'a record that is hidden now'));
  return rows.map(({ reasons, ...row }) => ({
    ...row,
    reasons: reasons.map(({ field, reason }) => ({ field, reason: shown(reason) })),
  }));
}
