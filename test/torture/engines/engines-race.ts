// npm run torture -- engines-race: two app processes on one PostgreSQL, both asked at once, for every rule that leans on one writer.
// Then the same with the locks switched off, which has to fail: else the rounds prove nothing.
import { connected, missingPostgresql, startPostgresql } from '../../support/setup/postgresql.js';
import { SmtpStandIn } from '../../support/setup/stand-ins.js';
import type { Race } from './race-round.js';
import { races } from './races.js';
import { type Registries, startRegistries } from './registries.js';

const rounds = Number(process.env.ROUNDS ?? 50);
const say = (text: string) => process.stdout.write(`${text}\n`);

/** Functions of PostgreSQL's own names that lock nothing, found before its own: how a database is without the product's locks. */
const withoutLocks = (database: string) => [
  'create schema unlocked',
  ...[
    'pg_advisory_xact_lock(bigint)',
    'pg_advisory_xact_lock(integer, integer)',
    'pg_advisory_xact_lock_shared(integer, integer)',
  ].map((lock) => `create function unlocked.${lock} returns void language sql as 'select'`),
  `alter database ${database} set search_path = unlocked, pg_catalog, public`,
];

/** Every round of every rule. Answers the violations of each. */
async function raceOn(registries: Registries, mails: SmtpStandIn): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  for (const [name, { prepare }] of Object.entries(races)) {
    const began = performance.now();
    const violations: string[] = [];
    const must: Race['must'] = (isSo, what) => void (isSo || violations.push(`${name}: ${what}`));
    const round = await prepare({ registries, mails, must, rounds });
    for (let i = 0; i < rounds; i += 1) await round(i).catch((error: Error) => must(false, error.message));
    const seconds = ((performance.now() - began) / 1000).toFixed(0);
    say(`  ${name}: ${rounds} rounds, ${violations.length} violations; ${seconds} s`);
    found.set(name, violations);
  }
  return found;
}

async function withOrWithout(locks: boolean, url: (database: string) => string) {
  const database = locks ? 'locked' : 'unlocked';
  await connected(url('postgres'), (client) => client.query(`create database ${database}`));
  if (!locks)
    await connected(url(database), async (client) => {
      for (const statement of withoutLocks(database)) await client.query(statement);
    });
  const mails = await SmtpStandIn.start();
  const unlimited = { RECORDS_ASKED_WHY: '0', RECORDS_STOPPED: '0' };
  const registries = await startRegistries(url(database), 2, { MAIL: 'smtp', SMTP_URL: mails.url, ...unlimited });
  try {
    return await raceOn(registries, mails);
  } finally {
    const said = await registries.remove();
    if (said && locks) say(said);
    await mails.stop();
  }
}

export async function enginesRace(): Promise<void> {
  if (missingPostgresql) throw new Error(missingPostgresql);
  const server = await startPostgresql();
  try {
    say('Two processes on one PostgreSQL:');
    const violations = [...(await withOrWithout(true, server.url)).values()].flat();
    for (const violation of violations.slice(0, 20)) process.stderr.write(`${violation}\n`);
    say('The same with the locks switched off:');
    const unlocked = await withOrWithout(false, server.url);
    const unproved = Object.entries(races).filter(([name, { by }]) => by === 'locks' && !unlocked.get(name)?.length);
    for (const [name] of unproved) say(`FAILS: ${name} does not lean on locks in these rounds`);
    say(`${violations.length} violations; ${[...unlocked.values()].flat().length} with the locks switched off`);
    if (violations.length > 0 || unproved.length > 0) process.exitCode = 1;
  } finally {
    await server.stop();
  }
}
