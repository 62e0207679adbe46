import type { Child } from 'hono/jsx';
import type { JSX } from 'hono/jsx/jsx-runtime';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { Partials } from '../views/parts/partials.js';
import { answer, answerWith } from './answer.js';
import { originOf, type Request } from './context.js';
import { addHeader } from './headers.js';
import { noteNews } from './news.js';

/** Answers with a whole page: to htmx too, which puts it in the place of the one that is shown. */
export function page(c: Request, content: JSX.Element, status: ContentfulStatusCode = 200): Response {
  if (isPartial(c)) {
    addHeader(c, 'HX-Retarget', 'body');
    addHeader(c, 'HX-Reswap', 'innerHTML');
  }
  // Joined, it is one text, and not a tree of the thousand that it was added up from: that would be kept, and moved about in
  // memory, until the row in the audit log is written.
  return answer(c, ['<!DOCTYPE html>', `${content}`].join(''), status);
}

/** True if htmx asked and wants regions of the page. This file alone knows its headers. */
export function isPartial(c: Request): boolean {
  return c.req.header('HX-Request-Type') === 'partial';
}

/** Answers htmx with regions of the page, by their ids, and its title. */
export function partials(
  c: Request,
  regions: Readonly<Record<string, Child>>,
  title: string,
  status: ContentfulStatusCode = 200,
): Response {
  const whole = `${title} – ${c.get('config').site.name}`;
  return answer(c, `${Partials({ regions, title: whole })}`, status);
}

/** After a POST, to a path of this site: the browser gets the address, whole, since Lynx waits on a relative one. */
export function goTo(c: Request, path: string): Response {
  const home = new URL('/', originOf(c));
  const asked = new URL(path, home);
  // Whatever the path was made from, nobody is led to another site.
  const to = asked.origin === home.origin ? asked : home;
  const address = `${to}`;
  noteNews(c, to);
  // A browser follows a 303 without htmx seeing it: it is told to go there itself.
  return isPartial(c)
    ? answerWith(c, null, 204, { 'HX-Redirect': address })
    : answerWith(c, null, 303, { Location: address });
}

/**
 * The page to go on at after a form that names one: a path of this site, since an address typed by somebody else must
 * not lead away.
 */
export function nextOf(next: string | undefined): string {
  return next && /^\/(?![/\\])[\w/?=&.-]{0,200}$/.test(next) ? next : '/';
}

/**
 * A number that an address asks for by a name, such as a page: a whole one of at most six digits, 1 for anything else.
 */
export function queryNumber(c: Request, name: string): number {
  return Number(c.req.query(name)?.match(/^[1-9]\d{0,5}$/)?.[0] ?? 1);
}
