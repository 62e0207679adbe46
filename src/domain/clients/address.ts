import { isCode, labelOf } from '../codes/choice.js';
import { stateOfZip, states } from '../codes/state.js';

/** Street to county: one value where two edits meet (C21). */
export const addressFields = ['street', 'city', 'state', 'zip', 'county'] as const;

const phrases = [
  'needs update',
  'need update',
  'needs updating',
  'need updating',
  'update',
  'update needed',
  'update address',
  'needs new address',
  'new address needed',
  'bad address',
  'bad',
  'wrong address',
  'wrong',
  'incorrect address',
  'incorrect',
  'invalid address',
  'invalid',
  'no good address',
  'undeliverable',
  'undeliverable address',
  'not deliverable',
  'nondeliverable',
  'return to sender',
  'returned',
  'returned mail',
  'mail returned',
  'rts',
  'unknown',
  'unknown address',
  'address unknown',
  'unk',
  'not known',
  'no known address',
  'no address',
  'none',
  'na',
  'n a',
  'not available',
  'not applicable',
  'not given',
  'not provided',
  'no longer at this address',
  'no longer here',
  'moved',
  'has moved',
  'moved away',
  'moved out',
  'moved no forwarding',
  'moved no forwarding address',
  'no forwarding address',
  'old address',
  'former address',
  'do not mail',
  'see notes',
  'tbd',
  'xxx',
  'x',
];
const refused = new Set(phrases.map(fold));

/** The words of a text in lower case, one space between, punctuation aside. */
export function foldWords(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Case, punctuation and repetition aside: "NEEDS UPDATE!! needs update" is "needs update"; "XXXX" is "X". */
function fold(text: string): string {
  const words = foldWords(text);
  const once = words.replace(/^(.+?)(?: \1)+$/u, '$1');
  return once.replace(/^(\p{L})\1+$/u, '$1');
}

/** True if a street or city says only that the address is not good (C7). A number in it says more. */
export function isNoAddress(text: string): boolean {
  return !/\d/.test(text) && refused.has(fold(text));
}

/**
 * The fault of such a text (C7): it points to the box that keeps an address.
 * @param onFile the value that the text stands in place of
 * @param box the label of the box
 */
export const noAddressFault = (text: string, field: 'street' | 'city', onFile = '', box = 'Undeliverable Address') =>
  `"${text}" is not a ${field}. ${
    onFile && !isNoAddress(onFile)
      ? `Put back "${onFile}" and check the "${box}" box: the old address helps to verify the client.`
      : `Leave it empty, or enter the last one known and check the "${box}" box.`
  }`;

export const noCity = 'A city has letters. Enter its name.';

/** The fault of a ZIP, or undefined: it has five digits or nine, and belongs to the state (C7). */
export function zipFault(zip: string, state: string): string | undefined {
  if (!/^\d{5}(-\d{4})?$/.test(zip)) return 'Enter a ZIP of five digits or nine, like 55112-1234.';
  const home = stateOfZip(zip);
  if (!home) return `${zip} is not a ZIP in use.`;
  if (isCode(states, state) && home !== state)
    return `${zip} is a ZIP of ${labelOf(states, home)}. Check the ZIP and the state.`;
  return undefined;
}
