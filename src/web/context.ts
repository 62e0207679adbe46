import type { Context } from 'hono';
import type { Logger } from 'pino';
import type { Links } from '../auth/links.js';
import type { Session, Sessions } from '../auth/sessions.js';
import type { Throttle } from '../auth/throttle.js';
import { maskSecret } from '../auth/tokens.js';
import type { Config } from '../config.js';
import type { Database } from '../db/engine/database.js';
import type { Trace } from '../db/operations/audit.js';
import type { Brake } from '../db/operations/openings.js';
import { placeOfStep, type Step, stepPaths } from '../domain/accounts/account.js';
import { isWithin, readAddress } from '../domain/accounts/network.js';
import type { Viewer } from '../domain/accounts/viewer.js';
import { rememberedFor } from '../domain/text/remembered.js';
import { type Day, dayOf } from '../domain/time/day.js';
import type { KeptFiles } from '../files/kept-files.js';
import { may, type Permission } from '../policy.js';
import type { Frame } from '../views/parts/layout.js';
import type { Agreement } from './agreement.js';
import type { Assets } from './assets.js';
import type { FormBody } from './form-body.js';
import { menusOf } from './navigation.js';

/** A login of somebody who is made up. */
export type CastLogin = Readonly<Record<'organization' | 'username' | 'password' | 'what', string>>;

/** What the application is made of: handed in by server.ts, or by a test. */
export type Parts = {
  readonly config: Config;
  readonly db: Database;
  readonly log: Logger;
  /** Epoch milliseconds. */
  readonly clock: () => number;
  readonly sessions: Sessions;
  readonly assets: Assets;
  readonly links: Links;
  readonly throttle: Throttle;
  readonly agreement: Agreement;
  /** Files that were sent to import from. */
  readonly files: KeptFiles;
  /** Whom one can be at the demonstration; undefined in production, where nobody's password is known. */
  readonly cast?: readonly CastLogin[] | undefined;
};

export type Env = {
  Bindings: {
    incoming?: { socket?: { remoteAddress?: string }; rawHeaders?: readonly string[]; readableAborted?: boolean };
  };
  Variables: Parts & {
    reference: string;
    /** SHA-256 of the session's token, where somebody is logged in. */
    sessionId?: string;
    session?: Session;
    /** The screen between login and home that the viewer has yet to pass (L6). */
    step?: Step;
    viewer?: Viewer;
    /** What forms carry, masked, to prove that they were shown here. */
    csrf: string;
    asked: boolean;
    /** Set once a form has written something: whoever sent it is not told that nothing was changed. */
    wrote?: boolean;
    /** What the audit log says of the clients in the answer, where it is not that they were viewed. */
    audited?: Pick<Trace, 'action' | 'detail'>;
    /** Whether the address is open to anybody. */
    forAnybody?: boolean;
    /** The headers that every answer has. */
    headers: Readonly<Record<string, string>>;
    /** The answer that was made with those headers. */
    made?: Response;
    /** The cookies and other headers that were added to this answer (headers.ts). */
    added?: readonly (readonly [name: string, value: string])[];
    /** The body of a form, once it was read. */
    sent?: FormBody;
  };
};

/** Its variables are read by `c.get`: `c.var` copies all of them at each mention. */
export type Request = Context<Env>;

/** The answer to a request for what the viewer may not do: 403 with whom to ask. */
export class Refused extends Error {}

/** The answer to an address that leads to nothing the viewer may see: 404. */
export class NotFound extends Error {}

/** The answer to somebody who must log in first. */
export class LoginFirst extends Error {}

/** The answer to somebody who has opened many records within an hour: the record that was asked for is not shown (A6). */
export class Braked extends Error {
  constructor(readonly brake: Brake) {
    super(brake);
  }
}

/** The viewer, when the policy says yes. Otherwise throws what becomes the login page or a 403. */
export function allow(c: Request, permission: Permission): Viewer {
  c.set('asked', true);
  const viewer = c.get('viewer');
  if (!viewer) throw new LoginFirst();
  if (!may(viewer, permission)) throw new Refused(permission);
  return viewer;
}

/** For the few pages that anybody may see. */
export function allowAnybody(c: Request): void {
  c.set('asked', true);
  c.set('forAnybody', true);
}

/** Where browsers reach this site; outside production the same server may be reached by several names. */
export function originOf(c: Request): string {
  const config = c.get('config');
  const host = c.req.header('host');
  return config.production || !host ? config.origin : `http://${host}`;
}

/**
 * Names the action that the audit log has for an answer about clients (A6). It has its rows in any case (`auditDisclosures`,
 * middleware.ts):
 * without this they say that the clients were viewed.
 */
export function auditAs(c: Request, action: Trace['action'], detail = ''): void {
  c.set('audited', { action, detail });
}

/**
 * Says that an answer shows nothing of whom its request loaded, so that it leaves no row (A6): a row for each five seconds of
 * typing would hide the views among them. The walk of test/web/named.test.ts finds an answer for which it is not true.
 */
export function namesNobody(c: Request): void {
  c.get('viewer')?.disclosures?.clear();
}

/** Today in the registry's time zone. */
export function today(c: Request): Day {
  const clock = c.get('clock');
  const config = c.get('config');
  return dayOf(clock(), config.timeZone);
}

const screens = new Map<string, string>();

/** A screen by its route: `clients-id-history` of /clients/:id{[0-9]+}/history. There are some hundred, and all are remembered. */
export function screenOfRoute(route: string): string {
  const known = screens.get(route);
  if (known !== undefined) return known;
  const parts = route.split('/').filter(Boolean);
  const screen = parts.map((part) => part.replace(/^:(\w+).*$/, '$1')).join('-') || 'home';
  screens.set(route, screen);
  return screen;
}

/** What the page around every screen needs. */
export function frame(c: Request): Frame {
  const config = c.get('config');
  const viewer = c.get('viewer');
  const assets = c.get('assets');
  const session = c.get('session');
  const step = c.get('step');
  const csrf = c.get('csrf');
  const clock = c.get('clock');
  return {
    site: config.site,
    isDemonstration: c.get('cast') !== undefined,
    csrf: maskSecret(csrf),
    screen: screenOfRoute(c.req.routePath),
    from: c.req.routePath.endsWith('*') ? '/' : c.req.path,
    css: assets.url('app.css'),
    icon: assets.url('icon.svg'),
    scripts: [assets.url('htmx.js'), assets.url('app.js')],
    sessionScript: assets.url('session.js'),
    isAnswer: c.req.method === 'POST',
    path: c.req.path,
    timeZone: config.timeZone,
    idleMinutes: config.idleMinutes,
    ...(session && { endsAt: session.endsAt, now: clock() }),
    ...(viewer && step && { viewer, pending: true }),
    ...(session && step && stepPaths[step] === c.req.path && { step: placeOfStep(step, session.standing, clock()) }),
    ...(viewer &&
      !step && {
        viewer,
        maySearch: may(viewer, 'view clients'),
        menus: menusOf(viewer),
      }),
  };
}

/**
 * The address that the request came from, for the audit log and the throttle. A proxy's word for it is taken only where
 * the configuration names that proxy (ASVS 4.1.3): the last address in X-Forwarded-For that is no such proxy.
 */
export function remoteAddress(c: Request): string {
  const { trustedProxies } = c.get('config');
  let address = peer(c);
  if (!isWithin(address, trustedProxies)) return address;
  const hops = (c.req.header('x-forwarded-for') ?? '').split(',');
  while (isWithin(address, trustedProxies) && hops.length > 0) {
    const before = readAddress(hops.pop() ?? '');
    if (before === undefined) break;
    address = before;
  }
  return address;
}

/** The other end of a connection, which stays the same for all its requests. */
const farEnd = rememberedFor(({ remoteAddress = '' }: { readonly remoteAddress?: string | undefined }) => {
  return readAddress(remoteAddress) ?? '';
});

function peer(c: Request): string {
  const socket = c.env?.incoming?.socket;
  return socket ? farEnd(socket) : '';
}

/** The address that a request with X-Forwarded-For came from, where the configuration does not name it as a proxy. */
export function unnamedProxy(c: Request): string | undefined {
  if (c.req.header('x-forwarded-for') === undefined) return undefined;
  const address = peer(c);
  return isWithin(address, c.get('config').trustedProxies) ? undefined : address;
}
