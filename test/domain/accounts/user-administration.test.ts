import fc from 'fast-check';
import { browserWords } from '../../../src/domain/accounts/browser-words.js';
import '../../support/setup/chance.js';
import { expect, test } from 'vitest';
import {
  type Deed,
  mayAdminister,
  type Roles,
  temporaryLogsInAt,
} from '../../../src/domain/accounts/user-administration.js';

const deeds: readonly Deed[] = [
  ...(['unlock', 'reactivate', 'deactivate', 'issue temporary password'] as const),
  ...(['reset security questions', 'end sessions', 'change role', 'end membership'] as const),
];
const role = fc.constantFrom(
  'view only' as const,
  'typical user' as const,
  'administrator' as const,
  'help desk' as const,
);
const roles: fc.Arbitrary<Roles> = fc.uniqueArray(fc.record({ organizationId: fc.integer({ min: 1, max: 4 }), role }), {
  selector: ({ organizationId }) => organizationId,
  minLength: 1,
});
const administers = (theirs: Roles, organizationId: number) =>
  theirs.some((one) => one.organizationId === organizationId && one.role === 'administrator');

test('whoever is no help desk does nothing that reaches an organization they do not administer (A1)', () => {
  fc.assert(
    fc.property(roles, roles, fc.constantFrom(...deeds), fc.nat(3), (theirs, account, deed, acts) => {
      const here = theirs[acts % theirs.length];
      if (!here || here.role === 'help desk') return;
      const organization = { id: here.organizationId, code: 'X', name: 'X', type: 'provider' as const };
      const who = { userId: 1, role: here.role, organization, memberships: theirs };
      if (!mayAdminister(who, { id: 2, memberships: account }, deed)) return;
      expect(here.role).toBe('administrator');
      expect(account.some((one) => one.role === 'help desk')).toBe(false);
      expect(account.some(({ organizationId }) => organizationId === here.organizationId)).toBe(true);
      if (deed === 'end membership') expect(account.length).toBeGreaterThan(1);
      else expect(account.every(({ organizationId }) => administers(theirs, organizationId))).toBe(true);
    }),
    // Few pairs of roles come near the rule.
    { numRuns: 3000 },
  );
});

test('a temporary password logs in only where its issuer could issue it, for all that it would open (A1)', () => {
  fc.assert(
    fc.property(roles, roles, fc.integer({ min: 1, max: 4 }), (issuer, account, at) => {
      const opens = temporaryLogsInAt(at, account, issuer);
      if (issuer.some((one) => one.role === 'help desk')) expect(opens).toBe(true);
      else if (opens) {
        expect(
          [at, ...account.map(({ organizationId }) => organizationId)].every((id) => administers(issuer, id)),
        ).toBe(true);
        expect(account.some((one) => one.role === 'help desk')).toBe(false);
      }
    }),
  );
  expect(
    temporaryLogsInAt(1, [{ organizationId: 1, role: 'typical user' }], [{ organizationId: 1, role: 'administrator' }]),
  ).toBe(true);
  expect(temporaryLogsInAt(1, [{ organizationId: 1, role: 'typical user' }], undefined)).toBe(true);
});

test.each([
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:153.0) Gecko/20100101 Firefox/153.0', 'Firefox on Windows'],
  [
    'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0 Safari/537.36 Edg/156.0',
    'Edge on Windows',
  ],
  [
    'Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0 Mobile Safari/537.36',
    'Chrome on Android',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 20_0 like Mac OS X) AppleWebKit/605 Version/20.0 Mobile Safari/604.1',
    'Safari on iOS',
  ],
  ['w3m/0.5.3+git20230121', 'w3m'],
  ['', ''],
])('a browser that calls itself %s is told as "%s" (L8)', (userAgent, words) => {
  expect(browserWords(userAgent)).toBe(words);
});
