import { join } from 'node:path';
import type { Config } from '../config.js';
import { backUp, backupName, keepNewest } from '../db/backup/back-up.js';
import { type Loss, restore } from '../db/backup/restore.js';
import { verify } from '../db/backup/verify.js';
import type { Source, Target } from '../db/copy/copy.js';
import { trace } from '../db/operations/audit.js';
import { noteBackup } from '../db/operations/backups.js';
import { showInstant } from '../domain/time/day.js';
import { privateDataFolder, privateFolder } from '../files/private.js';
import { type Call, type Ending, refuse, succeed, textOption, Unusable, type Verb } from './verb.js';

// The verbs about copies of the database, and about whether it is whole.

const backup: Verb = {
  name: 'backup',
  usage: 'backup FILE',
  description: 'copy the database as it stands now to a new file, and check the copy; the server goes on meanwhile',
  words: 1,
  options: {},
  run: (call) => backUpTo(call, call.words[0] ?? ''),
};

const backupNightly: Verb = {
  name: 'backup --nightly',
  usage: 'backup --nightly',
  description:
    'the same, to the folder of the nightly copies, and remove the oldest of them; the server does this by itself',
  words: 0,
  options: {},
  async run(call) {
    const { backups } = call.config();
    if (backups.keep === 0) return refuse('BACKUP_KEEP is 0: no nightly copies are kept.');
    privateFolder(backups.folder);
    const ending = await backUpTo(call, join(backups.folder, backupName(Date.now())));
    keepNewest(backups.folder, backups.keep);
    return ending;
  },
};

/** The file of the database. */
function fileOf({ dataDir, databaseUrl }: Config): string {
  if (databaseUrl) throw new Error('The database is one of PostgreSQL, whose own means copy and check it.');
  return join(dataDir, 'titer.db');
}

/** Copies the database, and notes that it was done and that the whole of it left the registry (A4, A6). */
async function backUpTo({ open, config }: Call, file: string): Promise<Ending> {
  const { timeZone } = config();
  const db = await open();
  const made = await backUp(fileOf(config()), file, Date.now);
  await db.write(async (tx) => {
    await noteBackup(tx, made);
    await trace(tx, undefined, { at: made.checkedAt, action: 'back up', address: 'command line' });
  });
  const megabytes = (made.bytes / 1e6).toFixed(1);
  return succeed(`${file}: the database as of ${showInstant(made.at, timeZone)}, checked, ${megabytes} MB.`);
}

const restoreBackup: Verb = {
  name: 'restore',
  usage: 'restore FILE [--yes]',
  description:
    'put a backup in the place of the database, which is kept beside it; without --yes, say what would be lost',
  words: 1,
  options: { yes: { type: 'boolean' } },
  async run({ words: [file = ''], options, config }): Promise<Ending> {
    const { dataDir, timeZone } = config();
    privateDataFolder(dataDir);
    let told = '';
    const restored = await restore(file, fileOf(config()), Date.now(), (loss) => {
      told = lossWords(loss, timeZone);
      return options.yes === true;
    });
    if (!restored) return { status: 1, text: `${told}\nNothing was changed. Add --yes to restore the backup.\n` };
    const kept = restored.replaced ? `\nWhat was there before is kept as ${restored.replaced}.` : '';
    return succeed(
      `${told}${told && '\n'}The backup is restored: start the server. Everybody logs in again; links in mails sent before are void.${kept}`,
    );
  },
};

function lossWords({ backupAt, liveAt, rows }: Loss, timeZone: string): string {
  const of = `The backup ends ${backupAt ? showInstant(backupAt, timeZone) : 'before anything was done'}`;
  if (liveAt === undefined) return `${of}; the database cannot be read, so what is lost since cannot be counted.`;
  const lost = Object.entries(rows).filter(([, count]) => count > 0);
  if (lost.length === 0) return `${of}; nothing that the database holds is missing in it.`;
  const counts = lost.map(([what, count]) => `  ${String(count).padStart(7)} ${what}`).join('\n');
  return `${of}, the database ${showInstant(liveAt, timeZone)}. Lost with it:\n${counts}`;
}

const verifyDatabase: Verb = {
  name: 'verify',
  usage: 'verify',
  description:
    'read the whole database, beside the server, and say what is wrong with it; some minutes for a million clients',
  words: 0,
  options: {},
  async run({ config }) {
    const faults = await verify(fileOf(config()));
    if (faults.length === 0)
      return { status: 0, text: 'The database is whole, and everybody is found by their names.\n' };
    return { status: 1, text: `${faults.join('\n')}\n` };
  },
};

const isAddress = (name: string) => /^postgres(?:ql)?:\/\//.test(name);

const copy: Verb = {
  name: 'copy',
  usage: 'copy --from FILE|URL --to URL|FILE',
  description:
    'copy the whole registry from its file to a new database of PostgreSQL, or back to a new file, and check the copy; no server may run',
  words: 0,
  options: { from: { type: 'string' }, to: { type: 'string' } },
  async run({ options }) {
    const [from, to] = [textOption(options, 'from'), textOption(options, 'to')];
    if (!from || !to || isAddress(from) === isAddress(to))
      throw new Unusable(
        'Name a file and an address of PostgreSQL: --from titer.db --to postgres://…, or the other way.',
      );
    const source = await openSource(from);
    try {
      return await copyInto(source, to);
    } finally {
      await source.close();
    }
  },
};

// What speaks to PostgreSQL is read where there is one: other verbs start faster without it.
const ofPostgresql = () => import('../db/copy/postgresql.js');
const ofFiles = () => import('../db/copy/sqlite.js');

const openSource = async (name: string): Promise<Source> =>
  isAddress(name) ? (await ofPostgresql()).fromPostgresql(name) : (await ofFiles()).fromFile(name);

const openTarget = async (name: string): Promise<Target> =>
  isAddress(name) ? (await ofPostgresql()).toPostgresql(name) : (await ofFiles()).toFile(name);

async function copyInto(source: Source, name: string): Promise<Ending> {
  const { copyRegistry } = await import('../db/copy/copy.js');
  const began = performance.now();
  const target = await openTarget(name);
  try {
    const copied = await copyRegistry(source, target, (line) => process.stderr.write(`${line}\n`));
    const rows = Object.values(copied).reduce((all, { rows }) => all + rows, 0);
    const lines = Object.entries(copied).map(
      ([table, { rows, checksum }]) => `  ${table.padEnd(20)} ${String(rows).padStart(9)}  ${checksum}`,
    );
    const seconds = Math.round((performance.now() - began) / 1000);
    const most = Math.round(process.resourceUsage().maxRSS / 1024);
    return succeed(
      `${lines.join('\n')}\n${rows} rows copied in ${seconds} s, with at most ${most} MB of memory: the same in both by number and SHA-256.`,
    );
  } finally {
    await target.close();
  }
}

export const backupVerbs = [backupNightly, backup, restoreBackup, verifyDatabase, copy] as const;
