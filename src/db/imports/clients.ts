import { eq } from 'drizzle-orm';
import type { Actor } from '../../domain/accounts/viewer.js';
import { birthDateQuestion } from '../../domain/clients/before-birth.js';
import type { Client } from '../../domain/clients/client.js';
import {
  changedFields,
  judgeEdit,
  mapFields,
  type Personal,
  type PersonalField,
} from '../../domain/clients/personal-information.js';
import type { Identity } from '../../domain/matching/likeness.js';
import { type Fault, type Outcome, refused } from '../../domain/matching/outcome.js';
import { nameKey } from '../../domain/text/name.js';
import { mergeRow } from '../../exchange/csv/client-import.js';
import { type ClientRow, importLabels } from '../../exchange/csv/client-row.js';
import { recordChanges } from '../clients/changes.js';
import { enterClient, updateClient } from '../clients/client-writes.js';
import { loadClient } from '../clients/clients.js';
import { loadDatedEntries } from '../clients/dated-entries.js';
import type { Tx } from '../engine/database.js';
import { keepDuplicates } from '../matching/duplicates.js';
import { clients, enrolments } from '../schema/clients.js';
import { type BroughtRow, findOwner, type ImportMoment, setRowAside } from './row-owner.js';

type RowOutcome = Outcome<'entered' | 'updated' | 'unchanged' | 'put aside' | 'refused'>;

/**
 * Begins to take rows of a file of clients inside a write (A5): each is entered, or updates the one record that is
 * surely its own, or is put aside where it may belong to one, or is refused. Of records that the organization may not
 * see it tells nothing: a row that is of such a record only is entered as if there were none (C3, C12, C13).
 */
export function takeClient(tx: Tx, viewer: Actor, when: ImportMoment): (row: ClientRow) => Promise<RowOutcome> {
  return async (row) => {
    const found = await findOwner(tx, viewer, personOf(row), asideOfClient(row));
    if (found.is === 'refused') return refused(found.fault);
    if (found.is === 'record') return updateRecord(tx, viewer, found.client, row, when);
    if (found.is === 'nobody') {
      const id = await enterRow(tx, viewer, row, when);
      await keepDuplicates(tx, viewer, id, found.hidden, when);
      return { result: 'entered', clientId: id };
    }
    const [only, another] = found.among;
    const client = only && !another ? await loadClient(tx, viewer, only.id) : undefined;
    if (client && saysNothingNew(client, await broughtBy(tx, client, row)))
      return { result: 'unchanged', clientId: client.id };
    return setRowAside(tx, viewer, asideOfClient(row), found.among, when.at);
  };
}

/** The person that a row describes. */
export const personOf = ({ personal, chartNumber, birthCertificate, miicId }: ClientRow): Identity => ({
  ...personal,
  chartNumber,
  birthCertificate,
  miicId,
});

/** A row of clients as it is put aside, and back. */
export const asideOfClient = ({ line: _, given, ...row }: ClientRow): BroughtRow => ({
  kind: 'client',
  row: { ...row, given: [...given] },
});

export function clientRowOf(row: unknown): ClientRow {
  const { given, ...rest } = row as ClientRow & { readonly given: readonly PersonalField[] };
  // A row that was put aside before a field was known says nothing of it.
  const whole = (kept: Partial<Personal>) => mapFields((field) => kept[field] ?? '');
  return { ...rest, personal: whole(rest.personal), typed: whole(rest.typed), given: new Set(given), line: 0 };
}

/** Enters the person of a row as a new client; the answer is the MIIC ID. */
export async function enterRow(
  tx: Tx,
  writer: Actor,
  row: ClientRow,
  { at, today }: Pick<ImportMoment, 'at' | 'today'>,
): Promise<number> {
  const { chartNumber, birthCertificate, typed } = row;
  return enterClient(tx, writer, row.personal, { chartNumber, birthCertificate, at, today, typed });
}

const fault = (field: keyof typeof importLabels, reason: string): Fault => ({ field: importLabels[field], reason });

/** The record as it would be once a row is taken, and the numbers that are new to it. */
async function broughtBy(tx: Tx, client: Client, row: ClientRow) {
  const onFile = await birthCertificateOf(tx, client.id);
  const { chartNumber, birthCertificate } = row;
  return {
    now: mergeRow(client, row),
    onFile,
    chartNumber: nameKey(chartNumber) === nameKey(client.enrolment?.chartNumber ?? '') ? '' : chartNumber,
    birthCertificate: nameKey(birthCertificate) === nameKey(onFile) ? '' : birthCertificate,
  };
}

const saysNothingNew = (client: Client, brought: Awaited<ReturnType<typeof broughtBy>>) =>
  changedFields(client.personal, brought.now).length === 0 && !brought.chartNumber && !brought.birthCertificate;

/** Writes what a row brings to its record, by the rules of Save: only what it changes is judged (X4, C6). */
export async function updateRecord(
  tx: Tx,
  writer: Actor,
  client: Client,
  row: ClientRow,
  when: ImportMoment,
): Promise<Outcome<'updated' | 'unchanged' | 'refused'>> {
  const brought = await broughtBy(tx, client, row);
  if (saysNothingNew(client, brought)) return { result: 'unchanged', clientId: client.id };
  const { now, onFile, chartNumber, birthCertificate } = brought;
  const { hasBirthCertificate } = client;
  const { errors } = judgeEdit(client.personal, now, { ...when, hasBirthCertificate, clientId: client.id });
  // Given as NO FIRST NAME: an empty cell would have left it alone.
  if (now.firstName === '') delete errors.firstName;
  const faults = (Object.entries(errors) as [PersonalField, string][]).map(([field, reason]) => fault(field, reason));
  const isMoved = now.birthDate !== client.personal.birthDate && !errors.birthDate;
  const dated = isMoved ? await loadDatedEntries(tx, client) : [];
  const asked = isMoved ? birthDateQuestion(client.personal.birthDate, now.birthDate, () => dated) : undefined;
  if (asked) faults.push(fault('birthDate', `${asked.text} If it is, change it on the client's record.`));
  if (birthCertificate && onFile)
    faults.push(
      fault(
        'birthCertificate',
        `Another number is on file. Contact the help desk at ${when.helpDesk} with the MIIC ID ${client.id}.`,
      ),
    );
  if (faults.length > 0) return refused(...faults);
  const revision = await updateClient(tx, writer, client, now, { ...when, typed: row.typed });
  const change = { clientId: client.id, revision, at: when.at };
  if (chartNumber) {
    const organizationId = writer.organization.id;
    const values = { chartNumber, chartKey: nameKey(chartNumber), updatedAt: when.at };
    await tx
      .insert(enrolments)
      .values({ clientId: client.id, organizationId, ...values })
      .onConflictDoUpdate({ target: [enrolments.clientId, enrolments.organizationId], set: values })
      .run();
    const before = client.enrolment?.chartNumber ?? '';
    await recordChanges(tx, writer, change, [
      { part: 'enrolment', row: null, field: 'chartNumber', before, after: chartNumber },
    ]);
  }
  if (birthCertificate) {
    const values = { birthCertificate, birthCertificateKey: nameKey(birthCertificate) };
    await tx.update(clients).set(values).where(eq(clients.id, client.id)).run();
    await recordChanges(tx, writer, change, [
      { part: 'client', row: null, field: 'birthCertificate', before: '', after: birthCertificate },
    ]);
  }
  return { result: 'updated', clientId: client.id };
}

/** The number itself, which a loaded record only says to be there. */
async function birthCertificateOf(tx: Tx, clientId: number): Promise<string> {
  const row = await tx.select({ number: clients.birthCertificate }).from(clients).where(eq(clients.id, clientId)).get();
  return row?.number ?? '';
}
