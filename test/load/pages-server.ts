// The servers that the bench of the pages compares, in a process of their own: the whole application, the same request
// with only the rendering replaced by its bytes, and Hono sending those bytes and doing nothing else.
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { pino } from 'pino';
import type { Env, Parts } from '../../src/web/context.js';
import { built } from '../support/setup/built.js';

const { readAgreement } = await built<typeof import('../../src/web/agreement.js')>('web/agreement');
const { createApp } = await built<typeof import('../../src/app.js')>('app');
const { loadAssets } = await built<typeof import('../../src/web/assets.js')>('web/assets');
const { createLinks } = await built<typeof import('../../src/auth/links.js')>('auth/links');
const { createSessions } = await built<typeof import('../../src/auth/sessions.js')>('auth/sessions');
const { createThrottle } = await built<typeof import('../../src/auth/throttle.js')>('auth/throttle');
const { readConfig } = await built<typeof import('../../src/config.js')>('config');
const { allow } = await built<typeof import('../../src/web/context.js')>('web/context');
const { findEdit } = await built<typeof import('../../src/db/edits/client-edits.js')>('db/edits/client-edits');
const { openFile } = await built<typeof import('../../src/db/open.js')>('db/open');
const { openThrottleFile } =
  await built<typeof import('../../src/db/accounts/throttle-file.js')>('db/accounts/throttle-file');
const { auditDisclosures, identifyViewer, logRequest, requireLoginSteps, setHeaders } =
  await built<typeof import('../../src/web/middleware.js')>('web/middleware');
const { answer } = await built<typeof import('../../src/web/answer.js')>('web/answer');
const { settingOf } =
  await built<typeof import('../../src/routes/clients/client-page.js')>('routes/clients/client-page');

const [folder = ''] = process.argv.slice(2);
const config = readConfig({ DATA_DIR: folder });
const db = openFile(join(folder, 'titer.db'));
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
};
const of = { userId: 1, organizationId: 1, browser: 'bench' };
const begun = await sessions.begin(of, () => undefined);
const cookie = 'cookie' in begun ? begun.cookie : '';
const whole = createApp(parts);
const path = '/clients/6714871';
const headers = { Cookie: cookie.split(';')[0] ?? '' };
const bytes = Buffer.from(await (await whole.request(path, { headers })).arrayBuffer());
const html = { 'Content-Type': 'text/html; charset=utf-8' };

const unrendered = new Hono<Env>();
for (const step of [logRequest(parts), setHeaders(false), identifyViewer, auditDisclosures, requireLoginSteps])
  unrendered.use(step);
unrendered.get('/clients/:id', async (c) => {
  const viewer = allow(c, 'view clients');
  const id = Number(c.req.param('id'));
  const edited = await findEdit(db.read, viewer, id, settingOf(c));
  if (!edited) return c.notFound();
  return answer(c, bytes, 200);
});
const bare = new Hono().get('/clients/:id', (c) => c.body(bytes, 200, html));

const listening = [whole, unrendered, bare].map(
  ({ fetch }) =>
    new Promise<number>((resolve) =>
      serve({ fetch: fetch as never, port: 0, hostname: '127.0.0.1' }, ({ port }) => resolve(port)),
    ),
);
process.stdout.write(`${JSON.stringify({ ports: await Promise.all(listening), headers, path, size: bytes.length })}\n`);
