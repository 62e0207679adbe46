// Every route × role × kind of record: what answers, and that no byte of a hidden record leaves the server. A route that
// the one list does not name (test/support/routes.ts), or one of a record that is not here, fails.
import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { contacts, enrolments } from '../../src/db/schema/clients.js';
import { demonstrationClients as people } from '../../src/demonstration/plant.js';
import { showPhone } from '../../src/domain/text/phone.js';
import { showDay } from '../../src/domain/time/day.js';
import { type Answer, type App, type Browser, formOf, startApp } from '../support/app.js';
import { clientRow, clinical } from '../support/facts.js';
import { client, dose, type Right, rights, routes } from '../support/routes.js';

const restricted = '/restricted/:id{[0-9]{1,15}}';

/** Routes about one record, and what answers whoever may open them when the record is open to them. */
const ofRecords: Readonly<Record<string, number>> = {
  [`GET ${client}`]: 200,
  // Nothing typed, nothing to ask about: to the search, or back to the record.
  [`GET ${client}/draft`]: 303,
  [`POST ${client}/draft`]: 303,
  [`GET ${client}/confirmation`]: 303,
  [`POST ${client}/confirmation`]: 303,
  // Only whoever set the flag is told that it is set.
  [`GET ${client}/deceased`]: 404,
  [`GET ${client}/history`]: 200,
  // The entry that the form names is none of this record.
  [`POST ${client}/history`]: 404,
  [`GET ${client}/household`]: 200,
  // No key of a form.
  [`POST ${client}/household`]: 400,
  [`GET ${client}/immunizations`]: 200,
  [`GET ${client}/immunizations/print`]: 200,
  [`GET ${client}/immunizations/print-confidential`]: 200,
  [`GET ${client}/immunizations/print-card`]: 200,
  [`GET ${client}/immunizations/print-school`]: 200,
  [`GET ${client}/reports`]: 200,
  [`GET ${client}/reports/information`]: 200,
  [`GET ${client}/reports/chart-labels`]: 200,
  [`GET ${client}/reports/syringe-labels`]: 200,
  [`GET ${client}/immunizations/new`]: 200,
  [`POST ${client}/immunizations/new`]: 400,
  [`GET ${client}/immunizations/draft`]: 303,
  [`POST ${client}/immunizations/draft`]: 303,
  // No record here has a dose 999999.
  [`GET ${dose}`]: 404,
  [`POST ${dose}`]: 404,
  [`GET ${restricted}`]: 200,
  [`POST ${restricted}`]: 400,
  // Last, since it leaves a draft.
  [`POST ${client}`]: 303,
};

/** Routes about no record, or about many. */
const ofNone = routes.filter(([route]) => !(route in ofRecords));

const rightOf = (of: string): Right => routes.find(([route]) => route === of)?.[1] ?? 'anybody';

type Somebody = { readonly username: string; readonly at?: string };

const cast: Readonly<Record<string, Somebody>> = {
  'nora of RIVER': { username: 'nora' },
  'nora of LAKE': { username: 'nora', at: 'LAKE' },
  ...Object.fromEntries(['victor', 'ada', 'paul', 'sam', 'helen'].map((username) => [username, { username }])),
  'somebody signed out': { username: '' },
};

/** Whether somebody may open a route at all; whoever is logged in may be on the way in. */
const mayOpen = ({ username }: Somebody, right: Right) =>
  right === 'anybody' ||
  (username !== '' && (right === 'whoever is on the way in' || (rights[username] ?? []).includes(right)));

const records = { open: people.donDuck, locked: people.locked, deceased: people.deceased, missing: 424_242 } as const;
type Kind = keyof typeof records;

/** Which records a person may see at all (C12, C13). */
const sees = (name: string, kind: Kind) => kind === 'open' || (kind === 'locked' && name === 'nora of LAKE');

/** What must not leave the server of a record that is hidden: everything it is known by, but the MIIC ID that was asked for. */
async function secretsOf({ db }: App, id: number): Promise<string[]> {
  const row = await clientRow({ db } as App, id);
  const charts = await db.read.select().from(enrolments).where(eq(enrolments.clientId, id)).all();
  const others = await db.read.select().from(contacts).where(eq(contacts.clientId, id)).all();
  return [
    ...[row.lastName, row.firstName, row.motherMaidenLast, row.motherFirst, row.street, row.email, row.birthDate],
    ...[showDay(row.birthDate), row.phone, showPhone(row.phone)],
    ...charts.map(({ chartNumber }) => chartNumber),
    ...others.flatMap(({ lastName, firstName, phone }) => [lastName, firstName, phone, showPhone(phone)]),
    // Short ones stand in other words too.
  ].filter((text) => text.length > 3);
}

/** Which of them a text has, as words of their own: TONE is none of BIG STONE's. */
const told = (text: string, secrets: readonly string[]) =>
  secrets.filter((secret) =>
    new RegExp(`(?<![\\p{L}\\d])${secret.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\p{L}\\d])`, 'iu').test(text),
  );

const addressOf = (route: string, id: number) =>
  (route.split(' ')[1] ?? '')
    .replace(/:immunization\{\[0-9\]\{1,15\}\}/, '999999')
    .replace(/:id\{\[0-9\]\{1,15\}\}/, String(id))
    .replace(/:id(\{.*?\})?/, '1')
    .replace(/:\w+/, 'x');

/** A form that nobody was shown, as if from this browser: its token is right. */
async function forge(browser: Browser, path: string, fields: Record<string, string>): Promise<Answer> {
  const csrf = /name="csrf" value="([^"]*)"/.exec((await browser.get('/help-desk')).text)?.[1] ?? '';
  const signedOut = csrf || (/name="csrf" value="([^"]*)"/.exec((await browser.get('/login')).text)?.[1] ?? '');
  return browser.post(path, new URLSearchParams({ ...fields, csrf: signedOut }).toString());
}

/** The fields that a forged form of a record sends: whole, as far as that can be known without seeing it. */
async function fieldsFor(browser: Browser, route: string): Promise<Record<string, string>> {
  if (route === `POST ${client}`) {
    const path = `/clients/${people.rainbowBright}`;
    const shown = Object.fromEntries(formOf((await browser.get(path)).text, path));
    return { ...shown, revision: '1', 'do.stage': 'Stage' };
  }
  if (route === `POST ${client}/history`) return { 'do.restore.999999': 'Restore' };
  if (route === `POST ${client}/draft` || route === `POST ${client}/immunizations/draft`)
    return { 'do.continue': 'Go on editing' };
  if (route === `POST ${client}/confirmation`) {
    const shown = (await browser.get(`/clients/${people.rainbowBright}`)).text;
    const organization = /name="organization" value="(\d+)"/.exec(shown)?.[1] ?? '1';
    return { organization, 'do.back': 'Go on editing' };
  }
  return {};
}

async function enter(registry: App, { username, at }: Somebody): Promise<Browser> {
  return username ? registry.open().logIn(username, at) : registry.open();
}

const request = async (browser: Browser, route: string, path: string) =>
  route.startsWith('GET') ? browser.get(path) : forge(browser, path, await fieldsFor(browser, route));

/** An answer without what differs between two requests for different records. */
const plain = ({ status, text, location }: Answer, id: number) =>
  `${status} ${location} ${text}`
    .replaceAll(String(id), 'ID')
    .replaceAll(/[\d-]{10} [\d:]+|data-\w+="\d+"|content="\d+"|name="csrf" value="\w+"/g, '');

test('every route about one record is tried', () => {
  const about = routes.filter(([route]) => /^\w+ \/(?:clients|restricted)\/:id/.test(route));
  expect(Object.keys(ofRecords).sort()).toEqual(about.map(([route]) => route).sort());
});

describe.each(Object.entries(cast))('%s', (name, somebody) => {
  let registry: App;
  let browser: Browser;
  let before: string;
  beforeAll(async () => {
    registry = startApp();
    browser = await enter(registry, somebody);
    before = await clinical(registry);
  });

  describe.each(Object.entries(ofRecords))('%s', (route, open) => {
    const right = rightOf(route);
    test.each(Object.keys(records) as Kind[])('of a record that is %s', async (kind) => {
      const id = records[kind];
      const answer = await request(browser, route, addressOf(route, id));
      const reaches = route.includes('/restricted') ? kind !== 'missing' : sees(name, kind);
      if (somebody.username === '') {
        expect([answer.status, answer.location.split('?')[0]]).toEqual([303, '/login']);
      } else if (!mayOpen(somebody, right)) expect(answer.status).toBe(403);
      else expect(answer.status).toBe(reaches ? open : 404);
      if (kind !== 'missing' && !(reaches && mayOpen(somebody, right)))
        expect(told(answer.text, await secretsOf(registry, id))).toEqual([]);
      // A hidden record answers as one that does not exist, to the letter.
      if (!reaches && kind !== 'missing') {
        const missing = await request(browser, route, addressOf(route, records.missing));
        expect(plain(answer, id)).toBe(plain(missing, records.missing));
      }
    });
  });

  test('a form with a wrong token, or none, is the same for every record, and changes nothing', async () => {
    for (const route of Object.keys(ofRecords).filter((route) => route.startsWith('POST')))
      for (const [kind, id] of Object.entries(records)) {
        const answer = await browser.post(addressOf(route, id), 'csrf=forged&do.save=Save&lastName=FORGED');
        expect([303, 403, 404], `${route} ${kind}`).toContain(answer.status);
        if (answer.status === 303) expect(answer.location).toMatch(/^\/login/);
        if (kind === 'missing') continue;
        expect(told(answer.text, await secretsOf(registry, id))).toEqual([]);
      }
  });

  test('every route about no record answers by the role alone, and tells nothing of hidden records', async () => {
    for (const [route, right] of ofNone) {
      const own = await enter(registry, somebody);
      const answer = await request(own, route, `${addressOf(route, records.locked)}?page=2&for=${records.locked}`);
      const allowed = mayOpen(somebody, right);
      expect(answer.status, route).toBeLessThan(500);
      if (!allowed && somebody.username !== '') expect(answer.status, route).toBe(403);
      if (!allowed && somebody.username === '') expect(answer.location, route).toMatch(/^\/login/);
      if (allowed && right !== 'anybody') expect(answer.location, route).not.toMatch(/^\/login/);
      if (route.includes('/restricted') && allowed) continue;
      for (const kind of ['locked', 'deceased'] as const)
        if (!sees(name, kind)) expect(told(answer.text, await secretsOf(registry, records[kind])), route).toEqual([]);
    }
  });

  test('no search finds a hidden record, by anything it is known by: nothing is counted, and nothing told', async () => {
    if (somebody.username === '') return;
    for (const kind of ['locked', 'deceased'] as const) {
      if (sees(name, kind)) continue;
      const row = await clientRow(registry, records[kind]);
      const charts = await registry.db.read.select().from(enrolments).where(eq(enrolments.clientId, row.id)).all();
      const searches: Record<string, string>[] = [
        { miicId: String(row.id) },
        { lastName: row.lastName, firstName: row.firstName, birthDate: showDay(row.birthDate) },
        { lastName: row.lastName, firstName: row.firstName },
        { birthDate: showDay(row.birthDate) },
        { phone: row.phone },
        { motherMaidenLast: row.motherMaidenLast, motherFirst: row.motherFirst },
        ...charts.filter(({ chartNumber }) => chartNumber).map(({ chartNumber }) => ({ chartNumber })),
      ].filter((criteria) => Object.values(criteria).every(Boolean));
      for (const start of ['/clients', '/immunizations'])
        for (const criteria of searches) {
          const found = await browser.submit(start, criteria, 'do.search');
          expect(found.location, JSON.stringify(criteria)).toMatch(/^\/searches\//);
          const { text } = await browser.get(found.location);
          expect(text, JSON.stringify(criteria)).not.toContain(`/clients/${row.id}`);
          const typed = Object.values(criteria).flatMap((value) => [value, showPhone(value)]);
          const secrets = (await secretsOf(registry, row.id)).filter((secret) => !typed.includes(secret));
          expect(told(text, secrets), JSON.stringify(criteria)).toEqual([]);
        }
    }
  });

  test('nothing clinical has changed by any of it', async () => {
    expect(await clinical(registry)).toBe(before);
  });
});
