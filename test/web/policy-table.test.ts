// Every route × role × kind of record: what answers, and that no byte of a hidden record leaves the server. A route that
// the tables do not list fails.
import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { contacts, enrolments } from '../../src/db/schema/clients.js';
import { demonstrationClients as people } from '../../src/demonstration/plant.js';
import { showPhone } from '../../src/domain/text/phone.js';
import { showDay } from '../../src/domain/time/day.js';
import { type Answer, type App, type Browser, formOf, startApp } from '../support/app.js';
import { clientRow, clinical } from '../support/facts.js';

/** Who may open a route at all, whatever it is about. */
type Right = 'anybody' | 'logged in' | 'editors' | 'administrators' | 'help desk';

const client = '/clients/:id{[0-9]{1,15}}';
const dose = `${client}/immunizations/:immunization{[0-9]{1,15}}`;
const restricted = '/restricted/:id{[0-9]{1,15}}';

/** Routes about one record: who may open them, and what answers when the record is open to them. */
const ofRecords: Readonly<Record<string, { readonly right: Right; readonly open: number }>> = {
  [`GET ${client}`]: { right: 'logged in', open: 200 },
  // Nothing typed, nothing to ask about: to the search, or back to the record.
  [`GET ${client}/draft`]: { right: 'editors', open: 303 },
  [`POST ${client}/draft`]: { right: 'editors', open: 303 },
  [`GET ${client}/confirmation`]: { right: 'editors', open: 303 },
  [`POST ${client}/confirmation`]: { right: 'editors', open: 303 },
  // Only whoever set the flag is told that it is set.
  [`GET ${client}/deceased`]: { right: 'editors', open: 404 },
  [`GET ${client}/history`]: { right: 'logged in', open: 200 },
  // The entry that the form names is none of this record.
  [`POST ${client}/history`]: { right: 'editors', open: 404 },
  [`GET ${client}/immunizations`]: { right: 'logged in', open: 200 },
  [`GET ${client}/immunizations/print`]: { right: 'logged in', open: 200 },
  [`GET ${client}/immunizations/print-confidential`]: { right: 'logged in', open: 200 },
  [`GET ${client}/reports`]: { right: 'logged in', open: 200 },
  [`GET ${client}/reports/information`]: { right: 'logged in', open: 200 },
  [`GET ${client}/immunizations/new`]: { right: 'editors', open: 200 },
  [`POST ${client}/immunizations/new`]: { right: 'editors', open: 400 },
  [`GET ${client}/immunizations/draft`]: { right: 'editors', open: 303 },
  [`POST ${client}/immunizations/draft`]: { right: 'editors', open: 303 },
  // No record here has a dose 999999.
  [`GET ${dose}`]: { right: 'logged in', open: 404 },
  [`POST ${dose}`]: { right: 'editors', open: 404 },
  [`GET ${restricted}`]: { right: 'help desk', open: 200 },
  [`POST ${restricted}`]: { right: 'help desk', open: 400 },
  // Last, since it leaves a draft.
  [`POST ${client}`]: { right: 'editors', open: 303 },
};

/** Routes about no record, or about many. */
const ofNone: Readonly<Record<Right, readonly string[]>> = {
  anybody: [
    ...['GET /static/:name', 'GET /login', 'POST /login', 'GET /session', 'POST /session/kept'],
    ...['GET /password/forgot', 'POST /password/forgot', 'GET /password/sent', 'GET /password/reset/:token'],
    ...['GET /password/answer', 'POST /password/answer', 'GET /password/new', 'POST /password/new'],
    ...['GET /password/saved', 'GET /email-address/confirm/:token', 'GET /email-address/new'],
    ...['POST /email-address/new', 'GET /help-desk', 'GET /guidance'],
  ],
  'logged in': [
    ...['GET /password/expired', 'POST /password/expired', 'GET /agreement', 'POST /agreement'],
    ...['GET /email-address', 'POST /email-address', 'GET /security-questions', 'POST /security-questions'],
    ...['GET /', 'GET /announcements/:id{[0-9]+}', 'GET /account', 'POST /account', 'GET /account/password'],
    ...['POST /account/password', 'GET /interrupted', 'GET /interrupted/:id', 'POST /interrupted/:id'],
    ...['GET /organizations'],
    ...['POST /organizations', 'GET /clients', 'POST /clients', 'GET /immunizations', 'POST /immunizations'],
    ...['GET /searches/:id', 'POST /session', 'POST /logout'],
  ],
  editors: ['GET /clients/new', 'POST /clients/new', 'GET /clients/new/duplicates', 'POST /clients/new/duplicates'],
  administrators: [
    ...['GET /users', 'POST /users', 'GET /users/new', 'POST /users/new'],
    ...['GET /users/:id{[0-9]+}', 'POST /users/:id{[0-9]+}', 'GET /users/:id{[0-9]+}/sure'],
  ],
  'help desk': [
    ...['GET /mail', 'POST /mail', 'GET /restricted', 'POST /restricted'],
    ...['GET /duplicates', 'GET /duplicates/:id{[0-9]{1,15}}', 'POST /duplicates/:id{[0-9]{1,15}}'],
    ...['GET /duplicates/rows/:id{[0-9]{1,15}}', 'POST /duplicates/rows/:id{[0-9]{1,15}}'],
  ],
};

type Somebody = { readonly username: string; readonly at?: string; readonly rights: readonly Right[] };

const cast: Readonly<Record<string, Somebody>> = {
  'nora of RIVER': { username: 'nora', rights: ['logged in', 'editors'] },
  'nora of LAKE': { username: 'nora', at: 'LAKE', rights: ['logged in', 'editors'] },
  victor: { username: 'victor', rights: ['logged in'] },
  ada: { username: 'ada', rights: ['logged in', 'editors', 'administrators'] },
  paul: { username: 'paul', rights: ['logged in', 'editors'] },
  sam: { username: 'sam', rights: ['logged in'] },
  helen: { username: 'helen', rights: ['logged in', 'administrators', 'help desk'] },
  'somebody signed out': { username: '', rights: [] },
};

const records = { open: people.donDuck, locked: people.locked, deceased: people.deceased, missing: 424_242 } as const;
type Kind = keyof typeof records;

/** Which records a person may see at all (C12, C13). */
const sees = (name: string, kind: Kind) => kind === 'open' || (kind === 'locked' && name === 'nora of LAKE');

/** What must not leave the server of a record that is hidden: everything it is known by, but the MIIC ID that was asked for. */
function secretsOf({ db }: App, id: number): string[] {
  const row = clientRow({ db } as App, id);
  const charts = db.read.select().from(enrolments).where(eq(enrolments.clientId, id)).all();
  const others = db.read.select().from(contacts).where(eq(contacts.clientId, id)).all();
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

test('the tables list every route, and no other', () => {
  const known = startApp().app.routes.filter(({ method }) => method !== 'ALL');
  const listed = [...Object.keys(ofRecords), ...Object.values(ofNone).flat()];
  expect(listed.sort()).toEqual([...new Set(known.map(({ method, path }) => `${method} ${path}`))].sort());
});

describe.each(Object.entries(cast))('%s', (name, somebody) => {
  let registry: App;
  let browser: Browser;
  let before: string;
  beforeAll(async () => {
    registry = startApp();
    browser = await enter(registry, somebody);
    before = clinical(registry);
  });

  describe.each(Object.entries(ofRecords))('%s', (route, { right, open }) => {
    test.each(Object.keys(records) as Kind[])('of a record that is %s', async (kind) => {
      const id = records[kind];
      const answer = await request(browser, route, addressOf(route, id));
      const reaches = route.includes('/restricted') ? kind !== 'missing' : sees(name, kind);
      if (somebody.rights.length === 0) {
        expect([answer.status, answer.location.split('?')[0]]).toEqual([303, '/login']);
      } else if (!somebody.rights.includes(right)) expect(answer.status).toBe(403);
      else expect(answer.status).toBe(reaches ? open : 404);
      if (kind !== 'missing' && !(reaches && somebody.rights.includes(right)))
        expect(told(answer.text, secretsOf(registry, id))).toEqual([]);
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
        expect(told(answer.text, secretsOf(registry, id))).toEqual([]);
      }
  });

  test('every route about no record answers by the role alone, and tells nothing of hidden records', async () => {
    for (const [right, routes] of Object.entries(ofNone) as [Right, readonly string[]][])
      for (const route of routes) {
        const own = await enter(registry, somebody);
        const answer = await request(own, route, `${addressOf(route, records.locked)}?page=2&for=${records.locked}`);
        const allowed = right === 'anybody' || somebody.rights.includes(right);
        expect(answer.status, route).toBeLessThan(500);
        if (!allowed && somebody.rights.length > 0) expect(answer.status, route).toBe(403);
        if (!allowed && somebody.rights.length === 0) expect(answer.location, route).toMatch(/^\/login/);
        if (allowed && right !== 'anybody') expect(answer.location, route).not.toMatch(/^\/login/);
        if (route.includes('/restricted') && allowed) continue;
        for (const kind of ['locked', 'deceased'] as const)
          if (!sees(name, kind)) expect(told(answer.text, secretsOf(registry, records[kind])), route).toEqual([]);
      }
  });

  test('no search finds a hidden record, by anything it is known by: nothing is counted, and nothing told', async () => {
    if (somebody.rights.length === 0) return;
    for (const kind of ['locked', 'deceased'] as const) {
      if (sees(name, kind)) continue;
      const row = clientRow(registry, records[kind]);
      const charts = registry.db.read.select().from(enrolments).where(eq(enrolments.clientId, row.id)).all();
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
          const secrets = secretsOf(registry, row.id).filter((secret) => !typed.includes(secret));
          expect(told(text, secrets), JSON.stringify(criteria)).toEqual([]);
        }
    }
  });

  test('nothing clinical has changed by any of it', () => {
    expect(clinical(registry)).toBe(before);
  });
});
