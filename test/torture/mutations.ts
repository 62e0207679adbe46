// Breaks the guards of policy, audit, accounts and merging one by one, each by one line, and runs the tests that hold it: a
// guard whose tests stay green does not exist. Two copies of the tree, so that nothing is broken here.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Mutation } from './mutation.js';
import { accountMutations } from './mutations-accounts.js';
import { formMutations } from './mutations-forms.js';
import { visibilityMutations } from './mutations-visibility.js';

const workers = 2;

/** A copy of what git knows of, with the packages and the shared data that tests look for beside it. */
function copyOfTree(): string {
  const folder = mkdtempSync(join(tmpdir(), 'titer-mutations-'));
  const tree = join(folder, 'tree');
  const files = `${execFileSync('git', ['ls-files', '-z'])}`.split('\0').filter(Boolean);
  for (const file of files) cpSync(file, join(tree, file), { recursive: true });
  symlinkSync(resolve('node_modules'), join(tree, 'node_modules'));
  return tree;
}

async function passes(tree: string, tests: readonly string[]): Promise<boolean> {
  const run = spawn('npx', ['vitest', 'run', '--bail', '1', '--maxWorkers', '1', ...tests], {
    cwd: tree,
    stdio: 'ignore',
  });
  const [code] = await once(run, 'exit');
  return code === 0;
}

/** Whether the tests notice; 'stale' where the line is not there once. */
async function killed(tree: string, { file, from, to, tests }: Mutation): Promise<boolean | 'stale'> {
  const path = join(tree, file);
  const before = readFileSync(path, 'utf8');
  if (before.split(from).length !== 2) return 'stale';
  writeFileSync(
    path,
    before.replace(from, () => to),
  );
  try {
    return !(await passes(tree, tests));
  } finally {
    writeFileSync(path, before);
  }
}

/** Runs every mutation, or those whose name or file has a word in it; exits with 1 where one survives or is stale. */
export async function breakGuards(): Promise<void> {
  const [, , , word = ''] = process.argv;
  const all = [...visibilityMutations, ...accountMutations, ...formMutations];
  const list = all.filter(({ name, file }) => `${name} ${file}`.includes(word));
  const trees = Array.from({ length: workers }, copyOfTree);
  const say = (text: string) => process.stdout.write(`${text}\n`);
  try {
    const tests = [...new Set(list.flatMap(({ tests }) => tests))];
    if (!(await passes(trees[0] ?? '', tests))) throw new Error('The tests do not pass as they are.');
    const left = [...list];
    const bad: string[] = [];
    await Promise.all(
      trees.map(async (tree) => {
        for (let mutation = left.shift(); mutation; mutation = left.shift()) {
          const is = await killed(tree, mutation);
          const said = is === 'stale' ? 'STALE   ' : is ? 'killed  ' : 'SURVIVED';
          say(`${said}  ${mutation.name}  (${mutation.file})`);
          if (is !== true) bad.push(mutation.name);
        }
      }),
    );
    say(`${list.length - bad.length} of ${list.length} mutations killed.`);
    if (bad.length > 0) process.exitCode = 1;
  } finally {
    for (const tree of trees) rmSync(join(tree, '..'), { recursive: true, force: true });
  }
}
