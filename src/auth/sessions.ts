import { type Adapter, type DatabaseSession, Lucia, TimeSpan } from 'lucia';
import { sha256 } from 'oslo/crypto';
import { base64url, encodeHex } from 'oslo/encoding';
import type { Database } from '../db/open.js';
import {
  deleteEndedSessions,
  deleteSession,
  deleteSessionsOf,
  findSession,
  insertSession,
  type SessionRow,
  sessionsOf,
  touchSession,
} from '../db/sessions.js';
import type { Viewer } from '../domain/viewer.js';

export type Sessions = {
  readonly cookieName: string;
  /** Begins a session for a user who acts for an organization; the answer is the cookie to set. */
  begin(userId: number, organizationId: number): Promise<{ id: string; cookie: string }>;
  /** Who the token of a cookie belongs to; undefined where the session is unknown or has ended (L16). */
  find(token: string): Promise<{ id: string; viewer: Viewer } | undefined>;
  /** Ends a session; the answer is the cookie to set. */
  end(id: string): Promise<string>;
  /** Removes the sessions that have ended. */
  forgetEnded(): Promise<void>;
};

declare module 'lucia' {
  interface Register {
    Lucia: Lucia<OfSession, OfUser>;
    UserId: number;
    DatabaseSessionAttributes: OfSession;
    DatabaseUserAttributes: OfUser;
  }
}
type OfSession = { organizationId: number; createdAt: number; lastSeenAt: number };
type OfUser = { viewer: Viewer };

const minute = 60_000;

/**
 * Sessions, kept by Lucia over the database's own `write`. Lucia stores the id it is given: it is given the SHA-256 of
 * a random token, and only the browser's cookie has the token. Lucia's idle time varies between half and all of its
 * setting and it has no absolute limit, so both are decided here from `lastSeenAt` and `createdAt`.
 */
export function createSessions(
  db: Database,
  clock: () => number,
  limits: { idleMinutes: number; hours: number; https: boolean },
): Sessions {
  const lucia = new Lucia(adapter(db, clock), {
    sessionExpiresIn: new TimeSpan(limits.hours, 'h'),
    sessionCookie: {
      name: limits.https ? '__Host-session' : 'session',
      expires: false,
      attributes: { secure: limits.https, sameSite: 'lax', path: '/' },
    },
    getSessionAttributes: (attributes) => attributes,
    getUserAttributes: (attributes) => attributes,
  });
  return {
    cookieName: lucia.sessionCookieName,
    async begin(userId, organizationId) {
      const token = base64url.encode(crypto.getRandomValues(new Uint8Array(24)), { includePadding: false });
      const id = await hashToken(token);
      await lucia.createSession(userId, { organizationId, createdAt: clock(), lastSeenAt: clock() }, { sessionId: id });
      // For as long as the browser runs: whoever opens it again logs in again.
      const cookie = lucia.createSessionCookie(token);
      cookie.attributes.maxAge = undefined as never;
      return { id, cookie: cookie.serialize() };
    },
    async find(token) {
      const id = await hashToken(token);
      const { session, user } = await lucia.validateSession(id);
      if (!session) return undefined;
      const { lastSeenAt, createdAt } = session;
      const now = clock();
      if (now - lastSeenAt >= limits.idleMinutes * minute || now - createdAt >= limits.hours * 60 * minute) {
        await lucia.invalidateSession(id);
        return undefined;
      }
      if (now - lastSeenAt >= minute) await db.write((tx) => touchSession(tx, id, { lastSeenAt: now }));
      return { id, viewer: user.viewer };
    },
    async end(id) {
      await lucia.invalidateSession(id);
      return lucia.createBlankSessionCookie().serialize();
    },
    forgetEnded: () => lucia.deleteExpiredSessions(),
  };
}

/** The SHA-256 of a token, in hexadecimal: what the database keeps instead of it. */
export async function hashToken(token: string): Promise<string> {
  return encodeHex(await sha256(new TextEncoder().encode(token)));
}

function adapter(db: Database, clock: () => number): Adapter {
  const toLucia = ({ id, userId, expiresAt, ...attributes }: SessionRow): DatabaseSession => ({
    id,
    userId,
    expiresAt: new Date(expiresAt),
    attributes,
  });
  return {
    async getSessionAndUser(id) {
      const found = await findSession(db.read, id);
      return found
        ? [toLucia(found.session), { id: found.session.userId, attributes: { viewer: found.viewer } }]
        : [null, null];
    },
    getUserSessions: async (userId) => (await sessionsOf(db.read, userId)).map(toLucia),
    setSession: ({ id, userId, expiresAt, attributes }) =>
      db.write((tx) => insertSession(tx, { id, userId, expiresAt: expiresAt.getTime(), ...attributes })),
    updateSessionExpiration: (id, at) => db.write((tx) => touchSession(tx, id, { expiresAt: at.getTime() })),
    deleteSession: (id) => db.write((tx) => deleteSession(tx, id)),
    deleteUserSessions: (userId) => db.write((tx) => deleteSessionsOf(tx, userId)),
    deleteExpiredSessions: () => db.write((tx) => deleteEndedSessions(tx, clock())),
  };
}
