import type { Database } from '../db/engine/database.js';
import { takeImmunization } from '../db/imports/immunizations.js';
import { type ImmunizationRow, readImmunizationFile } from '../exchange/csv/immunizations.js';
import { type FileKind, importFile, importOptions, importWith, type Order } from './import-file.js';
import type { ImportTime } from './import-sheet.js';
import type { Ending, Verb } from './verb.js';

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
