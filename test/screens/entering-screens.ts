// A new client entered, and what the help desk does about possible duplicates (C3).
import type { Page } from '@playwright/test';
import { asideCandidates, asides, duplicates } from '../../src/db/schema/search.js';
import { demonstrationClients as cast } from '../../src/demonstration/plant.js';
import { mapFields } from '../../src/domain/clients/personal-information.js';
import { expect, press, search } from '../journeys/support.js';
import type { Registry } from '../support/setup/registry.js';
import type { Screen } from './screens.js';

/** From an empty search to a client entered; each screen follows the one before. */
export const entering: readonly Screen[] = [
  { name: 'new-client', open: (page) => begin(page, { 'Last Name': 'NOBODYATALL' }) },
  {
    name: 'new-client-empty-refused',
    open: async (page) => {
      await page.getByLabel('Last Name', { exact: true }).fill('');
      await press(page, 'Save');
      await expect(page.getByRole('alert')).toContainText('Enter a last name.');
    },
  },
  {
    name: 'new-client-refused',
    open: async (page) => {
      await begin(page, nearlyDon);
      await page.getByLabel('Street Address').fill('BAD ADDRESS');
      await press(page, 'Save');
      await expect(page.getByRole('alert')).toBeVisible();
    },
  },
  { name: 'new-client-duplicates', open: possibleDuplicates },
  {
    name: 'new-client-duplicates-refused',
    open: async (page) => {
      await press(page, 'Continue');
      await expect(page.getByRole('alert')).toContainText('Choose one of the answers.');
    },
  },
  {
    name: 'new-client-entered',
    open: async (page) => {
      await page.getByLabel('No, this is another person').check();
      await press(page, 'Continue');
      await expect(page.getByText('Client entered')).toBeVisible();
    },
  },
];

const nearlyDon = { 'Last Name': 'Duck', 'First Name': 'Donn', 'Birth Date': '09/21/2009' };

/** At the form, with what a search was made by. */
async function begin(page: Page, by: Readonly<Record<string, string>>) {
  await search(page, by);
  await page.getByRole('link', { name: 'Enter new client' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Enter new client');
}

async function possibleDuplicates(page: Page) {
  await begin(page, nearlyDon);
  await page.getByLabel('M', { exact: true }).check();
  await page.getByLabel("The mother's name was asked for and not given").check();
  await page.getByLabel('Street Address').fill('');
  await press(page, 'Save');
  await expect(page.getByRole('group', { name: 'Is it one of these?' })).toBeVisible();
}

/** The work list: empty, with pairs, one of them, decided. */
export const deciding: readonly Screen[] = [
  { name: 'duplicates', open: workList },
  {
    name: 'duplicate',
    open: async (page) => {
      await page.getByRole('link', { name: `${cast.longName}` }).click();
      await expect(page.getByRole('button', { name: 'Different people' })).toBeVisible();
    },
  },
  {
    name: 'duplicate-decided',
    open: async (page) => {
      await press(page, 'Different people');
      await expect(page.getByRole('status')).toContainText('Decided: different people.');
    },
  },
  { name: 'rows-aside', open: rowsAside },
  {
    name: 'row-aside',
    open: async (page) => {
      await page.getByRole('link', { name: 'a client' }).click();
      await expect(page.getByRole('button', { name: `Same person as ${cast.longName}` })).toBeVisible();
    },
  },
  {
    name: 'row-aside-refused',
    open: async (page) => {
      await press(page, `Same person as ${cast.longName}`);
      await expect(page.getByRole('alert')).toContainText('Birth Date');
    },
  },
  {
    name: 'duplicates-none',
    open: async (page, registry) => {
      await registry.write(async (tx) => {
        await tx.delete(duplicates).run();
        await tx.delete(asideCandidates).run();
        await tx.delete(asides).run();
      });
      await page.goto('/duplicates');
      await expect(page.getByText('There are none now.')).toBeVisible();
    },
  },
];

async function workList(page: Page, registry: Registry) {
  const pair = (
    a: number,
    b: number,
    more: { surely: boolean; score: number; reasons: string; answered: boolean },
  ) => ({
    clientId: Math.min(a, b),
    otherId: Math.max(a, b),
    surely: more.surely,
    score: more.score,
    reasons: more.reasons,
    foundAt: Date.now(),
    foundFor: 1,
    ...(more.answered && { answer: 'another person' as const }),
  });
  await registry.write(async (tx) => {
    await tx.delete(duplicates).run();
    await tx
      .insert(duplicates)
      .values([
        pair(cast.longName, cast.locked, {
          surely: true,
          score: 120,
          reasons:
            'same birth date; same last name; first name one letter apart; same gender; same address; same phone',
          answered: false,
        }),
        pair(...cast.twins, {
          surely: false,
          score: 70,
          reasons: 'same birth date; same last name; quite another first name; same address; same mother',
          answered: true,
        }),
      ])
      .run();
  });
  await page.goto('/duplicates');
  await expect(page.getByRole('heading', { name: '2 pairs to decide' })).toBeVisible();
}

async function rowsAside(page: Page, registry: Registry) {
  const known: Partial<Record<string, string>> = {
    ...{ lastName: 'GEEDI', firstName: 'HASAN', middleName: 'ELIAS', birthDate: '2031-05-08', gender: 'M' },
    ...{ street: '1200 1ST ST NE', city: 'SAINT PAUL', state: 'MN', zip: '55112', phone: '6512014629' },
  };
  const personal = mapFields((field) => known[field] ?? '');
  const row = { personal, typed: personal, chartNumber: 'A-1002', birthCertificate: '', given: ['birthDate'] };
  await registry.write(async (tx) => {
    const common = { kind: 'client', organizationId: 1, row: JSON.stringify(row), foundAt: Date.now() } as const;
    const { id } = await tx
      .insert(asides)
      .values({ ...common, digest: 'x' })
      .returning({ id: asides.id })
      .get();
    for (const clientId of [cast.longName, cast.twins[0]])
      await tx
        .insert(asideCandidates)
        .values({
          asideId: id,
          clientId,
          score: 70,
          reasons: 'different birth date, same last name, first name one letter apart, different address',
        })
        .run();
  });
  await page.goto('/duplicates');
  await expect(page.getByRole('heading', { name: '1 row of an import to decide' })).toBeVisible();
}
