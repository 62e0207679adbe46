import type { EventEmitter } from 'node:events';
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
import type { Database } from './db/engine/database.js';
import { isDamaged, isLost, tellFault } from './db/engine/faults.js';
import { CannotOpen } from './db/engine/hold.js';
import { openFile } from './db/open.js';
import { openThrottleFile } from './db/throttle/throttle-file.js';
import type { ThrottleStore } from './db/throttle/throttle-store.js';
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
export const usualLimits = {
  maxHeaderSize: 16_384,
  headersTimeout: 15_000,
  requestTimeout: 300_000,
  keepAliveTimeout: 60_000,
  connectionsCheckingInterval: 5000,
  mostConnections: 1000,
};

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

async function openDatabase({ dataDir: folder, databaseUrl }: Config): Promise<Database> {
  try {
    // What speaks to PostgreSQL is read where there is one: it takes some memory.
    if (databaseUrl) return await (await import('./db/open-postgresql.js')).openPostgresql(databaseUrl);
    return await openFile(databaseIn(folder));
  } catch (error) {
    if (error instanceof CannotOpen) throw new CannotStart(error.message);
    if (databaseUrl && isLost(error))
      throw new CannotStart(`The database cannot be reached: ${tellFault(error).message}.`);
    if (!isDamaged(error)) throw error;
    const found = (error as Error).message;
    throw new CannotStart(
      `The database in ${folder} is damaged (${found}). Restore the latest backup: docs/operating.md says how.`,
    );
  }
}

/** Where guesses are counted: beside the database, so that all of its processes count together. */
async function openCounts({ dataDir, databaseUrl }: Config): Promise<ThrottleStore> {
  if (!databaseUrl) return openThrottleFile(join(dataDir, 'throttle.db'));
  return (await import('./db/throttle/throttle-postgresql.js')).openThrottleAt(databaseUrl);
}

/**
 * Starts the registry on its data folder: the database brought up to date, the jobs, the address listened on.
 * @param say where the greeting and the log go
 * @returns what ends it: open requests and running jobs first, then the database
 * @throws CannotStart where the database is damaged, or cannot be kept from other users
 */
export async function start(
  config: Config,
  say: (text: string) => void,
  limits = usualLimits,
): Promise<() => Promise<void>> {
  orCannotStart(() => privateDataFolder(config.dataDir));
  const db = await openDatabase(config);
  const clock = Date.now;
  const agreement = orCannotStart(() => readAgreement(config.agreementFile));
  const cast = config.production ? undefined : await plant(db, clock(), config.timeZone, agreement.version);

  const level = config.production ? 'info' : 'warn';
  const log = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime, level }, { write: say });
  const sessions = createSessions(db, clock, {
    idleMinutes: config.idleMinutes,
    hours: config.sessionHours,
    https: config.origin.startsWith('https:'),
  });
  const links = createLinks(readLinkKey(join(config.dataDir, 'link.key')));
  const counts = await openCounts(config);
  const throttle = createThrottle(counts);
  // Read where somebody watches: it takes its while, and some memory.
  const watching = config.watchPort === undefined ? undefined : await import('./metrics.js');
  const metrics = watching?.createMetrics(db, databaseIn(config.dataDir), clock);
  const files = keptFilesIn(join(config.dataDir, 'imports'));
  const parts = { config, db, log, clock, sessions, assets: loadAssets(), links, throttle, agreement, files, cast };
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
    say(`Titer is at ${address}\n${cast ? welcome : ''}`);
  });
  server.maxConnections = limits.mostConnections;
  let isStopping = false;
  const watched = metrics && watching?.serveWatchers(config.watchPort ?? 0, db, metrics, () => isStopping);

  // The WAL is copied into the file here, not inside somebody's save.
  const running = [jobs, every(minute, async () => db.checkpoint(), log)];

  const stop = async () => {
    isStopping = true;
    watched?.close();
    watched?.closeAllConnections();
    const closed = new Promise((done) => server.close(done));
    if ('closeIdleConnections' in server) server.closeIdleConnections();
    await Promise.all([closed, ...running.map((job) => job.stop())]);
    db.close();
    counts.close();
  };
  try {
    await Promise.all([
      listens(server, 'PORT', config.port),
      watched && listens(watched, 'WATCH_PORT', config.watchPort),
    ]);
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}

/** Waits until a server listens. */
function listens(server: EventEmitter, setting: string, port: number | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('listening', resolve);
    server.once('error', ({ code }: NodeJS.ErrnoException) => {
      const why = code === 'EADDRINUSE' ? 'is in use' : `cannot be listened on (${code})`;
      reject(new CannotStart(`Port ${port} ${why}. Stop what uses it, or set ${setting} to another one.`));
    });
  });
}

const welcome = 'Open it, and press the name of whoever you want to be: all of them are made up.\n';

/** Plants the demonstration, and gives its logins. Read here alone: a server in production knows none of it. */
async function plant(db: Database, at: number, timeZone: string, agreementVersion: string) {
  const { demonstrationLogins, plantDemonstration } = await import('./demonstration/plant.js');
  const { settleDemonstration } = await import('./demonstration/accounts.js');
  await plantDemonstration(db, { at, today: dayOf(at, timeZone), hashPassword });
  await settleDemonstration(db, { at, agreementVersion, hashAnswer });
  return demonstrationLogins;
}
