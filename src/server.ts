import './node-version.js';
import { mkdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { pino } from 'pino';
import { readAgreement } from './agreement.js';
import { createApp } from './app.js';
import { loadAssets } from './assets.js';
import { createLinks, readLinkKey } from './auth/links.js';
import { hashAnswer, hashPassword } from './auth/passwords.js';
import { createSessions } from './auth/sessions.js';
import { createThrottle } from './auth/throttle.js';
import { type Config, readConfig } from './config.js';
import { demonstrationLogins, plantDemonstration } from './db/demonstration.js';
import { settleDemonstration } from './db/demonstration-accounts.js';
import { openFile } from './db/open.js';
import { openThrottleFile } from './db/throttle-file.js';
import { dayOf } from './domain/day.js';
import { startJobs } from './jobs/runner.js';
import { createMailTransport } from './mail/transports.js';

const minute = 60_000;

/** Stops the start with the sentence that says what to set. */
function configured(): Config {
  try {
    return readConfig();
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    return process.exit(1);
  }
}

const config = configured();
mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
const db = openFile(join(config.dataDir, 'titer.db'));
const found = db.check();
if (found !== 'ok') {
  process.stderr.write(`The database in ${config.dataDir} is damaged (${found}). Restore the latest backup.\n`);
  process.exit(1);
}
const clock = Date.now;
const agreement = readAgreement(config.agreementFile);
if (!config.production) {
  await plantDemonstration(db, { at: clock(), today: dayOf(clock(), config.timeZone), hashPassword });
  await settleDemonstration(db, { at: clock(), agreementVersion: agreement.version, hashAnswer });
}

const log = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime, level: config.production ? 'info' : 'warn' });
const sessions = createSessions(db, clock, {
  idleMinutes: config.idleMinutes,
  hours: config.sessionHours,
  https: config.origin.startsWith('https:'),
});
const links = createLinks(readLinkKey(join(config.dataDir, 'link.key')));
const throttle = createThrottle(openThrottleFile(join(config.dataDir, 'throttle.db')));
const app = createApp({ config, db, log, clock, sessions, assets: loadAssets(), links, throttle, agreement });
const { site, origin, timeZone } = config;
const send = createMailTransport(config.mail, join(config.dataDir, 'mail'));
const post = { db, clock, send, site, origin, tokenOf: links.tokenOf };
const jobs = await startJobs({ ...post, timeZone, monotonic: () => performance.now(), log });

const server = serve({ fetch: app.fetch, hostname: config.host, port: config.port }, ({ port }: AddressInfo) => {
  const address = config.production ? config.origin : `http://${config.host}:${port}`;
  process.stdout.write(`Titer is at ${address}\n${config.production ? '' : logins()}`);
});

// The WAL is copied into the file here, not inside somebody's save; and ended sessions are cleared away.
const tidying = setInterval(() => {
  db.checkpoint();
  sessions.forgetEnded().catch((error: Error) => log.error({ fault: error.name, message: error.message }));
}, minute);

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    clearInterval(tidying);
    jobs.stop();
    server.close(() => {
      db.close();
      process.exit(0);
    });
    if ('closeIdleConnections' in server) server.closeIdleConnections();
    setTimeout(() => process.exit(0), 5000).unref();
  });
}

function logins(): string {
  const lines = demonstrationLogins.map(
    ({ organization, username, password, what }) =>
      `  ${organization.padEnd(6)} ${username.padEnd(7)} ${password.padEnd(14)} ${what}`,
  );
  return `Log in as (Organization Code, Username, Password):\n${lines.join('\n')}\n`;
}
