// Every address that takes a form: how somebody of the cast comes to that form, what they fill in, what they press.

import { trace } from '../../src/db/operations/audit.js';
import { demonstrationAnswers } from '../../src/demonstration/accounts.js';
import { demonstrationClients as people } from '../../src/demonstration/plant.js';
import type { Viewer } from '../../src/domain/accounts/viewer.js';
import { type App, type Browser, formOf } from './app.js';
import { bringClients } from './asides.js';
import { plant } from './doses.js';
import { arrivedFrom, linkIn } from './mail.js';
import { schema } from './tables.js';
import { exchangeForms } from './upload.js';

/** A form as it stands before somebody, filled in but not sent. */
export type Filled = { readonly browser: Browser; readonly to: string; readonly form: URLSearchParams };
type Prepare = (registry: App) => Promise<Filled>;

const don = `/clients/${people.donDuck}`;
const rainbow = `/clients/${people.rainbowBright}`;
const nora = { organizationCode: 'RIVER', username: 'nora' };
const email = { ...nora, email: 'nora.lind@riverside.example' };
const newPassword = { newPassword: 'Grey-goose-77', confirmNewPassword: 'Grey-goose-77' };
const questions = {
  ...{ question1: 'street', answer1: 'Maple Lane', question2: 'teacher', answer2: 'Engstrom' },
  ...{ question3: 'toy', answer3: 'Button Bear' },
};

async function fill(browser: Browser, page: string, values: Record<string, string> = {}, to = page): Promise<Filled> {
  const form = formOf((await browser.get(page)).text, to);
  for (const [name, value] of Object.entries(values)) form.set(name, value);
  return { browser, to, form };
}

const by =
  (username: string, page: string, values: Record<string, string> = {}, to = page): Prepare =>
  async (registry) =>
    fill(username ? await registry.open().logIn(username) : registry.open(), page, values, to);

/** Whoever followed the link of a mail that a form of theirs sent. */
async function mailed(registry: App): Promise<Browser> {
  const browser = registry.open();
  const mails = await arrivedFrom(registry);
  await browser.get(linkIn(mails.findLast(({ text }) => /https?:\S+\/(?:reset|confirm)\//.test(text))));
  return browser;
}

async function resetting(registry: App): Promise<Browser> {
  await registry.open().submit('/password/forgot', email, 'do.submit');
  return mailed(registry);
}

/** Newt, who comes in for the first time, after some of the screens on the way. */
async function newt(registry: App, passed: number): Promise<Browser> {
  const browser = await registry.open().logIn('newt');
  if (passed > 0) await browser.submit('/password/expired', newPassword, 'do.save');
  if (passed > 1) await browser.submit('/agreement', {}, 'do.accept');
  return browser;
}

/** Nora at Enter new client, for somebody that her search did not find. */
async function entering(registry: App, typed: Record<string, string>): Promise<Filled> {
  const browser = await registry.open().logIn('nora');
  const { location } = await browser.submit('/clients', { gender: 'F', ...typed }, 'do.search');
  const mother = { motherMaidenLast: 'DAHL', motherFirst: 'IDA', street: '', city: '', zip: '', email: '' };
  return fill(browser, `/clients/new?search=${location.split('/')[2]}`, mother);
}

const [twin, another] = people.twins;
const mira = { lastName: 'ZZEMLIN', firstName: 'MIRA', birthDate: '03/04/2021' };
const donAgain = { lastName: 'DUCK', firstName: 'DONN', birthDate: '09/21/2009', gender: 'M' };

/** Nora before the people that her new client may be. */
async function asked(registry: App, person: string): Promise<Filled> {
  const { browser, form, to } = await entering(registry, donAgain);
  form.set('do.save', 'Save');
  await browser.post(to, `${form}`);
  return fill(browser, to.replace('/new?', '/new/duplicates?'), { person });
}

/** By route: the button that acts, and how somebody comes to where they would press it. */
export const forms: Readonly<Record<string, readonly [button: string, prepare: Prepare]>> = {
  'POST /login': ['login', by('', '/login', { ...nora, password: 'Immunize-2026' })],
  'POST /logout': ['logout', by('nora', '/', {}, '/logout')],
  'POST /password/forgot': ['submit', by('', '/password/forgot', email)],
  'POST /password/answer': [
    'submit',
    async (registry) => fill(await resetting(registry), '/password/answer', { answer: 'no idea' }),
  ],
  'POST /password/new': [
    'save',
    async (registry) => {
      const browser = await resetting(registry);
      await browser.submit('/password/answer', { answer: demonstrationAnswers[0].answer }, 'do.submit');
      return fill(browser, '/password/new', newPassword);
    },
  ],
  'POST /password/expired': [
    'save',
    async (registry) => fill(await newt(registry, 0), '/password/expired', newPassword),
  ],
  'POST /agreement': ['accept', async (registry) => fill(await newt(registry, 1), '/agreement')],
  'POST /email-address': ['yes', async (registry) => fill(await newt(registry, 2), '/email-address')],
  'POST /email-address/new': [
    'confirm',
    async (registry) => {
      const browser = await registry.open().logIn('nora');
      await browser.submit('/email-address?correct', { email: 'nora.lind@lake.example' }, 'do.save', '/email-address');
      return fill(await mailed(registry), '/email-address/new');
    },
  ],
  'POST /security-questions': ['submit', by('nora', '/security-questions', questions)],
  'POST /account': [
    'end.ID',
    async (registry) => {
      await registry.open().logIn('nora');
      return by('nora', '/account')(registry);
    },
  ],
  'POST /account/password': ['save', by('nora', '/account/password', newPassword)],
  'POST /organizations': [
    'switch',
    async (registry) => {
      const other = await registry.db.read.select().from(schema.organizations).all();
      const lake = other.find(({ code }) => code === 'LAKE');
      return by('nora', '/organizations', { organization: String(lake?.id) })(registry);
    },
  ],
  'POST /clients': ['search', by('nora', '/clients', donAgain)],
  'POST /searches': ['find', by('nora', '/account', { box: 'duck, donn 9/21/2009' }, '/searches')],
  'POST /immunizations': ['search', by('nora', '/immunizations', donAgain)],
  'POST /clients/new': ['save', (registry) => entering(registry, mira)],
  'POST /clients/new/duplicates': ['answer', (registry) => asked(registry, 'another')],
  'POST /clients/:id{[0-9]{1,15}}': ['save', by('nora', don, { street: '9 PRESSED STREET' })],
  'POST /clients/:id{[0-9]{1,15}}/draft': [
    'discard',
    async (registry) => {
      const browser = await registry.open().logIn('nora');
      await browser.submit(don, { street: '9 PRESSED STREET' }, 'do.cancel');
      return fill(browser, `${don}/draft`);
    },
  ],
  'POST /clients/:id{[0-9]{1,15}}/confirmation': [
    'save',
    async (registry) => {
      const browser = await registry.open().logIn('nora');
      await browser.submit(don, { sharing: 'N' }, 'do.save');
      return fill(browser, `${don}/confirmation`);
    },
  ],
  'POST /clients/:id{[0-9]{1,15}}/history': [
    'restore.ID',
    async (registry) => {
      const browser = await registry.open().logIn('nora');
      await browser.submit(don, { street: '9 PRESSED STREET' }, 'do.save');
      return fill(browser, `${don}/history`);
    },
  ],
  'POST /clients/:id{[0-9]{1,15}}/household': [
    'carry',
    async (registry) => {
      const browser = await registry.open().logIn('nora');
      await browser.submit(`/clients/${twin}`, { street: '9 PRESSED STREET' }, 'do.save');
      return fill(browser, `/clients/${twin}/household`, { to: `${another}.1` });
    },
  ],
  'POST /clients/:id{[0-9]{1,15}}/immunizations/new': [
    'save',
    by('nora', `${rainbow}/immunizations/new`, { givenOn: '06/20/2016', source: '02', vaccine1: '03:M-M-R II' }),
  ],
  'POST /clients/:id{[0-9]{1,15}}/immunizations/draft': [
    'discard',
    async (registry) => {
      const browser = await registry.open().logIn('nora');
      await browser.submit(`${rainbow}/immunizations/new`, { givenOn: '06/20/2016' }, 'do.cancel');
      return fill(browser, `${rainbow}/immunizations/draft`);
    },
  ],
  'POST /clients/:id{[0-9]{1,15}}/immunizations/:immunization{[0-9]{1,15}}': [
    'delete-it',
    async (registry) => {
      const [dose] = await plant(registry, people.rainbowBright, 'RIVER', [{ cvx: '03', givenOn: '2016-06-20' }]);
      return by('nora', `${rainbow}/immunizations/${dose?.id}`)(registry);
    },
  ],
  'POST /reason': ['say', by('nora', '/reason', { reason: 'The class lists of Oak School' })],
  'POST /unusual-use': [
    'go.ID',
    async (registry) => {
      const nora = (await registry.db.read.select().from(schema.users).all()).find(
        ({ username }) => username === 'nora',
      );
      const of = { userId: nora?.id ?? 0, organization: { id: nora?.homeOrganizationId ?? 0 } } as Viewer;
      await registry.db.write((tx) => trace(tx, of, { at: registry.clock(), action: 'stop opening' }));
      return by('helen', '/unusual-use')(registry);
    },
  ],
  'POST /audit-log': ['find', by('ada', '/audit-log', { user: 'nora' })],
  'POST /users': ['find', by('ada', '/users', { name: 'lind' })],
  'POST /users/new': [
    'add',
    by('ada', '/users/new', {
      ...{ firstName1: 'Newt', lastName1: 'Larson', username1: 'newt2', role1: 'view only' },
      email1: 'newt.larson@riverside.example',
    }),
  ],
  'POST /users/:id{[0-9]+}': [
    'sessions',
    async (registry) => {
      const victor = (await registry.db.read.select().from(schema.users).all()).find(
        ({ username }) => username === 'victor',
      );
      await registry.open().logIn('victor');
      return by('ada', `/users/${victor?.id}`)(registry);
    },
  ],
  'POST /restricted': ['find', by('helen', '/restricted', { miicId: String(people.locked) })],
  'POST /restricted/:id{[0-9]{1,15}}': [
    'unlock',
    by('helen', `/restricted/${people.locked}`, { unlockReason: 'Lakeview asked by phone' }),
  ],
  'POST /duplicates/:id{[0-9]{1,15}}': [
    'different',
    async (registry) => {
      const { browser, form, to } = await asked(registry, 'another');
      form.set('do.answer', 'Continue');
      await browser.post(to, `${form}`);
      const pair = await registry.db.read.select().from(schema.duplicates).get();
      return by('helen', `/duplicates/${pair?.id}`)(registry);
    },
  ],
  'POST /duplicates/rows/:id{[0-9]{1,15}}': [
    'different',
    async (registry) => {
      await bringClients(registry, 'last name,first name,birth date,gender\nDUCK,DON,09/21/2009,F\n');
      const row = await registry.db.read.select().from(schema.asides).get();
      return by('helen', `/duplicates/rows/${row?.id}`)(registry);
    },
  ],
  'POST /mail/:id{[0-9]{1,15}}': [
    'give-up',
    async (registry) => {
      const row = { key: 'a', kind: 'locked', recipient: 'nora.lind@riverside.example', details: '{}', createdAt: 1 };
      await registry.db.write((tx) =>
        tx
          .insert(schema.outbox)
          .values({ ...row, nextAt: 1, deadAt: 2 })
          .run(),
      );
      return by('helen', '/mail/1', { reason: 'The box is closed' })(registry);
    },
  ],
  'POST /stock': ['add', by('nora', '/stock', { vaccine: '03', lot: 'K1', lotExpiresOn: '5/2027', doses: '10' })],
  'POST /stock/:id{[0-9]{1,15}}': ['save', by('nora', '/stock/1', { doses: '39' })],
  'POST /help-desk/announcements/new': ['save', by('helen', '/help-desk/announcements/new', { title: 'Flu' })],
  'POST /help-desk/announcements/:id{[0-9]{1,15}}': [
    'save',
    by('helen', '/help-desk/announcements/1', { title: 'Flu' }),
  ],
  'POST /help-desk/organizations': ['find', by('helen', '/help-desk/organizations', { name: 'lake' })],
  'POST /help-desk/organizations/new': [
    'add',
    by('helen', '/help-desk/organizations/new', { code: 'CEDAR', name: 'Cedar Clinic', type: 'provider' }),
  ],
  'POST /help-desk/organizations/:id{[0-9]{1,15}}': [
    'save',
    by('helen', '/help-desk/organizations/1', { name: 'Riverside Family Clinic' }),
  ],
  'POST /schedules/seasons': ['add', by('helen', '/schedules/seasons', { 'start.1': '08/01/2027', 'end.1': '' })],
  'POST /schedules/:id{[0-9]{1,15}}': [
    'use',
    async (registry) => {
      const helen = await registry.open().logIn('helen');
      await helen.submit('/schedules/seasons', { 'start.1': '08/01/2027', 'end.1': '' }, 'do.add');
      return fill(helen, '/schedules/1', { from: '12/01/2026' });
    },
  ],
  ...exchangeForms,
};
