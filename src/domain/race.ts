import type { Choice } from './choice.js';

/**
 * Races, of which a client may have several (C4). Source: CDCREC, its five broad races and Other Race, and the
 * detailed ones that immunization messages carry, after their broad race. Hispanic is an ethnicity; not stated is no
 * code.
 */
export const races = [
  { code: '1002-5', label: 'American Indian or Alaska Native' },
  { code: '2028-9', label: 'Asian' },
  { code: '2034-7', label: 'Chinese' },
  { code: '2036-2', label: 'Filipino' },
  { code: '2039-6', label: 'Japanese' },
  { code: '2054-5', label: 'Black or African American' },
  { code: '2076-8', label: 'Native Hawaiian or Other Pacific Islander' },
  { code: '2106-3', label: 'White' },
  { code: '2131-1', label: 'Other Race' },
] as const satisfies readonly Choice[];
