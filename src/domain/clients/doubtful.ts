import { foldWords } from './address.js';

/** Marks of a web page: a tag, an entity, an address. */
const markup = /<\s*[/!a-z][^>]*>?|&#?\w+;|https?:|www\./i;

/** Words that people write in place of an address or a name, anywhere in it, as whole words. */
const remarks =
  'unknown|unk|test|testing|dummy|fake|do not|don ?t use|duplicate|delete|deleted|moved|moving to|needs? ' +
  'updat(?:e|ing)|bad address|' +
  'wrong address|no address|undeliverable|return to sender|returned mail|no longer|see notes?';
const remark = new RegExp(`(?:^| )(?:${remarks})(?: |$)`);

/** Words that are no name when they stand alone. */
const noNames = new Set([
  'none',
  'null',
  'noname',
  'no name',
  'name',
  'no last name',
  'no first name',
  'tbd',
  'x',
  'patient',
]);

/** The question about a name that may be none (X4); undefined if there is nothing to ask. */
export function nameDoubt(name: string): string | undefined {
  const words = foldWords(name);
  if (markup.test(name)) return `"${name}" has marks of a web page in it. Is it the name?`;
  if (/\p{Nd}/u.test(name)) return `"${name}" has a digit in it. Is it the name?`;
  if (remark.test(words) || noNames.has(words)) return `"${name}" reads like a remark. Is it the name?`;
  return undefined;
}

/**
 * The same about a street or a city that says something else than where a person lives, besides what is refused (C7).
 */
export function placeDoubt(place: string, what: 'street' | 'city'): string | undefined {
  if (markup.test(place)) return `"${place}" has marks of a web page in it. Is it the ${what}?`;
  if (remark.test(foldWords(place)))
    return (
      `"${place}" reads like a remark. Is it the ${what}? If mail does not arrive there, leave the address as it ` +
      'is and check the "Undeliverable Address" box.'
    );
  if (what === 'city' ? /\p{Nd}/u.test(place) : /\p{L}0\p{L}/u.test(place))
    return `"${place}" has a digit in it. Is it the ${what}?`;
  return undefined;
}
