// What is done to the record at hand, and where it leads by one press.
import { expect, test } from 'vitest';
import { demonstrationClients as people } from '../../../src/demonstration/plant.js';
import { press, startApp } from '../../support/app.js';

const don = `/clients/${people.donDuck}`;
const nora = () => startApp().open().logIn('nora');

test('Save and Immunize saves and leads to the history, which says so once (C9, C20)', async () => {
  const browser = await nora();
  const { location } = await browser.submit(don, { street: '500 CEDAR ST' }, 'do.save.immunize');
  expect(location).toBe(`${don}/immunizations?done=client#history`);
  const path = location.split('#')[0] ?? '';
  expect((await browser.get(path)).text).toContain('<span class="done">Client Updated</span>');
  expect((await browser.get(path)).text).not.toContain('Client Updated');
  expect((await browser.get(don)).text).toContain('value="500 CEDAR ST"');
  const again = await browser.submit(don, {}, 'do.save.immunize');
  expect((await browser.get(again.location.split('#')[0] ?? '')).text).toContain('Nothing to save');
});

test('it stays at the record where something is wrong, left to do, or to be asked (C15, C12)', async () => {
  const browser = await nora();
  expect((await browser.submit(don, { zip: '1' }, 'do.save.immunize')).status).toBe(422);
  await browser.submit(`${don}/draft`, {}, 'do.discard');
  const typed = { 'contact.lastName': 'DUCK', 'contact.firstName': 'DELLA' };
  const left = await browser.submit(`${don}?tab=contacts&row=nabcdef012345`, typed, 'do.save.immunize', don);
  expect(left.location).toContain('left=contacts');
  expect((await browser.submit(don, { sharing: 'N' }, 'do.save.immunize')).location).toBe(`${don}/confirmation`);
});

test('one place tells how things stand: green where all is saved, yellow where something is left, no colour where nothing was to do', async () => {
  const browser = await nora();
  const told = (text: string) =>
    [...text.matchAll(/class="(done|partly|nothing|notice|summary)"/g)].map(([, tone]) => tone);
  const path = `${don}?tab=contacts&row=nabcdef012345`;
  expect(told((await press(browser, await browser.get(don), don, 'do.save')).text)).toEqual(['nothing']);
  const street = { street: '500 CEDAR ST' };
  expect(told((await press(browser, await browser.get(don), don, 'do.save', street)).text)).toEqual(['done']);
  const left = { middleName: 'F', 'contact.lastName': 'DUCK', 'contact.firstName': 'DELLA' };
  const page = await press(browser, await browser.get(path), path, 'do.save', left);
  expect(told(page.text)).toEqual(['partly']);
  expect(page.text).toContain('The contact being typed is not saved: select Next, then Save');
  expect(told((await browser.get(don)).text)).toEqual(['notice']);
  expect(told((await press(browser, await browser.get(don), don, 'do.save', { zip: '1' })).text)).toEqual(['summary']);
  await browser.submit(`${don}/draft`, {}, 'do.discard');
  // What is typed while Save is under way is kept before the page comes that says what Save did.
  const saved = await browser.submit(don, { street: '501 CEDAR ST' }, 'do.save');
  await browser.submit(don, { phone: '651-201-4629' }, 'do.stage');
  const since = (await browser.get(saved.location)).text;
  expect(told(since)).toEqual(['notice', 'nothing']);
  expect(since).toContain('Client Updated');
});

test('address and phone come before country, ethnicity, race and what was verified; Next and Save stand below, too', async () => {
  const { text } = await (await nora()).get(`${don}?tab=contacts`);
  const at = (field: string) => text.indexOf(`name="${field}"`);
  const order = ['lastName', 'birthDate', 'street', 'phone', 'birthCountry', 'race', 'verified', 'do.tab.contacts'].map(
    at,
  );
  expect(order).toEqual([...order].sort((a, b) => a - b));
  expect(text.match(/name="do\.contact\.next"/g)).toHaveLength(2);
  expect(text.lastIndexOf('name="do.save"')).toBeGreaterThan(text.lastIndexOf('name="do.contact.next"'));
});
