import { importImmunizations } from './db/immunization-imports.js';
import type { Database } from './db/open.js';
import { readImmunizationFile } from './domain/immunization-csv.js';
import { type Ending, importFile, type Order, type When } from './import-file.js';

/** titer import immunizations: reads the file, writes the doses that can be taken, and reports on it (A4, A5). */
export function importImmunizationsFrom(db: Database, order: Order, when: When): Promise<Ending> {
  return importFile(db, order, when, {
    permission: 'record immunizations',
    doing: 'record immunizations',
    read: readImmunizationFile,
    take: importImmunizations,
    counted: ['entered', 'unchanged', 'refused'],
  });
}
