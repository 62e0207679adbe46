import { expect, test } from 'vitest';
import type { Action } from '../../src/domain/audit.js';
import { count, newTally, unusualIn } from '../../src/domain/unusual-use.js';

let id = 0;
const row = (userId: number, action: Action, clientId: number | null = null) => {
  id += 1;
  return { id, at: id, userId, organizationId: 1, action, clientId, detail: '', address: '' };
};

/** What is unusual where each of some people opened so many records, one after the other, and searched so often. */
function after(opened: readonly number[], searches: readonly number[] = []) {
  const tally = newTally();
  for (const [userId, many] of opened.entries())
    for (let i = 0; i < many; i += 1) {
      // Twice each: a record counts once.
      count(tally, row(userId, 'view client', userId * 1000 + i), false);
      count(tally, row(userId, 'print client', userId * 1000 + i), false);
    }
  for (const [userId, many] of searches.entries())
    for (let i = 0; i < many; i += 1) count(tally, row(userId, 'search'), false);
  return unusualIn(tally, (userId) => (userId < 5 ? 'typical user' : undefined));
}

test.each([
  // More than three times the others' median of 10, and thirty at least.
  [[10, 10, 10, 31], [3]],
  [[10, 10, 10, 30], []],
  [[2, 2, 2, 29], []],
  [[2, 2, 2, 30], [3]],
  // Whoever is alone in their role has no others to be held against.
  [[30], [0]],
  [[40, 40, 40, 40], []],
])('of people who opened %j records, %j opened far more than usual for their role', (opened, far) => {
  expect(after(opened).far.map(({ userId }) => userId)).toEqual(far);
});

test('searches count like records', () => {
  expect(after([], [5, 5, 50]).far).toEqual([
    { userId: 2, role: 'typical user', opened: 0, usuallyOpened: 0, searches: 50, usuallySearched: 5 },
  ]);
});

test('a record that five people opened, tries at hidden records and views at night are named, the most first', () => {
  const tally = newTally();
  for (let user = 1; user <= 6; user += 1) count(tally, row(user, 'view immunizations', 70), user > 4);
  for (let user = 1; user <= 4; user += 1) count(tally, row(user, 'view client', 71), false);
  count(tally, row(1, 'view client', 72), true);
  count(tally, row(1, 'view client', 73), true);
  for (const client of [80, 80, 81]) count(tally, row(2, 'refused', client), false);
  count(tally, row(3, 'refused'), false);
  count(tally, { ...row(3, 'login failed'), userId: null }, false);
  expect(unusualIn(tally, () => undefined)).toEqual({
    far: [],
    many: [{ clientId: 70, people: 6 }],
    tries: [{ userId: 2, tries: 3, records: 2 }],
    night: [
      { userId: 1, opened: 2 },
      { userId: 5, opened: 1 },
      { userId: 6, opened: 1 },
    ],
  });
});
