import type { Choice } from './choice.js';

/** Gender as the guide's screen offers it (C4): its codes are those of HL7 table 0001, its labels the guide's. */
export const genders = [
  { code: 'M', label: 'M' },
  { code: 'F', label: 'F' },
  { code: 'U', label: 'Unknown' },
] as const satisfies readonly Choice[];
