import { takeComment } from '../db/imports/comments.js';
import { takeContact } from '../db/imports/contacts.js';
import type { Day } from '../domain/time/day.js';
import { type CommentRow, commentKind } from '../exchange/csv/comments.js';
import { type ContactRow, contactKind } from '../exchange/csv/contacts.js';
import { readFile } from '../exchange/csv/table.js';
import { type FileKind, importFile, importOptions, importWith } from './import-file.js';
import type { Verb } from './verb.js';

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
const commentFiles: FileKind<CommentRow, 'entered' | 'unchanged' | 'refused'> = {
  ...may,
  action: 'import comments',
  read: (bytes: Uint8Array, today: Day) => readFile(bytes, today, commentKind),
  take: takeComment,
  results: ['entered', 'unchanged', 'refused'],
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
