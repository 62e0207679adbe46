// Chance that is the same in every run, so that a run never fails for what another did not try. SEED=7 tries other values;
// `npm run torture -- chance` tries many.
import fc from 'fast-check';

fc.configureGlobal({
  seed: Number(process.env.SEED ?? 1),
  // There each try with a registry of its own takes five times as long, and `npm test` makes all of them.
  numRuns: process.env.TEST_ENGINE === 'postgresql' ? 20 : 100,
});
