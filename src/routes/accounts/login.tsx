import { Hono } from 'hono';
import { getCookie } from 'hono/cookie';
import { isPassword } from '../../auth/passwords.js';
import { showWait, type Tries } from '../../auth/throttle.js';
import { type Account, findAccount } from '../../db/accounts/accounts.js';
import { isKnownBrowser } from '../../db/accounts/known-browsers.js';
import { decideLogin } from '../../db/accounts/logins.js';
import { interruptionIds } from '../../db/edits/interruptions.js';
import type { Tx } from '../../db/engine/database.js';
import { trace } from '../../db/operations/audit.js';
import { spaceFaults } from '../../domain/accounts/account.js';
import { browserWords } from '../../domain/accounts/browser-words.js';
import { showInstant } from '../../domain/time/day.js';
import { showIdle } from '../../domain/time/idle.js';
import { Login, LoginStopped } from '../../views/accounts/login.js';
import { allow, allowAnybody, type Env, frame, type Request, remoteAddress } from '../../web/context.js';
import { readForm } from '../../web/form.js';
import { browserCookie, browserOf, visitorCookie } from '../../web/form-token.js';
import { addHeader, setCookie } from '../../web/headers.js';
import { goTo, nextOf, page } from '../../web/page.js';

export const login = new Hono<Env>()
  .get('/login', async (c) => {
    allowAnybody(c);
    if (c.get('viewer')) return goTo(c, nextOf(c.req.query('next')));
    return page(
      c,
      <Login
        frame={frame(c)}
        entry={{ values: { next: nextOf(c.req.query('next')) } }}
        why={await logoutReason(c)}
        cast={c.get('cast')}
      />,
    );
  })

  .post('/login', async (c) => {
    allowAnybody(c);
    const db = c.get('db');
    const clock = c.get('clock');
    const throttle = c.get('throttle');
    // In another tab of this browser, since this page was shown: nobody is logged in over somebody.
    if (c.get('viewer')) return goTo(c, '/?already=in');
    if (getCookie(c, visitorCookie(c)) === undefined)
      return page(c, <Login frame={frame(c)} cast={c.get('cast')} entry={{ values: {} }} failed={noCookie} />, 403);
    const cast = c.get('cast');
    const { values: typed, command } = await readForm(
      c,
      {
        text: ['organizationCode', 'username', 'password', 'next'],
        buttons: ['login', 'clear', ...(cast ? ['as.'] : [])],
      },
      ({ message, status }, values) =>
        page(c, <Login frame={frame(c)} cast={c.get('cast')} entry={{ values }} failed={message} />, status),
    );
    if (command === 'clear') return goTo(c, '/login');
    const pressed = cast?.find(({ username }) => command === `as.${username}`);
    const values = pressed
      ? {
          ...typed,
          ...{ organizationCode: pressed.organization, username: pressed.username, password: pressed.password },
        }
      : typed;
    const refuse = (failed: string | true, status: 422 | 429) =>
      page(c, <Login frame={frame(c)} cast={c.get('cast')} entry={{ values }} failed={failed} />, status);
    const errors = spaceFaults(values);
    if (Object.keys(errors).length > 0)
      return page(c, <Login frame={frame(c)} cast={c.get('cast')} entry={{ values, errors }} />, 422);
    const account = await findAccount(db.read, values.organizationCode ?? '', values.username ?? '');
    const browser = browserOf(c);
    const tries = await triesOf(c, values, account, browser.id);
    const wait = await throttle.enter(tries);
    if (wait > 0) {
      addHeader(c, 'Retry-After', String(Math.ceil(wait / 1000)));
      return refuse(`There were too many tries. Wait ${showWait(wait)}, then try again.`, 429);
    }
    if (!(await isPassword(values.password ?? '', account?.passwordHash)) || !account) {
      await db.write((tx) => trace(tx, account, { at: clock(), action: 'login failed', address: remoteAddress(c) }));
      return refuse(true, 422);
    }
    const stopped = await beginSession(c, account, browser);
    if (stopped === 'changed') return refuse(true, 422);
    await throttle.forgive(tries);
    if (stopped) return page(c, <LoginStopped frame={frame(c)} why={stopped} />, 403);
    return goTo(c, await pageAfterLogin(c, account, values.next));
  })

  .post('/logout', async (c) => {
    if (!c.get('viewer')) {
      allowAnybody(c);
      return goTo(c, '/login');
    }
    allow(c, 'finish logging in');
    await readForm(c, { buttons: ['logout'] });
    await logOut(c);
    return goTo(c, '/login');
  });

/** Begins the session, on the browser that is from now on known to its user, or answers why not. */
async function beginSession(c: Request, account: Account, browser: { token: string; id: string }) {
  const clock = c.get('clock');
  const sessions = c.get('sessions');
  const sessionId = c.get('sessionId');
  const config = c.get('config');
  const login = { at: clock(), address: remoteAddress(c), browser: browser.id, former: sessionId };
  const browserName = browserWords(c.req.header('user-agent') ?? '');
  const own = { browser: browser.id, browserName, address: login.address };
  const of = { userId: account.userId, organizationId: account.organization.id, ...own };
  const begun = await sessions.begin(of, (tx) => decideLogin(tx, account, login));
  if ('stopped' in begun) return begun.stopped;
  addHeader(c, 'Set-Cookie', begun.cookie, { append: true });
  const secure = config.origin.startsWith('https:');
  const lasts = { path: '/', httpOnly: true, sameSite: 'Lax', secure, maxAge: 365 * 24 * 60 * 60 } as const;
  setCookie(c, browserCookie(c), browser.token, lasts);
  return undefined;
}

/**
 * Ends the session of this browser, on the server too, and has the browser forget what it kept of it (L16).
 * @param tell what is to be noted besides
 */
export async function logOut(c: Request, tell: (tx: Tx) => Promise<void> = async () => undefined): Promise<void> {
  const viewer = c.get('viewer');
  const sessionId = c.get('sessionId');
  const clock = c.get('clock');
  const sessions = c.get('sessions');
  if (viewer && sessionId) {
    const cookie = await sessions.end(sessionId, async (tx) => {
      await tell(tx);
      await trace(tx, viewer, { at: clock(), action: 'logout', address: remoteAddress(c) });
    });
    addHeader(c, 'Set-Cookie', cookie, { append: true });
  }
  addHeader(c, 'Clear-Site-Data', '"cache", "storage"');
}

/** Tries from a browser that the user logged in from before count for that browser alone (L14). */
async function triesOf(
  c: Request,
  typed: Readonly<Record<string, string>>,
  account: Account | undefined,
  browser: string,
): Promise<Tries> {
  if (account && (await isKnownBrowser(c.get('db').read, browser, account.userId)))
    return { accounts: [`browser ${browser} ${account.userId}`], address: '' };
  return { accounts: [`${typed.organizationCode}\0${typed.username}`], address: remoteAddress(c) };
}

/**
 * To what was kept when a session ended, or back to the page where it did, for the same user; others get nothing of it
 * (L16).
 */
async function pageAfterLogin(c: Request, account: Account, next: string | undefined): Promise<string> {
  const db = c.get('db');
  const sessions = c.get('sessions');
  const { userId, organization } = account;
  const kept = await interruptionIds(db.read, { userId, organizationId: organization.id });
  if (kept.length > 0) return kept.length === 1 ? `/interrupted/${kept[0]}` : '/interrupted';
  const last = await sessions.lastEnded(browserOf(c).id);
  return last && last.userId !== userId ? '/' : nextOf(next);
}

const noCookie =
  'Your browser sent no cookie, and without one nobody can log in. Allow cookies for this site, then log in on ' +
  'this page.';

/** The reason why somebody who was logged in in this browser must log in, and whether their typing is kept (L16). */
async function logoutReason(c: Request): Promise<string | undefined> {
  const db = c.get('db');
  const sessions = c.get('sessions');
  const config = c.get('config');
  const last = await sessions.lastEnded(browserOf(c).id);
  if (!last || last.endedAt === null) return undefined;
  const at = showInstant(last.endedAt, config.timeZone);
  const why = {
    idle:
      `You were logged out at ${at}: a session ends after ${showIdle(config.idleMinutes)} without a new page, and ` +
      `after ${config.sessionHours} hours in any case.`,
    logout: `You logged out in this browser at ${at}.`,
    ended: `You were logged out at ${at}: the session was ended from elsewhere, or the account was changed.`,
  }[last.endedWhy ?? 'idle'];
  const kept = await interruptionIds(db.read, last);
  return kept.length > 0
    ? `${why} What you typed is kept: it is offered after you log in as the same user for the same organization.`
    : why;
}
