import { and, asc, count, eq, inArray, isNull } from 'drizzle-orm';
import type { Organization, Viewer } from '../../domain/accounts/viewer.js';
import { mapFields, type Personal } from '../../domain/clients/personal-information.js';
import type { Fault } from '../../domain/matching/outcome.js';
import type { ImmunizationRow } from '../../exchange/csv/immunizations.js';
import { loadClient } from '../clients/clients.js';
import type { Reader, Tx } from '../engine/database.js';
import { duplicatesOf } from '../matching/duplicates.js';
import { trace } from '../operations/audit.js';
import { disclose } from '../operations/disclosures.js';
import { organizations } from '../schema/accounts.js';
import { clients } from '../schema/clients.js';
import { asideCandidates, asides } from '../schema/search.js';
import { putAside } from './asides.js';
import { asideOfClient, clientRowOf, enterRow, personOf, updateRecord } from './clients.js';
import { takeDose } from './immunizations.js';

type ImportMoment = { readonly at: number; readonly today: string; readonly helpDesk: string };

/** The rows that nobody has decided on, the oldest first, and how many there are. Only for the help desk. */
export async function openAsides(db: Reader, most: number) {
  const total = (await db.select({ n: count() }).from(asides).where(isNull(asides.decision)).get())?.n ?? 0;
  const rows = await db
    .select({ id: asides.id, kind: asides.kind, foundAt: asides.foundAt, foundFor: organizations.name })
    .from(asides)
    .innerJoin(organizations, eq(organizations.id, asides.organizationId))
    .where(isNull(asides.decision))
    .orderBy(asc(asides.id))
    .limit(most)
    .all();
  if (rows.length === 0) return { total, rows: [] };
  const ids = rows.map(({ id }) => id);
  const among = await db
    .select()
    .from(asideCandidates)
    .where(inArray(asideCandidates.asideId, ids))
    .orderBy(asideCandidates.clientId)
    .all();
  return { total, rows: rows.map((row) => ({ ...row, among: among.filter(({ asideId }) => asideId === row.id) })) };
}

/**
 * One row that nobody has decided on, as the file has it, with the records that it may be of as they are, whoever may
 * see them. Only for the help desk.
 */
export async function findAside(db: Reader, viewer: Viewer, id: number) {
  const found = await db
    .select({ aside: asides, foundFor: organizations.name })
    .from(asides)
    .innerJoin(organizations, eq(organizations.id, asides.organizationId))
    .where(and(eq(asides.id, id), isNull(asides.decision)))
    .get();
  if (!found) return undefined;
  const among = await db.select().from(asideCandidates).where(eq(asideCandidates.asideId, id)).all();
  const records = (
    await db
      .select()
      .from(clients)
      .where(
        inArray(
          clients.id,
          among.map(({ clientId }) => clientId),
        ),
      )
      .orderBy(asc(clients.id))
      .all()
  ).map((row) => ({
    ...disclose(viewer, row.id, { ...row, locked: row.lockedBy !== null, deceased: row.deceasedAt !== null }),
    reasons: among.find(({ clientId }) => clientId === row.id)?.reasons ?? '',
  }));
  const { kind, row, foundAt } = found.aside;
  return { id, kind, foundAt, foundFor: found.foundFor, row: rowForScreen(kind, row), records };
}

/** A row in the shape of a record, and the dose that it brings. */
function rowForScreen(kind: 'client' | 'immunization', json: string) {
  if (kind === 'client') {
    const { personal, chartNumber, birthCertificate } = clientRowOf(JSON.parse(json));
    return { ...personal, chartNumber, birthCertificate, dose: undefined };
  }
  const { lastName, firstName, birthDate, chartNumber, given } = JSON.parse(json) as ImmunizationRow;
  const named: Partial<Personal> = { lastName, firstName, birthDate };
  return { ...mapFields((field) => named[field] ?? ''), chartNumber, birthCertificate: '', dose: given };
}

export type AsideResult =
  | { readonly kind: 'decided' }
  /** Nothing is written: the row cannot be taken so. */
  | { readonly kind: 'refused'; readonly reasons: readonly Fault[] }
  /** Somebody else may be the person, too, since the row was put aside: they are in the list now. */
  | { readonly kind: 'changed' }
  /** Somebody decided before. */
  | { readonly kind: 'gone' };

/**
 * Carries out what the help desk says about a row that was put aside: it is of one of the records, which it then
 * updates or whose dose it is, or of another person, who is entered; a dose of another person goes to nobody. It is
 * written for the organization that brought the row. The same row brought again is that record's.
 */
export async function decideAside(
  tx: Tx,
  viewer: Viewer,
  id: number,
  answer: number | 'another person',
  when: ImportMoment,
): Promise<AsideResult> {
  const found = await tx
    .select({ aside: asides, organization: organizations })
    .from(asides)
    .innerJoin(organizations, eq(organizations.id, asides.organizationId))
    .where(and(eq(asides.id, id), isNull(asides.decision)))
    .get();
  if (!found) return { kind: 'gone' };
  const among = await tx
    .select()
    .from(asideCandidates)
    .where(eq(asideCandidates.asideId, id))
    .orderBy(asideCandidates.clientId)
    .all();
  const ids = among.map(({ clientId }) => clientId);
  if (answer !== 'another person' && !ids.includes(answer)) return { kind: 'gone' };
  const { code, name, type } = found.organization;
  const organization: Organization = { id: found.organization.id, code, name, type };
  const writer = { ...viewer, organization };
  const taken =
    answer === 'another person'
      ? await enter(tx, writer, found.aside, ids, when)
      : await join(tx, writer, found.aside, answer, when);
  if ('kind' in taken) return taken;
  await tx
    .update(asides)
    .set({
      decision: answer === 'another person' ? 'different people' : 'same person',
      clientId: taken.clientId,
      decidedAt: when.at,
      decidedBy: viewer.userId,
    })
    .where(eq(asides.id, id))
    .run();
  for (const clientId of ids) {
    const said = clientId === answer ? 'same person' : 'different people';
    await trace(tx, viewer, { at: when.at, action: 'decide duplicate', clientId, detail: `${said}, row ${id}` });
  }
  return { kind: 'decided' };
}

type Aside = typeof asides.$inferSelect;
type Decision = { readonly clientId: number | null };

async function join(
  tx: Tx,
  writer: Viewer,
  { kind, row }: Aside,
  clientId: number,
  when: ImportMoment,
): Promise<Decision | AsideResult> {
  const client = await loadClient(tx, writer, clientId);
  if (!client)
    return refused({ field: 'MIIC ID', reason: `${clientId} is not open to ${writer.organization.name} any more.` });
  const { result, reasons = [] } =
    kind === 'client'
      ? await updateRecord(tx, writer, client, clientRowOf(JSON.parse(row)), when)
      : await takeDose(tx, writer, clientId, JSON.parse(row), when);
  return result === 'refused' ? refused(...reasons) : { clientId };
}

async function enter(
  tx: Tx,
  writer: Viewer,
  { kind, row }: Aside,
  seen: readonly number[],
  when: ImportMoment,
): Promise<Decision | AsideResult> {
  if (kind === 'immunization') return { clientId: null };
  const brought = clientRowOf(JSON.parse(row));
  // Whoever was entered since the row was put aside is looked at first.
  const since = (await duplicatesOf(tx, writer, personOf(brought))).filter(
    ({ id, open }) => open && !seen.includes(id),
  );
  if (since.length > 0) {
    const { kind, row } = asideOfClient(brought);
    await putAside(
      tx,
      writer,
      kind,
      row,
      since.map(({ id, judgement }) => ({ id, ...judgement })),
      when.at,
    );
    return { kind: 'changed' };
  }
  const clientId = await enterRow(tx, writer, brought, when);
  await trace(tx, writer, { at: when.at, action: 'enter client', clientId });
  return { clientId };
}

const refused = (...reasons: readonly Fault[]): AsideResult => ({ kind: 'refused', reasons });
