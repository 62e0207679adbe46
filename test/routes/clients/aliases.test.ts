import { expect, test } from 'vitest';
import { demonstrationClients as people } from '../../../src/demonstration/plant.js';
import { startApp } from '../../support/app.js';
import { historyOf, text } from '../../support/doses.js';

const don = `/clients/${people.donDuck}`;
const screens = [don, historyOf(people.donDuck), `${don}/reports/information`];

const akas = (html: string) => [
  ...text(html).matchAll(/(?:AKA|Also known as) (.*?) (?:·|&middot;|Due|Last|Client|Riverside)/g),
];

test('a name that is in use again is no alias on any screen; the other one is (C5)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  await nora.submit(don, { lastName: 'DRAKE' }, 'do.save');
  await nora.submit(don, { lastName: 'DUCK' }, 'do.save');
  for (const screen of screens) {
    const page = await nora.get(screen);
    expect(page.status, screen).toBe(200);
    expect(
      akas(page.text).map(([, words]) => words),
      screen,
    ).toEqual(['DON DRAKE']);
  }
});

test('an alias that differs by its birth date says so, on every screen (C5)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  await nora.submit(don, { birthDate: '09/20/2009' }, 'do.save');
  for (const screen of screens)
    expect(text((await nora.get(screen)).text), screen).toContain('DON DUCK born 09/21/2009 (another birth date)');
  await nora.submit(don, { birthDate: '09/21/2009', lastName: 'DRAKE' }, 'do.save');
  const page = text((await nora.get(don)).text);
  expect(page).toContain('AKA DON DUCK born 09/20/2009 ');
  expect(page).toContain('AKA DON DUCK ');
});
