import { accessSync, constants, existsSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { hashPassword } from '../auth/passwords.js';
import { temporaryPassword } from '../auth/temporary-password.js';
import { type Config, type Environment, readConfig, readDatabaseUrl } from '../config.js';
import { addOrganization } from '../db/accounts/organization-administration.js';
import { addUser } from '../db/accounts/user-administration.js';
import { hasUsers } from '../db/accounts/users.js';
import type { Database, Tx } from '../db/engine/database.js';
import { openFile } from '../db/open.js';
import { type OrganizationDetails, readOrganization } from '../domain/accounts/organization.js';
import { privateDataFolder } from '../files/private.js';
import { settings } from '../settings.js';
import { newUserOf, occasion, shownOnce } from './accounts.js';
import {
  type Answers,
  accountQuestions,
  type Question,
  regionQuestions,
  settingsFile,
  usualSettings,
} from './setup-questions.js';
import { type Ask, type Call, refuse, succeed, textOption, type Verb } from './verb.js';

const options = {
  settings: { type: 'string' },
  ...Object.fromEntries(accountQuestions('').map(({ name }) => [name.slice(2), { type: 'string' }] as const)),
} as const;

export const setup: Verb = {
  name: 'setup',
  usage: 'setup [--settings FILE] [--organization-code CODE …]',
  description:
    'make a new registry: its settings, in a new FILE, its first organization and its first help desk account. Asks what ' +
    `neither the environment nor an option says (${accountQuestions('')
      .map(({ name }) => name)
      .join(' ')})`,
  words: 0,
  options,
  async run({ options, environment = {}, ask }) {
    const file = textOption(options, 'settings');
    if (file && existsSync(file))
      return refuse(`${file} is there already. Remove it, or leave out --settings where it holds the settings.`);
    const given = givenSettings(environment);
    // Whoever answers twenty questions is not told after them that nothing can be written.
    const folder = file ? (given.DATA_DIR ?? usualSettings.DATA_DIR ?? '') : readConfig(environment).dataDir;
    privateDataFolder(folder);
    const place = { dataDir: folder, databaseUrl: readDatabaseUrl(given.DATABASE_URL, given.DATABASE_URL_FILE) };
    if (await isSetUp(place)) return refuse(alreadySetUp(place));
    if (file) accessSync(dirname(file), constants.W_OK);

    const region = file ? await answersTo(regionQuestions(given), given, ask) : { answers: given, missing: [] };
    const written = file ? { ...usualSettings, ...given, ...region.answers } : given;
    const said = accountOptions(options);
    const account = await answersTo(
      accountQuestions(written.SITE_NAME ?? readConfig(environment).site.name),
      said,
      ask,
    );
    const missing = [...region.missing, ...account.missing];
    if (missing.length > 0)
      return refuse(`Nothing was written. These answers are missing or wrong:\n${missing.join('\n')}`);
    return write(readConfig(file ? written : environment), account.answers, file, settingsFile(written));
  },
};

/** Where the registry is. */
type Place = Pick<Config, 'dataDir' | 'databaseUrl'>;

const fileIn = (folder: string) => join(folder, 'titer.db');

const alreadySetUp = ({ dataDir, databaseUrl }: Place) =>
  `The registry in ${databaseUrl ? 'the database' : dataDir} is set up already: it has users. ` +
  'Add others with titer help-desk add and titer user add.';

async function isSetUp(place: Place): Promise<boolean> {
  if (!place.databaseUrl && !existsSync(fileIn(place.dataDir))) return false;
  const db = await open(place);
  try {
    return await hasUsers(db.read);
  } finally {
    db.close();
  }
}

/** The settings that the environment has. */
function givenSettings(environment: Environment): Answers {
  const given = settings.map(({ name }) => [name, environment[name]?.trim() ?? ''] as const);
  return Object.fromEntries(given.filter(([, value]) => value !== ''));
}

const accountOptions = (options: Call['options']): Answers =>
  Object.fromEntries(Object.entries(options).map(([name, value]) => [`--${name}`, String(value).trim()]));

/** Answers to each question: what is given, or is asked for until it is right, or suggested. */
async function answersTo(questions: readonly Question[], given: Answers, ask: Ask | undefined) {
  const answers: Record<string, string> = {};
  const missing: string[] = [];
  for (const { name, asks, suggestion, applies, fault } of questions) {
    if (applies?.(answers) === false) continue;
    const suggested = suggestion?.(answers) ?? '';
    let value = given[name] ?? (ask ? undefined : suggested);
    let wrong = value === undefined ? '' : fault?.(value);
    while (ask && (value === undefined || wrong)) {
      value = (await ask(`${wrong && `${wrong}\n`}${asks}${suggested && ` [${suggested}]`}: `)).trim() || suggested;
      wrong = fault?.(value);
    }
    if (wrong) missing.push(`  ${name}: ${asks}. ${wrong}`);
    answers[name] = value ?? '';
  }
  return { answers, missing };
}

async function write(config: Config, answers: Answers, file: string, text: string) {
  // Never over one that came meanwhile: what is taken back below is this one's own.
  if (file) writeFileSync(file, text, { flag: 'wx', mode: 0o600 });
  try {
    const db = await open(config);
    try {
      return await begin(db, config, answers, file);
    } finally {
      db.close();
    }
  } catch (error) {
    if (file) rmSync(file, { force: true });
    throw error;
  }
}

async function open({ dataDir, databaseUrl }: Place): Promise<Database> {
  if (databaseUrl) return (await import('../db/open-postgresql.js')).openPostgresql(databaseUrl);
  return openFile(fileIn(dataDir));
}

async function add(tx: Tx, details: OrganizationDetails): Promise<number> {
  const id = await addOrganization(tx, undefined, details, occasion());
  if (id === 'taken') throw new Error(`The code ${details.code} is another organization's: give another one.`);
  return id;
}

/** Writes the organizations and the account in one transaction, once. */
async function begin(db: Database, config: Config, answers: Answers, file: string) {
  const of = (name: string) => answers[`--${name}`] ?? '';
  const helpDesk = {
    code: of('help-desk-code'),
    name: `${config.site.name} Help Desk`,
    type: 'help desk',
    region: '',
    address: '',
  } as const;
  const user = newUserOf(
    of('username'),
    { email: of('email'), 'first-name': of('first-name'), 'last-name': of('last-name') },
    'help desk',
  );
  const password = temporaryPassword();
  const passwordHash = await hashPassword(password);
  const isNew = await db.write(async (tx) => {
    if (await hasUsers(tx)) return false;
    const organizationId = await add(tx, helpDesk);
    const first = {
      code: of('organization-code'),
      name: of('organization-name'),
      type: of('organization-type'),
      region: '',
    };
    await add(tx, readOrganization(first).details);
    await addUser(tx, undefined, { ...user, passwordHash, organizationId }, occasion());
    return true;
  });
  if (!isNew) throw new Error(alreadySetUp(config));
  return succeed(
    [
      file ? `The settings are in ${file}.` : 'The registry is set up.',
      `Start Titer, then log in at ${config.origin}/login`,
      shownOnce(helpDesk.code, user.username, password),
    ].join('\n'),
  );
}
