import { Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { base64url } from 'oslo/encoding';
import { isPassword } from '../auth/passwords.js';
import { hashToken } from '../auth/sessions.js';
import { showWait, type Tries } from '../auth/throttle.js';
import { allowAnybody, type Env, frame, type Request, remoteAddress } from '../context.js';
import { trace } from '../db/audit.js';
import { latestInterruption } from '../db/interruptions.js';
import { isKnownBrowser } from '../db/known-browsers.js';
import { decideLogin } from '../db/logins.js';
import type { Tx } from '../db/open.js';
import { type Account, findAccount } from '../db/users.js';
import { spaceFaults } from '../domain/account.js';
import { readForm } from '../form.js';
import { Login, Stopped } from '../views/login.js';
import { goTo, nextOf, page } from './page.js';

export const login = new Hono<Env>()
  .get('/login', (c) => {
    allowAnybody(c);
    if (c.var.viewer) return goTo(c, nextOf(c.req.query('next')));
    return page(c, <Login frame={frame(c)} entry={{ values: { next: nextOf(c.req.query('next')) } }} />);
  })

  .post('/login', async (c) => {
    allowAnybody(c);
    const { db, clock, throttle } = c.var;
    const { values, command } = await readForm(
      c,
      { text: ['organizationCode', 'username', 'password', 'next'], buttons: ['login', 'clear'] },
      ({ message, status }, values) => page(c, <Login frame={frame(c)} entry={{ values }} failed={message} />, status),
    );
    if (command === 'clear') return goTo(c, '/login');
    const refuse = (failed: string | true, status: 422 | 429) =>
      page(c, <Login frame={frame(c)} entry={{ values }} failed={failed} />, status);
    const errors = spaceFaults(values);
    if (Object.keys(errors).length > 0) return page(c, <Login frame={frame(c)} entry={{ values, errors }} />, 422);
    const account = await findAccount(db.read, values.organizationCode ?? '', values.username ?? '');
    const browser = browserOf(c);
    const tries = await triesOf(c, values, account, browser.id);
    const wait = await throttle.enter(tries);
    if (wait > 0) {
      c.header('Retry-After', String(Math.ceil(wait / 1000)));
      return refuse(`There were too many tries. Wait ${showWait(wait)}, then try again.`, 429);
    }
    if (!(await isPassword(values.password ?? '', account?.passwordHash)) || !account) {
      await db.write((tx) => trace(tx, account, { at: clock(), action: 'login failed', address: remoteAddress(c) }));
      return refuse(true, 422);
    }
    const stopped = await begin(c, account, browser);
    if (stopped === 'changed') return refuse(true, 422);
    await throttle.forgive(tries);
    if (stopped) return page(c, <Stopped frame={frame(c)} why={stopped} />, 403);
    return goTo(c, await whereTo(c, account, values.next));
  })

  .post('/logout', async (c) => {
    allowAnybody(c);
    await readForm(c, { buttons: ['logout'] });
    await logOut(c);
    return goTo(c, '/login');
  });

/** Begins the session, on the browser that is from now on known to its user, or answers why not. */
async function begin(c: Request, account: Account, browser: { token: string; id: string }) {
  const { clock, sessions, sessionId, config } = c.var;
  const login = { at: clock(), address: remoteAddress(c), browser: browser.id, former: sessionId };
  const begun = await sessions.begin(account.userId, account.organization.id, (tx) => decideLogin(tx, account, login));
  if ('stopped' in begun) return begun.stopped;
  c.header('Set-Cookie', begun.cookie, { append: true });
  const secure = config.origin.startsWith('https:');
  const lasts = { path: '/', httpOnly: true, sameSite: 'Lax', secure, maxAge: 365 * 24 * 60 * 60 } as const;
  setCookie(c, browserCookie(c), browser.token, lasts);
  return undefined;
}

/**
 * Ends the session of this browser, on the server too, and has the browser forget what it kept of it (L16).
 * @param tell what is to be noted besides
 */
export async function logOut(c: Request, tell: (tx: Tx) => void = () => undefined): Promise<void> {
  const { viewer, sessionId, clock, sessions } = c.var;
  if (viewer && sessionId) {
    const cookie = await sessions.end(sessionId, (tx) => {
      tell(tx);
      trace(tx, viewer, { at: clock(), action: 'logout', address: remoteAddress(c) });
    });
    c.header('Set-Cookie', cookie, { append: true });
  }
  c.header('Clear-Site-Data', '"cache", "storage"');
}

const browserCookie = (c: Request) => (c.var.config.origin.startsWith('https:') ? '__Host-browser' : 'browser');

function browserOf(c: Request) {
  const known = getCookie(c, browserCookie(c));
  const token =
    known && /^[\w-]{32}$/.test(known)
      ? known
      : base64url.encode(crypto.getRandomValues(new Uint8Array(24)), { includePadding: false });
  return { token, id: hashToken(token) };
}

/** Tries from a browser that the user logged in from before count for that browser alone (L14). */
async function triesOf(
  c: Request,
  typed: Readonly<Record<string, string>>,
  account: Account | undefined,
  browser: string,
): Promise<Tries> {
  if (account && (await isKnownBrowser(c.var.db.read, browser, account.userId)))
    return { accounts: [`browser ${browser} ${account.userId}`], address: '' };
  return { accounts: [`${typed.organizationCode}\0${typed.username}`], address: remoteAddress(c) };
}

/** Back to the page where the session ended, and to the form that was kept, for the same user; others get nothing of it (L16). */
async function whereTo(c: Request, account: Account, next: string | undefined): Promise<string> {
  const { ended, db } = c.var;
  if (!ended) return nextOf(next);
  if (ended.userId !== account.userId) return '/';
  const kept = await latestInterruption(db.read, account.userId, account.organization.id);
  return kept && kept.at >= ended.endedAt ? `/interrupted/${kept.id}` : nextOf(next);
}
