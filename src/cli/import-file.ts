import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { findOrganization } from '../db/accounts/organizations.js';
import type { Database } from '../db/engine/database.js';
import type { Organization } from '../domain/accounts/viewer.js';
import { type Day, dayOf } from '../domain/time/day.js';
import { may, type Permission } from '../policy.js';
import { type ImportTime, importSheet, type RowKind, type Sheet, type SheetResult } from './import-sheet.js';
import { type Call, type Ending, faultOf, organizationOption, refuse, type Verb } from './verb.js';

export type Order = {
  readonly file: string;
  readonly organization: string;
  readonly dryRun: boolean;
  readonly allOrNothing: boolean;
  /** Ends it between two rows. */
  readonly stop?: AbortSignal;
};

/** A kind of file: who may bring it, how it is read, and how its rows are taken. */
export type FileKind<Row extends { readonly line: number }, Result extends string> = RowKind<Row, Result> & {
  readonly permission: Permission;
  /** The activity that only providers and public health may do. */
  readonly activity: string;
  read(bytes: Uint8Array, today: Day): Sheet<Row> | { readonly fault: string };
};

/** Reads a file of the operator's, writes what can be taken of it, and reports on it (A4, A5). */
export async function importFile<Row extends { readonly line: number }, Result extends string>(
  db: Database,
  order: Order,
  when: ImportTime,
  kind: FileKind<Row, Result>,
): Promise<Ending> {
  const organization = await findOrganization(db.read, order.organization);
  if (!organization)
    return refuse(`There is no active organization with the code "${order.organization}" (case counts).`);
  const clerk = { userId: 0, username: '', userName: '', role: 'typical user', organization } as const;
  if (!may(clerk, kind.permission))
    return refuse(`${organization.name} is a ${organization.type}: only providers and public health ${kind.activity}.`);
  let bytes: Buffer;
  try {
    bytes = readFileSync(order.file);
  } catch (error) {
    return refuse(`${order.file} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
  const sheet = kind.read(bytes, when.today);
  if ('fault' in sheet) return refuse(`${order.file}: ${sheet.fault}`);
  const { dryRun, allOrNothing, stop } = order;
  const tried =
    dryRun || allOrNothing
      ? await onCopy(db, (copy) => importSheet(copy, organization, sheet, when, kind, { shared: false, stop }))
      : undefined;
  if (tried && (dryRun || tried.stopped || tried.reasons.length > 0))
    return reportOf(order, organization, sheet, tried, copyNote(order, tried));
  const mode = { shared: true, allOrNothing, stop };
  const imported = await importSheet(db, organization, sheet, when, kind, mode);
  return reportOf(order, organization, sheet, imported, stopNote(imported));
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

function reportOf(
  { file }: Order,
  { name, code }: Organization,
  { total, note: reading }: Sheet<{ readonly line: number }>,
  { counts, reasons, stopped }: SheetResult,
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

function copyNote({ dryRun, allOrNothing }: Order, { counts, stopped }: SheetResult): string {
  const why = stopped ? `It stopped at line ${stopped.line}${because(stopped.fault)}. ` : '';
  const left = allOrNothing && (counts.refused || counts['put aside']);
  const none = left ? 'With --all-or-nothing, no row is taken while one is refused or put aside. ' : '';
  return `${why}${none}${dryRun ? 'This was a preview: nothing is written.' : 'Nothing is written.'}`;
}

function stopNote({ stopped }: SheetResult): string {
  if (!stopped) return '';
  return (
    `It stopped at line ${stopped.line}${because(stopped.fault)}. What is counted here is written, each row ` +
    'whole. Run the same file again for the rest.'
  );
}

const because = (fault: unknown) => (fault === undefined ? '' : ` (${faultOf(fault)})`);

/** The options of every import. */
export const importOptions: Verb['options'] = {
  organization: { type: 'string' },
  'dry-run': { type: 'boolean' },
  'all-or-nothing': { type: 'boolean' },
};

/** Carries out an import with what the command line says. */
export function importWith(
  { words: [file = ''], options, open, config }: Call,
  run: (db: Database, order: Order, when: ImportTime) => Promise<Ending>,
): Promise<Ending> {
  const organization = organizationOption(options);
  const { timeZone, site } = config();
  const dryRun = options['dry-run'] === true;
  const allOrNothing = options['all-or-nothing'] === true;
  const clock = Date.now;
  const when = { clock, today: dayOf(clock(), timeZone), helpDesk: site.helpDeskEmail };
  return untilEnded(async (stop) => run(await open(), { file, organization, dryRun, allOrNothing, stop }, when));
}

const signals = ['SIGINT', 'SIGTERM'] as const;

/** Does what the operator may end; ended a second time it stops at once. */
async function untilEnded<T>(act: (stop: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  const abort = () => stop.abort();
  for (const signal of signals) process.once(signal, abort);
  try {
    return await act(stop.signal);
  } finally {
    for (const signal of signals) process.off(signal, abort);
  }
}
