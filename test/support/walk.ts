// A walk over every address of the application, as several people, whole and in part, with forms as they are shown, broken,
// stale and for another organization. Whoever adds a route is led along it, or told what the walk must know.
import { asc, eq, gt } from 'drizzle-orm';
import { keepInterruption } from '../../src/db/edits/interruptions.js';
import type { Tx } from '../../src/db/engine/database.js';
import { indexNames } from '../../src/db/names/names.js';
import { demonstrationClients as people } from '../../src/demonstration/plant.js';
import { mapFields } from '../../src/domain/clients/personal-information.js';
import { showDay } from '../../src/domain/time/day.js';
import { type Answer, type App, Browser, formOf, press, startApp } from './app.js';
import { mmr, newVisit, organizationId, plant } from './doses.js';
import { clientRow } from './facts.js';
import { schema } from './tables.js';

type AuditRow = typeof schema.audit.$inferSelect;

/** A request of the walk, its answer, and the rows that it left in the audit log. */
export type Step = {
  readonly who: string;
  /** Method and pattern, as the application lists them. */
  readonly route: string;
  readonly path: string;
  readonly how: string;
  readonly answer: Answer;
  readonly rows: readonly AuditRow[];
};

/** A word that stands for one client and for nothing else: whatever names the client has it in it. */
const markOf = (id: number) =>
  `ZQ${[...id.toString(26)].map((digit) => String.fromCharCode(65 + Number.parseInt(digit, 26))).join('')}QZ`;

/** The clients that a text names, by MIIC ID. */
export const namedIn = (text: string) =>
  [...new Set(text.match(/ZQ[A-Z]{1,12}?QZ/g) ?? [])].map((mark) =>
    Number.parseInt([...mark.slice(2, -2)].map((letter) => (letter.charCodeAt(0) - 65).toString(26)).join(''), 26),
  );

/** Gives every client names, an address, contacts and former names that are theirs alone. */
function markClients(tx: Tx): void {
  const { clients, contacts, aliases, formerAddresses } = schema;
  for (const row of tx.select().from(clients).all()) {
    const mark = markOf(row.id);
    const named = {
      lastName: mark,
      firstName: `A${mark}`,
      middleName: '',
      motherMaidenLast: `M${mark}`,
      motherFirst: '',
    };
    const more = { street: `1 ${mark} ST`, email: `${mark}@example.org` };
    tx.update(clients)
      .set({ ...named, ...more })
      .where(eq(clients.id, row.id))
      .run();
    const own = { street: `2 ${mark} ST`, lastName: mark };
    tx.update(contacts).set(own).where(eq(contacts.clientId, row.id)).run();
    tx.update(formerAddresses)
      .set({ street: `3 ${mark} ST` })
      .where(eq(formerAddresses.clientId, row.id))
      .run();
    for (const { id, lastName } of tx.select().from(aliases).where(eq(aliases.clientId, row.id)).all())
      tx.update(aliases)
        .set({ lastName: `${lastName}${mark}` })
        .where(eq(aliases.id, id))
        .run();
    indexNames(tx, row.id, { ...named, birthDate: row.birthDate });
  }
}

const [rainbow, don] = [people.rainbowBright, people.donDuck];

/** What people have left behind before the walk: addresses of it by the route that shows it. */
type Left = Readonly<Record<string, string>>;
type Walker = {
  /** Where they go: whoever sees what another has seen goes only where they see more. */
  readonly goes: (route: string) => boolean;
  readonly who: string;
  readonly cookies: ReadonlyMap<string, string>;
  readonly left: Left;
};

const kept = '11111111-2222-4333-8444-555555555555';

/** Prepares a registry in which every page has something to show. */
async function prepare() {
  const registry = startApp();
  await registry.db.write(markClients);
  await plant(registry, rainbow, 'RIVER', [{ cvx: '03', givenOn: '2012-05-05' }]);
  await plant(registry, rainbow, 'PUB', [{ cvx: '03', givenOn: '2014-05-05' }]);
  await registry.db.write((tx) =>
    tx
      .insert(schema.duplicates)
      .values({
        clientId: don,
        otherId: rainbow,
        surely: false,
        score: 9,
        reasons: 'same phone',
        foundAt: 1,
        foundFor: 1,
      })
      .run(),
  );
  await registry.db.write((tx) => {
    const known: Partial<Record<string, string>> = {
      lastName: 'ROW',
      firstName: 'OF',
      birthDate: '2001-01-01',
      gender: 'U',
    };
    const personal = mapFields((field) => known[field] ?? '');
    const row = { personal, typed: personal, chartNumber: '', birthCertificate: '', given: [] };
    tx.insert(schema.asides)
      .values({ kind: 'client', organizationId: 1, digest: 'x', row: JSON.stringify(row), foundAt: 1 })
      .run();
    tx.insert(schema.asideCandidates).values({ asideId: 1, clientId: don, score: 9, reasons: 'same phone' }).run();
  });
  const walkers: Walker[] = [];
  for (const [who, username, at, goes] of [
    ['nora of RIVER', 'nora', 'RIVER', () => true],
    ['nora of LAKE', 'nora', 'LAKE', (route: string) => /^GET |clients\/:id/.test(route)],
    ['victor', 'victor', 'RIVER', () => true],
    ['ada', 'ada', 'RIVER', (route: string) => /users|history/.test(route)],
    ['helen', 'helen', 'MIIC', () => true],
  ] as const) {
    const browser = await registry.open().logIn(username, at);
    const left = await leaveThings(registry, browser, who, username, at);
    walkers.push({ who, goes, cookies: browser.cookies, left });
  }
  return { bytes: registry.db.serialize(), now: registry.clock(), walkers };
}

/** Searches, and, where they may, types a draft, a visit and a new client, and has a form interrupted. */
async function leaveThings(registry: App, browser: Browser, who: string, username: string, at: string): Promise<Left> {
  const { lastName, firstName, birthDate } = clientRow(registry, don);
  // Typed a little otherwise: what somebody typed tells them of nobody, and has nobody's mark.
  const person = {
    lastName: `${lastName.slice(0, -1)}Y`,
    firstName: `${firstName.slice(0, -1)}Y`,
    birthDate: showDay(birthDate),
    gender: 'M',
  };
  const search = (await browser.submit('/clients', { lastName }, 'do.search')).location;
  const left = { search: search.split('/')[2] ?? '', interrupted: `${kept}${username}${at}` };
  const path = `/clients/${don}`;
  const shown = await browser.get(path);
  const user = registry.db.read.select().from(schema.users).where(eq(schema.users.username, username)).get();
  const of = { userId: user?.id ?? 0, organizationId: organizationId(registry, at), at: registry.clock() };
  const restricted = `/restricted/${don}`;
  const interrupted = who === 'helen' ? restricted : path;
  const body = formOf((await browser.get(interrupted)).text, interrupted).toString();
  await registry.db.write((tx) =>
    keepInterruption(tx, {
      ...{ ...of, id: left.interrupted, page: null, path: interrupted },
      body: body || `lastName=${lastName}`,
    }),
  );
  if (!shown.text.includes('do.save')) return { ...left, entry: 'none' };
  // Sharing No is asked about: the page that asks has something to show.
  await browser.submit(path, { phone: '651-201-4629', sharing: 'N' }, 'do.stage');
  await press(browser, await browser.get(newVisit(rainbow)), newVisit(rainbow), 'do.more', mmr);
  const entry = (await browser.submit('/clients', person, 'do.search')).location.replace(/.*[/=]/, '');
  const mother = { motherMaidenLast: 'Dahl', motherFirst: 'Ida' };
  await browser.submit(`/clients/new?search=${entry}`, mother, 'do.save');
  return { ...left, entry };
}

/** The MIIC IDs that records are asked for by. */
const subjects = [rainbow, don, people.locked, people.deceased, 424_242];

/** The addresses of a route's pattern. A parameter that is not known here fails: say what it stands for. */
function addressesOf(registry: App, pattern: string, { left }: Walker): string[] {
  const [, noun = '', id] = pattern.split('/');
  const search = left.search ?? '';
  if (!pattern.includes(':')) {
    if (pattern.startsWith('/clients/new')) return [`${pattern}?search=${left.entry ?? search}`];
    return [pattern];
  }
  if (noun === 'searches') return [`/searches/${search}`];
  if (noun === 'interrupted') return [`/interrupted/${left.interrupted ?? ''}`];
  if (noun === 'announcements' || noun === 'users' || noun === 'duplicates') return [pattern.replace(/:id\{.*\}/, '1')];
  if (noun === 'static' || noun === 'password' || noun === 'email-address') return [pattern.replace(/:\w+/, 'x')];
  if ((noun !== 'clients' && noun !== 'restricted') || !id?.startsWith(':id'))
    throw new Error(`What stands for the parameters of ${pattern}? Tell test/support/walk.ts.`);
  const records = subjects.map((subject) => pattern.replace(/:id\{.*?\}\}/, String(subject)));
  return records.flatMap((path) => {
    if (path.endsWith(`/${rainbow}`) || path.endsWith(`/${rainbow}/immunizations`))
      return (queries[pattern.replace(/.*?\}\}/, '')] ?? ['']).map((q) => path + q);
    if (!path.includes(':immunization')) return [path];
    const doses = registry.db.read
      .select()
      .from(schema.immunizations)
      .where(eq(schema.immunizations.clientId, rainbow));
    const ids = doses.orderBy(asc(schema.immunizations.id)).all();
    const [own, other] = [1, 3].map(
      (at) => ids.find(({ organizationId: of, deletedAt }) => of === at && !deletedAt)?.id,
    );
    return [own, other, 999_999].map((dose) => path.replace(/:immunization\{.*\}/, String(dose)));
  });
}

/** What stands behind an address with a record in it, by what follows the MIIC ID. */
const queries: Readonly<Record<string, readonly string[]>> = {
  '': ['', '?tab=contacts', '?tab=comments', '?tab=conditions'],
  '/immunizations': ['', '?comment=2', '?comment=all'],
};

/** Forms that stand on another page than the one that they are sent to. */
const shownAt = (path: string) => (path === '/logout' || path === '/session' ? '/' : path);

/** The controls of the form on a page that posts to a path. */
function buttonsOf(html: string, path: string): string[] {
  const forms = [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)];
  const to = path.split('?')[0];
  const own = forms.filter(([, attributes]) => (/action="([^"?]*)/.exec(attributes ?? '')?.[1] || to) === to);
  return [
    ...own
      .map(([, , inside]) => inside)
      .join('')
      .matchAll(/<(?:input|button)[^>]*\bname="(do\.[^"]*)"/g),
  ]
    .map(([, name = '']) => name)
    .filter((name, i, all) => all.indexOf(name) === i);
}

type Sent = Readonly<{ how: string; body: string }>;

/** A form as it is shown, with each of its controls; then broken, stale, wrong and for another organization. */
function sendings(html: string, path: string): Sent[] {
  const form = () => formOf(html, path);
  const buttons = buttonsOf(html, path);
  // Nobody is shown a form there: one is forged.
  if (buttons.length === 0) return [{ how: 'forged', body: 'do.save=Save' }];
  const first = buttons.find((name) => /save|search|undo/i.test(name)) ?? buttons[0] ?? '';
  const sent = (how: string, change: (form: URLSearchParams) => void, button = first, more = ''): Sent => {
    const fields = form();
    change(fields);
    if (button) fields.append(button, button);
    return { how, body: fields + more };
  };
  const wrong: Record<string, string> = {
    phone: '12',
    birthDate: '13/45/2020',
    givenOn: 'x',
    miicId: 'x',
    'contact.zip': 'x',
  };
  return [
    ...buttons.map((button) => sent(`as shown, ${button}`, () => undefined, button)),
    sent('with a field too many', (fields) => fields.append('zz', '1')),
    sent('not in UTF-8', () => undefined, first, '&zz=%ff'),
    sent('with no button pressed', () => undefined, ''),
    sent('with a button that is not there', () => undefined, 'do.constructor'),
    sent('stale', (fields) => {
      for (const name of ['revision', 'draftAt']) if (fields.has(name)) fields.set(name, '0');
    }),
    sent('wrong', (fields) => {
      for (const [name, value] of Object.entries(wrong)) if (fields.has(name)) fields.set(name, value);
    }),
    sent('for another organization', (fields) => {
      if (fields.has('organization')) fields.set('organization', fields.get('organization') === '1' ? '2' : '1');
    }),
  ];
}

const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
const manners = [
  ['whole', {}],
  ['in part', { 'HX-Request-Type': 'partial' }],
] as const;

/** Walks, and shows every step. Each route begins anew, with what was left behind. */
export async function walk(show: (step: Step) => void): Promise<void> {
  const { bytes, now, walkers } = await prepare();
  const patterns = startApp().app.routes.filter(({ method }) => method !== 'ALL');
  const routes = [...new Set(patterns.map(({ method, path }) => `${method} ${path}`))];
  for (const walker of walkers)
    for (const route of routes) {
      const [method = '', pattern = ''] = route.split(' ');
      if (!walker.goes(route)) continue;
      const begin = () => {
        const registry = startApp({}, { bytes, now });
        const browser = new Browser(registry.app.request.bind(registry.app));
        for (const [name, value] of walker.cookies) browser.cookies.set(name, value);
        return { registry, browser };
      };
      for (const path of addressesOf(begin().registry, pattern, walker)) {
        const { registry, browser } = begin();
        const take = async (how: string, init: RequestInit) => {
          const last = rowsAfter(registry, 0).at(-1)?.id ?? 0;
          const answer = await browser.request(path, init);
          show({ who: walker.who, route, path, how, answer, rows: rowsAfter(registry, last) });
        };
        for (const [manner, headers] of manners) {
          if (method === 'GET') {
            await take(manner, { headers });
            continue;
          }
          const shown = (await browser.get(shownAt(path))).text;
          const csrf = `&csrf=${/name="csrf" value="([^"]*)"/.exec((await browser.get('/help-desk')).text)?.[1] ?? ''}`;
          for (const { how, body } of sendings(shown, path))
            await take(`${how}, ${manner}`, {
              method,
              body: body.includes('csrf=') ? body : body + csrf,
              headers: { ...form, ...headers },
            });
        }
      }
    }
}

const rowsAfter = ({ db }: App, id: number) =>
  db.read.select().from(schema.audit).where(gt(schema.audit.id, id)).orderBy(asc(schema.audit.id)).all();
