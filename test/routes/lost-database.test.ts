// The database is lost in the middle of the work: whoever asks is told, and what they typed comes back with the page.
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createApp } from '../../src/app.js';
import { createSessions } from '../../src/auth/sessions.js';
import type { Database } from '../../src/db/engine/database.js';
import { serve } from '../../src/db/engine/postgresql.js';
import { changes } from '../../src/db/schema/clients.js';
import { demonstrationClients as cast } from '../../src/demonstration/plant.js';
import { Browser, formOf, startApp } from '../support/app.js';
import { engine, ofPostgresqlAlone } from '../support/engine/engine.js';
import { type Losing, losing } from '../support/engine/losing.js';

ofPostgresqlAlone('A file is not on the way of anything.');

const rainbow = `/clients/${cast.rainbowBright}`;
let way: Losing;
let db: Database;
let lines: string[] = [];
let open: () => Browser;

beforeEach(async () => {
  const url = await engine.addressOf?.('planted');
  if (!url) return;
  way = await losing(url);
  db = serve({ url: way.url, patience: 1000, mostConnections: 4 });
  const registry = startApp();
  const { parts, clock } = registry;
  const sessions = createSessions(db, clock, { idleMinutes: 30, hours: 12, https: false });
  const app = createApp({ ...parts, db, sessions });
  lines = registry.lines;
  open = () => new Browser(app.request.bind(app));
});
afterEach(() => {
  db?.close();
  way?.stop();
});

/** A Save of another phone number, as it is shown filled in. */
async function saving(browser: Browser): Promise<string> {
  const form = formOf((await browser.get(rainbow)).text, rainbow);
  form.set('phone', '612-722-0144');
  form.set('do.save', 'Save');
  return `${form}`;
}
const faults = () => lines.map((line) => JSON.parse(line).fault).filter(Boolean);
const saves = async () =>
  (await db.read.select().from(changes).where(eq(changes.clientId, cast.rainbowBright)).all()).length;

test('where it is lost before the session is found, every page says so, a Save comes back as it was typed, and goes on once it is back', async () => {
  const nora = await open().logIn('nora');
  const save = await saving(nora);
  const before = await saves();
  const victor = open();
  const login = formOf((await victor.get('/login')).text, '/login');
  const typed = { organizationCode: 'RIVER', username: 'victor', password: 'Immunize-2026', 'do.login': 'Login' };
  for (const [name, value] of Object.entries(typed)) login.set(name, value);
  way.cut();
  const [home, view, sent, part, strangers] = await Promise.all([
    nora.get('/'),
    nora.get(rainbow),
    nora.post(rainbow, save),
    nora.request(rainbow, { headers: { 'HX-Request-Type': 'partial' } }),
    victor.post('/login', `${login}`),
  ]);
  for (const answer of [home, view, sent, part, strangers]) {
    expect([answer.status, answer.headers.get('Retry-After')]).toEqual([503, '5']);
    expect(answer.text).toContain('The registry is busy');
    expect(answer.text).toContain('Nothing was changed.');
    expect(answer.text).not.toMatch(/Riverside|Immunize-2026/);
  }
  expect(sent.text).toContain('612-722-0144');
  for (const { text } of [home, view, part]) expect(text).not.toContain('RAINBOW');
  expect([home, view, strangers].some(({ text }) => text.includes('Send it again'))).toBe(false);
  way.mend();
  const again = formOf(sent.text, rainbow);
  again.set('do.save', 'Save');
  expect((await nora.post(rainbow, `${again}`)).status).toBe(303);
  expect((await nora.get(rainbow)).text).toContain('612-722-0144');
  expect(await saves()).toBe(before + 1);
  expect(faults()).toEqual(Array(5).fill('Busy'));
});

test('where it is lost before it says whether a Save is done, that is said; sent again it is not done twice', async () => {
  const nora = await open().logIn('nora');
  const save = await saving(nora);
  const before = await saves();
  Object.assign(way, { drops: 1, dropped: way.cut });
  const sent = await nora.post(rainbow, save);
  expect([sent.status, sent.headers.get('Retry-After')]).toEqual([503, '5']);
  expect(sent.text).toContain('The registry does not answer');
  expect(sent.text).toContain('It is not known whether this was saved.');
  expect(sent.text).not.toContain('Nothing was changed');
  expect(sent.text).toContain('612-722-0144');
  way.mend();
  expect((await nora.post(rainbow, save)).status).toBe(303);
  expect(await saves()).toBe(before + 1);
});
