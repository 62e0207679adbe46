import type { Database } from '../db/engine/database.js';
import { takeClient } from '../db/imports/clients.js';
import type { ClientRow } from '../exchange/csv/client-row.js';
import { readClientFile } from '../exchange/csv/clients.js';
import { type FileKind, importFile, importOptions, importWith, type Order } from './import-file.js';
import type { ImportTime } from './import-sheet.js';
import type { Ending, Verb } from './verb.js';

/** Clients in a file: who may bring them, and how. */
export const clientFiles: FileKind<ClientRow, 'entered' | 'updated' | 'unchanged' | 'put aside' | 'refused'> = {
  action: 'import clients',
  permission: 'edit clients',
  activity: 'enter clients',
  read: readClientFile,
  take: takeClient,
  results: ['entered', 'updated', 'unchanged', 'put aside', 'refused'],
};

/** Reads the file, writes what can be taken, and reports on it (A4, A5). */
export function importClientsFrom(db: Database, order: Order, when: ImportTime): Promise<Ending> {
  return importFile(db, order, when, clientFiles);
}

export const importClients: Verb = {
  name: 'import clients',
  usage: 'import clients FILE --organization CODE [--dry-run] [--all-or-nothing]',
  description: 'take clients from a CSV file, described in docs/import.md',
  words: 1,
  options: importOptions,
  run: (call) => importWith(call, importClientsFrom),
};
