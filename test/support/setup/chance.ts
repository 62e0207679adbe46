// Chance that is the same in every run, so that a run never fails for what another did not try. SEED=7 tries other values;
// `npm run torture -- chance` tries many.
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env.SEED ?? 1) });
