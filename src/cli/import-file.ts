import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { findOrganization } from '../db/accounts/organizations.js';
import type { Database } from '../db/engine/database.js';
import type { Organization } from '../domain/accounts/viewer.js';
import type { Day } from '../domain/time/day.js';
import { fileFault } from '../files/fault.js';
import { may, type Permission } from '../policy.js';
import { type Imported, importSheet, type Sheet, type Taker, type When } from './import-sheet.js';

/**
 * How a command ended: 0 all taken, 1 some refused or put aside, 2 nothing done since arguments or file are unusable, 3 stopped on the
 * way.
 */
export type Ending = { readonly status: 0 | 1 | 2 | 3; readonly text: string };

export type Order = {
  readonly file: string;
  readonly organization: string;
  readonly dryRun: boolean;
  readonly allOrNothing: boolean;
  /** Ends it between two rows. */
  readonly stop?: AbortSignal;
};

/** What kind of file it is: who may bring it, how it is read, and how its rows are taken. */
export type Kind<Row extends { readonly line: number }, Was extends string> = Taker<Row, Was> & {
  readonly permission: Permission;
  /** What only providers and public health do. */
  readonly doing: string;
  read(bytes: Uint8Array, today: Day): Sheet<Row> | { readonly fault: string };
};

const unusable = (text: string): Ending => ({ status: 2, text: `${text}\n` });

/** Reads a file of the operator's, writes what can be taken of it, and reports on it (A4, A5). */
export async function importFile<Row extends { readonly line: number }, Was extends string>(
  db: Database,
  order: Order,
  when: When,
  kind: Kind<Row, Was>,
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
  const sheet = kind.read(bytes, when.today);
  if ('fault' in sheet) return unusable(`${order.file}: ${sheet.fault}`);
  const { dryRun, allOrNothing, stop } = order;
  const tried =
    dryRun || allOrNothing
      ? await onCopy(db, (copy) => importSheet(copy, organization, sheet, when, kind, { beside: false, stop }))
      : undefined;
  if (tried && (dryRun || tried.stopped || tried.reasons.length > 0))
    return endingOf(order, organization, sheet, tried, notWritten(order, tried));
  const around = { beside: true, allOrNothing, stop };
  const imported = await importSheet(db, organization, sheet, when, kind, around);
  return endingOf(order, organization, sheet, imported, whereStopped(imported));
}

/** Runs what only tries things on a copy of the database, so that nobody waits for it. */
async function onCopy<T>(db: Database, run: (copy: Database) => Promise<T>): Promise<T> {
  const copy = await db.copy();
  try {
    return await run(copy);
  } finally {
    copy.close();
  }
}

function endingOf(
  { file }: Order,
  { name, code }: Organization,
  { total, note: reading }: Sheet<{ readonly line: number }>,
  { counts, reasons, stopped }: Imported,
  note: string,
): Ending {
  const lines = [
    `${basename(file)}: ${total} ${total === 1 ? 'row' : 'rows'} for ${name} (${code})`,
    ...Object.entries(counts).map(([what, count]) => `  ${what.padEnd(9)} ${String(count).padStart(7)}`),
    ...[reading, note].filter(Boolean),
    ...reasons.map(({ line, field, reason }) => `line ${line}, ${field}: ${reason}`),
  ];
  return { status: stopped ? 3 : reasons.length > 0 ? 1 : 0, text: `${lines.join('\n')}\n` };
}

function notWritten({ dryRun, allOrNothing }: Order, { counts, stopped }: Imported): string {
  const why = stopped ? `It stopped at line ${stopped.line}${because(stopped.fault)}. ` : '';
  const left = allOrNothing && (counts.refused || counts['put aside']);
  const none = left ? 'With --all-or-nothing, no row is taken while one is refused or put aside. ' : '';
  return `${why}${none}${dryRun ? 'This was a preview: nothing is written.' : 'Nothing is written.'}`;
}

function whereStopped({ stopped }: Imported): string {
  if (!stopped) return '';
  return `It stopped at line ${stopped.line}${because(stopped.fault)}. What is counted here is written, each row whole. Run the same file again for the rest.`;
}

const because = (fault: unknown) => (fault === undefined ? '' : ` (${faultOf(fault)})`);

/** What went wrong, without the values that a failed query would name. */
export function faultOf(error: unknown): string {
  const { name, code, message } = ((error as Error).cause ?? error) as Error & { code?: string };
  if (code?.startsWith('SQLITE_BUSY')) return 'The database is busy; try again.';
  return fileFault(error) ?? (name === 'Error' ? message : `${name}: ${code ?? message}`);
}
