import { importClients } from './db/imports.js';
import type { Database } from './db/open.js';
import { readClientFile } from './domain/client-csv.js';
import { type Ending, importFile, type Order, type When } from './import-file.js';

/** titer import clients: reads the file, writes what can be taken, and reports on it (A4, A5). */
export function importClientsFrom(db: Database, order: Order, when: When): Promise<Ending> {
  return importFile(db, order, when, {
    permission: 'edit clients',
    doing: 'enter clients',
    read: readClientFile,
    take: importClients,
    counted: ['entered', 'updated', 'unchanged', 'refused'],
  });
}
