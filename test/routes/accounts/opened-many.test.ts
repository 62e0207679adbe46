// Whoever opens many records within an hour is asked why once, and whoever opens many more is stopped (A6).
import { and, eq, inArray } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { audit, lettingsGo, outbox } from '../../../src/db/schema/operations.js';
import { demonstrationClients as people } from '../../../src/demonstration/plant.js';
import { openingActions } from '../../../src/domain/audit.js';
import { type App, type Browser, formOf, press, startApp } from '../../support/app.js';
import { auditOf, clientRow } from '../../support/facts.js';
import { arrivedFrom } from '../../support/mail.js';
import { client, rights, routes } from '../../support/routes.js';

const minute = 60_000;
const hour = 60 * minute;
const limits = { RECORDS_ASKED_WHY: '2', RECORDS_STOPPED: '4' };
const { donDuck, rainbowBright, sevenContacts, longName, certified } = people;
const record = (id: number) => `/clients/${id}`;

/** The statuses of records, opened one after the other. */
async function opened(browser: Browser, ids: readonly number[]) {
  const statuses: number[] = [];
  for (const id of ids) statuses.push((await browser.get(record(id))).status);
  return statuses;
}

const say = (browser: Browser, page: { text: string }, reason = 'The class lists of Oak School') =>
  press(browser, page, '/reason', 'do.say', { reason });

/** Asks for a route about Don Duck; a form is forged, as if from this browser. */
async function ask(browser: Browser, route: string, headers: Record<string, string>) {
  const [method = '', pattern = ''] = route.split(' ');
  const path = pattern.replace(/:id\{.*?\}\}/, String(donDuck)).replace(/:immunization\{.*\}/, '1');
  if (method === 'GET') return browser.request(path, { headers });
  const csrf = formOf((await browser.get('/reason')).text, '/reason').get('csrf') ?? '';
  const body = new URLSearchParams({ csrf, 'do.save': '1' }).toString();
  return browser.request(path, {
    ...{ method, body },
    headers: { ...headers, 'Content-Type': 'application/x-www-form-urlencoded' },
  });
}

/** Nora, who was asked why and said it. */
async function asked(registry: App) {
  const nora = await registry.open().logIn('nora');
  await opened(nora, [donDuck, rainbowBright]);
  await say(nora, await nora.get(record(sevenContacts)));
  return nora;
}

test('the third record is not shown before the reason is given, which is kept and leads there (A6)', async () => {
  const registry = startApp(limits);
  const nora = await registry.open().logIn('nora');
  expect(await opened(nora, [donDuck, rainbowBright, donDuck, rainbowBright])).toEqual([200, 200, 200, 200]);
  const question = await nora.get(record(sevenContacts));
  expect(question.status).toBe(429);
  expect(question.text).not.toContain((await clientRow(registry, sevenContacts)).lastName);
  expect(await auditOf(registry, 'view client', sevenContacts)).toEqual([]);
  expect(await auditOf(registry, 'ask why')).toMatchObject([
    { clientId: sevenContacts, detail: '2 records within an hour' },
  ]);
  // What is open already stays open.
  expect(await opened(nora, [donDuck, rainbowBright])).toEqual([200, 200]);

  const again = await say(nora, question, 'no');
  expect([again.status, again.text.includes('value="no"')]).toEqual([422, true]);
  const shown = await say(nora, question);
  expect([shown.went, shown.status]).toEqual([record(sevenContacts), 200]);
  expect(await auditOf(registry, 'say why')).toMatchObject([{ detail: 'The class lists of Oak School' }]);
  // Once for the day.
  registry.wait(90 * minute);
  const later = await registry.open().logIn('nora');
  expect(await opened(later, [donDuck, rainbowBright, sevenContacts])).toEqual([200, 200, 200]);
  expect(await auditOf(registry, 'ask why')).toHaveLength(1);
});

test('the fifth record is not shown at all, the help desk is told once, and the hour ends it', async () => {
  const registry = startApp(limits);
  const nora = await asked(registry);
  expect(await opened(nora, [sevenContacts, longName, certified, certified, donDuck])).toEqual([
    200, 200, 429, 429, 200,
  ]);
  const stop = await nora.get(record(certified));
  expect(stop.text).toContain('No more records for now');
  expect(stop.text).not.toContain((await clientRow(registry, certified)).lastName);
  const [mail, ...others] = (await arrivedFrom(registry)).filter(({ subject }) => subject.includes('stopped'));
  expect(others).toEqual([]);
  expect(mail).toMatchObject({
    to: registry.config.site.helpDeskEmail,
    text: expect.stringContaining('nora of RIVER opened 4 records'),
  });
  // Another organization of hers is no way around.
  const atLake = await registry.open().logIn('nora', 'LAKE');
  expect(await opened(atLake, [certified])).toEqual([429]);
  registry.wait(hour + 1);
  const later = await registry.open().logIn('nora');
  expect(await opened(later, [certified])).toEqual([200]);
});

test('two tabs at once open no more than one after the other', async () => {
  const registry = startApp(limits);
  const nora = await registry.open().logIn('nora');
  const answers = await Promise.all(
    [donDuck, rainbowBright, sevenContacts, longName, certified].map((id) => nora.get(record(id))),
  );
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(2);
  expect(await auditOf(registry, 'view client')).toHaveLength(2);
});

test('pages, prints, fragments, the history and forged forms count alike: no route shows a record to who is stopped', async () => {
  const registry = startApp({ RECORDS_ASKED_WHY: '0', RECORDS_STOPPED: '1' });
  const { lastName } = await clientRow(registry, donDuck);
  const opens = and(eq(audit.clientId, donDuck), inArray(audit.action, [...openingActions]));
  const about = routes.filter(([route]) => route.includes(client) || route.includes('/restricted/:id'));
  const free = startApp();
  const shows = new Set<string>();
  for (const username of ['nora', 'ada', 'helen', 'victor']) {
    const [unbraked, browser] = [await free.open().logIn(username), await registry.open().logIn(username)];
    await browser.get(record(rainbowBright));
    for (const [route, right] of about.filter(([, right]) => rights[username]?.includes(right)))
      for (const headers of [{}, { 'HX-Request': 'true', 'HX-Request-Type': 'partial' }]) {
        const would = await ask(unbraked, route, headers);
        const rows = (await registry.db.read.select().from(audit).where(opens).all()).length;
        const { status, text } = await ask(browser, route, headers);
        if (would.text.includes(lastName)) shows.add(route);
        const told = [text.includes(lastName), (await registry.db.read.select().from(audit).where(opens).all()).length];
        expect([route, right, username, ...told]).toEqual([route, right, username, false, rows]);
        if (would.text.includes(lastName)) expect([route, username, status]).toEqual([route, username, 429]);
      }
  }
  // Nearly all of them would have.
  expect(shows.size).toBeGreaterThan(10);
});

test('what was typed on a record that is open is staged and saved, whatever was opened since', async () => {
  const registry = startApp({ RECORDS_ASKED_WHY: '0', RECORDS_STOPPED: '2' });
  const nora = await registry.open().logIn('nora');
  const page = await nora.get(record(donDuck));
  registry.wait(hour + 1);
  const again = await registry.open().logIn('nora');
  for (const [name, value] of nora.cookies) if (!again.cookies.has(name)) again.cookies.set(name, value);
  await opened(again, [rainbowBright, sevenContacts]);
  expect(await opened(again, [longName])).toEqual([429]);
  const form = formOf(page.text, record(donDuck));
  form.set('csrf', formOf((await again.get('/reason')).text, '/reason').get('csrf') ?? '');
  form.set('email', 'not an address');
  form.append('do.save', 'Save');
  const refused = await again.post(record(donDuck), form.toString());
  expect([refused.status, refused.text.includes('not an address')]).toEqual([422, true]);
  const corrected = formOf(refused.text, record(donDuck));
  corrected.set('email', 'don@example.org');
  corrected.append('do.save', 'Save');
  expect((await again.post(record(donDuck), corrected.toString())).status).toBe(303);
  expect((await clientRow(registry, donDuck)).email).toBe('don@example.org');
});

test('without limits nobody is asked or stopped', async () => {
  const registry = startApp({ RECORDS_ASKED_WHY: '0', RECORDS_STOPPED: '0' });
  const nora = await registry.open().logIn('nora');
  expect(new Set(await opened(nora, [donDuck, rainbowBright, sevenContacts, longName, certified]))).toEqual(
    new Set([200]),
  );
  expect(await registry.db.read.select().from(outbox).where(eq(outbox.kind, 'opening stopped')).all()).toEqual([]);
  expect(await registry.db.read.select().from(lettingsGo).all()).toEqual([]);
});

test('an export is no way around: whoever is stopped takes no file until the help desk lets them go on', async () => {
  const registry = startApp({ RECORDS_ASKED_WHY: '0', RECORDS_STOPPED: '1' });
  const ada = await registry.open().logIn('ada');
  const take = async () => ada.submit('/exports', { kind: 'clients' }, 'do.export');
  expect((await take()).headers.get('Content-Type')).toContain('text/csv');
  await say(ada, await ada.get(record(donDuck)));
  expect(await opened(ada, [donDuck, rainbowBright])).toEqual([200, 429]);
  const exported = (await auditOf(registry, 'export clients')).length;
  const stop = await take();
  expect([stop.status, stop.text.includes('No more records for now')]).toEqual([429, true]);
  expect(await auditOf(registry, 'export clients')).toHaveLength(exported);
  registry.wait(hour + 1);
  const later = await registry.open().logIn('ada');
  expect((await later.submit('/exports', { kind: 'clients' }, 'do.export')).status).toBe(200);
});
