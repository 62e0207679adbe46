import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { findOrganization } from './db/imports.js';
import type { Database, Tx } from './db/open.js';
import type { Day } from './domain/day.js';
import type { Organization } from './domain/viewer.js';
import { may, type Permission } from './policy.js';

/** How a command ended: 0 all taken, 1 some refused, 2 nothing done since arguments or file are unusable. */
export type Ending = { readonly status: 0 | 1 | 2; readonly text: string };

export type Order = {
  readonly file: string;
  readonly organization: string;
  readonly dryRun: boolean;
  readonly allOrNothing: boolean;
};
export type When = { readonly at: number; readonly today: Day; readonly helpDesk: string };

type Refused = {
  readonly refused: number;
  readonly refusals: readonly { readonly line: number; readonly field: string; readonly reason: string }[];
};

/** What kind of file it is: who may bring it, how it is read, and how its rows are taken and counted. */
export type Kind<F extends { readonly total: number }, I extends Refused> = {
  readonly permission: Permission;
  /** What only providers and public health do. */
  readonly doing: string;
  read(bytes: Uint8Array, today: Day): F | { readonly fault: string };
  take(tx: Tx, organization: Organization, file: F, when: When): I;
  readonly counted: readonly (keyof I & string)[];
};

/** Takes the import back: nothing of it is written. */
class TakenBack extends Error {}

const unusable = (text: string): Ending => ({ status: 2, text: `${text}\n` });

/** Reads a file of the operator's, writes what can be taken of it, and reports on it (A4, A5). */
export async function importFile<F extends { readonly total: number }, I extends Refused>(
  db: Database,
  order: Order,
  when: When,
  kind: Kind<F, I>,
): Promise<Ending> {
  const organization = await findOrganization(db.read, order.organization);
  if (!organization)
    return unusable(`There is no active organization with the code "${order.organization}" (case counts).`);
  const clerk = { userId: 0, username: '', userName: '', role: 'typical user', organization } as const;
  if (!may(clerk, kind.permission))
    return unusable(`${organization.name} is a ${organization.type}: only providers and public health ${kind.doing}.`);
  let bytes: Buffer;
  try {
    bytes = readFileSync(order.file);
  } catch (error) {
    return unusable(`${order.file} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
  const file = kind.read(bytes, when.today);
  if ('fault' in file) return unusable(`${order.file}: ${file.fault}`);
  const result: { imported?: I } = {};
  let written = true;
  try {
    await db.write((tx) => {
      result.imported = kind.take(tx, organization, file, when);
      if (order.dryRun || (order.allOrNothing && result.imported.refused > 0)) throw new TakenBack();
    });
  } catch (error) {
    if (!(error instanceof TakenBack)) throw error;
    written = false;
  }
  const { imported } = result;
  if (!imported) throw new Error('Nothing came of the file.');
  const counts = kind.counted.map((what) => `  ${what.padEnd(9)} ${String(imported[what]).padStart(7)}`);
  const lines = [heading(order, organization, file.total), ...counts, note(order, imported, written)];
  for (const { line, field, reason } of imported.refusals) lines.push(`line ${line}, ${field}: ${reason}`);
  return { status: imported.refused > 0 ? 1 : 0, text: `${lines.filter(Boolean).join('\n')}\n` };
}

function heading({ file }: Order, { name, code }: Organization, total: number): string {
  return `${basename(file)}: ${total} ${total === 1 ? 'row' : 'rows'} for ${name} (${code})`;
}

function note({ dryRun, allOrNothing }: Order, { refused }: Refused, written: boolean): string {
  if (written) return '';
  const none = allOrNothing && refused > 0 ? 'With --all-or-nothing, no row is taken while one is refused. ' : '';
  return dryRun ? `${none}This was a preview: nothing is written.` : `${none}Nothing is written.`;
}
