import type { Role } from './accounts/viewer.js';
import { type Action, openingActions } from './audit.js';

/** What is unusual on a day (A6). The page says these rules in words. */
export const unusualRules = {
  /** Records opened, or searches made: at least so many, and so many times the median of those with the role on that day. */
  far: { least: 30, times: 3 },
  /** People who opened one record. */
  many: 5,
  /** Records opened from this hour in the evening to that one in the morning. */
  night: { from: 22, to: 5 },
} as const;

/** A row of the audit log, as far as it matters here. */
type Row = {
  readonly id: number;
  readonly at: number;
  readonly userId: number | null;
  readonly organizationId: number | null;
  readonly action: string;
  readonly clientId: number | null;
  readonly detail: string;
  readonly address: string;
};

type Person = {
  organizationId: number;
  searches: number;
  readonly opened: Set<number>;
  readonly atNight: Set<number>;
  tries: number;
  readonly triedAt: Set<number>;
};

/** What people did on a day, counted row by row. */
export type Tally = {
  readonly people: Map<number, Person>;
  readonly openedBy: Map<number, Set<number>>;
  /** The rows about somebody who was asked why, or stopped. */
  readonly braked: Row[];
};

export const newTally = (): Tally => ({ people: new Map(), openedBy: new Map(), braked: [] });

const brakes: readonly Action[] = ['ask why', 'say why', 'stop opening', 'let go on'];
/** The most of them that are kept: the latest, since rows come in that order. */
const mostBraked = 100;

/** Counts a row. */
export function count(tally: Tally, row: Row, isNight: boolean): void {
  const { userId, organizationId, action, clientId } = row;
  if (userId === null) return;
  if (brakes.some((brake) => brake === action) && tally.braked.length < mostBraked) tally.braked.push(row);
  const person = personIn(tally, userId, organizationId ?? 0);
  if (action === 'search') person.searches += 1;
  if (clientId === null) return;
  if (action === 'refused') {
    person.tries += 1;
    person.triedAt.add(clientId);
  }
  if (!openingActions.some((opening) => opening === action)) return;
  person.opened.add(clientId);
  if (isNight) person.atNight.add(clientId);
  const by = tally.openedBy.get(clientId) ?? new Set();
  tally.openedBy.set(clientId, by.add(userId));
}

function personIn(tally: Tally, userId: number, organizationId: number): Person {
  const known = tally.people.get(userId);
  if (known) return known;
  const fresh = { organizationId, searches: 0, opened: new Set<number>(), atNight: new Set<number>() };
  const person = { ...fresh, tries: 0, triedAt: new Set<number>() };
  tally.people.set(userId, person);
  return person;
}

/** Somebody who opened or searched far more than usual; `usual` is the median of the others with the role on that day. */
export type Far = {
  readonly userId: number;
  readonly role: Role;
  readonly opened: number;
  readonly usuallyOpened: number;
  readonly searches: number;
  readonly usuallySearched: number;
};

/**
 * What is unusual in a tally, the most unusual first.
 * @param roleOf the role of a user for an organization; who has none any more is taken for a typical user
 */
export function unusualIn(
  { people, openedBy }: Tally,
  roleOf: (userId: number, organizationId: number) => Role | undefined,
) {
  const all = [...people].map(([userId, { organizationId, opened, ...person }]) => ({
    ...person,
    userId,
    role: roleOf(userId, organizationId) ?? 'typical user',
    opened: opened.size,
  }));
  const far: Far[] = [];
  for (const { userId, role, opened, searches } of all) {
    const others = all.filter((other) => other.role === role && other.userId !== userId);
    const usuallyOpened = median(others.map((other) => other.opened));
    const usuallySearched = median(others.map((other) => other.searches));
    if (isFar(opened, usuallyOpened) || isFar(searches, usuallySearched))
      far.push({ userId, role, opened, usuallyOpened, searches, usuallySearched });
  }
  return {
    far: far.sort((a, b) => b.opened + b.searches - a.opened - a.searches),
    tries: all
      .filter(({ tries }) => tries > 0)
      .map(({ userId, tries, triedAt }) => ({ userId, tries, records: triedAt.size }))
      .sort((a, b) => b.tries - a.tries),
    many: [...openedBy]
      .filter(([, by]) => by.size >= unusualRules.many)
      .map(([clientId, by]) => ({ clientId, people: by.size }))
      .sort((a, b) => b.people - a.people),
    night: all
      .filter(({ atNight }) => atNight.size > 0)
      .map(({ userId, atNight }) => ({ userId, opened: atNight.size }))
      .sort((a, b) => b.opened - a.opened),
  };
}

const isFar = (done: number, usual: number) => done >= unusualRules.far.least && done > usual * unusualRules.far.times;

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}
