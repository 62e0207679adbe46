export const timeZone = 'America/Chicago';

/** When tests happen: 11/22/2026, 3:14 PM in Minnesota. */
export const fixedNow = Date.parse('2026-11-22T21:14:00Z');
