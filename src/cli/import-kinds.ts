import type { Database } from '../db/engine/database.js';
import { takeClient } from '../db/imports/clients.js';
import { takeComment } from '../db/imports/comments.js';
import { takeContact } from '../db/imports/contacts.js';
import { takeImmunization } from '../db/imports/immunizations.js';
import type { Day } from '../domain/time/day.js';
import type { ClientRow } from '../exchange/csv/client-row.js';
import { readClientFile } from '../exchange/csv/clients.js';
import { type CommentRow, commentKind } from '../exchange/csv/comments.js';
import { type ContactRow, contactKind } from '../exchange/csv/contacts.js';
import { type ImmunizationRow, readImmunizationFile } from '../exchange/csv/immunizations.js';
import { readFile } from '../exchange/csv/table.js';
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

const may = { permission: 'edit clients', activity: 'change clients' } as const;

/** Contacts in a file: who may bring them, and how. */
const contactFiles: FileKind<ContactRow, 'entered' | 'updated' | 'unchanged' | 'refused'> = {
  ...may,
  action: 'import contacts',
  read: (bytes: Uint8Array, today: Day) => readFile(bytes, today, contactKind),
  take: takeContact,
  results: ['entered', 'updated', 'unchanged', 'refused'],
};

/** Client comments in a file. */
const commentFiles: FileKind<CommentRow, 'entered' | 'updated' | 'unchanged' | 'refused'> = {
  ...may,
  action: 'import comments',
  read: (bytes: Uint8Array, today: Day) => readFile(bytes, today, commentKind),
  take: takeComment,
  results: ['entered', 'updated', 'unchanged', 'refused'],
};

export const importContacts: Verb = {
  name: 'import contacts',
  usage: 'import contacts FILE --organization CODE [--dry-run] [--all-or-nothing]',
  description: 'take contacts of clients from a CSV file, described in docs/import-contacts.md',
  words: 1,
  options: importOptions,
  run: (call) => importWith(call, (db, order, when) => importFile(db, order, when, contactFiles)),
};

export const importComments: Verb = {
  name: 'import comments',
  usage: 'import comments FILE --organization CODE [--dry-run] [--all-or-nothing]',
  description: 'take client comments from a CSV file, described in docs/import-contacts.md',
  words: 1,
  options: importOptions,
  run: (call) => importWith(call, (db, order, when) => importFile(db, order, when, commentFiles)),
};

/** Immunizations in a file: who may bring them, and how. */
export const immunizationFiles: FileKind<ImmunizationRow, 'entered' | 'unchanged' | 'put aside' | 'refused'> = {
  action: 'import immunizations',
  permission: 'record immunizations',
  activity: 'record immunizations',
  read: readImmunizationFile,
  take: takeImmunization,
  results: ['entered', 'unchanged', 'put aside', 'refused'],
};

/** Reads the file, writes the doses that can be taken, and reports on it (A4, A5). */
export function importImmunizationsFrom(db: Database, order: Order, when: ImportTime): Promise<Ending> {
  return importFile(db, order, when, immunizationFiles);
}

export const importImmunizations: Verb = {
  name: 'import immunizations',
  usage: 'import immunizations FILE --organization CODE [--dry-run] [--all-or-nothing]',
  description: 'take immunizations from a CSV file, described in docs/import-immunizations.md',
  words: 1,
  options: importOptions,
  run: (call) => importWith(call, importImmunizationsFrom),
};
