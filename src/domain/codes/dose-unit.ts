import { choicesFrom } from './choice.js';

/** Units of a dose (I5), as UCUM writes them where it has them. */
export const doseUnits = choicesFrom(
  'mL mL; mg mg; ug mcg; [iU] units; {tablet} tablet; {capsule} capsule; [drp] drops',
);
