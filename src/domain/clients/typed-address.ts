import { labelOf } from '../codes/choice.js';
import { cityOfZip, isElsewhere } from '../codes/city.js';
import { counties, countyOfZip } from '../codes/county.js';
import { stateOfZip } from '../codes/state.js';
import type { Values } from '../forms/rows.js';
import { nameKey } from '../text/name.js';
import { addressFields, isNoAddress } from './address.js';

type AddressField = (typeof addressFields)[number];
const parts = [...addressFields, 'undeliverable'] as const;
type Part = (typeof parts)[number];

/** The hidden field in which a form sends the address that it showed, after the prefix of its other fields. */
export const addressShownField = 'addressShown';

/** The value of that field: later typing is compared with it. */
export const addressShown = (values: Values, prefix = '') =>
  parts.map((part) => (values[prefix + part] ?? '').replaceAll('|', ' ')).join('|');

/**
 * A form's values with its address settled (C7). What was said of the address that the form showed does not pass to
 * another one: the mark of an undeliverable address, and the county where the town is another, unless they were changed
 * too. A ZIP typed anew fills state, county and city where nothing stands.
 */
export function settleAddress(values: Values, prefix = ''): Values {
  const sent = values[prefix + addressShownField];
  const shown = sent?.split('|');
  // Most forms leave it as it was shown.
  if (shown?.length !== parts.length || sent === addressShown(values, prefix)) return values;
  const was = (part: Part) => shown[parts.indexOf(part)] ?? '';
  const now = (part: Part) => values[prefix + part] ?? '';
  const differs = (part: Part) => keyOf(part, now(part)) !== keyOf(part, was(part));
  const settled: Record<string, string> = {};
  const before = Object.fromEntries(parts.map((part) => [part, was(part)]));
  const after = Object.fromEntries(parts.map((part) => [part, now(part)]));
  if (was('undeliverable') && isOtherAddress(before, after)) settled.undeliverable = '';
  const elsewhere = isReplaced(before, after, 'city', 'state', 'zip');
  const left = (part: Part) => (part === 'county' && elsewhere && !differs('county') ? '' : now(part));
  if (left('county') !== now('county')) settled.county = '';
  if (differs('zip') || settled.county === '') {
    const known = placeOfZip(now('zip'), values[`${prefix}country`]);
    for (const part of ['state', 'county', 'city'] as const)
      if (!left(part) && known[part] && !(part === 'county' && (now('state') || known.state) !== 'MN'))
        settled[part] = known[part];
  }
  const named = Object.entries(settled).map(([part, value]) => [prefix + part, value]);
  return named.length > 0 ? { ...values, ...Object.fromEntries(named) } : values;
}

/** The part of an address that is compared: a ZIP by its five digits, since four more make no other place. */
const keyOf = (part: Part, text: string) => (part === 'zip' ? text.trim().slice(0, 5) : nameKey(text));

/**
 * True if any of some parts has another value. One that was empty and is filled in, or is taken away, does not count,
 * nor does a ZIP that is none: it says nothing of the place.
 */
const isReplaced = (before: Values, after: Values, ...of: AddressField[]) =>
  of.some(
    (part) =>
      before[part] &&
      after[part] &&
      keyOf(part, before[part]) !== keyOf(part, after[part]) &&
      (part !== 'zip' || stateOfZip(after[part])),
  );

/** True if an address is another one than before, not the same said more fully. */
export const isOtherAddress = (before: Values, after: Values) =>
  isReplaced(before, after, 'street', 'city', 'state', 'zip') ||
  (!before.street && !before.city && !before.zip && Boolean(after.street));

/** The changes that `settleAddress` made to a form, in words; empty if it made none. */
export function settlementWords(sent: Values, settled: Values): string {
  const changed = ['', 'contact.'].flatMap((prefix) =>
    parts
      .filter((part) => sent[prefix + part] !== settled[prefix + part])
      .map((part) => [part, settled[prefix + part] ?? '']),
  );
  const filled = changed
    .filter(([, value]) => value)
    .map(([part, value = '']) => (part === 'county' ? labelOf(counties, value) : value));
  return [
    filled.length > 0 && `Filled in from the ZIP: ${filled.join(', ')}.`,
    changed.some(([part, value]) => part === 'county' && !value) && 'The county of the former address is left out.',
    changed.some(([part]) => part === 'undeliverable') && formerMark,
  ]
    .filter(Boolean)
    .join(' ');
}

/** Said where a new address stands without the mark of the old one. */
export const formerMark = 'The mark "Undeliverable Address" stays with the former address.';

function placeOfZip(zip: string, country: string | undefined): { state?: string; county?: string; city?: string } {
  if (country && country !== 'USA') return {};
  const [state, county, city] = [stateOfZip(zip), countyOfZip(zip), cityOfZip(zip)];
  return { ...(state && { state }), ...(county && { county }), ...(city && { city }) };
}

/**
 * The questions about an address (X4, C7), by field: no state, or a county or city that does not have the ZIP. Only
 * what this edit changes is asked about.
 */
export function addressDoubts(
  address: Readonly<Record<AddressField, string>> & { readonly country?: string },
  isChanged: (field: AddressField) => boolean,
): { state?: string; county?: string; city?: string } {
  const { street, city, state, zip, county, country } = address;
  if (country && country !== 'USA') return {};
  const changed = (...fields: AddressField[]) => fields.some(isChanged);
  const doubts: { state?: string; county?: string; city?: string } = {};
  // A street that is refused is asked for first.
  if (!state && !isNoAddress(street) && (street || city || zip) && changed('street', 'city', 'state', 'zip'))
    doubts.state = 'The address has no state. Choose it.';
  const [home, named] = [countyOfZip(zip), labelOf(counties, county)];
  if (county && changed('county', 'zip', 'state')) {
    if (state && state !== 'MN') doubts.county = `${named} is a county of MN, not of ${state}. Is the county right?`;
    else if (home && home !== county)
      doubts.county = `ZIP ${zip} is in ${labelOf(counties, home)}, not in ${named}. Is the county right?`;
  }
  if (city && changed('city', 'zip') && isElsewhere(city, zip)) {
    const place = cityOfZip(zip);
    doubts.city = `ZIP ${zip} is not in ${city}${place ? ` but in ${place}` : ''}. Is the city right?`;
  }
  return doubts;
}
