import '../node-version.js';
import { createInterface, type Interface } from 'node:readline/promises';
import { environment } from '../config.js';
import { runTiter } from './run.js';
import type { Ask } from './verb.js';

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

const terminal = process.stdin.isTTY ? openTerminal() : undefined;
const { status, text } = await runTiter(process.argv.slice(2), environment, terminal?.ask);
terminal?.close();
(status === 2 ? process.stderr : process.stdout).write(text);
process.exitCode = status;
