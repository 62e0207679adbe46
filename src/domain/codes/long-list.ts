import type { Choice } from './choice.js';
import { countries } from './country.js';
import { counties } from './county.js';
import { stateCodes } from './state.js';

const among = (all: readonly Choice[], codes: string) => {
  const likely = codes.split(' ');
  return { all, likely: all.filter(({ code }) => likely.includes(code)) };
};

/**
 * Lists that are too long to be sent with every page, each whole and with what most records of the region need of it:
 * where most of Minnesota's people born abroad come from, by the American Community Survey; the counties where two of
 * three live; the state and its neighbours. The order is that of the whole list.
 */
export const longLists = {
  country: among(countries, 'USA CAN CHN ECU ETH GTM IND KEN LAO LBR MEX MMR SOM THA VNM'),
  county: among(counties, '003 019 037 053 109 123 137 139 145 163 171'),
  state: among(stateCodes, 'IA MN ND SD WI'),
} as const;

export type LongList = keyof typeof longLists;

/** The words of the buttons that show a list whole. */
export const wholeListWords: Readonly<Record<LongList, string>> = {
  country: 'All countries',
  county: 'All counties',
  state: 'All states',
};
