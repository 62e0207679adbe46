import { demonstrationClients as people } from '../../src/demonstration/plant.js';
import { type App, type Browser, formOf } from './app.js';
import { schema } from './tables.js';

export const minute = 60_000;
export const duck = `/clients/${people.donDuck}`;
export const bright = `/clients/${people.rainbowBright}`;
const right = (username: string, organizationCode = 'RIVER') => ({
  organizationCode,
  username,
  password: 'Immunize-2026',
});

export const keptIn = ({ db }: App) => db.read.select().from(schema.interruptions).all();

/** A page's form with something typed in it. */
export async function typed(browser: Browser, path: string, fill: Record<string, string>): Promise<URLSearchParams> {
  const form = formOf((await browser.get(path)).text, path);
  for (const [name, value] of Object.entries(fill)) form.set(name, value);
  return form;
}

/** What the page's script does with a form at the end. */
export const keep = (browser: Browser, path: string, form: URLSearchParams) =>
  browser.post(`/session/kept?path=${encodeURIComponent(path)}`, `${form}`);

export const logIn = (browser: Browser, username: string, organization?: string) =>
  browser.submit('/login', right(username, organization), 'do.login');
