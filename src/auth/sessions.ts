import { type Adapter, type DatabaseSession, Lucia, TimeSpan } from 'lucia';
import {
  endIdleSession,
  endSession,
  endSessionsOf,
  findAnySession,
  findSession,
  insertSession,
  lastEndedSession,
  notePassword,
  type SessionRow,
  sessionsOf,
  touchSession,
} from '../db/accounts/sessions.js';
import type { Database, Tx } from '../db/engine/database.js';
import type { Standing } from '../domain/accounts/account.js';
import type { Viewer } from '../domain/accounts/viewer.js';
import { formSecretOf, hashToken, newToken } from './tokens.js';

/** A session that runs. Instants are epoch milliseconds. */
export type Session = {
  /** SHA-256 of its token, in hexadecimal. */
  readonly id: string;
  readonly viewer: Viewer;
  readonly standing: Standing;
  readonly passwordAt: number;
  /** The instant at which it ends unless a page is asked for before (L16). */
  readonly endsAt: number;
};

/** A session of the last days, running or ended. */
export type PastSession = Pick<
  SessionRow,
  'id' | 'userId' | 'organizationId' | 'browser' | 'createdAt' | 'endedAt' | 'endedWhy'
>;

export type Sessions = {
  readonly cookieName: string;
  /**
   * Begins a session for a user who acts for an organization, in one write with what decides it and tells of it.
   * @param decide why the session must not begin; undefined where it may
   * @returns the cookie to set, or that reason
   */
  begin<Reason>(
    of: SessionStart,
    decide: (tx: Tx) => Promise<Reason | undefined>,
  ): Promise<{ readonly cookie: string } | { readonly stopped: Reason }>;
  /**
   * The session of a browser, by the secret that is made of the token in its cookie; undefined where it is unknown or has
   * ended (L16). Asking for it makes it go on, unless `quietly`.
   */
  find(secret: string, quietly?: boolean): Promise<Session | undefined>;
  /**
   * The session that the forms of a page were shown in, by their secret; undefined where it is unknown or long over
   * (L16).
   */
  ofForm(secret: string): Promise<PastSession | undefined>;
  /** The session that ended last in a browser, in the last days; undefined where there is none (L16). */
  lastEnded(browser: string): Promise<PastSession | undefined>;
  /**
   * Notes that the password with a hash was typed in a session; false where it is not that user's password any more.
   */
  notePassword(id: string, passwordHash: string): Promise<boolean>;
  /**
   * Ends a session, in one write with what tells of it, if it had not ended before; the answer is the cookie to set.
   */
  end(id: string, tell: (tx: Tx) => Promise<void>): Promise<string>;
};

declare module 'lucia' {
  interface Register {
    Lucia: Lucia<SessionAttributes, UserAttributes>;
    UserId: number;
    DatabaseSessionAttributes: SessionAttributes;
    DatabaseUserAttributes: UserAttributes;
  }
}
type SessionAttributes = {
  organizationId: number;
  createdAt: number;
  lastSeenAt: number;
  passwordAt: number;
  browser: string | null;
  browserName: string;
  address: string;
  endedAt: number | null;
  endedWhy: SessionRow['endedWhy'];
  /** Decides whether the session begins, in the write that would begin it. */
  decide?: (tx: Tx) => Promise<boolean>;
};
type SessionStart = {
  readonly userId: number;
  readonly organizationId: number;
  readonly browser: string;
  /** What tells the user's sessions apart. */
  readonly browserName?: string;
  readonly address?: string;
};
type UserAttributes = { viewer: Viewer; standing: Standing };

const minute = 60_000;

/**
 * Sessions, kept by Lucia over the database's own `write`. The browser's cookie alone has the random token of a
 * session. Of it the secret of its forms is made, and of that the id, which Lucia stores: each by a hash, so that no
 * way leads back, and a form tells which session it was shown in. Lucia's idle time varies between half and all of its
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
    getSessionAttributes: ({ lastSeenAt, createdAt, passwordAt }) => ({ lastSeenAt, createdAt, passwordAt }),
    getUserAttributes: (attributes) => attributes,
  });
  const [idle, longest] = [limits.idleMinutes * minute, limits.hours * 60 * minute];
  return {
    cookieName: lucia.sessionCookieName,
    async begin<Reason>(of: SessionStart, decide: (tx: Tx) => Promise<Reason | undefined>) {
      let stopped: Reason | undefined;
      const token = newToken(24);
      const id = hashToken(formSecretOf(token));
      const at = clock();
      const attributes = {
        ...{ organizationId: of.organizationId, browser: of.browser, createdAt: at, lastSeenAt: at, passwordAt: at },
        ...{ browserName: of.browserName ?? '', address: of.address ?? '', endedAt: null, endedWhy: null },
        async decide(tx: Tx) {
          stopped = await decide(tx);
          return stopped === undefined;
        },
      };
      await lucia.createSession(of.userId, attributes, { sessionId: id });
      if (stopped !== undefined) return { stopped };
      // For as long as the browser runs: whoever opens it again logs in again.
      const cookie = lucia.createSessionCookie(token);
      delete cookie.attributes.maxAge;
      return { cookie: cookie.serialize() };
    },
    async find(secret, quietly = false) {
      const id = hashToken(secret);
      const { session, user } = await lucia.validateSession(id);
      if (!session) return undefined;
      const { lastSeenAt, createdAt, passwordAt } = session;
      const now = clock();
      const last = createdAt + longest;
      if (now >= Math.min(lastSeenAt + idle, last)) {
        const over = { at: now, seenBy: now - idle, begunBy: now - longest };
        // Used in another tab since it was read, it goes on; gone, it is found no more.
        return (await db.write((tx) => endIdleSession(tx, id, over))) ? undefined : this.find(secret, quietly);
      }
      const isSeen = !quietly && now - lastSeenAt >= idle / 30;
      if (isSeen && !(await db.append((tx) => touchSession(tx, id, { lastSeenAt: now })))) return undefined;
      const seenAt = isSeen ? now : lastSeenAt;
      return { id, viewer: user.viewer, standing: user.standing, passwordAt, endsAt: Math.min(seenAt + idle, last) };
    },
    ofForm: (secret) => findAnySession(db.read, hashToken(secret)),
    lastEnded: (browser) => lastEndedSession(db.read, browser),
    notePassword: (id, passwordHash) => db.write((tx) => notePassword(tx, id, { passwordHash, at: clock() })),
    async end(id, tell) {
      await db.write(async (tx) => {
        if (await endSession(tx, id, { at: clock(), why: 'logout' })) await tell(tx);
      });
      return lucia.createBlankSessionCookie().serialize();
    },
  };
}

function adapter(db: Database, clock: () => number): Adapter {
  const toLucia = (row: SessionRow): DatabaseSession => ({
    id: row.id,
    userId: row.userId,
    expiresAt: new Date(row.expiresAt),
    attributes: row,
  });
  return {
    async getSessionAndUser(id) {
      const found = await findSession(db.read, id);
      return found
        ? [
            toLucia(found.session),
            { id: found.session.userId, attributes: { viewer: found.viewer, standing: found.standing } },
          ]
        : [null, null];
    },
    getUserSessions: async (userId) => (await sessionsOf(db.read, userId)).map(toLucia),
    setSession: ({ id, userId, expiresAt, attributes: { decide, ...attributes } }) =>
      db.write(async (tx) => {
        if ((await decide?.(tx)) === false) return;
        await insertSession(tx, { id, userId, expiresAt: expiresAt.getTime(), ...attributes });
      }),
    updateSessionExpiration: (id, at) =>
      db.write(async (tx) => {
        await touchSession(tx, id, { expiresAt: at.getTime() });
      }),
    // Lucia deletes what has expired: it is remembered for a while instead.
    deleteSession: (id) =>
      db.write(async (tx) => {
        await endSession(tx, id, { at: clock(), why: 'idle' });
      }),
    deleteUserSessions: (userId) => db.write((tx) => endSessionsOf(tx, userId, clock())),
    // Left to the one list of what is removed (db/operations/retention.ts): they are remembered for a while.
    deleteExpiredSessions: async () => undefined,
  };
}
