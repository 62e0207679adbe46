import { and, asc, count, desc, eq, gte, isNull, lte, max, sql } from 'drizzle-orm';
import type { Viewer } from '../../domain/accounts/viewer.js';
import { exemptGroups } from '../../domain/immunizations/evidence.js';
import type { History } from '../../domain/immunizations/history.js';
import type { DoseValues } from '../../domain/immunizations/immunization.js';
import { addProducts, beginVisit, productsOf, type Stock } from '../../domain/immunizations/stock.js';
import type { TypedVisit } from '../../domain/immunizations/visit.js';
import { type Day, daysBefore } from '../../domain/time/day.js';
import type { VaccineGroupCode } from '../../domain/vaccines/vaccine-group.js';
import { proposal } from '../../forecast/proposal.js';
import type { Reader } from '../engine/database.js';
import { prepared } from '../engine/statements.js';
import { immunizations } from '../schema/immunizations.js';
import { audit } from '../schema/operations.js';
import { personOf } from './assessment.js';
import { lotsInStock } from './lots.js';
import { scheduleInForce } from './schedules.js';

/** So far back, in days, and no further than so many doses, tells what a clinic has in stock. */
const stockDays = 365;
const stockDoses = 1000;

const recent = prepared((db) => {
  const last = db
    .select({
      id: immunizations.id,
      givenOn: immunizations.givenOn,
      cvx: immunizations.cvx,
      tradeName: immunizations.tradeName,
      mvx: immunizations.mvx,
      lot: immunizations.lot,
      lotExpiresOn: immunizations.lotExpiresOn,
      visOn: immunizations.visOn,
    })
    .from(immunizations)
    .where(
      and(
        eq(immunizations.organizationId, sql.placeholder('organizationId')),
        // Written out, so that the index of what was given from stock serves it.
        sql`${immunizations.source} = '00'`,
        isNull(immunizations.deletedAt),
        gte(immunizations.givenOn, sql.placeholder('since')),
        lte(immunizations.givenOn, sql.placeholder('today')),
      ),
    )
    .orderBy(desc(immunizations.givenOn), desc(immunizations.id))
    .limit(stockDoses)
    .as('last');
  const { cvx, tradeName, mvx, lot, lotExpiresOn, visOn } = last;
  return db
    .select({ cvx, tradeName, mvx, lot, lotExpiresOn, visOn, used: count() })
    .from(last)
    .groupBy(cvx, tradeName, mvx, lot, lotExpiresOn, visOn)
    .orderBy(desc(max(last.givenOn)), desc(max(last.id)))
    .prepare();
});

/**
 * What the organization acted for has: the lots of its list, and the doses that it gave from its own stock of late, the
 * last one first: at most a thousand of one year.
 */
export const stockOf = async (db: Reader, viewer: Viewer, today: Day): Promise<Stock> => ({
  lots: await lotsInStock(db, viewer),
  given: await recent(db).all({ organizationId: viewer.organization.id, today, since: daysBefore(today, stockDays) }),
});

/** So far back, in days, is looked for the visit that a user recorded last. */
const visitDays = 30;

const lastVisit = prepared((db) =>
  db
    .select({ at: audit.at, clientId: audit.clientId })
    .from(audit)
    .where(
      and(
        eq(audit.userId, sql.placeholder('userId')),
        gte(audit.at, sql.placeholder('since')),
        eq(audit.action, 'record immunizations'),
        eq(audit.organizationId, sql.placeholder('organizationId')),
      ),
    )
    .orderBy(desc(audit.at), desc(audit.id))
    .limit(1)
    .prepare(),
);

/** The clinicians of the visit that the viewer recorded last for the organization; empty where none was of late. */
async function lastClinicians(
  db: Reader,
  viewer: Viewer,
  now: number,
): Promise<Pick<DoseValues, 'orderedBy' | 'administeredBy'>> {
  const organizationId = viewer.organization.id;
  const since = now - visitDays * 86_400_000;
  const last = await lastVisit(db).get({ userId: viewer.userId, organizationId, since });
  const row =
    last?.clientId &&
    (await db
      .select({ orderedBy: immunizations.orderedBy, administeredBy: immunizations.administeredBy })
      .from(immunizations)
      .where(
        and(
          eq(immunizations.clientId, last.clientId),
          eq(immunizations.organizationId, organizationId),
          eq(immunizations.updatedAt, last.at),
          isNull(immunizations.deletedAt),
        ),
      )
      .orderBy(asc(immunizations.givenOn), asc(immunizations.id))
      .limit(1)
      .get());
  return row || { orderedBy: '', administeredBy: '' };
}

/**
 * The form of a new visit as it begins (I5): given today from the organization's own stock by the user, ordered by the
 * clinician of before.
 *
 * @param now epoch milliseconds
 */
export async function newVisit(db: Reader, viewer: Viewer, today: Day, now: number): Promise<TypedVisit> {
  const { orderedBy, administeredBy } = await lastClinicians(db, viewer, now);
  return beginVisit(today, { orderedBy, administeredBy: administeredBy || viewer.userName });
}

/** A form with lines for what is due, and the groups that are due and have no line in it. */
export type VisitOfDue = { readonly typed: TypedVisit; readonly left: readonly VaccineGroupCode[] };

/**
 * A form with lines added that give the vaccines that are due (I5): the products that the organization gave last, from
 * its lots. Undefined where nothing is due.
 *
 * @param group where one group alone is wanted
 */
export async function visitOfDue(
  db: Reader,
  viewer: Viewer,
  { client, immunizations, deathDate }: History,
  typed: TypedVisit,
  { today, group: wanted }: { readonly today: Day; readonly group?: string },
): Promise<VisitOfDue | undefined> {
  if (deathDate) return undefined;
  const { personal, comments, conditions } = client;
  const person = personOf({ ...personal, comments, conditions, doses: immunizations }, today);
  const exempted = exemptGroups(comments);
  const stock = await stockOf(db, viewer, today);
  const setting = { used: productsOf(stock), exempt: (group: VaccineGroupCode) => exempted.has(group), wanted };
  const { products, left } = proposal(person, await scheduleInForce(db, today), setting);
  if (products.length + left.length === 0) return undefined;
  return { typed: addProducts(typed, products, { birthDate: personal.birthDate, today, stock }), left };
}
