import { IncomingMessage } from 'node:http';
import { getCookie } from 'hono/cookie';
import { createMiddleware } from 'hono/factory';
import { formSecretOf, newToken } from '../auth/tokens.js';
import { isRunning } from '../db/accounts/sessions.js';
import { deleteInterruption } from '../db/edits/interruptions.js';
import { type Tx, Unsure } from '../db/engine/database.js';
import { trace } from '../db/operations/audit.js';
import { traceDisclosures, withhold } from '../db/operations/disclosures.js';
import { brakeOn } from '../db/operations/openings.js';
import { pendingStep, stepPaths } from '../domain/accounts/account.js';
import { openingActions } from '../domain/audit.js';
import { clientIdIn } from '../domain/clients/record-address.js';
import {
  Braked,
  type Env,
  LoginFirst,
  NotFound,
  originOf,
  type Parts,
  Refused,
  type Request,
  remoteAddress,
  unnamedProxy,
} from './context.js';
import { BadForm } from './form.js';
import { giveBack } from './form-body.js';
import { visitorCookie } from './form-token.js';
import { deleteCookie, setCookie } from './headers.js';
import { goTo, nextOf } from './page.js';

/** Is told of every answer, for whoever watches: its route is a pattern. */
export type Observe = (request: {
  readonly method: string;
  readonly route: string;
  readonly status: number;
  readonly ms: number;
}) => void;

/**
 * Hands the parts to the request, gives it a reference number and writes one line about it, with no health information.
 */
export const logRequest = (parts: Parts, observe?: Observe) => {
  const all = Object.entries(parts) as [keyof Parts, never][];
  let toldOfProxy = false;
  return createMiddleware<Env>(async (c, next) => {
    for (const [name, part] of all) c.set(name, part);
    c.set('reference', crypto.randomUUID().slice(0, 8));
    c.set('asked', false);
    if (!toldOfProxy) toldOfProxy = tellOfProxy(c, parts.log);
    const began = performance.now();
    await next();
    // Addresses hold MIIC IDs and opaque tokens: the log has the route only.
    const [route, status, ms] = [c.req.routePath, c.res.status, performance.now() - began];
    observe?.({ method: c.req.method, route, status, ms });
    parts.log.info({
      reference: c.get('reference'),
      method: c.req.method,
      route,
      status,
      ms: Math.round(ms * 10) / 10,
    });
  });
};

/**
 * Says what the operator may have forgotten: a proxy that is not named makes one address of everybody behind it (L14).
 */
function tellOfProxy(c: Request, log: Parts['log']): boolean {
  const proxy = unnamedProxy(c);
  if (proxy === undefined) return false;
  const message = `X-Forwarded-For came from ${proxy}, which TRUSTED_PROXIES does not name: whoever comes through it has its address. If it is your proxy, name it there.`;
  log.warn({ reference: c.get('reference'), message });
  return true;
}

/** Headers that tell browsers to be careful, and caches to keep nothing (ASVS 3.4). */
const headersOf = (https: boolean): Readonly<Record<string, string>> => ({
  'Content-Security-Policy':
    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'",
  'Cache-Control': 'no-store',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'X-DNS-Prefetch-Control': 'off',
  'X-Download-Options': 'noopen',
  'X-Frame-Options': 'DENY',
  'X-Permitted-Cross-Domain-Policies': 'none',
  'X-XSS-Protection': '0',
  ...(https && {
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Origin-Agent-Cluster': '?1',
    'Strict-Transport-Security': 'max-age=31536000; includeSubDomains',
  }),
});

/** A request that names two hosts means one thing to a proxy and another here: it is not answered (RFC 9112, 3.2). */
export const refuseTwoHosts = createMiddleware<Env>(async (c, next) => {
  const sent = c.env?.incoming?.rawHeaders ?? [];
  const hosts = sent.filter((name, at) => at % 2 === 0 && name.length === 4 && name.toLowerCase() === 'host');
  return hosts.length > 1 ? c.text('This request names two hosts.', 400) : next();
});

/** The memory of a body is given back once it is answered, and what nobody read of it is thrown away as it comes. */
export const discardBody = createMiddleware<Env>(async (c, next) => {
  await next();
  c.get('sent')?.forget();
  const incoming = c.env?.incoming;
  if (incoming instanceof IncomingMessage && !incoming.complete) incoming.on('data', giveBack);
});

/**
 * A form that another site sends is refused, whatever token it carries: browsers say where it comes from, and one that
 * does not say so is judged by the token alone (ASVS 3.5).
 */
export const refuseOtherSites = createMiddleware<Env>(async (c, next) => {
  if (isFromElsewhere(c)) throw new BadForm(403, 'This form was sent from another site. Nothing was changed.');
  return next();
});

function isFromElsewhere(c: Request): boolean {
  const origin = c.req.header('origin');
  const isForeign = origin !== undefined && origin !== originOf(c) && origin !== c.get('config').origin;
  return isForeign || !['same-origin', 'none', undefined].includes(c.req.header('sec-fetch-site'));
}

/** Every answer has these headers: most are made with them (answer.ts), any other answer gets them here. */
export const setHeaders = (https: boolean) => {
  const headers = headersOf(https);
  return createMiddleware<Env>(async (c, next) => {
    c.set('headers', headers);
    await next();
    if (c.res === c.get('made')) return;
    for (const [name, value] of Object.entries(headers)) if (!c.res.headers.has(name)) c.res.headers.set(name, value);
  });
};

/** Finds the viewer of the session, and the token that forms shown to this browser carry. */
export const identifyViewer = createMiddleware<Env>(async (c, next) => {
  const sessions = c.get('sessions');
  const config = c.get('config');
  const agreement = c.get('agreement');
  const clock = c.get('clock');
  const token = getCookie(c, sessions.cookieName);
  const secret = token && formSecretOf(token);
  // Known before the session is looked for: where that cannot be, a form comes back with what was typed on it.
  if (secret) c.set('csrf', secret);
  // The page asks by itself how long the session has: that must not make it go on.
  const session = secret ? await sessions.find(secret, isQuiet(c)) : undefined;
  if (session) {
    c.set('session', session);
    c.set('viewer', { ...session.viewer, disclosures: new Map() });
    c.set('sessionId', session.id);
    const step = pendingStep(session.standing, agreement.version, clock());
    if (step) c.set('step', step);
  } else {
    c.set('csrf', formSecretOf(visitor(c, config.origin.startsWith('https:'))));
  }
  await next();
});

const isQuiet = (c: Request) => c.req.method === 'GET' && /^\/(?:session|imports\/\d+\/standing)$/.test(c.req.path);

/** Addresses that open before the login steps are done (L6): links of mails open, too, whoever is logged in. */
const alwaysOpen =
  /^\/(?:login|logout|session(?:\/kept)?|help-desk|guidance|password\/(?:forgot|sent|reset|answer|new|saved)(?:\/[^/]*)?|email-address\/(?:confirm|new)(?:\/[^/]*)?)$/;

/**
 * Until the way in is done, every address leads to the first screen that is missing (L6), and its end to the page that
 * was asked for, in this browser by this user.
 */
export const requireLoginSteps = createMiddleware<Env>(async (c, next) => {
  const step = c.get('step');
  const viewer = c.get('viewer');
  const config = c.get('config');
  const https = config.origin.startsWith('https:');
  const name = https ? '__Host-wanted' : 'wanted';
  if (!step) {
    const [userId, path] = (c.req.path === '/' && getCookie(c, name)?.split(' ')) || [];
    if (!path || !viewer) return next();
    deleteCookie(c, name, { path: '/', secure: https });
    if (userId !== String(viewer.userId)) return next();
    c.set('asked', true);
    return goTo(c, nextOf(path));
  }
  if (c.req.path === stepPaths[step] || alwaysOpen.test(c.req.path)) return next();
  c.set('asked', true);
  const wanted = nextOf(c.req.path);
  if (c.req.method === 'GET' && wanted !== '/' && viewer)
    setCookie(c, name, `${viewer.userId} ${wanted}`, {
      ...{ path: '/', httpOnly: true, sameSite: 'Lax', secure: https, maxAge: 60 * 60 },
    });
  return goTo(c, stepPaths[step]);
});

/**
 * A form acts only while its session runs: that is checked once more in the write that acts, since logging out, a lock,
 * another role or another password may come between. All of these end the session in their own write (L16, A1). That it
 * has written is noted.
 */
export const recheckSession = createMiddleware<Env>(async (c, next) => {
  const db = c.get('db');
  const session = c.get('session');
  const whileItRuns =
    <T>(body: (tx: Tx) => Promise<T>) =>
    async (tx: Tx) => {
      if (!session || (await isRunning(tx, session.id))) return body(tx);
      throw new LoginFirst();
    };
  const noted = async <T>(written: Promise<T>) => {
    try {
      const result = await written;
      c.set('wrote', true);
      return result;
    } catch (error) {
      // What is told and kept of a form whose session has ended is written without it.
      if (error instanceof LoginFirst) c.set('db', db);
      throw error;
    }
  };
  c.set('db', {
    ...db,
    write: (body) => noted(db.write(whileItRuns(body))),
    writeRecord: (id, body) => noted(db.writeRecord(id, whileItRuns(body))),
    append: (body) => noted(db.append(whileItRuns(body))),
  });
  await next();
});

/** A kept form that was sent again is forgotten once it was taken (L16). */
export const forgetSentForm = createMiddleware<Env>(async (c, next) => {
  await next();
  const kept = c.req.query('interrupted');
  const viewer = c.get('viewer');
  const db = c.get('db');
  if (kept && viewer && !c.error && (c.res.status === 303 || c.res.status === 204))
    await db.write((tx) => deleteInterruption(tx, viewer, kept));
});

/** Whoever is not logged in has a random cookie of their own, so that the login form cannot be sent from elsewhere. */
function visitor(c: Request, https: boolean): string {
  const name = visitorCookie(c);
  const known = getCookie(c, name);
  if (known && /^[\w-]{22}$/.test(known)) return known;
  const fresh = newToken(16);
  setCookie(c, name, fresh, { path: '/', httpOnly: true, sameSite: 'Lax', secure: https });
  return fresh;
}

/** Refusals: their pages name nobody. */
const refusals = [LoginFirst, Refused, NotFound, BadForm];

/**
 * Nothing leaves without its rows in the audit log (A6): one for each client that was loaded for the viewer, where the
 * answer shows anything, whatever its status; one for each refusal by the policy, and for each record asked for that is
 * hidden. A page that answered without asking the policy is a fault of ours, and shows nothing. Whoever has opened too many
 * records is shown none: that is decided in the write that would note it, so that no route and no second tab gets round it.
 */
export const auditDisclosures = createMiddleware<Env>(async (c, next) => {
  const db = c.get('db');
  await next();
  const { error } = c;
  const asked = c.get('asked');
  const viewer = c.get('viewer');
  const audited = c.get('audited');
  const clock = c.get('clock');
  const { status } = c.res;
  if (!asked && !error && status !== 404) throw new Error(`${c.req.method} ${c.req.routePath} did not ask the policy.`);
  const clientId = clientIdIn(c.req.path);
  if (viewer?.disclosures && error instanceof NotFound && clientId !== undefined && !viewer.disclosures.has(clientId))
    withhold(viewer, clientId);
  const shows = status !== 204 && (status < 300 || status >= 400);
  const refused = error instanceof Refused ? error : undefined;
  if (!viewer || !(refused || (shows && viewer.disclosures?.size))) return;
  const what = { action: 'view client', detail: '', ...audited } as const;
  const when = { at: clock(), address: remoteAddress(c) };
  const names = !refusals.some((kind) => error instanceof kind);
  const shown = [...(viewer.disclosures ?? [])].filter(([, open]) => open).map(([id]) => id);
  const opens = names && shown.length > 0 && openingActions.includes(what.action);
  const noting = db.append(async (tx) => {
    if (refused)
      await trace(tx, viewer, { ...when, action: 'refused', detail: refused.message, ...(clientId && { clientId }) });
    const { openings, site } = c.get('config');
    const opening = { ...when, clientIds: shown, limits: openings, helpDesk: site.helpDeskEmail };
    const braking = opens ? await brakeOn(tx, viewer, opening) : {};
    await traceDisclosures(tx, viewer, { ...when, ...what }, names && !braking.brake);
    return braking;
  });
  const { brake, remember } = await noting.catch((fault: unknown) => {
    // Nobody is told that nothing was changed where that is not known.
    throw error instanceof Unsure ? error : fault;
  });
  remember?.();
  if (brake) throw new Braked(brake);
});
