import { statSync } from 'node:fs';
import { join } from 'node:path';
import { findOrganization } from '../db/accounts/organizations.js';
import type { Database } from '../db/engine/database.js';
import { findHistory } from '../db/immunizations/immunizations.js';
import { exportRows } from '../db/imports/exports.js';
import type { ImportKindName } from '../db/imports/kinds.js';
import { trace } from '../db/operations/audit.js';
import type { Actor } from '../domain/accounts/viewer.js';
import { clientCells, clientHeaders } from '../exchange/csv/clients.js';
import { immunizationCells, immunizationHeaders } from '../exchange/csv/immunizations.js';
import { personCells } from '../exchange/csv/person-row.js';
import { writeCsv } from '../exchange/csv/write.js';
import { writePrivate, writePrivatePieces } from '../files/private.js';
import { type Ending, organizationOption, refuse, succeed, type Verb } from './verb.js';

type Order = { readonly miicId: string; readonly folder: string; readonly organization: string };

export const exportClient: Verb = {
  name: 'export client',
  usage: 'export client MIIC-ID FOLDER --organization CODE',
  description: 'write a record and its immunizations as two CSV files, as the organization may see them',
  words: 2,
  options: { organization: { type: 'string' } },
  run: async ({ words: [miicId = '', folder = ''], options, open }) =>
    exportClientTo(await open(), { miicId, folder, organization: organizationOption(options) }, Date.now()),
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
  const write = (name: string, rows: readonly (readonly string[])[]) => {
    const file = join(order.folder, name);
    writePrivate(file, writeCsv(rows));
    return file;
  };
  // First, so that no file is without its row.
  await db.write((tx) => trace(tx, viewer, { at, action: 'export client', clientId: client.id }));
  const files = [
    write(`client-${client.id}.csv`, [clientHeaders.map(({ name }) => name), clientCells(client)]),
    write(`immunizations-${client.id}.csv`, [
      immunizationHeaders.map(({ name }) => name),
      ...immunizations.map((immunization) => immunizationCells(personCells(client), immunization)),
    ]),
  ];
  return succeed(files.join('\n'));
}

type ExportOrder = {
  readonly kind: ImportKindName;
  readonly file: string;
  readonly organization: string;
  readonly everyClient: boolean;
};

/** Exports rows of one kind as an organization may see them, as a CSV file that an import takes back (A5). */
async function exportTo(db: Database, order: ExportOrder, clock: () => number): Promise<Ending> {
  const organization = await findOrganization(db.read, order.organization);
  if (!organization)
    return refuse(`There is no active organization with the code "${order.organization}" (case counts).`);
  let rows = -1;
  const pieces = async function* () {
    for await (const piece of exportRows(db, { organization }, { ...order, clock })) {
      if (rows < 0) yield '\uFEFF';
      rows += piece.length;
      yield writeCsv(piece);
    }
  };
  await writePrivatePieces(order.file, pieces());
  return succeed(`${order.file}: ${rows} ${rows === 1 ? 'row' : 'rows'} of ${order.kind}.`);
}

/** A verb for each kind of file that an import takes back. */
export const exportVerbs: readonly Verb[] = (['clients', 'contacts', 'comments', 'immunizations'] as const).map(
  (kind) => ({
    name: `export ${kind}`,
    usage: `export ${kind} FILE --organization CODE [--every-client]`,
    description: `write ${kind === 'clients' ? 'the clients of an organization' : `the ${kind} of its clients`} as CSV, as it may see them`,
    words: 1,
    options: { organization: { type: 'string' }, 'every-client': { type: 'boolean' } },
    async run({ words: [file = ''], options, open }) {
      const order = { kind, file, organization: organizationOption(options) };
      return exportTo(await open(), { ...order, everyClient: options['every-client'] === true }, Date.now);
    },
  }),
);
