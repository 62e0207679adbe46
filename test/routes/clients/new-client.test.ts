import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { clients } from '../../../src/db/schema/clients.js';
import { duplicates } from '../../../src/db/schema/search.js';
import { demonstrationClients as people } from '../../../src/demonstration/plant.js';
import { type App, type Browser, formOf, startApp } from '../../support/app.js';
import { auditOf } from '../../support/facts.js';

const mira = { lastName: 'Åkervall', firstName: 'Mira', birthDate: '03/04/2021', gender: 'F' };
const mother = { motherMaidenLast: 'Dahl', motherFirst: 'Ida' };
const addresses = ['street', 'city', 'zip', 'email', 'chartNumber'].map((field) => [field, '']);
const rest = Object.fromEntries(addresses);

/** Searches, finds nobody fitting, and is at the form with what was typed. */
async function begin(browser: Browser, typed: Record<string, string> = mira) {
  const { location } = await browser.submit('/clients', typed, 'do.search');
  const id = location.split('/')[2] ?? '';
  return { results: location, form: `/clients/new?search=${id}`, asked: `/clients/new/duplicates?search=${id}` };
}

const named = (registry: App, lastName: string) =>
  registry.db.read.select().from(clients).where(eq(clients.lastName, lastName)).all();
const pairs = (registry: App) => registry.db.read.select().from(duplicates).all();

test('None found offers Enter new client with what was typed, and no name stands in an address (C2, C3, X6)', async () => {
  const nora = await startApp().open().logIn('nora');
  const { results, form } = await begin(nora);
  const page = await nora.get(results);
  expect(page.text).toContain('None found');
  expect(page.text).toContain(`<a href="${form}">Enter new client</a>`);
  expect(`${results}${form}`).not.toMatch(/mira|kervall/i);
  const shown = (await nora.get(form)).text;
  expect(shown).toContain('value="Åkervall"');
  expect(shown).toContain('value="03/04/2021"');
  expect(shown).toMatch(/value="F" checked/);
});

test('a client is entered once, however often it is saved, and found at once (C3)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const { form } = await begin(nora);
  const fill = { ...rest, ...mother, chartNumber: 'R-777', phone: '651-201-4630' };
  const answers = [];
  for (let i = 0; i < 3; i += 1) answers.push(await nora.submit(form, fill, 'do.save'));
  const [row, another] = await named(registry, 'ÅKERVALL');
  expect(another).toBeUndefined();
  for (const answer of answers) expect(answer.location).toMatch(`/clients/${row?.id}?search=`);
  expect(await auditOf(registry, 'enter client')).toHaveLength(1);
  const found = await nora.submit(
    '/clients',
    { lastName: 'akerval', firstName: 'mira', birthDate: '03/04/2021' },
    'do.search',
  );
  expect((await nora.get(found.location)).text).toContain('ÅKERVALL, MIRA');
  expect((await nora.submit('/clients', { chartNumber: 'r777' }, 'do.search')).location).toContain(
    `/clients/${row?.id}?`,
  );
});

test.each([
  ['without a last name', { lastName: '' }, 'Enter a last name.'],
  ['without a first name', { firstName: '' }, 'Enter a first name, or check'],
  ['without a birth date', { birthDate: '' }, 'Enter a birth date.'],
  ["without the mother's names", { motherMaidenLast: '', motherFirst: '' }, 'Enter the mother&#39;s name, or check'],
  ["without the mother's maiden name", { motherMaidenLast: '' }, 'Enter the mother&#39;s maiden last name, or check'],
  ['born tomorrow', { birthDate: '11/23/2026' }, 'The birth date is in the future.'],
  ['with a street that says bad address', { street: 'bad address' }, 'Undeliverable Address'],
])('a client %s is not entered, and what was typed stays (C3, C7, X4)', async (_, wrong, message) => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const { form } = await begin(nora);
  const answer = await nora.submit(form, { ...mira, ...rest, ...mother, middleName: 'Solveig', ...wrong }, 'do.save');
  expect(answer.status).toBe(422);
  expect(answer.text).toContain(message);
  expect(answer.text).toContain('value="Solveig"');
  expect(answer.text.match(/<li><a href="#/g)).toHaveLength(1);
  expect(await named(registry, 'ÅKERVALL')).toEqual([]);
  expect((await nora.get(form)).text).toContain('value="Solveig"');
});

test('a client with no first name, whose mother is not named, is entered with two ticks (C3)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const { form } = await begin(nora);
  const ticks = { firstName: '', noFirstName: 'Y', motherRefused: 'Y' };
  expect((await nora.submit(form, { ...rest, ...ticks }, 'do.save')).status).toBe(303);
  expect(await named(registry, 'ÅKERVALL')).toMatchObject([{ firstName: '', motherMaidenLast: '' }]);
});

/** Those entered here: the cast has other DUCKs. */
const donns = async (registry: App) => (await named(registry, 'DUCK')).filter(({ firstName }) => firstName === 'DONN');

const donAgain = { lastName: 'Duck', firstName: 'Donn', birthDate: '09/21/2009', gender: 'M' };

test('a possible duplicate is shown with why; picked, it opens and nobody is entered (C3)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const { form, asked } = await begin(nora, donAgain);
  const answer = await nora.submit(form, { ...rest, ...mother }, 'do.save');
  expect(answer.location).toBe(asked);
  const page = (await nora.get(asked)).text;
  expect(page).toContain('DUCK, DON');
  expect(page).toMatch(/the same:<!-- -->|the same: *same birth date, same last name, first name one letter apart/);
  expect(page).toMatch(/DUCK, DONN<\/b>, born 09\/21\/2009, M<br\/>no address, mother&#39;s maiden last /);
  expect(page).toMatch(/Yes: open <b>DUCK, DON<\/b>, born[\s\S]*No, this is another person: enter a new client/);
  expect((await nora.submit(asked, {}, 'do.answer')).status).toBe(422);
  expect((await nora.submit(asked, { person: String(people.donDuck) }, 'do.answer')).location).toContain(
    `/clients/${people.donDuck}?`,
  );
  expect(await donns(registry)).toEqual([]);
  expect(await pairs(registry)).toEqual([]);
});

test('somebody entered since the question was shown is asked about before another person is entered (C3)', async () => {
  const registry = startApp();
  const [nora, ada] = [await registry.open().logIn('nora'), await registry.open().logIn('ada')];
  const hers = await begin(nora, donAgain);
  await nora.submit(hers.form, { ...rest, ...mother }, 'do.save');
  const shown = formOf((await nora.get(hers.asked)).text, hers.asked);
  const others = await begin(ada, donAgain);
  await ada.submit(others.form, { ...rest, ...mother }, 'do.save');
  await ada.submit(others.asked, { person: 'another' }, 'do.answer');
  const [entered] = (await named(registry, 'DUCK')).filter(({ firstName }) => firstName === 'DONN');
  shown.set('person', 'another');
  shown.set('do.answer', 'Continue');
  const answer = await nora.post(hers.asked, shown.toString());
  expect([answer.status, answer.text]).toEqual([409, expect.stringContaining('Look again.')]);
  expect(answer.text).toContain(`value="${entered?.id}"`);
  expect((await named(registry, 'DUCK')).filter(({ firstName }) => firstName === 'DONN')).toHaveLength(1);
  expect((await nora.submit(hers.asked, { person: 'another' }, 'do.answer')).location).toMatch(/^\/clients\/\d+\?/);
});

const lucia = { lastName: 'Santos', firstName: 'Lucía', birthDate: '05/08/2015', gender: 'F' };

test.each([
  ['a named child, where BABY GIRL is on file', { firstName: 'BABYGIRL' }, {}],
  ['a newborn, where the named child is on file', {}, { firstName: 'Baby Girl' }],
  ['a named child, where a newborn has the name of the mother', { lastName: 'Dahl', firstName: 'Infant' }, {}],
  [
    'a child with the chart number of another',
    { ...lucia, birthDate: '01/02/2012', chartNumber: 'R-9' },
    { chartNumber: 'R-9' },
  ],
])('entering %s, nora is asked whether it is the same (C3)', async (_, before, after) => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const first = await begin(nora, lucia);
  expect((await nora.submit(first.form, { ...rest, ...mother, ...lucia, ...before }, 'do.save')).location).toMatch(
    /^\/clients\/\d+\?/,
  );
  const second = await begin(nora, { ...lucia, firstName: 'Zoé' });
  const answer = await nora.submit(second.form, { ...rest, ...mother, ...lucia, ...after }, 'do.save');
  expect(answer.location).toBe(second.asked);
  expect((await nora.get(second.asked)).text).toMatch(/no name yet in one: a newborn|same chart number/);
});

test('another person is entered, the answer is kept, and the help desk decides (C3)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const { form, asked } = await begin(nora, donAgain);
  await nora.submit(form, { ...rest, ...mother }, 'do.save');
  for (let i = 0; i < 2; i += 1) await nora.submit(asked, { person: 'another' }, 'do.answer');
  const [entered, again] = await donns(registry);
  expect(again).toBeUndefined();
  expect(await pairs(registry)).toMatchObject([
    { clientId: people.donDuck, otherId: entered?.id, answer: 'another person', decision: null },
  ]);
  expect((await nora.get('/duplicates')).status).toBe(403);
  const helen = await registry.open().logIn('helen');
  const list = (await helen.get('/duplicates')).text;
  expect(list).toContain(`${people.donDuck} and ${entered?.id}`);
  expect(list).not.toContain('DUCK');
  const pair = `/duplicates/${(await pairs(registry))[0]?.id}`;
  expect((await helen.get(pair)).text).toContain('DUCK, DON');
  expect((await helen.submit(pair, {}, 'do.different')).status).toBe(303);
  expect(await pairs(registry)).toMatchObject([{ decision: 'different people' }]);
  expect((await helen.get(pair)).status).toBe(404);
  expect((await helen.get('/duplicates')).text).toContain('There are none now.');
});

test('a duplicate that the viewer may not see is neither shown nor hinted at, and goes to the help desk (C3, C13)', async () => {
  const registry = startApp();
  const [locked] = await registry.db.read.select().from(clients).where(eq(clients.id, people.locked)).all();
  const [year, month, day] = (locked?.birthDate ?? '').split('-');
  const paul = await registry.open().logIn('paul');
  const typed = {
    lastName: locked?.lastName ?? '',
    firstName: locked?.firstName ?? '',
    birthDate: `${month}/${day}/${year}`,
    gender: locked?.gender ?? '',
  };
  const { results, form, asked } = await begin(paul, typed);
  expect((await paul.get(results)).text).not.toContain(String(people.locked));
  const answer = await paul.submit(form, { ...rest, ...mother }, 'do.save');
  expect(answer.location).toMatch(/^\/clients\/\d+\?/);
  expect(answer.location).not.toContain(String(people.locked));
  expect((await paul.get(asked)).text).not.toContain(String(people.locked));
  expect(await pairs(registry)).toMatchObject([{ clientId: people.locked, answer: null }]);
});

test('a form shown for one organization enters nobody at another; a view-only user and a school get 403 (C1, C22)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const { form } = await begin(nora);
  const answer = await nora.submit(form, { ...rest, ...mother, organization: '2' }, 'do.save');
  expect(answer.status).toBe(409);
  expect(answer.text).toContain('value="Dahl"');
  expect(await named(registry, 'ÅKERVALL')).toEqual([]);
  for (const name of ['victor', 'sam']) {
    const browser = await registry.open().logIn(name);
    const theirs = await begin(browser);
    expect((await browser.get(theirs.results)).text).not.toContain('Enter new client');
    expect((await browser.get(theirs.form)).status).toBe(403);
  }
  expect((await (await registry.open().logIn('ada')).get(form)).status).toBe(404);
});
