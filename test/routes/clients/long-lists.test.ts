// Long lists: the page holds what is likely, and without scripts a button beside each shows it whole (X2, X3).
import { expect, test } from 'vitest';
import { demonstrationClients as people } from '../../../src/demonstration/plant.js';
import { longLists } from '../../../src/domain/codes/long-list.js';
import { press, startApp } from '../../support/app.js';

const don = `/clients/${people.donDuck}`;
const nora = () => startApp().open().logIn('nora');

/** The codes that a list on a page offers, and the one that is chosen. */
function listOf(page: { text: string }, name: string) {
  const list = page.text.split(`<select id="${name}"`)[1]?.split('</select>')[0] ?? '';
  const codes = [...list.matchAll(/<option value="([^"]*)"/g)].map(([, code]) => code);
  return { codes, chosen: /value="([^"]*)" selected/.exec(list)?.[1] ?? '', labels: list };
}

test('a list holds what is likely, and what is on file by its name', async () => {
  const browser = await nora();
  const fill = { birthCountry: 'NOR', state: 'TX', zip: '73301', county: '' };
  const page = await press(browser, await browser.get(don), don, 'do.stage', fill);
  const country = listOf(page, 'birthCountry');
  expect(country.codes).toEqual(['', 'NOR', ...longLists.country.likely.map(({ code }) => code)]);
  expect(country.chosen).toBe('NOR');
  expect(country.labels).toContain('>NORWAY</option>');
  expect(listOf(page, 'state').codes).toEqual(['', 'TX', 'IA', 'MN', 'ND', 'SD', 'WI']);
});

test('the county that a ZIP is in can be chosen where none is (C7)', async () => {
  const browser = await nora();
  const { text } = await press(browser, await browser.get(don), don, 'do.save', { zip: '56601', county: '001' });
  const cleared = await press(browser, { text }, don, 'do.stage', { county: '', zip: '56601', city: 'BEMIDJI' });
  expect(cleared.text).toContain('ZIP 56601 is in BELTRAMI');
  expect(listOf(cleared, 'county').codes).toContain('007');
});

test('the button beside a list keeps all that is typed and shows it whole, where it stands', async () => {
  const browser = await nora();
  const path = `${don}?tab=contacts&row=self`;
  const fill = { middleName: 'FAUNTLEROY', 'contact.otherAddress': 'REAR DOOR' };
  const whole = await press(browser, await browser.get(path), path, 'do.lists.birthCountry', fill);
  expect(whole.went).toMatch(/lists=whole#birthCountry$/);
  expect(listOf(whole, 'birthCountry').codes).toHaveLength(longLists.country.all.length + 1);
  expect(whole.text).toContain('value="FAUNTLEROY"');
  expect(whole.text).toContain('value="REAR DOOR"');
  expect(whole.text).not.toContain('do.lists.');
  const saved = await press(browser, whole, path, 'do.save', { birthCountry: 'NOR' });
  expect(saved.text).toContain('Client Updated');
  expect(listOf(saved, 'birthCountry').chosen).toBe('NOR');
});

test("a contact's lists are shown whole at its details", async () => {
  const browser = await nora();
  const path = `${don}?tab=contacts&row=nabcdef012345`;
  const fill = { 'contact.lastName': 'DUCK', 'contact.firstName': 'DELLA' };
  const whole = await press(browser, await browser.get(path), path, 'do.lists.contact.country', fill);
  expect(whole.went).toContain('#contact.country');
  expect(whole.text).toContain('value="DELLA"');
  expect(listOf(whole, 'contact.country').codes).toHaveLength(longLists.country.all.length + 1);
});

test('a list with a fault stands whole at once', async () => {
  const browser = await nora();
  const page = await press(browser, await browser.get(don), don, 'do.save', { county: 'ELSEWHERE' });
  expect(page.status).toBe(422);
  expect(listOf(page, 'county').codes).toEqual(['', 'ELSEWHERE', ...longLists.county.all.map(({ code }) => code)]);
  expect(listOf(page, 'birthCountry').codes.length).toBeLessThan(longLists.country.all.length);
});
