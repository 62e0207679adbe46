import '../node-version.js';
import { createInterface, type Interface } from 'node:readline/promises';
import { environment } from '../config.js';
import { runTiter } from './run.js';
import type { Ask } from './verb.js';

/** Questions at the terminal, if a verb has any. Broken off (Ctrl-C, Ctrl-D), the verb ends. */
function openTerminal(): { readonly ask: Ask; close(): void } {
  let terminal: Interface | undefined;
  let lines: AsyncIterator<string> | undefined;
  return {
    async ask(question) {
      terminal ??= createInterface({ input: process.stdin, output: process.stdout });
      // Not by question(): of answers that are pasted together it would take the first alone.
      lines ??= terminal[Symbol.asyncIterator]();
      const prompt = question.slice(question.lastIndexOf('\n') + 1);
      process.stdout.write(question.slice(0, -prompt.length));
      terminal.setPrompt(prompt);
      terminal.prompt();
      const { value, done } = await lines.next();
      if (done) throw new Error('The questions were broken off.');
      return value;
    },
    close: () => terminal?.close(),
  };
}

const terminal = process.stdin.isTTY ? openTerminal() : undefined;
const { status, text } = await runTiter(process.argv.slice(2), environment, terminal?.ask);
terminal?.close();
(status === 2 ? process.stderr : process.stdout).write(text);
process.exitCode = status;
