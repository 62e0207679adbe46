import type { Database } from '../db/engine/database.js';
import { takeImmunization } from '../db/imports/immunizations.js';
import { type ImmunizationRow, readImmunizationFile } from '../exchange/csv/immunizations.js';
import { type Ending, importFile, type Kind, type Order } from './import-file.js';
import type { When } from './import-sheet.js';

/** Immunizations in a file: who may bring them, and how. */
export const immunizationFiles: Kind<ImmunizationRow, 'entered' | 'unchanged' | 'put aside' | 'refused'> = {
  action: 'import immunizations',
  permission: 'record immunizations',
  doing: 'record immunizations',
  read: readImmunizationFile,
  take: takeImmunization,
  counted: ['entered', 'unchanged', 'put aside', 'refused'],
};

/** titer import immunizations: reads the file, writes the doses that can be taken, and reports on it (A4, A5). */
export function importImmunizationsFrom(db: Database, order: Order, when: When): Promise<Ending> {
  return importFile(db, order, when, immunizationFiles);
}
