import type { Database } from '../db/engine/database.js';
import { takeClient } from '../db/imports/clients.js';
import type { ClientRow } from '../exchange/csv/client-row.js';
import { readClientFile } from '../exchange/csv/clients.js';
import { type Ending, importFile, type Kind, type Order } from './import-file.js';
import type { When } from './import-sheet.js';

/** Clients in a file: who may bring them, and how. */
export const clientFiles: Kind<ClientRow, 'entered' | 'updated' | 'unchanged' | 'put aside' | 'refused'> = {
  action: 'import clients',
  permission: 'edit clients',
  doing: 'enter clients',
  read: readClientFile,
  take: takeClient,
  counted: ['entered', 'updated', 'unchanged', 'put aside', 'refused'],
};

/** titer import clients: reads the file, writes what can be taken, and reports on it (A4, A5). */
export function importClientsFrom(db: Database, order: Order, when: When): Promise<Ending> {
  return importFile(db, order, when, clientFiles);
}
