import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { pino } from 'pino';
import { createApp } from './app.js';
import { createLinks, readLinkKey } from './auth/links.js';
import { hashAnswer, hashPassword } from './auth/passwords.js';
import { createSessions } from './auth/sessions.js';
import { createThrottle } from './auth/throttle.js';
import type { Config } from './config.js';
import { openThrottleFile } from './db/accounts/throttle-file.js';
import type { Database } from './db/engine/database.js';
import { isDamaged } from './db/engine/faults.js';
import { CannotOpen } from './db/engine/hold.js';
import { openFile } from './db/open.js';
import { settleDemonstration } from './demonstration/accounts.js';
import { demonstrationLogins, plantDemonstration } from './demonstration/plant.js';
import { dayOf } from './domain/time/day.js';
import { fileFault } from './files/fault.js';
import { keptFilesIn } from './files/kept-files.js';
import { privateDataFolder } from './files/private.js';
import { importing } from './importing.js';
import { every, startJobs } from './jobs/runner.js';
import { createMailTransport } from './mail/transports.js';
import { nightlyBackup } from './nightly.js';
import { readAgreement } from './web/agreement.js';
import { loadAssets } from './web/assets.js';

const minute = 60_000;

/**
 * What one connection may take: headers of 16 KB within fifteen seconds, a request within five minutes (a file of an import on
 * a poor line), and a minute of waiting for the next. Bodies are bounded where they are read.
 */
const limits = {
  maxHeaderSize: 16_384,
  headersTimeout: 15_000,
  requestTimeout: 300_000,
  keepAliveTimeout: 60_000,
  connectionsCheckingInterval: 5000,
};
const mostConnections = 1000;

/** A fault that an operator can mend: the start ends with this sentence alone. */
export class CannotStart extends Error {}

/** Runs a step of the operator's set-up; if it fails, the start ends with the sentence that says what to do. */
function orCannotStart<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw new CannotStart(fileFault(error) ?? (error as Error).message);
  }
}

const databaseIn = (folder: string) => join(folder, 'titer.db');

function openDatabase(folder: string): Database {
  try {
    return openFile(databaseIn(folder));
  } catch (error) {
    if (error instanceof CannotOpen) throw new CannotStart(error.message);
    if (!isDamaged(error)) throw error;
    const found = (error as Error).message;
    throw new CannotStart(
      `The database in ${folder} is damaged (${found}). Restore the latest backup: docs/operating.md says how.`,
    );
  }
}

/**
 * Starts the registry on its data folder: the database brought up to date, the jobs, the address listened on.
 * @param say where the greeting and the log go
 * @returns what ends it: open requests and running jobs first, then the database
 * @throws CannotStart where the database is damaged, or cannot be kept from other users
 */
export async function start(config: Config, say: (text: string) => void): Promise<() => Promise<void>> {
  orCannotStart(() => privateDataFolder(config.dataDir));
  const db = openDatabase(config.dataDir);
  const clock = Date.now;
  const agreement = orCannotStart(() => readAgreement(config.agreementFile));
  if (!config.production) {
    await plantDemonstration(db, { at: clock(), today: dayOf(clock(), config.timeZone), hashPassword });
    await settleDemonstration(db, { at: clock(), agreementVersion: agreement.version, hashAnswer });
  }

  const level = config.production ? 'info' : 'warn';
  const log = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime, level }, { write: say });
  const sessions = createSessions(db, clock, {
    idleMinutes: config.idleMinutes,
    hours: config.sessionHours,
    https: config.origin.startsWith('https:'),
  });
  const links = createLinks(readLinkKey(join(config.dataDir, 'link.key')));
  const counts = openThrottleFile(join(config.dataDir, 'throttle.db'));
  const throttle = createThrottle(counts);
  // Read where somebody watches: it takes its while, and some memory.
  const watching = config.watchPort === undefined ? undefined : await import('./metrics.js');
  const metrics = watching?.createMetrics(db, databaseIn(config.dataDir), clock);
  const files = keptFilesIn(join(config.dataDir, 'imports'));
  const parts = { config, db, log, clock, sessions, assets: loadAssets(), links, throttle, agreement, files };
  const app = createApp(parts, metrics?.observe);
  const { site, origin, timeZone } = config;
  const send = createMailTransport(config.mail, join(config.dataDir, 'mail'));
  const post = { db, clock, send, site, origin, tokenOf: links.tokenOf };
  const jobs = await startJobs({
    ...{ ...post, timeZone, nightly: nightlyBackup(config), monotonic: () => performance.now(), log },
    ...importing(db, files, config, clock),
  });

  const listening = { fetch: app.fetch, hostname: config.host, port: config.port, serverOptions: limits };
  const server = serve(listening, ({ port }: AddressInfo) => {
    const address = config.production ? config.origin : `http://${config.host}:${port}`;
    say(`Titer is at ${address}\n${config.production ? '' : logins()}`);
  });
  server.maxConnections = mostConnections;
  let isStopping = false;
  const watched = metrics && watching?.serveWatchers(config.watchPort ?? 0, db, metrics, () => isStopping);

  // The WAL is copied into the file here, not inside somebody's save.
  const running = [jobs, every(minute, async () => db.checkpoint(), log)];

  return async () => {
    isStopping = true;
    watched?.close();
    watched?.closeAllConnections();
    const closed = new Promise((done) => server.close(done));
    if ('closeIdleConnections' in server) server.closeIdleConnections();
    await Promise.all([closed, ...running.map((job) => job.stop())]);
    db.close();
    counts.close();
  };
}

function logins(): string {
  const lines = demonstrationLogins.map(
    ({ organization, username, password, what }) =>
      `  ${organization.padEnd(6)} ${username.padEnd(7)} ${password.padEnd(14)} ${what}`,
  );
  return `Log in as (Organization Code, Username, Password):\n${lines.join('\n')}\n`;
}
