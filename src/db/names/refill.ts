import { and, eq, gt, gte, ne } from 'drizzle-orm';
import { nameKey } from '../../domain/text/name.js';
import type { Reader, Tx } from '../engine/database.js';
import { aliases, clients, enrolments } from '../schema/clients.js';
import { refills } from '../schema/search.js';
import { indexNames } from './names.js';

const keys = 'keys of every script, of apostrophes, of birth certificates';

/**
 * Names whose key differs from before: letters other than Latin, signs written for an apostrophe, and letters such as
 * the accented Æ that are read as two.
 */
const otherKey = /[^\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]|[\u02B0-\u02FF\uA788\uA78B\uA78CǢǣǼǽǾǿ]/u;

/** A name of several words in both parts is found by pairs of them, too. */
const isCompound = ({ lastName, firstName }: { readonly lastName: string; readonly firstName: string }) =>
  [lastName, firstName].every((name) => /\S[\s\p{Pd}]+\S/u.test(name));

/** True if the keys are still to be made anew. */
export const isToRefill = async (db: Reader) => !(await db.select().from(refills).where(eq(refills.name, keys)).get());

/**
 * Writes anew what records are found by, where a release reads names otherwise than the one before: once, in the
 * transaction that says that it was done, before anything else reads the file. A start that is broken off does it
 * again.
 */
export async function refillKeys(tx: Tx): Promise<void> {
  if (!(await isToRefill(tx))) return;
  const renamed = new Set<number>();
  for await (const { clientId, ...names } of inPages((after) =>
    tx.select().from(aliases).where(gt(aliases.id, after)).orderBy(aliases.id).limit(pageOfRows).all(),
  ))
    if (isCompound(names) || otherKey.test(`${names.lastName}${names.firstName}${names.middleName}`))
      renamed.add(clientId);
  for await (const row of inPages((after) =>
    tx.select().from(clients).where(gt(clients.id, after)).orderBy(clients.id).limit(pageOfRows).all(),
  )) {
    const { id, lastName, firstName, middleName, motherMaidenLast, motherFirst, birthCertificate } = row;
    const isOther = otherKey.test(`${lastName}${firstName}${middleName}${motherMaidenLast}${motherFirst}`);
    if (isOther || isCompound(row) || renamed.has(id)) await indexNames(tx, id, row);
    if (isOther || birthCertificate)
      await tx
        .update(clients)
        .set({
          motherMaidenKey: nameKey(motherMaidenLast),
          motherFirstKey: nameKey(motherFirst),
          birthCertificateKey: nameKey(birthCertificate),
        })
        .where(eq(clients.id, id))
        .run();
  }
  // The last client of a page may go on in the next one.
  for (let after = 0, more = true; more; ) {
    const page = await tx
      .select()
      .from(enrolments)
      .where(and(gte(enrolments.clientId, after), ne(enrolments.chartKey, '')))
      .orderBy(enrolments.clientId)
      .limit(pageOfRows)
      .all();
    for (const { clientId, organizationId, chartNumber } of page)
      if (otherKey.test(chartNumber))
        await tx
          .update(enrolments)
          .set({ chartKey: nameKey(chartNumber) })
          .where(and(eq(enrolments.clientId, clientId), eq(enrolments.organizationId, organizationId)))
          .run();
    after = page.at(-1)?.clientId ?? 0;
    more = page.length === pageOfRows;
  }
  await tx.insert(refills).values({ name: keys }).run();
}

const pageOfRows = 2000;

async function* inPages<T extends { readonly id: number }>(
  read: (after: number) => Promise<readonly T[]>,
): AsyncIterable<T> {
  for (let rows = await read(0); rows.length > 0; rows = await read(rows.at(-1)?.id ?? 0)) yield* rows;
}
