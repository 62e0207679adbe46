import type { Day } from './day.js';

/** What a mail tells of. A nonce gives its one-time link together with the server's key; a name is the user's own. */
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
);

/** The links that mails lead to. */
export const mailPaths: Readonly<Record<'reset' | 'confirm email', string>> = {
  reset: '/password/reset/',
  'confirm email': '/email-address/confirm/',
};

const minute = 60_000;
const hour = 60 * minute;

/** How long after a failed attempt the next one is made; the last entry holds for all that follow. */
const waits = [minute / 2, minute, 2 * minute, 5 * minute, 10 * minute, 20 * minute, 30 * minute, hour];

/**
 * When a message is tried again after a number of failed attempts; undefined when it is given up. All attempts lie
 * within 23 hours of the first, since Resend remembers an idempotency key for 24: later it could arrive twice.
 */
export function nextAttempt(attempts: number, firstTriedAt: number, now: number, atLeast = 0): number | undefined {
  const next = now + Math.max(waits[Math.min(attempts, waits.length) - 1] ?? 0, atLeast);
  return next - firstTriedAt > 23 * hour ? undefined : next;
}
