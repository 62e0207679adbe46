// The search box, which stands on every page: one text for everything (C2).
import { expect, test } from 'vitest';
import { demonstrationClients as people } from '../../../src/demonstration/plant.js';
import { type Browser, formOf, startApp } from '../../support/app.js';
import { auditOf } from '../../support/facts.js';

const don = `/clients/${people.donDuck}`;
const { rainbowBright } = people;

/** Types into the box of a page, and follows where Go leads. */
async function find(browser: Browser, typed: string, from = '/account') {
  const answer = await browser.submit(from, { box: typed }, 'do.find', '/searches');
  const [, opened] = /^\/clients\/(\d+)/.exec(answer.location) ?? [];
  return { ...answer, opened: Number(opened), ...(answer.status === 303 && (await browser.get(answer.location))) };
}

const nora = () => startApp().open().logIn('nora');

test.each([
  ['Duck, Don 9/21/2009', people.donDuck],
  ['don duck 09212009', people.donDuck],
  ['duck don 2009-09-21', people.donDuck],
  ['9/21/09 DUCK/DON', people.donDuck],
  [`MIIC ID ${rainbowBright}`, rainbowBright],
  [String(rainbowBright), rainbowBright],
  ['12345678910', rainbowBright],
])('%s opens the one record (C2)', async (typed, id) => expect((await find(await nora(), typed)).opened).toBe(id));

test.each([
  ['rainbow bright', 'last name BRIGHT, first name RAINBOW'],
  ['rainbow birght 2015', 'last name BIRGHT, first name RAINBOW, born 2015'],
  ['bright 2/14', 'last name BRIGHT, born 02/14'],
  ['651-201-4629', 'phone 651-201-4629'],
  ['201 4629', 'phone 201-4629'],
  ['rainbow 201-4629', 'first name RAINBOW, phone 201-4629'],
])('%s lists her, and says how it was understood: %s (C2)', async (typed, words) => {
  const { text } = await find(await nora(), typed);
  expect(text).toContain(`Understood as: ${words}.`);
  expect(text).toContain('BRIGHT, RAINBOW FANCYPANTS');
  expect(text).toMatch(new RegExp(`<input id="box" [^>]*value="${typed}"`));
});

test('what is no search is said at once, with what was typed; too many and none say how it was understood (C2, X4)', async () => {
  const browser = await nora();
  for (const typed of ['', '---', 'x'.repeat(101)]) {
    const { status, text } = await find(browser, typed);
    expect(status).toBe(422);
    expect(text).toContain('Type a name, a birth date, a MIIC ID, a phone or a chart number.');
    expect(text).toContain(`value="${typed}"`);
  }
  const none = await find(browser, 'zzyzx, nobody');
  expect(none.text).toContain('None found');
  expect(none.text).toContain('Understood as: last name ZZYZX, first name NOBODY.');
  expect(none.text).toContain('name="lastName" type="text" value="zzyzx"');
});

test('no name stands in an address, the search is the own one, and the log names fields alone (X6, A6)', async () => {
  const app = startApp();
  const browser = await app.open().logIn('nora');
  const { location } = await browser.submit('/account', { box: 'rainbow bright' }, 'do.find', '/searches');
  expect(location).toMatch(/^\/searches\/[\w-]{22}$/);
  expect((await (await app.open().logIn('paul')).get(location)).status).toBe(404);
  expect((await auditOf(app, 'search')).at(-1)).toMatchObject({ detail: 'lastName firstName' });
});

test("another organization's chart number and a locked record are not found (C2, C13)", async () => {
  const app = startApp();
  expect((await find(await app.open().logIn('paul'), 'chart 12345678910')).text).toContain('None found');
  const browser = await app.open().logIn('nora');
  await browser.submit(don, { sharing: 'N' }, 'do.save');
  await browser.submit(`${don}/confirmation`, {}, 'do.save');
  expect((await find(await app.open().logIn('paul'), 'duck don 9/21/2009')).text).toContain('None found');
  expect((await find(browser, 'duck don 9/21/2009')).opened).toBe(people.donDuck);
});

test('from a record it keeps what is typed there and says so, and Enter in a field searches for nothing (C20)', async () => {
  const browser = await nora();
  const send = async (box: string) => {
    const form = formOf((await browser.get(don)).text, don);
    form.set('street', '9 KEPT STREET');
    form.set('box', box);
    form.set('do.find', 'Go');
    return browser.post(don, `${form}`);
  };
  const { location } = await send('rainbow');
  expect(location).toMatch(new RegExp(`^/searches/[\\w-]{22}\\?kept=${people.donDuck}$`));
  expect((await browser.get(location)).text).toContain(`Go on editing MIIC ID ${people.donDuck}`);
  const opened = await send(String(rainbowBright));
  expect(opened.location).toMatch(new RegExp(`^/clients/${rainbowBright}\\?search=[\\w-]{22}&kept=${people.donDuck}$`));
  expect((await browser.get(opened.location)).text).toContain(
    `MIIC ID ${people.donDuck} is not saved: kept as a draft`,
  );
  expect((await browser.get(don)).text).toContain('value="9 KEPT STREET"');
  expect((await send('  ')).location).toMatch(new RegExp(`^${don}`));
  const unread = await send('---');
  expect(unread.status).toBe(422);
  expect(unread.text).toContain(`Go on editing MIIC ID ${people.donDuck}`);
});

test('from the form of a visit it keeps the visit and leads back to it (C20)', async () => {
  const browser = await nora();
  const visit = `${don}/immunizations/new`;
  const send = async (box: string) => {
    const form = formOf((await browser.get(visit)).text, visit);
    form.set('lot1', 'KEPT-7');
    form.set('box', box);
    form.set('do.find', 'Go');
    return browser.post(visit, `${form}`);
  };
  const { location } = await send('rainbow bright');
  expect(location).toMatch(new RegExp(`^/searches/[\\w-]{22}\\?kept=${people.donDuck}$`));
  expect((await browser.get(location)).text).toContain(
    `<a href="${visit}">Go on editing MIIC ID ${people.donDuck}</a>`,
  );
  expect((await browser.get(visit)).text).toContain('value="KEPT-7"');
  expect((await send('')).location).toContain(visit);
});
