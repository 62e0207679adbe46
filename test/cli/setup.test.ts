import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { setup } from '../../src/cli/setup.js';
import { readConfig } from '../../src/config.js';
import { openFile } from '../../src/db/open.js';
import { openPostgresql } from '../../src/db/open-postgresql.js';
import { organizations, users } from '../../src/db/schema/accounts.js';
import { audit } from '../../src/db/schema/operations.js';
import { startApp } from '../support/app.js';
import { engine, type Kept } from '../support/engine/engine.js';
import { endConnections } from '../support/setup/own-databases.js';
import { onPostgresql } from '../support/setup/postgresql.js';

let folder = '';
let file = '';
let environment: Record<string, string> = {};
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'titer-setup-'));
  file = join(folder, 'titer.env');
  environment = { DATA_DIR: join(folder, 'data') };
  // A database as its server makes it, without a table.
  const url = await engine.addressOf?.('template0');
  if (url) environment.DATABASE_URL = url;
});
afterEach(() => rmSync(folder, { recursive: true }));

const region = {
  PUBLIC_ORIGIN: 'https://registry.example.org',
  SITE_NAME: 'NORTH',
  SITE_FULL_NAME: 'Northern "Lights" Registry',
  HELP_DESK_EMAIL: 'help@registry.example.org',
  HELP_DESK_PHONE: '218-555-0100',
  // PostgreSQL may have several machines, and a folder is on one.
  ...(onPostgresql ? { MAIL: 'smtp', SMTP_URL: 'smtp://mail.example.org' } : { MAIL: 'folder' }),
};
const account = {
  'organization-code': 'ELM',
  'organization-name': 'Elm Clinic',
  username: 'hanna',
  'last-name': 'Berg',
  email: 'hanna@registry.example.org',
};

/** Nobody is at a terminal, unless there are answers. */
const titer = async (
  options: Record<string, string>,
  env: Record<string, string>,
  ask?: (question: string) => Promise<string>,
) =>
  setup.run({
    ...{ words: [], options, environment: { ...environment, ...env }, ask },
    open: () => {
      throw new Error('A registry that is set up makes its own database.');
    },
    config: readConfig,
  });

const path = () => join(environment.DATA_DIR ?? '', 'titer.db');
const open = () => (environment.DATABASE_URL ? openPostgresql(environment.DATABASE_URL) : openFile(path()));

/** What the registry holds; nothing where there is none. */
async function rows() {
  if (!onPostgresql && !existsSync(path())) return undefined;
  const db = await open();
  try {
    return {
      organizations: await db.read.select().from(organizations).all(),
      users: await db.read.select().from(users).all(),
      actions: (await db.read.select().from(audit).all()).map(({ action }) => action),
    };
  } finally {
    db.close();
  }
}

/** The registry, for an application to start from. */
async function kept(): Promise<Kept> {
  if (environment.DATABASE_URL) {
    const url = new URL(environment.DATABASE_URL);
    const name = url.pathname.slice(1);
    await endConnections(Object.assign(url, { pathname: 'postgres' }).href, name);
    return name;
  }
  const db = await openFile(path());
  // Without the mark of a WAL, which a database in memory cannot have.
  const bytes = Buffer.from(db.serialize()).fill(1, 18, 20);
  db.close();
  return bytes;
}

/** What becomes of two that are begun at once: what the one that is refused is told. */
async function ofTwo(endings: readonly ReturnType<typeof titer>[]) {
  const told = (await Promise.allSettled(endings)).map((ending) =>
    ending.status === 'rejected' ? { status: 2, text: String(ending.reason.message) } : ending.value,
  );
  expect(told.map(({ status }) => status).sort()).toEqual([0, 2]);
  return told.find(({ status }) => status === 2)?.text;
}
const nothing = async () => expect((await rows())?.users ?? []).toEqual([]);

test('asked at a terminal it writes the settings and the registry, and its login opens Password Expired (A4)', async () => {
  const answers: Record<string, string[]> = {
    Address: ['registry.example.org', 'http://registry.example.org', region.PUBLIC_ORIGIN],
    'Short name': ["St. John's", 'NORTH'],
    'Its full name': [region.SITE_FULL_NAME],
    'Time zone': ['Minnesota', 'America/Winnipeg'],
    'Email address of the help desk': ['help', region.HELP_DESK_EMAIL],
    Telephone: [region.HELP_DESK_PHONE],
    'How mails': ['pigeon', ...(onPostgresql ? ['folder'] : []), 'smtp'],
    'Mail server': ['mail.example.org', 'smtps://me:se%27cret@mail.example.org'],
    'First organization: its code': ['E L M', 'ELM'],
    'First organization: its name': ['Elm Clinic'],
    'First organization: provider': ['hospital', 'provider'],
    'First help desk account: username': ['h', 'hanna'],
    'First help desk account: last': ['', 'Berg'],
    'First help desk account: email': ['hanna@registry.example.org'],
  };
  const asked: string[] = [];
  const ending = await titer({ settings: file }, {}, async (question) => {
    asked.push(question);
    const name = Object.keys(answers).find((one) => question.split('\n').at(-1)?.startsWith(one)) ?? '';
    return answers[name]?.shift() ?? '';
  });
  expect(Object.values(answers).flat()).toEqual([]);
  expect(asked).toContain('Regional programmes on the login page, with | between them [Northern "Lights" Registry]: ');
  expect(asked.find((question) => question.includes('health information must not travel in clear'))).toMatch(/: $/);

  expect(ending.status).toBe(0);
  expect(ending.text).toContain(
    `The settings are in ${file}.\nStart Titer, then log in at https://registry.example.org/login\n`,
  );
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const settings = parseEnv(readFileSync(file, 'utf8'));
  expect(settings).toMatchObject({
    ...{ ...region, ...environment, NODE_ENV: 'production', MAIL: 'smtp' },
    SMTP_URL: 'smtps://me:se%27cret@mail.example.org',
  });
  expect(readConfig(settings)).toMatchObject({
    ...{ production: true, timeZone: 'America/Winnipeg', watchPort: 9464 },
    mail: { kind: 'smtp', url: 'smtps://me:se%27cret@mail.example.org' },
  });
  expect(await rows()).toMatchObject({
    organizations: [
      { code: 'NORTH', name: 'NORTH Help Desk', type: 'help desk' },
      { code: 'ELM', name: 'Elm Clinic', type: 'provider' },
    ],
    users: [{ username: 'hanna', lastName: 'Berg' }],
    actions: ['add organization', 'add organization', 'add user'],
  });

  const password = /Temporary password: (\S+)/.exec(ending.text)?.[1] ?? '';
  const browser = startApp({}, { kept: await kept(), now: Date.now() }).open();
  const login = { organizationCode: 'NORTH', username: 'hanna', password };
  expect((await browser.submit('/login', login, 'do.login')).status).toBe(303);
  expect((await browser.get('/')).location).toBe('/password/expired');
});

test('a script gives settings by the environment and the account by options', async () => {
  const ending = await titer({ settings: file, ...account }, region);
  expect(ending).toMatchObject({
    status: 0,
    text: expect.stringContaining('Organization Code: NORTH\nUsername: hanna\n'),
  });
  expect(parseEnv(readFileSync(file, 'utf8'))).toMatchObject({ ...region, SITE_REGIONS: region.SITE_FULL_NAME });
});

test('where the settings are in the environment already, it writes no file', async () => {
  const { status, text } = await titer(account, { ...region, NODE_ENV: 'production', TRUSTED_PROXIES: 'none' });
  expect([status, text.split('\n')[0]]).toEqual([0, 'The registry is set up.']);
  expect((await rows())?.users).toHaveLength(1);
});

test('a script that leaves answers out, or gives wrong ones, is told all of them, and nothing is written', async () => {
  const { status, text } = await titer(
    { settings: file, ...account, username: 'h h', 'organization-name': '' },
    { ...region, PUBLIC_ORIGIN: 'http://registry.example.org', MAIL: 'smtp', SMTP_URL: '', SITE_NAME: '' },
  );
  expect(status).toBe(2);
  expect(text.match(/^ {2}\S+:/gm)).toEqual(
    ['PUBLIC_ORIGIN', 'SITE_NAME', 'SMTP_URL', '--help-desk-code', '--organization-name', '--username'].map(
      (name) => `  ${name}:`,
    ),
  );
  expect(existsSync(file)).toBe(false);
  await nothing();
});

test('a registry that is set up is not set up again, and nobody is asked', async () => {
  await titer({ settings: file, ...account }, region);
  const before = await rows();
  const other = join(folder, 'other.env');
  const ask = () => Promise.reject(new Error('It asked.'));
  const again = await titer({ settings: other, ...account, username: 'kim' }, region, ask);
  expect(again).toMatchObject({ status: 2, text: expect.stringContaining('is set up already: it has users.') });
  expect(await titer({ settings: file, ...account }, region, ask)).toMatchObject({
    text: expect.stringContaining(`${file} is there already.`),
  });
  expect(existsSync(other)).toBe(false);
  expect(await rows()).toEqual(before);
});

test('of two that set it up at once one does, and the other leaves no settings', async () => {
  const other = join(folder, 'other.env');
  // Nothing but that there is a user tells the second from the first.
  const another = { username: 'kim', 'help-desk-code': 'SOUTH', 'organization-code': 'FIR' };
  const refused = await ofTwo([
    titer({ settings: file, ...account }, region),
    titer({ settings: other, ...account, ...another }, region),
  ]);
  expect(refused).toContain('is set up already');
  expect([file, other].filter(existsSync)).toHaveLength(1);
  expect(await rows()).toMatchObject({ users: [{}], organizations: [{}, {}] });
});

test('of two that write the same file the second takes nothing back', async () => {
  await ofTwo([
    titer({ settings: file, ...account }, region),
    titer({ settings: file, ...account, username: 'kim' }, region),
  ]);
  expect(parseEnv(readFileSync(file, 'utf8')).SITE_NAME).toBe('NORTH');
});

test('a code that was taken before leaves nothing behind', async () => {
  environment.DATA_DIR = folder;
  const db = await open();
  await db.write((tx) => tx.insert(organizations).values({ code: 'elm', name: 'Elm', type: 'provider' }).run());
  db.close();
  await expect(titer({ settings: file, ...account }, region)).rejects.toThrow('The code ELM is another organization');
  expect(existsSync(file)).toBe(false);
  expect(await rows()).toMatchObject({ users: [], organizations: [{ code: 'elm' }] });
});

test('broken off, or with nowhere to write to, it changes nothing', async () => {
  await expect(
    titer({ settings: file }, {}, () => Promise.reject(new Error('The questions were broken off.'))),
  ).rejects.toThrow('broken off');
  await nothing();
  writeFileSync(join(folder, 'a-file'), '');
  const asked = () => Promise.reject(new Error('It asked.'));
  await expect(titer({ settings: join(folder, 'nowhere', 'titer.env') }, region, asked)).rejects.toThrow('ENOENT');
  await expect(titer({ settings: file }, { DATA_DIR: join(folder, 'a-file') }, asked)).rejects.toThrow('EEXIST');
});
