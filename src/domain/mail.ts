import type { Day } from './time/day.js';

/** A mail by its subject. A nonce gives its one-time link together with the server's key; a name is the user's own. */
export type Mail = { readonly userName: string } & (
  | { readonly kind: 'reset'; readonly nonce: string }
  | { readonly kind: 'cannot reset'; readonly why: 'inactive' | 'locked' | 'no questions' }
  | { readonly kind: 'password changed' }
  | { readonly kind: 'confirm email'; readonly nonce: string }
  | { readonly kind: 'email change asked' }
  | { readonly kind: 'email changed' }
  | { readonly kind: 'temporary password issued' }
  | { readonly kind: 'locked' }
  | { readonly kind: 'reminder'; readonly inactiveOn: Day }
  /** To the help desk: somebody opened more records within an hour than anybody may. */
  | { readonly kind: 'opening stopped'; readonly who: string; readonly opened: number }
);

/** The most mails of some kinds within an hour: caused by one person, about one account, and to one address. */
export type MailLimit = {
  readonly kinds: readonly Mail['kind'][];
  readonly byUser: number;
  readonly toAccount: number;
  readonly toAddress: number;
};

/**
 * Limited kinds, since somebody can cause them again and again. An address may be shared by the accounts of a clinic,
 * and an administrator adds many users on one day. The other kinds follow one of these or a lock, once each, or go out
 * by the clock.
 */
const mailLimits: readonly MailLimit[] = [
  { kinds: ['reset', 'cannot reset'], byUser: Number.POSITIVE_INFINITY, toAccount: 3, toAddress: 12 },
  { kinds: ['confirm email'], byUser: 3, toAccount: 3, toAddress: 3 },
  { kinds: ['password changed'], byUser: 10, toAccount: 10, toAddress: 40 },
  { kinds: ['temporary password issued'], byUser: 200, toAccount: 5, toAddress: 20 },
  // A correction by an administrator is told at both boxes.
  { kinds: ['email changed'], byUser: 200, toAccount: 6, toAddress: 20 },
];

/** The limit that a kind of mail falls under, if any. */
export const mailLimitOf = (kind: Mail['kind']): MailLimit | undefined =>
  mailLimits.find(({ kinds }) => kinds.includes(kind));

/** The links that mails lead to. */
export const mailPaths: Readonly<Record<'reset' | 'confirm email', string>> = {
  reset: '/password/reset/',
  'confirm email': '/email-address/confirm/',
};

const minute = 60_000;
export const hour = 60 * minute;

/** The waits after failed attempts; the last entry holds for all that follow. */
const waits = [minute / 2, minute, 2 * minute, 5 * minute, 10 * minute, 20 * minute, 30 * minute, hour];

/**
 * The instant of the next attempt after a number of failed ones; undefined if the mail is given up. All attempts lie
 * within 23 hours of the first, since Resend remembers an idempotency key for 24: later it could arrive twice.
 */
export function nextAttempt(attempts: number, firstTriedAt: number, now: number, atLeast = 0): number | undefined {
  const next = now + Math.max(waits[Math.min(attempts, waits.length) - 1] ?? 0, atLeast);
  return next - firstTriedAt > 23 * hour ? undefined : next;
}
