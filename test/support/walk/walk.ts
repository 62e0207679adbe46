// A walk over every address of the application, as several people, whole and in part, with forms as they are shown, broken,
// stale and for another organization. Whoever adds a route is led along it, or told what the walk must know.
import { asc, eq, gt } from 'drizzle-orm';
import { lastIdGiven } from '../../../src/db/engine/ids.js';
import { demonstrationClients as people } from '../../../src/demonstration/plant.js';
import { type Answer, type App, Browser, formOf, routesOf, startApp } from '../app.js';
import { schema } from '../tables.js';
import { don, prepare, rainbow, type Walker } from './walk-people.js';

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

/** The MIIC IDs that records are asked for by. */
const subjects = [rainbow, don, people.locked, people.deceased, 424_242];

/** The addresses of a route's pattern. A parameter that is not known here fails: say what it stands for. */
async function addressesOf(registry: App, pattern: string, { left }: Walker): Promise<string[]> {
  const [, noun = '', id] = pattern.split('/');
  const search = left.search ?? '';
  if (!pattern.includes(':')) {
    if (pattern.startsWith('/clients/new')) return [`${pattern}?search=${left.entry ?? search}`];
    return [pattern];
  }
  if (noun === 'searches') return [`/searches/${search}`];
  if (noun === 'interrupted') return [`/interrupted/${left.interrupted ?? ''}`];
  if (['announcements', 'mail', 'users', 'duplicates', 'schedules', 'imports', 'stock'].includes(noun))
    return [pattern.replace(/:id\{(?:.*?\}\}|[^}]*\})/, '1')];
  if (pattern.startsWith('/help-desk/')) return [pattern.replace(/:id\{.*\}\}/, '1')];
  if (noun === 'static' || noun === 'password' || noun === 'email-address') return [pattern.replace(/:\w+/, 'x')];
  if ((noun !== 'clients' && noun !== 'restricted') || !id?.startsWith(':id'))
    throw new Error(`What stands for the parameters of ${pattern}? Tell test/support/walk/walk.ts.`);
  const records = subjects.map((subject) => pattern.replace(/:id\{.*?\}\}/, String(subject)));
  const ids = await registry.db.read
    .select()
    .from(schema.immunizations)
    .where(eq(schema.immunizations.clientId, rainbow))
    .orderBy(asc(schema.immunizations.id))
    .all();
  return records.flatMap((path) => {
    if (path.endsWith(`/${rainbow}`) || path.endsWith(`/${rainbow}/immunizations`))
      return (queries[pattern.replace(/.*?\}\}/, '')] ?? ['']).map((q) => path + q);
    if (!path.includes(':immunization')) return [path];
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

/** Walks, and shows every step. Each address that forms are sent to begins anew, with what was left behind. */
export async function walk(show: (step: Step) => void): Promise<void> {
  const { before, walkers } = await prepare();
  const looking = startApp({}, before);
  const routes = routesOf(looking);
  for (const walker of walkers)
    for (const route of routes) {
      const [method = '', pattern = ''] = route.split(' ');
      if (!walker.goes(route)) continue;
      for (const path of await addressesOf(looking, pattern, walker)) {
        const registry = method === 'GET' ? looking : startApp({}, before);
        const browser = new Browser(registry.app.request.bind(registry.app));
        for (const [name, value] of walker.cookies) browser.cookies.set(name, value);
        const take = async (how: string, init: RequestInit) => {
          const last = await lastIdGiven(registry.db.read, 'audit');
          const answer = await browser.request(path, init);
          show({ who: walker.who, route, path, how, answer, rows: await rowsAfter(registry, last) });
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
        if (registry !== looking) registry.db.close();
      }
    }
}

const rowsAfter = ({ db }: App, id: number) =>
  db.read.select().from(schema.audit).where(gt(schema.audit.id, id)).orderBy(asc(schema.audit.id)).all();
