import { and, eq, sql } from 'drizzle-orm';
import type { Viewer } from '../../domain/accounts/viewer.js';
import type { Reader, Tx } from '../engine/database.js';
import { prepared } from '../engine/statements.js';
import { enrolments } from '../schema/clients.js';

const byChartNumber = prepared((db) =>
  db
    .select({ id: enrolments.clientId })
    .from(enrolments)
    .where(
      and(
        eq(enrolments.organizationId, sql.placeholder('organization')),
        // The partial index serves only where the query says that the column is filled.
        sql`${enrolments.chartKey} <> ''`,
        eq(enrolments.chartKey, sql.placeholder('key')),
      ),
    )
    .limit(sql.placeholder('most'))
    .prepare(),
);

/**
 * The records with a chart number, by its key, at the viewer's organization, whoever may see them; `most` at the most.
 */
export async function idsByChartNumber(
  db: Reader | Tx,
  { organization }: Pick<Viewer, 'organization'>,
  key: string,
  most: number,
): Promise<number[]> {
  return (await byChartNumber(db).all({ organization: organization.id, key, most })).map(({ id }) => id);
}
