import '../node-version.js';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { environment, readConfig } from '../config.js';
import type { Database } from '../db/engine/database.js';
import { openFile } from '../db/open.js';
import { privateDataFolder } from '../files/private.js';
import { type Ask, type Call, type Ending, faultOf, Unusable, type Verb } from './verb.js';
import { usage, verbs } from './verbs.js';

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

/** A command waits this long for whoever writes, in milliseconds: nobody looks at a screen meanwhile. */
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
  const terminal = process.stdin.isTTY ? openTerminal() : undefined;
  try {
    const call = readOptions(command.verb, command.rest);
    const open = () => {
      db ??= openDatabase(readConfig().dataDir);
      return db;
    };
    return await command.verb.run({ ...call, config: readConfig, environment, open, ask: terminal?.ask });
  } catch (error) {
    if (error instanceof Unusable) return { status: 2, text: `${error.message}\n\n${usage()}` };
    return { status: 2, text: `titer ${command.verb.name} failed and changed nothing. ${faultOf(error)}\n` };
  } finally {
    db?.close();
    terminal?.close();
  }
}

/** Questions at the terminal, if a verb has any. Broken off (Ctrl-C, Ctrl-D), the verb ends. */
function openTerminal(): { readonly ask: Ask; close(): void } {
  let lines: Interface | undefined;
  const broken = new AbortController();
  return {
    ask(question) {
      lines ??= createInterface({ input: process.stdin, output: process.stdout }).once('close', () => broken.abort());
      return lines.question(question, { signal: broken.signal }).catch(() => {
        throw new Error('The questions were broken off.');
      });
    },
    close: () => lines?.close(),
  };
}

const { status, text } = await titer(process.argv.slice(2));
(status === 2 ? process.stderr : process.stdout).write(text);
process.exitCode = status;
