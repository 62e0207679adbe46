import '../node-version.js';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { type Config, readConfig } from '../config.js';
import type { Database } from '../db/engine/database.js';
import { openFile } from '../db/open.js';
import { dayOf } from '../domain/time/day.js';
import { privateDataFolder } from '../files/private.js';
import { exportClientTo } from './export.js';
import { importClientsFrom } from './import-clients.js';
import { type Ending, faultOf, type Order } from './import-file.js';
import { importImmunizationsFrom } from './import-immunizations.js';
import type { When } from './import-sheet.js';
import { userVerbs } from './users.js';

/** What a verb is given: its arguments, and the means to act. */
type Call = {
  readonly words: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
  /** Opens the database, which must be there; it is closed when the verb is done. */
  readonly open: () => Database;
  readonly config: () => Config;
};

/** One command of the operator. `usage` is all that follows titer; capitals in it are words to give. */
type Verb = {
  readonly name: string;
  readonly usage: string;
  readonly what: string;
  /** How many words follow the name. */
  readonly words: number;
  readonly options: ParseArgsOptionsConfig;
  readonly run: (call: Call) => Ending | Promise<Ending>;
};

/** The arguments are not what the verb takes; the usage is shown after the sentence. */
class Unusable extends Error {}

const importOptions: ParseArgsOptionsConfig = {
  organization: { type: 'string' },
  'dry-run': { type: 'boolean' },
  'all-or-nothing': { type: 'boolean' },
};

function organizationOf(options: Call['options']): string {
  if (typeof options.organization !== 'string') throw new Unusable('Name the organization: --organization CODE.');
  return options.organization;
}

/** Carries out an import with what the command line says. */
function importWith(
  { words: [file = ''], options, open, config }: Call,
  run: (db: Database, order: Order, when: When) => Promise<Ending>,
): Promise<Ending> {
  const organization = organizationOf(options);
  const { timeZone, site } = config();
  const dryRun = options['dry-run'] === true;
  const allOrNothing = options['all-or-nothing'] === true;
  const clock = Date.now;
  const order = { file, organization, dryRun, allOrNothing, stop: asked() };
  return run(open(), order, { clock, today: dayOf(clock(), timeZone), helpDesk: site.helpDeskEmail });
}

/** Told once when the operator ends the command; the second time it ends at once. */
function asked(): AbortSignal {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  return stop.signal;
}

const verbs: readonly Verb[] = [
  {
    name: 'import clients',
    usage: 'import clients FILE --organization CODE [--dry-run] [--all-or-nothing]',
    what: 'take clients from a CSV file, described in docs/import.md',
    words: 1,
    options: importOptions,
    run: (call) => importWith(call, importClientsFrom),
  },
  {
    name: 'import immunizations',
    usage: 'import immunizations FILE --organization CODE [--dry-run] [--all-or-nothing]',
    what: 'take immunizations from a CSV file, described in docs/import-immunizations.md',
    words: 1,
    options: importOptions,
    run: (call) => importWith(call, importImmunizationsFrom),
  },
  {
    name: 'export client',
    usage: 'export client MIIC-ID FOLDER --organization CODE',
    what: 'write a record and its immunizations as two CSV files, as the organization may see them',
    words: 2,
    options: { organization: { type: 'string' } },
    run: ({ words: [miicId = '', folder = ''], options, open }) =>
      exportClientTo(open(), { miicId, folder, organization: organizationOf(options) }, Date.now()),
  },
  ...userVerbs,
  {
    name: 'generate',
    usage: 'generate --clients N [--seed S]',
    what: 'fill a new registry with made-up clients, for measuring; not in production',
    words: 0,
    options: { clients: { type: 'string' }, seed: { type: 'string' } },
    run: async ({ options, config }) => {
      const [clients, seed] = [Number(options.clients), Number(options.seed ?? 1)];
      if (!Number.isInteger(clients) || clients < 1 || !Number.isInteger(seed))
        throw new Unusable('Say how many: --clients 100000.');
      const { production, dataDir, timeZone } = config();
      if (production) return { status: 1, text: 'Nothing was written: made-up clients have no place in production.\n' };
      // Loaded here alone, so that no server carries the lists of names.
      const { generateRegistry } = await import('./generate.js');
      return generateRegistry(dataDir, { clients, seed, at: Date.now(), timeZone });
    },
  },
  { name: 'help', usage: 'help', what: 'show this', words: 0, options: {}, run: () => ({ status: 0, text: usage() }) },
];

function usage(): string {
  return ['Usage: npm run titer -- COMMAND', ...verbs.map(({ usage, what }) => `  ${usage}\n      ${what}`), ''].join(
    '\n',
  );
}

/** The verb that the arguments begin with, and what follows its name. */
function readCommand(args: readonly string[]): { verb: Verb; rest: string[] } | undefined {
  for (const verb of verbs) {
    const name = verb.name.split(' ');
    if (name.every((word, at) => args[at] === word)) return { verb, rest: args.slice(name.length) };
  }
  return undefined;
}

function readOptions(verb: Verb, rest: string[]): Pick<Call, 'words' | 'options'> {
  try {
    const { positionals, values } = parseArgs({ args: rest, options: verb.options, allowPositionals: true });
    if (positionals.length === verb.words) return { words: positionals, options: values as Call['options'] };
  } catch (error) {
    throw new Unusable((error as Error).message);
  }
  throw new Unusable(`titer ${verb.name} takes other words than these.`);
}

/** How long a command waits for whoever writes, in milliseconds: nobody looks at a screen meanwhile. */
const patience = 60_000;

function openDatabase(folder: string): Database {
  const file = join(folder, 'titer.db');
  if (existsSync(file)) {
    privateDataFolder(folder);
    return openFile(file, patience);
  }
  throw new Error(`There is no database in ${folder}. Start Titer once, or set DATA_DIR to its folder.`);
}

async function titer(args: readonly string[]): Promise<Ending> {
  const command = readCommand(args);
  if (!command) return { status: 2, text: usage() };
  let db: Database | undefined;
  try {
    const given = readOptions(command.verb, command.rest);
    const open = () => {
      db ??= openDatabase(readConfig().dataDir);
      return db;
    };
    return await command.verb.run({ ...given, config: readConfig, open });
  } catch (error) {
    if (error instanceof Unusable) return { status: 2, text: `${error.message}\n\n${usage()}` };
    return { status: 2, text: `titer ${command.verb.name} failed and changed nothing. ${faultOf(error)}\n` };
  } finally {
    db?.close();
  }
}

const { status, text } = await titer(process.argv.slice(2));
(status === 2 ? process.stderr : process.stdout).write(text);
process.exitCode = status;
