// Rows of a file that an import puts aside, since they may be somebody on file.

import { clientFiles, immunizationFiles } from '../../src/cli/import-kinds.js';
import { importSheet } from '../../src/cli/import-sheet.js';
import { readClientFile } from '../../src/exchange/csv/clients.js';
import { readImmunizationFile } from '../../src/exchange/csv/immunizations.js';
import type { App } from './app.js';

const river = { id: 1, code: 'RIVER', name: 'Riverside Clinic', type: 'provider' } as const;
const today = '2026-11-22';

/** Brings a file of clients for Riverside Clinic. */
export async function bringClients(registry: App, csv: string) {
  const file = readClientFile(Buffer.from(csv), today);
  if ('fault' in file) throw new Error(file.fault);
  return importSheet(registry.db, river, file, { clock: registry.clock, today, helpDesk: '' }, clientFiles);
}

/** Brings a file of immunizations for Riverside Clinic. */
export async function bringDoses(registry: App, csv: string) {
  const file = readImmunizationFile(Buffer.from(csv));
  if ('fault' in file) throw new Error(file.fault);
  return importSheet(registry.db, river, file, { clock: registry.clock, today, helpDesk: '' }, immunizationFiles);
}
