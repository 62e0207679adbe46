import type { Choice } from './choice.js';

/** What is said or denied; where nobody asked it is neither. */
export const yesOrNo = [
  { code: 'Y', label: 'Yes' },
  { code: 'N', label: 'No' },
] as const satisfies readonly Choice[];
