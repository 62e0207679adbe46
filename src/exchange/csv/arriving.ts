import { brokenLine, type Decoder, decoders, hasUtf8, noText, notUtf8, wideOf, windowsNote } from './text.js';

/** How the bytes of a file are to be read, and what is to be said of it. */
export type Encoding = { readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'; readonly note: string };

type Pieces = Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

/** The first bytes of files that are often sent in the place of a CSV file, and what they are. */
const others: readonly (readonly [string, readonly number[]])[] = [
  ['an Excel workbook or another ZIP archive', [0x50, 0x4b, 0x03, 0x04]],
  ['an old Excel workbook', [0xd0, 0xcf, 0x11, 0xe0]],
  ['a PDF', [0x25, 0x50, 0x44, 0x46]],
  ['a compressed file', [0x1f, 0x8b]],
];

const saveAsCsv = 'Open it in a spreadsheet and save it as "CSV UTF-8 (comma delimited)".';

/** What may be said against a file by its first piece: it is empty, or no text. */
function otherFault(first: Uint8Array | undefined): string | undefined {
  if (!first || first.length === 0) return 'The file is empty.';
  const [what] = others.find(([, signs]) => signs.every((sign, at) => first[at] === sign)) ?? [];
  if (what) return `The file is ${what}, not CSV. ${saveAsCsv}`;
  return !wideOf(first) && first.subarray(0, 4000).includes(0) ? `The file is no text. ${saveAsCsv}` : undefined;
}

/**
 * The encoding of a file that is read in pieces, by the rules of `decodeText`; where it cannot be told, a sentence that says
 * why (A5). All of it is read.
 */
export async function encodingOf(pieces: Pieces): Promise<Encoding | { readonly fault: string }> {
  let decoder: Decoder | undefined;
  let isFirst = true;
  let wide: Encoding['encoding'] | undefined;
  let [line, brokenAt, isUtf8] = [1, 0, false];
  let isOld = true;
  const old = decoders.windows1252();
  for await (const piece of pieces) {
    if (isFirst) {
      const fault = otherFault(piece);
      if (fault) return { fault };
      wide = wideOf(piece);
      decoder = wide === 'utf-16le' ? decoders.utf16le() : wide ? decoders.utf16be() : decoders.utf8();
      isFirst = false;
    }
    const text = brokenAt ? undefined : decode(decoder, piece);
    if (text === undefined && wide) return { fault: noText };
    if (text === undefined) {
      brokenAt ||= line + brokenLine(withoutHalf(piece)) - 1;
      isUtf8 ||= hasUtf8(piece);
      isOld &&= !/[\u0080-\u009f]/.test(old.decode(piece));
    } else {
      isUtf8 ||= /[^\0-\u007f]/.test(text);
      line += breaksIn(text);
    }
  }
  if (isFirst) return { fault: 'The file is empty.' };
  const rest = brokenAt ? undefined : decode(decoder, undefined);
  if (rest !== undefined) return { encoding: wide ?? 'utf-8', note: '' };
  if (wide) return { fault: noText };
  return isUtf8 || !isOld ? { fault: notUtf8(brokenAt || line) } : { encoding: 'windows-1252', note: windowsNote };
}

function decode(decoder: Decoder | undefined, piece: Uint8Array | undefined): string | undefined {
  try {
    return piece ? decoder?.decode(piece, { stream: true }) : decoder?.decode();
  } catch {
    return undefined;
  }
}

/** A piece without the rest of a letter that begins in the one before. */
const withoutHalf = (piece: Uint8Array) => piece.subarray(piece.findIndex((byte) => byte < 0x80 || byte >= 0xc0));

function breaksIn(text: string): number {
  let breaks = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) breaks += 1;
  return breaks;
}

/** The file in UTF-8, without a mark before it, its lines ended by LF. */
export async function* asUtf8(pieces: Pieces, { encoding }: Encoding): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  // A CR may end a piece, and its LF begin the next.
  let held = '';
  for await (const piece of pieces) {
    const text = held + decoder.decode(piece, { stream: true });
    held = text.endsWith('\r') ? '\r' : '';
    yield plain(held ? text.slice(0, -1) : text);
  }
  yield plain(held + decoder.decode());
}

const plain = (text: string) => Buffer.from(text.includes('\r') ? text.replaceAll(/\r\n?/g, '\n') : text);
