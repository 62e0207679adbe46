import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importClientsFrom } from '../../src/cli/import-kinds.js';
import { runTiter } from '../../src/cli/run.js';
import { organizations } from '../../src/db/schema/accounts.js';
import { clients } from '../../src/db/schema/clients.js';
import { audit } from '../../src/db/schema/operations.js';
import { engine, ofSqliteAlone } from '../support/engine/engine.js';
import { operated } from '../support/engine/operated.js';

const folder = mkdtempSync(join(tmpdir(), 'titer-cli-'));
let registry: Awaited<ReturnType<typeof operated>>;

/** With nothing of the environment of whoever runs the tests. */
const environment = () => ({ PATH: process.env.PATH, ...registry.settings });

/** As the operator runs it, told apart by where it is said; the process around it is tried once. */
async function titer(args: readonly string[], settings = {}) {
  const { status, text } = await runTiter(args, { ...environment(), ...settings });
  return status === 2 ? { status, stdout: '', stderr: text } : { status, stdout: text, stderr: '' };
}

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

async function rows() {
  const db = await registry.open();
  const found = {
    clients: await db.read.select().from(clients).all(),
    audit: await db.read.select().from(audit).all(),
  };
  db.close();
  return found;
}

beforeAll(async () => {
  registry = await operated(engine.empty(), folder);
  const db = await registry.open();
  await db.write(async (tx) => {
    await tx
      .insert(organizations)
      .values([
        { code: 'RIVER', name: 'Riverside Clinic', type: 'provider' },
        { code: 'OAK', name: 'Oak Grove School', type: 'school' },
        { code: 'GONE', name: 'Closed Clinic', type: 'provider', active: false },
      ])
      .run();
  });
  db.close();
});

afterAll(() => rmSync(folder, { recursive: true }));

const [, input = '', output = ''] =
  /## Example\n\n```\n([\s\S]*?)```\n\n```\n([\s\S]*?)```/.exec(readFileSync('docs/import.md', 'utf8')) ?? [];
const river = ['--organization', 'RIVER'];

test('a preview and an all-or-nothing import with a refused row write nothing, and say so (A5)', async () => {
  const example = file('clients.csv', input);
  const preview = await titer(['import', 'clients', example, ...river, '--dry-run']);
  expect(preview).toMatchObject({ status: 1, stderr: '' });
  expect(preview.stdout).toBe(output.replace(/\nline/, '\nThis was a preview: nothing is written.\nline'));
  const all = await titer(['import', 'clients', example, ...river, '--all-or-nothing']);
  expect(all.status).toBe(1);
  expect(all.stdout).toContain(
    'With --all-or-nothing, no row is taken while one is refused or put aside. Nothing is written.\n',
  );
  expect(await rows()).toEqual({ clients: [], audit: [] });
});

test("the guide's example does what the guide says: the good row is taken, the other one named", async () => {
  expect(await titer(['import', 'clients', file('clients.csv', input), ...river])).toEqual({
    status: 1,
    stdout: output,
    stderr: '',
  });
  expect((await rows()).clients).toMatchObject([{ lastName: 'DUCK', race: '2028-9 2106-3', updatedBy: null }]);
  expect((await rows()).audit.map(({ detail }) => detail)).toEqual([
    'began, rows 2',
    'entered 1, updated 0, unchanged 0, put aside 0, refused 1',
  ]);
});

test('a file that is taken whole ends with 0', async () => {
  const good = file('good.csv', 'last name,first name,birth date\nDuck,Daisy,09/21/2009\nLee,Jo,2001-02-03\n');
  const { status, stdout } = await titer(['import', 'clients', good, ...river, '--all-or-nothing']);
  expect({ status, stdout }).toEqual({
    status: 0,
    stdout:
      'good.csv: 2 rows for Riverside Clinic (RIVER)\n  entered         1\n  updated         0\n  unchanged       1\n  put aside       0\n  refused         0\n',
  });
});

test.each([
  ['no verb', [], 'Usage: npm run titer -- COMMAND'],
  ['an unknown verb', ['import', 'cows'], 'Usage: npm run titer -- COMMAND'],
  ['no file', ['import', 'clients', ...river], 'titer import clients takes other words than these.'],
  ['no organization', ['import', 'clients', 'x.csv'], 'Name the organization: --organization CODE.'],
  ['an unknown option', ['import', 'clients', 'x.csv', '--force'], "Unknown option '--force'"],
])('%s ends with 2 and says why', async (_, args, reason) => {
  const { status, stdout, stderr } = await titer(args);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain(reason);
});

test.each([
  ['a missing file', { file: 'missing.csv' }, 'missing.csv cannot be read (ENOENT).'],
  ['an unknown organization', { organization: 'river' }, 'There is no active organization with the code "river"'],
  ['a closed organization', { organization: 'GONE' }, 'There is no active organization with the code "GONE"'],
  [
    'a school',
    { organization: 'OAK' },
    'Oak Grove School is a school: only providers and public health enter clients.',
  ],
])('%s is nothing to import from or for (C1)', async (_, wrong, reason) => {
  const db = await registry.open();
  const order = { file: 'x.csv', organization: 'RIVER', dryRun: false, allOrNothing: false, ...wrong };
  const { status, text } = await importClientsFrom(db, order, { clock: () => 1, today: '2026-11-22', helpDesk: '' });
  db.close();
  expect(status).toBe(2);
  expect(text).toContain(reason);
});

test('an unusable file ends with 2', async () => {
  const broken = file('broken.csv', 'last name,first name,dob\n');
  expect(await titer(['import', 'clients', broken, ...river])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('The header of column 3, "dob", is not known.'),
  });
});

describe('a missing database', () => {
  ofSqliteAlone('On PostgreSQL a command makes the tables where there are none, as the start does.');

  test('ends with 2', async () => {
    const nowhere = join(folder, 'nowhere');
    expect(await titer(['import', 'clients', file('x.csv', ''), ...river], { DATA_DIR: nowhere })).toMatchObject({
      status: 2,
      stderr: `titer import clients failed and changed nothing. There is no database in ${nowhere}. Start Titer once, or set DATA_DIR to its folder.\n`,
    });
  });
});

test('made-up clients fill a file, and nobody is left to believe that they are in another database', async () => {
  const served = { DATABASE_URL: 'postgres://titer@127.0.0.1/registry', MAIL: 'smtp', SMTP_URL: 'smtp://x' };
  expect(await titer(['generate', '--clients', '5'], { ...served, DATA_DIR: join(folder, 'made-up') })).toEqual({
    ...{ status: 2, stdout: '' },
    stderr: expect.stringContaining('Leave DATABASE_URL out'),
  });
});

test('help lists the verbs; a process of its own says the same where it belongs, and ends so', async () => {
  const run = (...args: string[]) =>
    spawnSync(process.execPath, ['dist/cli/titer.js', ...args], { env: environment(), encoding: 'utf8' });
  for (const args of [['help'], ['import', 'cows']]) expect(run(...args)).toMatchObject(await titer(args));
  const { status, stdout } = await titer(['help']);
  expect(status).toBe(0);
  expect(stdout).toContain('import clients FILE --organization CODE [--dry-run] [--all-or-nothing]');
});

test('a folder that is not there is a sentence, and nothing is written of the record (A4)', async () => {
  expect(
    await titer([
      'import',
      'clients',
      file(
        'one.csv',
        'last name,first name,birth date,gender,mothers maiden last,mothers first name\nDUCK,DELLA,01/02/2001,F,GANS,IDA\n',
      ),
      '--organization',
      'RIVER',
    ]),
  ).toMatchObject({ status: 0 });
  const miicId = String((await rows()).clients.at(-1)?.id);
  const { status, stderr } = await titer([
    'export',
    'client',
    miicId,
    join(folder, 'missing'),
    '--organization',
    'RIVER',
  ]);
  expect([status, stderr]).toEqual([
    2,
    `There is no folder ${join(folder, 'missing')}. Make it, or name one that is there.\n`,
  ]);
  const onAFile = await titer(['export', 'client', miicId, file('a-file', ''), '--organization', 'RIVER']);
  expect(onAFile.stderr).toContain('There is no folder');
  expect((await rows()).audit.filter(({ action }) => action === 'export client')).toEqual([]);
});
