import { generateCookie } from 'hono/cookie';
import type { CookieOptions } from 'hono/utils/cookie';
import type { Request } from './context.js';

/**
 * Adds a header to the answer, whichever it will be. Only here is `c.header` used: a page is made without Hono's Headers
 * (answer.ts), and must know what was added.
 */
export function addHeader(c: Request, name: string, value: string, options: { readonly append?: boolean } = {}): void {
  c.set('added', [...(c.get('added') ?? []), [name, value]]);
  c.header(name, value, options);
}

/** Adds a cookie to the answer. */
export function setCookie(c: Request, name: string, value: string, options: CookieOptions): void {
  addHeader(c, 'Set-Cookie', generateCookie(name, value, options), { append: true });
}

/** Has the browser forget a cookie, set with the same path and security. */
export function deleteCookie(c: Request, name: string, options: CookieOptions): void {
  setCookie(c, name, '', { ...options, maxAge: 0 });
}
