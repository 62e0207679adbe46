import type { Choice } from './choice.js';

/** Name Suffix (C4): generations only, no degrees or titles. Stored as shown, in upper case and without a full stop. */
export const nameSuffixes = [
  { code: 'JR', label: 'JR' },
  { code: 'SR', label: 'SR' },
  { code: 'I', label: 'I' },
  { code: 'II', label: 'II' },
  { code: 'III', label: 'III' },
  { code: 'IV', label: 'IV' },
  { code: 'V', label: 'V' },
  { code: 'VI', label: 'VI' },
  { code: 'VII', label: 'VII' },
  { code: 'VIII', label: 'VIII' },
] as const satisfies readonly Choice[];
