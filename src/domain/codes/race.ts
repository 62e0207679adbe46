import type { Choice } from './choice.js';

/**
 * Races, of which a client may have several (C4): the categories of the federal Office of Management and Budget in
 * their order (Directive 15, 1997) and Other Race, by CDCREC's codes; the detailed ones that immunization messages
 * carry stand under their category. Hispanic is an ethnicity; not stated is no code.
 */
export const races: readonly Choice[] = [
  { code: '1002-5', label: 'American Indian or Alaska Native' },
  { code: '2028-9', label: 'Asian' },
  { code: '2034-7', label: 'Chinese', under: '2028-9' },
  { code: '2036-2', label: 'Filipino', under: '2028-9' },
  { code: '2039-6', label: 'Japanese', under: '2028-9' },
  { code: '2054-5', label: 'Black or African American' },
  { code: '2076-8', label: 'Native Hawaiian or Other Pacific Islander' },
  { code: '2106-3', label: 'White' },
  { code: '2131-1', label: 'Other Race' },
];
