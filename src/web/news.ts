import { createHash } from 'node:crypto';
import { getCookie } from 'hono/cookie';
import type { Request } from './context.js';
import { deleteCookie, setCookie } from './headers.js';

/** The words of an address that say what was just done. */
const words = ['done', 'saved', 'decided', 'asked', 'did', 'already'] as const;
const saysOne = new RegExp(`[?&](?:${words.join('|')})=`);
/** The most addresses that a browser may be on its way to, in as many tabs. */
const mostSigns = 4;

const nameOf = (c: Request) => (isHttps(c) ? '__Host-news' : 'news');
const isHttps = (c: Request) => c.get('config').origin.startsWith('https:');
const signsIn = (c: Request) => (getCookie(c, nameOf(c)) ?? '').split('.').filter(Boolean);
/** A digest of an address, for the browser to keep; it need not be secret, and names nobody. */
const signOf = ({ pathname, search }: URL) =>
  createHash('sha256').update(`${pathname}${search}`).digest('base64url').slice(0, 8);

/** Notes where a form led to, if that address says what was done: the page there says it once. */
export function noteNews(c: Request, to: URL): void {
  if (!saysOne.test(to.search)) return;
  const signs = [...signsIn(c), signOf(to)].slice(-mostSigns).join('.');
  setCookie(c, nameOf(c), signs, { path: '/', httpOnly: true, sameSite: 'Lax', secure: isHttps(c), maxAge: 600 });
}

/**
 * The message that an address brings about what was just done; undefined on a reload, and if no form led there (C9). An
 * answer that never arrived leaves the note, so that asking for the page again says it.
 */
export function news(c: Request, word: (typeof words)[number]): string | undefined {
  const said = c.req.query(word);
  if (said === undefined) return undefined;
  const signs = signsIn(c);
  const at = signs.indexOf(signOf(new URL(c.req.url)));
  if (at < 0) return undefined;
  const left = signs.toSpliced(at, 1).join('.');
  const options = { path: '/', secure: isHttps(c) };
  if (left) setCookie(c, nameOf(c), left, { ...options, httpOnly: true, sameSite: 'Lax', maxAge: 600 });
  else deleteCookie(c, nameOf(c), options);
  return said;
}
