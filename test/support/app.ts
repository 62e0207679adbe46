// The real application over a fresh copy of the demonstration data, and people who use it.
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { createApp } from '../../src/app.js';
import { createLinks } from '../../src/auth/links.js';
import { createSessions } from '../../src/auth/sessions.js';
import { createThrottle } from '../../src/auth/throttle.js';
import { readConfig } from '../../src/config.js';
import { demonstrationLogins } from '../../src/demonstration/plant.js';
import { keptFilesIn } from '../../src/files/kept-files.js';
import { readAgreement } from '../../src/web/agreement.js';
import { loadAssets } from '../../src/web/assets.js';
import { engine, type Kept } from './engine/engine.js';
import { fixedNow } from './now.js';

const assets = loadAssets();

/** Starts an application of its own. The clock stands still until `wait` moves it. */
export function startApp(env: Record<string, string> = {}, after?: { kept: Kept; now: number }) {
  const db = engine.open(after?.kept ?? engine.planted());
  const config = readConfig(env);
  let now = after?.now ?? fixedNow;
  const clock = () => now;
  const lines: string[] = [];
  const log = pino({ base: null }, { write: (line: string) => void lines.push(line) });
  const sessions = createSessions(db, clock, {
    idleMinutes: config.idleMinutes,
    hours: config.sessionHours,
    https: config.origin.startsWith('https:'),
  });
  const links = createLinks(Buffer.alloc(32, 7));
  const throttle = createThrottle(engine.throttle(db));
  const agreement = readAgreement(config.agreementFile);
  // Made with the first file that is sent.
  const files = keptFilesIn(join(tmpdir(), `titer-imports-${process.pid}`));
  const parts = { config, db, log, clock, sessions, assets, links, throttle, agreement, files };
  const app = createApp(parts);
  return {
    parts,
    app,
    db,
    config,
    links,
    clock,
    lines,
    wait: (ms: number) => (now += ms),
    open: () => new Browser(app.request.bind(app)),
  };
}

export type App = ReturnType<typeof startApp>;

/** The addresses that are answered, each as `GET /clients/new`, without what all requests or all forms pass before. */
export const routesOf = ({ app }: App): string[] => [
  ...new Set(app.routes.filter(({ path }) => !path.includes('*')).map(({ method, path }) => `${method} ${path}`)),
];

/** What a registry is started from that goes on where another stands. */
export const asItStands = async ({ db, clock }: App) => ({ kept: await engine.keep(db), now: clock() });

export type Answer = { status: number; text: string; location: string; headers: Headers };

/** One browser: keeps cookies, sends forms as they were shown, follows nothing by itself. */
export class Browser {
  readonly cookies = new Map<string, string>();

  constructor(readonly send: (path: string, init: RequestInit) => Response | Promise<Response>) {}

  async request(path: string, init: RequestInit = {}): Promise<Answer> {
    const headers = new Headers(init.headers);
    if (this.cookies.size > 0)
      headers.set('Cookie', [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    const response = await this.send(path, { ...init, headers });
    for (const cookie of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split('=');
      if (/max-age=0/i.test(cookie)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    const location = response.headers.get('Location') ?? '';
    const path_ = location.startsWith('http') ? location.slice(new URL(location).origin.length) : location;
    return { status: response.status, text: await response.text(), location: path_, headers: response.headers };
  }

  get = (path: string) => this.request(path);

  /** Sends a raw body, with its length as browsers do. */
  post = (path: string, body: string | Uint8Array<ArrayBuffer>, type = 'application/x-www-form-urlencoded') =>
    this.request(path, {
      method: 'POST',
      body,
      headers: { 'Content-Type': type, 'Content-Length': String(Buffer.byteLength(body)) },
    });

  /** Opens a page, fills in its form as given and presses a control. */
  async submit(path: string, fill: Record<string, string | string[]>, control: string, to = path): Promise<Answer> {
    const shown = formOf((await this.get(path)).text, to);
    for (const [name, value] of Object.entries(fill)) {
      shown.delete(name);
      for (const one of [value].flat()) shown.append(name, one);
    }
    shown.append(control, control);
    return this.post(to, shown.toString());
  }

  /** Logs a person of the cast in. */
  async logIn(username: string, organization?: string): Promise<this> {
    const known = demonstrationLogins.find((login) => login.username === username);
    if (!known) throw new Error(`${username} is not of the cast.`);
    const fill = { organizationCode: organization ?? known.organization, username, password: known.password };
    const answer = await this.submit('/login', fill, 'do.login');
    if (answer.status !== 303) throw new Error(`${username} could not log in: ${answer.status}`);
    return this;
  }
}

/** The fields of the form on a page that posts to an address (or the first with fields), as a browser would send them. */
export function formOf(html: string, action: string): URLSearchParams {
  const forms = [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)];
  const path = action.split('?')[0];
  const form =
    forms.find(
      ([, attributes]) => unentity(/action="([^"]*)"/.exec(attributes ?? '')?.[1] ?? action).split('?')[0] === path,
    )?.[2] ?? '';
  const fields = new URLSearchParams();
  for (const [tag] of form.matchAll(/<(?:input|select)\b[^>]*>/g)) {
    const name = attribute(tag, 'name');
    const type = attribute(tag, 'type');
    if (!name || type === 'submit') continue;
    if (tag.startsWith('<select')) {
      const options = form.slice(form.indexOf(tag)).split('</select>')[0] ?? '';
      const chosen =
        /<option value="([^"]*)" selected/.exec(options)?.[1] ?? /<option value="([^"]*)"/.exec(options)?.[1] ?? '';
      fields.append(name, unentity(chosen));
    } else if ((type !== 'radio' && type !== 'checkbox') || /\schecked\b/.test(tag))
      fields.append(name, attribute(tag, 'value'));
  }
  for (const [tag, text = ''] of form.matchAll(/<textarea\b[^>]*>([^<]*)<\/textarea>/g))
    fields.append(attribute(tag, 'name'), unentity(text));
  return fields;
}

const attribute = (tag: string, name: string) => unentity(new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? '');

const unentity = (text: string) =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

/** Presses a control on the page, follows where it leads, and gives the page that is shown then. */
export async function press(
  browser: Browser,
  page: { text: string },
  path: string,
  control: string,
  fill: Record<string, string> = {},
) {
  const form = formOf(page.text, path);
  for (const [name, value] of Object.entries(fill)) {
    form.delete(name);
    if (value !== '-') form.append(name, value);
  }
  form.append(control, control);
  const answer = await browser.post(path, form.toString());
  return answer.status === 303
    ? { ...(await browser.get(answer.location.split('#')[0] ?? '')), went: answer.location }
    : { ...answer, went: '' };
}

/** The ids of the questions about values that a page asks, in its order. */
export const questionsOn = (page: { text: string }) =>
  [...page.text.matchAll(/name="question" value="([^"]+)"/g)].map(([, id = '']) => id);

/** Presses a control as `press` does; where the page asks about values, ticks "Save it as typed" and presses again. */
export async function pressAsTyped(browser: Browser, page: { text: string }, path: string, control: string) {
  const answer = await press(browser, page, path, control);
  if (answer.status !== 422 || questionsOn(answer).length === 0) return answer;
  const form = formOf(answer.text, path);
  form.delete('asTyped');
  for (const id of questionsOn(answer)) form.append('asTyped', id);
  form.append(control, control);
  const again = await browser.post(path, form.toString());
  return { ...(again.status === 303 ? await browser.get(again.location.split('#')[0] ?? '') : again), went: '' };
}
/** The button on a page that chooses one side of a clash. */
export const choiceOn = (page: { text: string }, value: string): string =>
  new RegExp(`name="(do\\.take\\.[^"]+)" value="[^"]+" aria-label="${value}"`).exec(page.text)?.[1] ??
  `no button ${value}`;
