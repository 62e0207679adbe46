import type { Page } from '@playwright/test';
import { eq } from 'drizzle-orm';
import { recordChanges } from '../../src/db/clients/changes.js';
import { organizations } from '../../src/db/schema/accounts.js';
import { clients } from '../../src/db/schema/clients.js';
import { personal, plantClient } from '../../src/demonstration/clients.js';
import { demonstrationClients as cast } from '../../src/demonstration/plant.js';
import { mostHits } from '../../src/domain/matching/search.js';
import { expect, fillLogin, press, search } from '../journeys/support.js';
import type { Registry } from '../support/setup/registry.js';
import { auditing } from './audit-screens.js';
import { deciding, entering } from './entering-screens.js';
import { staging } from './record-screens.js';

/** A screen in one of its states, and the way there. */
export type Screen = { readonly name: string; readonly open: (page: Page, registry: Registry) => Promise<unknown> };

export const at = (name: string, path: string): Screen => ({ name, open: (page) => page.goto(path) });
export const dosesOf = (id: number, rest = '') => `/clients/${id}/immunizations${rest}`;
const client = (id: number, query = '') => `/clients/${id}${query}`;

/** Before anybody logs in. */
export const outside: readonly Screen[] = [
  at('login', '/login'),
  {
    name: 'login-refused',
    open: async (page) => {
      await page.goto('/login');
      await fillLogin(page, 'RIVER', 'nora', 'wrong');
      await press(page, 'Login');
      await expect(page.getByRole('alert')).toBeVisible();
    },
  },
  at('help-desk-outside', '/help-desk'),
  at('not-found-outside', '/login/nothing'),
];

/** What surrounds the work of somebody who may edit. */
export const general: readonly Screen[] = [
  at('home', '/'),
  at('account', '/account'),
  at('help-desk', '/help-desk'),
  at('guidance', '/guidance?for=clients'),
  {
    name: 'announcement',
    open: async (page) => {
      await page.goto('/');
      await page.getByRole('link', { name: 'MIIC release 7.22 is live' }).click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('MIIC release 7.22 is live');
    },
  },
  at('not-found', client(cast.locked)),
];

export const searching: readonly Screen[] = [
  at('search', '/clients'),
  {
    name: 'search-refused',
    open: async (page) => {
      await search(page, { 'First Name': 'Q', 'Birth Date': 'September', Phone: '12' });
      await expect(page.getByRole('alert')).toBeVisible();
    },
  },
  { name: 'search-gender-alone', open: genderAlone },
  { name: 'search-results', open: (page) => search(page, { 'First Name': 'MA' }) },
  { name: 'search-former-name', open: (page) => search(page, { 'Last Name': 'FROYSAA' }) },
  { name: 'search-long-name', open: (page) => search(page, { 'Last Name': 'ALVES DE OLIVEIRA' }) },
  { name: 'search-none', open: (page) => search(page, { 'Last Name': 'NOBODYATALL' }) },
  { name: 'search-too-broad', open: tooBroad },
  ...entering,
];

export const editing: readonly Screen[] = [
  at('client', client(cast.donDuck)),
  at('client-birth-certificate', client(cast.certified)),
  at('client-contacts', client(cast.sevenContacts, '?tab=contacts')),
  at('client-comments', client(cast.rainbowBright, '?tab=comments')),
  at('client-conditions', client(cast.aliased, '?tab=conditions')),
  at('client-long-name', client(cast.longName, '?tab=contacts')),
  {
    name: 'client-from-results',
    open: async (page) => {
      await search(page, { 'Last Name': 'FROYSAA' });
      await page.getByRole('link', { name: 'ABERNATHY, SIGNE' }).click();
      await expect(page.getByRole('link', { name: 'Back to results' })).toBeVisible();
    },
  },
  { name: 'client-updated', open: saved },
  { name: 'client-refused', open: refused },
  at('client-leave', client(cast.sevenContacts, '/draft')),
  at('client-draft', client(cast.sevenContacts)),
  at('home-with-draft', '/'),
  at('record-history', client(cast.donDuck, '/history')),
  at('record-history-long-name', client(cast.longName, '/history')),
  at('household', client(cast.twins[0], '/household')),
  { name: 'client-restored-beside-typed', open: restoredBesideTyped },
  ...staging,
];

/** For the help desk. */
export const helpDesk: readonly Screen[] = [
  at('restricted-list', '/restricted'),
  {
    name: 'restricted-not-found',
    open: async (page) => {
      await page.goto('/restricted');
      await page.getByLabel('MIIC ID').fill('4242');
      await press(page, 'Find');
      await expect(page.getByRole('alert')).toBeVisible();
    },
  },
  at('schedules', '/schedules'),
  {
    name: 'schedules-refused',
    open: async (page) => {
      await page.goto('/schedules');
      await press(page, 'Put in');
      await expect(page.getByRole('alert')).toBeVisible();
    },
  },
  at('schedule-seasons', '/schedules/seasons'),
  {
    name: 'schedule-seasons-refused',
    open: async (page) => {
      await page.goto('/schedules/seasons');
      await page.getByLabel('Influenza ends').fill('06/30/2020');
      await press(page, 'Put in with these dates');
      await expect(page.getByRole('alert')).toBeVisible();
    },
  },
  {
    name: 'schedule-release',
    open: async (page) => {
      await page.goto('/schedules/seasons');
      await page.getByLabel('Influenza begins').fill('07/01/2031');
      await page.getByLabel('Influenza ends').fill('06/30/2032');
      await press(page, 'Put in with these dates');
      await expect(page.getByText('It is in force for nobody yet.')).toBeVisible();
    },
  },
  at('schedule-preview', '/schedules/1/preview'),
  at('restricted-locked', `/restricted/${cast.locked}`),
  at('restricted-deceased', `/restricted/${cast.deceased}`),
  at('restricted-long-name', `/restricted/${cast.longName}`),
  {
    name: 'restricted-refused',
    open: async (page) => {
      await page.goto(`/restricted/${cast.certified}`);
      await page.getByLabel('Birth Date', { exact: true }).fill('02/31/2019');
      await press(page, 'Correct the birth date');
      await expect(page.getByRole('alert')).toBeVisible();
    },
  },
  {
    name: 'restricted-done',
    open: async (page) => {
      await page.goto(`/restricted/${cast.locked}`);
      await page.getByLabel('Reason').first().fill('Lakeview asked by phone');
      await press(page, 'Unlock the record');
      await expect(page.getByText('Done: it stands')).toBeVisible();
    },
  },
  at('record-history-with-views', client(cast.locked, '/history')),
  ...auditing,
  ...deciding,
];

/** The immunization history and what is printed. */
export const reading: readonly Screen[] = [
  at('history', dosesOf(cast.rainbowBright)),
  at('history-all-comments', dosesOf(cast.rainbowBright, '?comment=all')),
  at('history-long', dosesOf(cast.donDuck)),
  at('history-why', dosesOf(cast.rainbowBright, '?why=HEPB')),
  at('history-grid', dosesOf(cast.donDuck, '?view=grid')),
  at('history-long-name', dosesOf(cast.longName)),
  at('reports', `/clients/${cast.donDuck}/reports`),
  at('print', dosesOf(cast.donDuck, '/print')),
  at('print-confidential', dosesOf(cast.longName, '/print-confidential')),
  at('print-card', dosesOf(cast.donDuck, '/print-card')),
  at('print-school', dosesOf(cast.rainbowBright, '/print-school')),
  at('chart-labels', `/clients/${cast.donDuck}/reports/chart-labels`),
  at('syringe-labels', `/clients/${cast.longName}/reports/syringe-labels?from=3`),
  at('sheet', `/clients/${cast.sevenContacts}/reports/information`),
];

/** For somebody who may not edit. */
export const viewing: readonly Screen[] = [
  at('view-home', '/'),
  at('view-client', client(cast.donDuck)),
  at('view-contacts', client(cast.sevenContacts, '?tab=contacts')),
  at('view-long-name', client(cast.longName)),
  at('view-record-history', client(cast.aliased, '/history')),
  at('view-history', dosesOf(cast.donDuck)),
  at('not-allowed', client(cast.donDuck, '/draft')),
];

async function genderAlone(page: Page) {
  await page.goto('/clients');
  await page.getByLabel('F', { exact: true }).check();
  await press(page, 'Search');
  await expect(page.getByRole('alert')).toBeVisible();
}

/** More clients of one name than a search shows. */
async function tooBroad(page: Page, registry: Registry) {
  await registry.write(async (tx) => {
    const river = await tx.select().from(organizations).where(eq(organizations.code, 'RIVER')).get();
    if (!river) throw new Error('The demonstration has no RIVER.');
    for (let i = 0; i <= mostHits; i += 1)
      await plantClient(
        tx,
        {
          id: 9_000_000 + i,
          personal: personal({ lastName: 'CROWD', firstName: 'ONE', birthDate: '2001-01-01', gender: 'U' }),
          addressOn: '2026-01-01',
          enrolments: [{ at: 'RIVER' }],
          contacts: [],
          comments: [],
        },
        () => river,
        new Map(),
      );
  });
  await search(page, { 'Last Name': 'CROWD' });
  await expect(page.getByRole('heading', { name: 'Too many found' })).toBeVisible();
}

async function saved(page: Page) {
  await page.goto(client(cast.donDuck));
  await page.getByLabel('Middle Name').fill('FAUNTLEROY');
  await press(page, 'Save');
  await expect(page.getByText('Client Updated')).toBeVisible();
}

/** Leaves a draft. */
async function refused(page: Page) {
  await page.goto(client(cast.sevenContacts));
  await page.getByLabel('Last Name').fill('');
  await page.getByLabel('Birth Date').fill('13/45/2016');
  await page.getByLabel('Street Address').fill('BAD ADDRESS');
  await page.getByLabel('Zip', { exact: true }).fill('5');
  await page.getByLabel('Phone').fill('999-999-9999');
  await page.getByLabel('Email').fill('elias at home');
  await press(page, 'Save');
  await expect(page.getByRole('alert')).toBeVisible();
}

/** A draft begun before somebody else's save, and an earlier value restored into it. */
async function restoredBesideTyped(page: Page, registry: Registry) {
  await page.goto(client(cast.certified));
  await page.getByLabel('Middle Name').fill('TYPED');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Not saved: kept as a draft')).toBeVisible();
  await registry.write(async (tx) => {
    const row = await tx.select().from(clients).where(eq(clients.id, cast.certified)).get();
    const organization = await tx.select().from(organizations).where(eq(organizations.code, 'PUB')).get();
    if (!row || !organization) throw new Error('The demonstration is not as it was.');
    const revision = row.revision + 1;
    await tx.update(clients).set({ revision, motherFirst: 'KAYLEE' }).where(eq(clients.id, row.id)).run();
    await recordChanges(tx, { organization }, { clientId: row.id, revision, at: Date.now() }, [
      { part: 'client', row: null, field: 'motherFirst', before: row.motherFirst, after: 'KAYLEE' },
    ]);
  });
  await page.goto(client(cast.certified, '/history'));
  await page.getByRole('button', { name: /^Restore Mother's First Name/ }).click();
  await expect(page.getByText('Not saved: kept as a draft')).toBeVisible();
}
