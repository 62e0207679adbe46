import type { JSX } from 'hono/jsx/jsx-runtime';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Request } from '../context.js';

/** Answers with a whole page. */
export function page(c: Request, content: JSX.Element, status: ContentfulStatusCode = 200): Response {
  return c.body(`<!DOCTYPE html>${content}`, status, { 'Content-Type': 'text/html; charset=utf-8' });
}

/** After a POST: the browser gets the address, whole, since Lynx waits on a relative one. */
export function goTo(c: Request, path: string): Response {
  return c.redirect(`${new URL(path, originOf(c))}`, 303);
}

function originOf(c: Request): string {
  const { config } = c.var;
  const host = c.req.header('host');
  // Outside production the same server may be reached by several names.
  return config.production || !host ? config.origin : `http://${host}`;
}
