import { and, eq, inArray, sql } from 'drizzle-orm';
import { birthDateQuestion } from '../domain/before-birth.js';
import type { Client } from '../domain/client.js';
import { agrees, bring } from '../domain/client-import.js';
import { type ClientRow, importLabels } from '../domain/client-row.js';
import type { Day } from '../domain/day.js';
import { nameKey } from '../domain/name.js';
import { type Fault, type Outcome, refused } from '../domain/outcome.js';
import { changedFields, judgeEdit, type PersonalField } from '../domain/personal-information.js';
import type { Organization, Viewer } from '../domain/viewer.js';
import { enterClient, updateClient } from './client-writes.js';
import { loadClient } from './clients.js';
import { datedOf } from './dated.js';
import { duplicatesOf, keepDuplicates } from './duplicates.js';
import { idsNamed } from './names.js';
import type { Reader, Tx } from './open.js';
import { organizations } from './schema/accounts.js';
import { changes, clients, enrolments } from './schema/clients.js';
import { visibleTo } from './visible.js';

type When = { readonly at: number; readonly today: Day; readonly helpDesk: string };
/** What says whose a row of a file is. */
type Whose = Pick<ClientRow, 'personal' | 'chartNumber' | 'miicId'>;
type Taken = Outcome<'entered' | 'updated' | 'unchanged' | 'refused'>;

/** The active organization with a code, exact as at login (L1). */
export async function findOrganization(db: Reader, code: string): Promise<Organization | undefined> {
  const { id, name, type } = organizations;
  return db
    .select({ id, code: organizations.code, name, type })
    .from(organizations)
    .where(and(eq(organizations.code, code), eq(organizations.active, true)))
    .get();
}

/**
 * What takes rows of a file of clients inside a write (A5): each is entered, or updates the one record that it is of, or
 * is refused. Of records that the organization may not see it tells nothing: a row that is of such a record only is entered
 * as if there were none (C3, C12, C13).
 */
export function takeClient(tx: Tx, viewer: Viewer, when: When): (row: ClientRow) => Taken {
  const lookups = lookupsOf(tx, viewer);
  return (row) => {
    const found = findRecord(tx, viewer, lookups, row);
    if (found && 'reason' in found) return refused(found);
    if (found) return updateRecord(tx, viewer, found, row, when);
    const { chartNumber, birthCertificate } = row;
    const { at, today } = when;
    const likely = duplicatesOf(tx, viewer, row.personal);
    const { organization } = viewer;
    const id = enterClient(tx, { organization }, row.personal, { chartNumber, birthCertificate, at, today });
    keepDuplicates(tx, { organization }, id, likely, { at });
    return { was: 'entered' };
  };
}

/**
 * The record that a row is of, undefined where there is none, or why it cannot be told: by MIIC ID; else by the
 * organization's chart number; else by full name and birth date, former ones too. A number alone is not enough, since
 * one mistyped or shared in a family would write one person over another: with a MIIC ID, the last name or the birth
 * date must agree, with a chart number the first name besides.
 */
export function findRecord(tx: Tx, viewer: Viewer, lookups: Lookups, row: Whose): Client | Fault | undefined {
  if (row.miicId !== undefined) {
    const client = loadClient(tx, viewer, row.miicId);
    if (!client)
      return fault('miicId', `There is no record with this MIIC ID that ${viewer.organization.name} may see.`);
    if (agrees(client, row, (same) => same.lastName || same.birthDate)) return client;
    return fault('miicId', 'This MIIC ID belongs to another person: last name and birth date differ.');
  }
  const [charted, anotherCharted] = lookups.charted(row);
  if (charted && !anotherCharted) {
    const client = loadClient(tx, viewer, charted.id);
    if (client && agrees(client, row, (same) => same.firstName && (same.lastName || same.birthDate))) return client;
    return fault(
      'chartNumber',
      `This chart number belongs to another person, MIIC ID ${charted.id}. If it is the same person, give the MIIC ID.`,
    );
  }
  const [named, anotherNamed] = lookups.named(row);
  if (anotherNamed)
    return fault('miicId', 'Several records have this name and birth date. Give the MIIC ID of the right one.');
  return named && loadClient(tx, viewer, named.id);
}

const fault = (field: keyof typeof importLabels, reason: string): Fault => ({ field: importLabels[field], reason });

/**
 * What every row asks, the query built once for an import: at most two visible records to which the organization gave
 * a chart number, or that have or had a full name and birth date.
 */
export function lookupsOf(tx: Tx, viewer: Viewer) {
  const charted = tx
    .select({ id: clients.id })
    .from(enrolments)
    .innerJoin(clients, eq(clients.id, enrolments.clientId))
    .where(
      and(
        eq(enrolments.organizationId, viewer.organization.id),
        // The partial index serves only where the query says that the column is filled.
        sql`${enrolments.chartKey} <> ''`,
        eq(enrolments.chartKey, sql.placeholder('chartKey')),
        visibleTo(viewer),
      ),
    )
    .limit(2)
    .prepare();
  return {
    charted: (row: Whose) => (row.chartNumber ? charted.all({ chartKey: nameKey(row.chartNumber) }) : []),
    named: ({ personal }: Whose) => {
      const ids = idsNamed(tx, personal);
      if (ids.length === 0) return [];
      return tx
        .select({ id: clients.id })
        .from(clients)
        .where(and(inArray(clients.id, ids), visibleTo(viewer)))
        .limit(2)
        .all();
    },
  };
}

type Lookups = ReturnType<typeof lookupsOf>;

/** Writes what a row brings to its record, by the rules of Save: only what it changes is judged (X4, C6). */
function updateRecord(tx: Tx, viewer: Viewer, client: Client, row: ClientRow, when: When): Taken {
  const now = bring(client, row);
  const { hasBirthCertificate } = client;
  const { errors } = judgeEdit(client.personal, now, { ...when, hasBirthCertificate, clientId: client.id });
  // Given as NO FIRST NAME: an empty cell would have left it alone.
  if (now.firstName === '') delete errors.firstName;
  const faults = (Object.entries(errors) as [PersonalField, string][]).map(([field, reason]) => fault(field, reason));
  const asked = errors.birthDate
    ? undefined
    : birthDateQuestion(client.personal.birthDate, now.birthDate, () => datedOf(tx, client));
  if (asked) faults.push(fault('birthDate', `${asked.text} If it is, change it on the client's record.`));
  const onFile = birthCertificateOf(tx, client.id);
  const { birthCertificate, chartNumber } = row;
  if (birthCertificate && onFile && nameKey(birthCertificate) !== nameKey(onFile))
    faults.push(
      fault(
        'birthCertificate',
        `Another number is on file. Contact the help desk at ${when.helpDesk} with the MIIC ID ${client.id}.`,
      ),
    );
  if (faults.length > 0) return refused(...faults);
  const newChartNumber = chartNumber !== '' && chartNumber !== client.enrolment?.chartNumber;
  const newCertificate = birthCertificate !== '' && onFile === '';
  if (changedFields(client.personal, now).length === 0 && !newChartNumber && !newCertificate)
    return { was: 'unchanged' };
  const revision = updateClient(tx, { organization: viewer.organization }, client, now, when);
  const organizationId = viewer.organization.id;
  const change = { clientId: client.id, revision, at: when.at, organizationId };
  if (newChartNumber) {
    const values = { chartNumber, chartKey: nameKey(chartNumber), updatedAt: when.at };
    tx.insert(enrolments)
      .values({ clientId: client.id, organizationId, ...values })
      .onConflictDoUpdate({ target: [enrolments.clientId, enrolments.organizationId], set: values })
      .run();
    const before = client.enrolment?.chartNumber ?? '';
    tx.insert(changes)
      .values({ ...change, part: 'enrolment', field: 'chartNumber', before, after: chartNumber })
      .run();
  }
  if (newCertificate) {
    tx.update(clients).set({ birthCertificate }).where(eq(clients.id, client.id)).run();
    const values = { field: 'birthCertificate', before: '', after: birthCertificate };
    tx.insert(changes)
      .values({ ...change, part: 'client', ...values })
      .run();
  }
  return { was: 'updated' };
}

/** The number itself, which a loaded record only says to be there. */
function birthCertificateOf(tx: Tx, clientId: number): string {
  const row = tx.select({ number: clients.birthCertificate }).from(clients).where(eq(clients.id, clientId)).get();
  return row?.number ?? '';
}
