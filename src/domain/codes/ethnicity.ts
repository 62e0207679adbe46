import type { Choice } from './choice.js';

/** Ethnicity, one per client (C4). Source: CDCREC. Not stated is no code. */
export const ethnicities = [
  { code: '2135-2', label: 'Hispanic or Latino' },
  { code: '2186-5', label: 'Not Hispanic or Latino' },
] as const satisfies readonly Choice[];
