import { statSync } from 'node:fs';
import { join } from 'node:path';
import { findOrganization } from '../db/accounts/organizations.js';
import type { Database } from '../db/engine/database.js';
import { findHistory } from '../db/immunizations/immunizations.js';
import { trace } from '../db/operations/audit.js';
import type { Actor } from '../domain/accounts/viewer.js';
import { showPersonal } from '../domain/clients/personal-information.js';
import { showDay } from '../domain/time/day.js';
import { noFirstName } from '../exchange/csv/client-row.js';
import { clientHeaders } from '../exchange/csv/clients.js';
import { immunizationCells, immunizationHeaders } from '../exchange/csv/immunizations.js';
import { writeCsv } from '../exchange/csv/write.js';
import { writePrivate } from '../files/private.js';
import { type Ending, organizationOption, refuse, succeed, type Verb } from './verb.js';

type Order = { readonly miicId: string; readonly folder: string; readonly organization: string };

export const exportClient: Verb = {
  name: 'export client',
  usage: 'export client MIIC-ID FOLDER --organization CODE',
  description: 'write a record and its immunizations as two CSV files, as the organization may see them',
  words: 2,
  options: { organization: { type: 'string' } },
  run: ({ words: [miicId = '', folder = ''], options, open }) =>
    exportClientTo(open(), { miicId, folder, organization: organizationOption(options) }, Date.now()),
};

/**
 * Exports a client: the record and its immunizations, as an organization may see them, in two CSV files that an import
 * takes back (A5). Only whoever runs the command can read them.
 */
export async function exportClientTo(db: Database, order: Order, at: number): Promise<Ending> {
  const organization = await findOrganization(db.read, order.organization);
  if (!organization)
    return refuse(`There is no active organization with the code "${order.organization}" (case counts).`);
  const viewer: Actor = { organization };
  const history = await findHistory(db.read, viewer, Number(order.miicId));
  if (!history) return refuse(`There is no record with the MIIC ID ${order.miicId} that ${organization.name} may see.`);
  // Asked before anything is written: half of a record is worse than none.
  if (!statSync(order.folder, { throwIfNoEntry: false })?.isDirectory())
    return refuse(`There is no folder ${order.folder}. Make it, or name one that is there.`);
  const { client, immunizations } = history;
  const { personal } = client;
  const chartNumber = client.enrolment?.chartNumber ?? '';
  const shown: Record<string, string> = {
    ...showPersonal(personal),
    firstName: personal.firstName || noFirstName,
    race: personal.race.replaceAll(' ', '; '),
    chartNumber,
    miicId: String(client.id),
  };
  const write = (name: string, rows: readonly (readonly string[])[]) => {
    const file = join(order.folder, name);
    writePrivate(file, writeCsv(rows));
    return file;
  };
  const whose = {
    miicId: String(client.id),
    chartNumber,
    lastName: personal.lastName,
    firstName: personal.firstName || noFirstName,
    birthDate: showDay(personal.birthDate),
  };
  // First, so that no file is without its row.
  await db.write((tx) => trace(tx, viewer, { at, action: 'export client', clientId: client.id }));
  const files = [
    write(`client-${client.id}.csv`, [
      clientHeaders.map(({ name }) => name),
      clientHeaders.map(({ field }) => shown[field] ?? ''),
    ]),
    write(`immunizations-${client.id}.csv`, [
      immunizationHeaders.map(({ name }) => name),
      ...immunizations.map((immunization) => immunizationCells(whose, immunization)),
    ]),
  ];
  return succeed(files.join('\n'));
}
