// The servers that the bench of the pages compares, in a process of their own: the whole application, the same request
// with only the rendering replaced by its bytes, and Hono sending those bytes and doing nothing else.
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { pino } from 'pino';
import { createApp } from '../../src/app.js';
import { createLinks } from '../../src/auth/links.js';
import { createSessions } from '../../src/auth/sessions.js';
import { createThrottle } from '../../src/auth/throttle.js';
import { readConfig } from '../../src/config.js';
import { findEdit } from '../../src/db/edits/client-edits.js';
import { openFile } from '../../src/db/open.js';
import { openThrottleFile } from '../../src/db/throttle/throttle-file.js';
import { keptFilesIn } from '../../src/files/kept-files.js';
import { settingOf } from '../../src/routes/clients/client-page.js';
import { readAgreement } from '../../src/web/agreement.js';
import { answer } from '../../src/web/answer.js';
import { loadAssets } from '../../src/web/assets.js';
import type { Env, Parts } from '../../src/web/context.js';
import { allow } from '../../src/web/context.js';
import {
  auditDisclosures,
  identifyViewer,
  logRequest,
  requireLoginSteps,
  setHeaders,
} from '../../src/web/middleware.js';

const [folder = ''] = process.argv.slice(2);
const config = readConfig({ DATA_DIR: folder });
const db = await openFile(join(folder, 'titer.db'));
const clock = Date.now;
const sessions = createSessions(db, clock, {
  idleMinutes: config.idleMinutes,
  hours: config.sessionHours,
  https: false,
});
const parts: Parts = {
  config,
  db,
  log: pino({ base: null, level: 'warn' }),
  clock,
  sessions,
  assets: loadAssets(),
  links: createLinks(Buffer.alloc(32, 7)),
  throttle: createThrottle(openThrottleFile()),
  agreement: readAgreement(config.agreementFile),
  files: keptFilesIn(join(folder, 'imports')),
};
const of = { userId: 1, organizationId: 1, browser: 'bench' };
const begun = await sessions.begin(of, async () => undefined);
const cookie = 'cookie' in begun ? begun.cookie : '';
const whole = createApp(parts);
const path = '/clients/6714871';
const headers = { Cookie: cookie.split(';')[0] ?? '' };
const html = await (await whole.request(path, { headers })).text();
const bytes = Buffer.from(html);
const plain = { 'Content-Type': 'text/html; charset=utf-8' };

const unrendered = new Hono<Env>();
for (const step of [logRequest(parts), setHeaders(false), identifyViewer, auditDisclosures, requireLoginSteps])
  unrendered.use(step);
unrendered.get('/clients/:id', async (c) => {
  const viewer = allow(c, 'view clients');
  const id = Number(c.req.param('id'));
  const edited = await findEdit(db.read, viewer, id, settingOf(c));
  if (!edited) return c.notFound();
  return answer(c, html, 200);
});
const bare = new Hono().get('/clients/:id', (c) => c.body(bytes, 200, plain));

const listening = [whole, unrendered, bare].map(
  ({ fetch }) =>
    new Promise<number>((resolve) =>
      serve({ fetch: fetch as never, port: 0, hostname: '127.0.0.1' }, ({ port }) => resolve(port)),
    ),
);
process.stdout.write(`${JSON.stringify({ ports: await Promise.all(listening), headers, path, size: bytes.length })}\n`);
