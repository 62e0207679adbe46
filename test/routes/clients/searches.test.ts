import { expect, test } from 'vitest';
import { enterClient } from '../../../src/db/clients/client-writes.js';
import { demonstrationClients as people } from '../../../src/demonstration/plant.js';
import { mapFields } from '../../../src/domain/clients/personal-information.js';
import { type Browser, startApp } from '../../support/app.js';
import { auditOf } from '../../support/facts.js';

/** The names on the page of results that a search leads to, or the record that it opens. */
async function find(browser: Browser, fill: Record<string, string>) {
  const answer = await browser.submit('/clients', fill, 'do.search');
  if (answer.status !== 303) return { ...answer, names: [] };
  if (answer.location.startsWith('/clients/'))
    return { opened: Number(/\d+/.exec(answer.location)?.[0]), ...answer, names: [] };
  const page = await browser.get(answer.location);
  return {
    ...page,
    location: answer.location,
    names: [...page.text.matchAll(/<a href="\/clients\/\d+\?search=[\w-]+">([^<]+)/g)].map(([, name]) => name),
  };
}

const nora = () => startApp().open().logIn('nora');

test('three letters of a last name find what starts with them, one or two only that name (C2)', async () => {
  const browser = await nora();
  expect((await find(browser, { lastName: 'duc' })).names).toContain('DUCK, DON');
  expect((await find(browser, { lastName: 'du' })).names).not.toContain('DUCK, DON');
});

test.each([
  ['last and first name', { lastName: 'Bright', firstName: 'Rainbow' }],
  ['a middle name with a first name', { firstName: 'rainbow', middleName: 'fancy' }],
  ['birth date', { birthDate: '02/14/2015' }],
  ["mother's maiden last name", { motherMaidenLast: 'unicorn' }],
  ['phone', { phone: '(651) 201-4629' }],
  ['gender with a name', { gender: 'U', lastName: 'bright' }],
])('RAINBOW BRIGHT is listed by %s (C2)', async (_, fill) => {
  expect((await find(await nora(), fill)).names).toContain('BRIGHT, RAINBOW FANCYPANTS');
});

test.each([
  ['MIIC ID', { miicId: String(people.rainbowBright) }, people.rainbowBright],
  ["the clinic's chart number", { chartNumber: '12345678910' }, people.rainbowBright],
  ['full name and birth date', { lastName: "d'u ck", firstName: 'Don', birthDate: '9/21/2009' }, people.donDuck],
])('%s opens the one record at once (C2)', async (_, fill, id) => {
  expect(await find(await nora(), fill)).toMatchObject({ opened: id });
});

test.each([
  ['with other accents', { lastName: 'NGUYEN', firstName: 'DUNG', birthDate: '05/08/2015' }, 1],
  ['as it is written', { lastName: 'Nguyễn', firstName: 'Dũng', birthDate: '05/08/2015' }, 'opened'],
  ['of another chart number', { lastName: 'Nguyễn', firstName: 'Dung', chartNumber: 'V-1' }, 1],
  ['of its chart number', { chartNumber: 'v1' }, 'opened'],
  ['of a placeholder', { lastName: 'Santos', firstName: 'Baby Girl', birthDate: '05/09/2015' }, 1],
  [
    'of a placeholder with its chart number',
    { lastName: 'Santos', firstName: 'Baby Girl', chartNumber: 'V-2' },
    'opened',
  ],
  ['of vowel signs', { lastName: 'शर्मा', firstName: 'मोना', birthDate: '05/10/2015' }, 1],
  ['of an okina', { lastName: "Ka'aihue", firstName: 'Lei', birthDate: '05/11/2015' }, 'opened'],
  [
    'with zero-width marks',
    { lastName: 'San\u200Btos\uFEFF', firstName: '\u202ALucía', birthDate: '05/12/2015' },
    'opened',
  ],
])('a name %s: %j is listed or opened as it may mean another person (C2, C3)', async (_, fill, outcome) => {
  const registry = startApp();
  await registry.db.write(async (tx) => {
    for (const [lastName, firstName, birthDate, chartNumber = ''] of [
      ['NGUYỄN', 'DŨNG', '2015-05-08', 'V-1'],
      ['SANTOS', 'BABY GIRL', '2015-05-09', 'V-2'],
      ['शर्मा', 'मीना', '2015-05-10'],
      ['KAʻAIHUE', 'LEI', '2015-05-11'],
      ['SANTOS', 'LUCÍA', '2015-05-12'],
    ] as const)
      await enterClient(
        tx,
        { organization: { id: 1, code: 'RIVER', name: 'Riverside Clinic', type: 'provider' } },
        { ...mapFields(() => ''), gender: 'U', lastName, firstName, birthDate },
        { at: 1, today: '2026-11-22', chartNumber },
      );
  });
  const answer = await find(await registry.open().logIn('nora'), fill);
  if (outcome === 'opened') expect(answer).toMatchObject({ opened: expect.any(Number) });
  else expect(answer.names).toHaveLength(Number(outcome));
});

test('twins are listed even when the name and birth date of one are given (C2)', async () => {
  expect((await find(await nora(), { lastName: 'geedi', firstName: 'hassan', birthDate: '12/05/2022' })).names).toEqual(
    ['GEEDI, HASSAN', 'GEEDI, HUSSEIN'].map((name) => expect.stringContaining(name)),
  );
});

test("a former name leads to the one record, saying which; another organization's chart number finds nothing (C2)", async () => {
  const browser = await nora();
  const page = await find(browser, { lastName: 'froysaa' });
  expect(page.names).toHaveLength(1);
  expect(page.text).toContain('AKA SIGNE');
  const paul = await startApp().open().logIn('paul');
  expect((await find(paul, { chartNumber: '12345678910' })).text).toContain('None found');
});

test.each([
  ['nothing', {}, 'Fill in at least one field'],
  ['gender alone', { gender: 'F' }, 'Gender alone finds too many'],
  ['one letter of a first name', { firstName: 'd' }, 'Enter at least 2 letters of the first name.'],
  ['a middle name alone', { middleName: 'lee' }, 'together with a last or first name'],
  ['a day that is none', { birthDate: '02/30/2010', lastName: 'duck' }, 'Enter a birth date as MM/DD/YYYY'],
  ['half a phone number', { phone: '201-46' }, 'Enter a phone number of ten digits'],
  ['letters for a MIIC ID', { miicId: 'abc' }, 'Enter a MIIC ID in digits'],
  ['a name of signs', { lastName: '---' }, 'Last Name must have a letter in it.'],
  ['a name of 10,000 letters', { lastName: 'x'.repeat(10_000) }, 'Last Name is longer than 100 characters.'],
  ['a gender that is none', { gender: 'Z', lastName: 'duck' }, 'Choose a gender from the list.'],
])('a search by %s is refused with what to do, and keeps what was typed (C2)', async (_, fill, message) => {
  const answer = await find(await nora(), fill);
  expect(answer.status).toBe(422);
  expect(answer.text).toContain(message);
  for (const [name, value] of Object.entries(fill))
    if (name !== 'gender') expect(answer.text).toContain(`value="${value}"`);
});

test('nothing found says in the same words that a record may be restricted, hidden or not there (C2, C13)', async () => {
  const browser = await nora();
  const texts = await Promise.all(
    [
      { miicId: String(people.locked) },
      { miicId: String(people.deceased) },
      { miicId: '77' },
      { chartNumber: 'R-100201' },
    ].map((fill) => find(browser, fill)),
  );
  for (const { text } of texts) expect(text).toContain('A record may be restricted: ask the help desk');
});

test('the address of a search has no name in it, answers only who made it for that organization, and is forgotten (X6)', async () => {
  const registry = startApp();
  const browser = await registry.open().logIn('nora');
  const { location = '' } = await find(browser, { lastName: 'duck' });
  expect(location).toMatch(/^\/searches\/[\w-]{22}$/);
  expect((await browser.get(location)).status).toBe(200);
  expect((await (await registry.open().logIn('ada')).get(location)).status).toBe(404);
  expect((await (await registry.open().logIn('nora', 'LAKE')).get(location)).status).toBe(404);
  const opened = await browser.get(`/clients/${people.donDuck}?search=${location.split('/')[2]}`);
  expect(opened.text).toContain(
    `<a href="${location}?client=${people.donDuck}#client-${people.donDuck}">Back to results</a>`,
  );
  registry.wait(13 * 60 * 60 * 1000);
  expect((await (await registry.open().logIn('nora')).get(location)).status).toBe(404);
});

test('a search stands in the audit log by its fields, not by what was typed (A6)', async () => {
  const registry = startApp();
  await find(await registry.open().logIn('nora'), { lastName: 'duck', birthDate: '09/21/2009' });
  expect(await auditOf(registry, 'search')).toMatchObject([{ detail: 'lastName birthDate', clientId: null }]);
});

test('a search by MIIC ID stands in the audit log with it, though the record be hidden and not told of (A6)', async () => {
  const registry = startApp();
  const { text } = await find(await registry.open().logIn('nora'), { miicId: String(people.locked) });
  expect(text).toContain('None found');
  expect(await auditOf(registry, 'search')).toMatchObject([{ detail: 'miicId', clientId: people.locked }]);
});

test('whom a search listed stands in the audit log, each by itself (A6)', async () => {
  const registry = startApp();
  const { text } = await find(await registry.open().logIn('nora'), { firstName: 'ma' });
  const shown = [...text.matchAll(/id="client-(\d+)"/g)].map(([, id]) => Number(id));
  expect(shown.length).toBeGreaterThan(10);
  expect((await auditOf(registry, 'list client')).map(({ clientId }) => clientId)).toEqual(shown);
  expect(await auditOf(registry, 'list client', shown[0])).toMatchObject([{ detail: 'search' }]);
});

test('results stand 25 a page', async () => {
  const browser = await nora();
  const first = await find(browser, { firstName: 'ma' });
  expect(first.text).toMatch(/\d+ clients found/);
});
