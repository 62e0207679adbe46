// No statement of the product reads a table that grows from end to end: whatever the tests of a file have it make, the planner
// is asked about afterwards (plans.ts). It knows nothing of how much a table holds (nobody runs ANALYZE), so that it answers
// for the demonstration as for a million clients.
import { readFileSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { inject } from 'vitest';

/** Tables that stay small: there are as many rows as people write by hand, or as accounts, and lists show all of them. */
const small = [
  'organizations',
  'former_codes',
  'announcements',
  'clock_leaps',
  'users',
  'schedules',
  'audit_anchors',
  'sqlite_sequence',
  'backups',
  '__drizzle_migrations',
];

/** What may be read from end to end all the same, and why. */
const allowed: Readonly<Record<string, string>> = {
  'duplicates USING INDEX duplicates_to_decide':
    'holds only what waits for the help desk: counted, and read by the page',
  'asides USING INDEX asides_to_decide': 'holds only what waits for the help desk: counted, and the oldest of it read',
  'clients USING INDEX clients_restricted': 'holds only locked and deceased records: counted, and read by the page',
  'outbox USING INDEX outbox_due': 'holds only what waits to be sent: counted for whoever watches',
  'outbox USING INDEX outbox_troubled': 'holds only what has failed and is not sent: the latest fifty',
};

/** Files whose statements run beside nobody. */
const alone: Readonly<Record<string, string>> = {
  'src/db/backup/restore.ts': 'acts on a copy that nobody has opened yet',
  'src/db/copy/sqlite.ts': 'copies the whole of a registry that nobody else has open',
  'src/demonstration/generate.ts': 'fills a registry with made-up people, before anybody uses it',
};

/** Where a statement is made: the file of the product, if it is not a test's own. */
function makerOf(files: readonly string[]): string | undefined {
  const frames = files.flatMap((file) => /\/((?:src|test)\/[\w/.-]+?\.tsx?)$/.exec(file)?.[1] ?? []);
  const below = /^(?:test\/support\/setup\/scans|src\/db\/(?:engine\/|open\.))/;
  const maker = frames.find((file) => !below.test(file));
  return maker?.startsWith('src/') && !(maker in alone) ? maker : undefined;
}

/** The files that called, the nearest first; their lines, which take long to find, are nobody's matter here. */
function callers(): string[] {
  const { prepareStackTrace, stackTraceLimit } = Error;
  Error.stackTraceLimit = 60;
  Error.prepareStackTrace = (_, sites) => sites.map((site) => site.getFileName()?.split(/[?#]/)[0] ?? '');
  const files = new Error().stack as unknown as string[];
  Object.assign(Error, { prepareStackTrace, stackTraceLimit });
  return files;
}

/**
 * Statements that may read many rows. Of one that inserts values the planner names the tables that refer to it, too: they are
 * read only where a foreign key was left open, and none ever is.
 */
const reads = /^\s*(?:select|update|delete|with)\b|^\s*insert\b(?!.*\bvalues\b)/is;

/** Statements that the product has made in this process, and where; files of tests share it. */
const made = new Map<string, string>();
/** Those of them that the planner has not been asked about. */
let unasked: string[] = [];
const { prepare } = Sqlite.prototype;
Sqlite.prototype.prepare = function (this: Sqlite.Database, source: string) {
  const maker = made.has(source) || !reads.test(source) ? '' : makerOf(callers());
  if (maker) {
    made.set(source, maker);
    unasked.push(source);
  }
  return prepare.call(this, source);
} as typeof prepare;

/** The tables that a statement reads from end to end, or would make an index of for itself each time. */
export function scansOf(db: Sqlite.Database, statement: string): string[] {
  let steps: { detail: string }[];
  try {
    const explained = prepare.call(db, `explain query plan ${statement}`) as Sqlite.Statement<
      unknown[],
      { detail: string }
    >;
    steps = explained.all(...Array(statement.match(/\?/g)?.length ?? 0).fill(null));
  } catch (error) {
    // Of the throttle's own file, or of a file that a test made.
    if (/no such (?:table|column)/.test((error as Error).message)) return [];
    throw error;
  }
  return steps.flatMap(({ detail }) => {
    const [, name = '', how = ''] = /^SCAN (\w+)( USING (?:COVERING )?INDEX \w+)?/.exec(detail) ?? [];
    const table = new RegExp(`"(\\w+)" (?:as )?"?${name}"?[ ,)]`, 'i').exec(statement)?.[1] ?? name;
    if (detail.includes('AUTOMATIC')) return [detail];
    if (!name || small.includes(table) || !isTable(db, table)) return [];
    const scan = `${table}${how.replace('COVERING ', '')}`;
    return scan in allowed ? [] : [scan];
  });
}

const isTable = (db: Sqlite.Database, name: string) =>
  (prepare.call(db, `select 1 from sqlite_schema where type = 'table' and name = ?`) as Sqlite.Statement).get(name) !==
  undefined;

/** What the planner says against the statements made since it was asked last: where each is made, and what it reads. */
export function scansSince(): string[] {
  const statements = unasked;
  unasked = [];
  if (statements.length === 0) return [];
  const db = new Sqlite(readFileSync(inject('planted')));
  const scans = statements.flatMap((statement) =>
    scansOf(db, statement).map((scan) => `${made.get(statement)} reads all of ${scan}: ${statement}`),
  );
  db.close();
  return scans;
}
