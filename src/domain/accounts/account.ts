/** The facts that decide which steps a user still has to pass after the login. Instants are epoch milliseconds. */
export type Standing = {
  /** While set, the password is a temporary one, good until then (L2). */
  readonly temporaryUntil: number | null;
  readonly agreementVersion: string;
  readonly agreementAt: number | null;
  readonly emailConfirmedAt: number | null;
  readonly questionsSetAt: number | null;
};

/** The screens between login and home, in their order (L2 to L5). */
export type Step = 'password' | 'agreement' | 'email' | 'questions';

/** The address of each screen. */
export const stepPaths: Readonly<Record<Step, string>> = {
  password: '/password/expired',
  agreement: '/agreement',
  email: '/email-address',
  questions: '/security-questions',
};

const day = 24 * 60 * 60 * 1000;
const year = 365 * day;

/**
 * The first screen that a user still has to pass, or undefined (L6). The agreement and the email address come again
 * after a year, the agreement also when its text changed; the questions whenever none are on file.
 */
export function pendingStep(standing: Standing, agreementVersion: string, now: number): Step | undefined {
  const { temporaryUntil, agreementAt, emailConfirmedAt, questionsSetAt } = standing;
  const isOld = (at: number | null) => at === null || now - at >= year;
  if (temporaryUntil !== null) return 'password';
  if (isOld(agreementAt) || standing.agreementVersion !== agreementVersion) return 'agreement';
  if (isOld(emailConfirmedAt)) return 'email';
  return questionsSetAt === null ? 'questions' : undefined;
}

/**
 * The place of a screen among the four of a first login, from 1; undefined where it is asked for anew: by the year, a new
 * text, a temporary password, questions that were reset (L3 to L5). The last of them follows the one before by less than an hour.
 */
export function placeOfStep(step: Step, { emailConfirmedAt }: Standing, now: number): number | undefined {
  const isFirst = emailConfirmedAt === null || (step === 'questions' && now - emailConfirmedAt < day / 24);
  return isFirst ? Object.keys(stepPaths).indexOf(step) + 1 : undefined;
}

/** The reasons that keep out somebody who gave the right password (L2, L9). */
export type Stop = 'inactive' | 'deactivated' | 'locked' | 'expired' | 'not here';

/**
 * The gravest reason that keeps out an account with the right password at an instant; undefined if it may log in (L2,
 * L9).
 */
export function accountStop(
  account: {
    readonly inactiveAt: number | null;
    readonly inactiveWhy: string;
    readonly lockedAt: number | null;
    readonly temporaryUntil: number | null;
  },
  now: number,
): Exclude<Stop, 'not here'> | undefined {
  if (account.inactiveAt !== null) return account.inactiveWhy === 'deactivated' ? 'deactivated' : 'inactive';
  if (account.lockedAt !== null) return 'locked';
  return account.temporaryUntil !== null && account.temporaryUntil <= now ? 'expired' : undefined;
}

/** The time until an unused account gets its reminder, and until it becomes inactive (L9). */
export const inactivityLimits = { reminder: 50 * day, inactive: 60 * day };

/** A temporary password that nobody replaces is good for this long (L2). */
export const temporaryPasswordLife = 7 * day;

/** A mailed link opens for this long (L11). */
export const linkLife = day;

/** Wrong answers to a security question that lock an account (L12). */
export const mostWrongAnswers = 3;

/**
 * The instant that the days of non-use are counted from: last login, reactivation or creation, whichever is latest
 * (L9).
 */
export function lastUse(account: {
  readonly createdAt: number;
  readonly lastLoginAt: number | null;
  readonly reactivatedAt: number | null;
}): number {
  return Math.max(account.createdAt, account.lastLoginAt ?? 0, account.reactivatedAt ?? 0);
}

/** The states of an account in the list of users, the gravest first (A2). */
export type AccountState = 'inactive' | 'locked' | 'temporary password expired' | 'active';

/** The state of an account at an instant (A2). */
export function accountState(
  account: {
    readonly inactiveAt: number | null;
    readonly lockedAt: number | null;
    readonly temporaryUntil: number | null;
  },
  now: number,
): AccountState {
  if (account.inactiveAt !== null) return 'inactive';
  if (account.lockedAt !== null) return 'locked';
  if (account.temporaryUntil !== null && account.temporaryUntil <= now) return 'temporary password expired';
  return 'active';
}

/**
 * The state of an account in words, for whoever helps its user: all that keeps it closed, not the gravest alone (A2,
 * L9).
 */
export function describeState(
  account: Parameters<typeof accountState>[0] & {
    readonly inactiveWhy: string;
    readonly lastLoginAt: number | null;
  },
  now: number,
): string {
  const closed = [
    account.inactiveAt !== null &&
      (account.inactiveWhy === 'deactivated' ? 'deactivated' : 'inactive after 60 days of non-use'),
    account.lockedAt !== null && 'locked after three wrong answers',
  ].filter(Boolean);
  if (closed.length > 0) return closed.join(', ');
  const state = accountState(account, now);
  return state === 'active' && account.lastLoginAt === null ? 'active, never used' : state;
}

/** The names that a user types at login, with the labels of the screen. */
const loginNames = { organizationCode: 'Organization Code', username: 'Username' } as const;

/**
 * A space before or after what is exact to the letter (L1) cannot be seen: it is named, by field. That tells nothing of
 * what is on file, since no code and no username has one.
 */
export function spaceFaults(typed: Readonly<Record<string, string>>): Record<string, string> {
  const spaced = Object.entries(loginNames).filter(([name]) => typed[name] !== typed[name]?.trim());
  return Object.fromEntries(
    spaced.map(([name, label]) => [name, `There is a space before or after the ${label}. Take it off.`]),
  );
}
