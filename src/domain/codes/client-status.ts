import type { Choice } from './choice.js';

/**
 * Status of a client at the organization acted for (C11, C12). Source: HL7 table 0441, the labels being the guide's.
 * The table has no code for deceased: P, permanently inactive, is the one that registries send for it. The reverse does
 * not hold: a P that comes in without a death recorded beside it makes nobody Deceased.
 */
export const clientStatuses = [
  { code: 'A', label: 'Active' },
  { code: 'I', label: 'Inactive' },
  { code: 'P', label: 'Deceased' },
] as const satisfies readonly Choice[];

/** The explanation of each status, in the guide's words, by code; `site` is the registry's name. */
export const statusExplained = (site: string): Readonly<Record<string, string>> => ({
  A:
    "The person is considered an active client of your organization. The person's vaccination status will be " +
    'considered when generating assessment reports and client follow-up cohorts.',
  I: 'The person is no longer considered a client of your organization.',
  P:
    'The person is deceased. If you select this status, the record will be flagged as deceased, and no ' +
    `organizations in ${site} will be able to view it.`,
});

/**
 * The reasons for the status Inactive (C11). Source: HL7 table 0441, where each stands in the place of I: a message
 * carries the reason's code when there is one, and I when there is none.
 */
export const inactiveReasons = [
  { code: 'M', label: 'Moved or gone elsewhere' },
  { code: 'L', label: 'Lost to follow-up' },
] as const satisfies readonly Choice[];
