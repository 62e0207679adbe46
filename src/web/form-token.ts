import { getCookie } from 'hono/cookie';
import type { PastSession } from '../auth/sessions.js';
import { formSecretOf, hashToken, newToken, unmaskSecret } from '../auth/tokens.js';
import type { Request } from './context.js';

const isHttps = (c: Request) => c.get('config').origin.startsWith('https:');

/** The cookie of whoever is not logged in: the login form cannot be sent from elsewhere. */
export const visitorCookie = (c: Request) => (isHttps(c) ? '__Host-visitor' : 'visitor');

/** The cookie that a browser keeps for a year once somebody logged in there (L14). */
export const browserCookie = (c: Request) => (isHttps(c) ? '__Host-browser' : 'browser');

/** The browser that asks, by the token of its cookie, or a fresh one where it has none, and the SHA-256 of that. */
export function browserOf(c: Request): { readonly token: string; readonly id: string } {
  const known = getCookie(c, browserCookie(c));
  const token = known && /^[\w-]{32}$/.test(known) ? known : newToken(24);
  return { token, id: hashToken(token) };
}

/**
 * The session that a form was shown in, by the token it carried, if that was in this browser: it may run, have ended,
 * or be another user's than the one who is logged in now (L16).
 */
export async function sessionOfForm(c: Request, sent: string): Promise<PastSession | undefined> {
  const secret = unmaskSecret(sent);
  const session = secret ? await c.get('sessions').ofForm(secret) : undefined;
  return session?.browser && session.browser === browserOf(c).id ? session : undefined;
}

/**
 * True if a form may be taken from whoever sends it: it was shown in this session, or in an earlier one of the same
 * user for the same organization in this browser (L16). An address that is open to anybody takes every form shown in
 * this browser: somebody may have logged in or out since, in another tab.
 */
export async function tokenMatches(c: Request, sent: string): Promise<boolean> {
  const csrf = c.get('csrf');
  const viewer = c.get('viewer');
  const forAnybody = c.get('forAnybody');
  if (unmaskSecret(sent) === csrf) return true;
  const shown = await sessionOfForm(c, sent);
  if (forAnybody) return shown !== undefined || isVisitors(c, unmaskSecret(sent));
  return viewer !== undefined && shown?.userId === viewer.userId && shown.organizationId === viewer.organization.id;
}

function isVisitors(c: Request, secret: string): boolean {
  const visitor = getCookie(c, visitorCookie(c));
  return visitor !== undefined && formSecretOf(visitor) === secret;
}
