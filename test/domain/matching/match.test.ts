import fc from 'fast-check';
import '../../support/setup/chance.js';
import { expect, test } from 'vitest';
import {
  alternativesAmong,
  isBorne,
  pairsWithOneSlip,
  pairsWithTwoSlips,
} from '../../../src/domain/matching/alternatives.js';
import { bestOfEach, inOrder, type Match, matchesAmong, takeMatches } from '../../../src/domain/matching/match.js';
import { type Criteria, mostCost, mostHits, mostLike, readCriteria } from '../../../src/domain/matching/search.js';
import { waysOf } from '../../../src/domain/matching/search-ways.js';
import { anotherName } from '../../../src/domain/matching/similarity.js';

const criteriaOf = (typed: Readonly<Record<string, string>>): Criteria => readCriteria(typed).criteria;

test.each([
  [{ miicId: '6714871', lastName: 'Duck' }, ['number']],
  [{ lastName: 'Duck', firstName: 'Don' }, ['full name']],
  [{ lastName: 'Duck', firstName: 'D' }, ['one name']],
  [{ lastName: 'Duck', firstName: 'D', birthDate: '09/21/2009' }, ['full name']],
  [{ birthDate: '09/21/2009' }, ['birth date']],
  [{ birthDate: '09/21/2009', motherMaidenLast: 'Drake', motherFirst: 'Dora' }, ['mother', 'birth date']],
  [{ firstName: 'Don', motherMaidenLast: 'Drake' }, ['mother']],
  [{ firstName: 'Don', motherFirst: 'Dora' }, ['one name']],
])('%o is looked for by the way that reads least (C2)', (typed, ways) =>
  expect(waysOf(criteriaOf(typed))).toEqual(ways),
);

const key = fc.stringMatching(/^[A-D]{1,6}$/);
const words = fc.uniqueArray(key, { maxLength: 20 }).map((keys) => keys.map((key, id) => ({ id: id + 1, key })));
const match = fc.record({ clientId: fc.nat(9), aliasId: fc.nat(2), cost: fc.float({ min: 0, max: 5, noNaN: true }) });

test('what a typed name may stand for is in order, the name itself first, and no other name among it (C2)', () => {
  fc.assert(
    fc.property(key, words, words, fc.boolean(), (typed, beginnings, others, deep) => {
      const misspellings = others.map(({ id, key }) => ({ id: id + 100, key }));
      const none = { soundalikes: [], nicknames: [] };
      const names = alternativesAmong(typed, { beginnings, misspellings, ...none }, deep);
      const costs = [...names.values()].map(({ cost }) => cost);
      expect(costs).toEqual(costs.toSorted((a, b) => a - b));
      for (const { cost, key } of names.values()) {
        expect(cost).toBeLessThan(anotherName);
        expect(cost === 0).toBe(key === typed);
      }
      const borne = [...beginnings, ...misspellings].some(({ key }) => key === typed);
      expect(isBorne(names)).toBe(borne);
      // Names two slips away beside a misspelt one would be another person.
      const pairs = [...pairsWithOneSlip(names, names), ...pairsWithTwoSlips(names, names)];
      for (const [lasts, firsts] of pairs)
        for (const last of lasts)
          for (const first of firsts)
            expect(Math.min(names.get(last)?.cost ?? 9, names.get(first)?.cost ?? 9)).toBeLessThanOrEqual(1.35);
    }),
  );
});

test('of each record the best row counts, best first (C5)', () => {
  fc.assert(
    fc.property(fc.array(match), (matches) => {
      const best = bestOfEach(matches);
      expect(new Set(best.map(({ clientId }) => clientId)).size).toBe(best.length);
      expect(best.map(({ cost }) => cost)).toEqual(best.map(({ cost }) => cost).toSorted((a, b) => a - b));
      for (const { clientId, cost } of matches)
        expect(best.find((one) => one.clientId === clientId)?.cost).toBeLessThanOrEqual(cost);
      expect(bestOfEach(best)).toEqual(best);
    }),
  );
});

test('of former names that come equally near the first one is named, in whatever order they are read (C5)', () => {
  const [one, other] = [2, 3].map((aliasId) => ({ clientId: 1, aliasId, cost: 1 })) as [Match, Match];
  expect(bestOfEach([one, other])).toEqual([one]);
  expect(bestOfEach([other, one])).toEqual([one]);
});

test('nothing is among the matches that is too far away, and the name as typed is the best (C2)', () => {
  const criteria = criteriaOf({ lastName: 'Duck', firstName: 'Don' });
  fc.assert(
    fc.property(words, fc.array(fc.tuple(fc.nat(20), fc.nat(20)), { maxLength: 20 }), (words, pairs) => {
      const others = new Map([...words.map(({ id, key }) => [id, key] as const), [50, 'DUCK'], [51, 'DON']] as const);
      const row = { aliasId: null, middleKey: '', birthDate: '2009-09-21', isPart: false };
      const rows = [...pairs, [50, 51] as const].map(([lastId, firstId], clientId) => ({
        ...{ ...row, clientId: clientId + 1, lastId, firstId },
      }));
      const matches = matchesAmong(criteria, rows, { lasts: new Map(), firsts: new Map(), others });
      for (const { cost } of matches) expect(cost).toBeLessThanOrEqual(mostCost(criteria));
      expect(matches[0]).toEqual({ clientId: rows.length, aliasId: 0, cost: 0 });
    }),
  );
});

test('of those that are only like what was typed no more are listed than anybody reads (C2)', () => {
  const row = { gender: 'F', maiden: '', motherFirst: '', lastName: 'DUCK', firstName: 'DON', birthDate: '2009-09-21' };
  fc.assert(
    fc.property(fc.nat(400), fc.nat(400), (asTyped, like) => {
      const matches = Array.from({ length: asTyped + like }, (_, i) => ({
        ...{ clientId: i + 1, aliasId: 0, cost: i < asTyped ? 0 : 1 },
      }));
      const list = { taken: [], like: 0 };
      takeMatches(criteriaOf({ lastName: 'Duck' }))(
        list,
        matches,
        matches.map(({ clientId }) => ({ ...row, id: clientId })),
      );
      expect(inOrder(list, {})).toHaveLength(Math.min(mostHits, asTyped + Math.min(mostLike, like)));
    }),
  );
});
