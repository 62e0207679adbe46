import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { findOrganization, type Imported, importClients } from './db/imports.js';
import type { Database } from './db/open.js';
import { readClientFile } from './domain/client-csv.js';
import type { Day } from './domain/day.js';
import type { Organization } from './domain/viewer.js';
import { may } from './policy.js';

/** How a command ended: 0 all taken, 1 some refused, 2 nothing done since arguments or file are unusable. */
export type Ending = { readonly status: 0 | 1 | 2; readonly text: string };

type Order = {
  readonly file: string;
  readonly organization: string;
  readonly dryRun: boolean;
  readonly allOrNothing: boolean;
};
type When = { readonly at: number; readonly today: Day; readonly helpDesk: string };

/** Takes the import back: nothing of it is written. */
class TakenBack extends Error {
  constructor(readonly imported: Imported) {
    super('taken back');
  }
}

const unusable = (text: string): Ending => ({ status: 2, text: `${text}\n` });

/** titer import clients: reads the file, writes what can be taken, and reports on it (A4, A5). */
export async function importClientsFrom(db: Database, order: Order, when: When): Promise<Ending> {
  const organization = await findOrganization(db.read, order.organization);
  if (!organization)
    return unusable(`There is no active organization with the code "${order.organization}" (case counts).`);
  const clerk = { userId: 0, username: '', userName: '', role: 'typical user', organization } as const;
  if (!may(clerk, 'edit clients'))
    return unusable(`${organization.name} is a ${organization.type}: only providers and public health enter clients.`);
  let bytes: Buffer;
  try {
    bytes = readFileSync(order.file);
  } catch (error) {
    return unusable(`${order.file} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
  const file = readClientFile(bytes, when.today);
  if ('fault' in file) return unusable(`${order.file}: ${file.fault}`);
  let imported: Imported;
  let written = true;
  try {
    imported = await db.write((tx) => {
      const done = importClients(tx, organization, file, when);
      if (order.dryRun || (order.allOrNothing && done.refused > 0)) throw new TakenBack(done);
      return done;
    });
  } catch (error) {
    if (!(error instanceof TakenBack)) throw error;
    imported = error.imported;
    written = false;
  }
  const lines = [heading(order, organization, file.total), ...counts(imported), note(order, imported, written)];
  for (const { line, field, reason } of imported.refusals) lines.push(`line ${line}, ${field}: ${reason}`);
  return { status: imported.refused > 0 ? 1 : 0, text: `${lines.filter(Boolean).join('\n')}\n` };
}

function heading({ file }: Order, { name, code }: Organization, total: number): string {
  return `${basename(file)}: ${total} ${total === 1 ? 'row' : 'rows'} for ${name} (${code})`;
}

function counts(imported: Imported): string[] {
  const kinds = ['entered', 'updated', 'unchanged', 'refused'] as const;
  return kinds.map((kind) => `  ${kind.padEnd(9)} ${String(imported[kind]).padStart(7)}`);
}

function note({ dryRun, allOrNothing }: Order, { refused }: Imported, written: boolean): string {
  if (written) return '';
  const none = allOrNothing && refused > 0 ? 'With --all-or-nothing, no row is taken while one is refused. ' : '';
  return dryRun ? `${none}This was a preview: nothing is written.` : `${none}Nothing is written.`;
}
