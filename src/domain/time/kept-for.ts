/** How long what somebody typed or looked for is kept, in hours; screens say so where it is listed. */
export const keptFor = { search: 12, draft: 180 * 24, interruption: 7 * 24 } as const;
