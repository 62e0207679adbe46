import fc from 'fast-check';
import { expect, it } from 'vitest';
import '../support/setup/chance.js';
import { scheduleOnFile } from '../../src/forecast/schedule/on-file.js';
import { brokenBy } from '../support/forecast/any-history.js';
import { anybody, chanceOf, usualPerson } from '../support/forecast/histories.js';

const schedule = scheduleOnFile();

it('judges any history, whatever the order of entry, without throwing and in time', () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const chance = chanceOf(seed);
      expect(brokenBy(anybody(chance, schedule), schedule, chance)).toBeUndefined();
    }),
    { numRuns: 400 },
  );
});

it('judges the histories of a clinic likewise', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 10_000, max: 24_000 }), (seed, today) => {
      const chance = chanceOf(seed);
      expect(brokenBy(usualPerson(chance, today), schedule, chance)).toBeUndefined();
    }),
    { numRuns: 200 },
  );
});
