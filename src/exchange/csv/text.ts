/** The text of a file that spreadsheets write, and what is to be said of how it was read. */
type FileText = { readonly text: string; readonly note: string };

export type Decoder = ReturnType<ReturnType<typeof strict>>;

const strict = (encoding: string) => () => new TextDecoder(encoding, { fatal: true });

/** Decoders that throw at bytes which are not of their encoding, each for one file. */
export const decoders = {
  utf8: strict('utf-8'),
  utf16le: strict('utf-16le'),
  utf16be: strict('utf-16be'),
  windows1252: strict('windows-1252'),
} as const;

export const noText = 'The file is cut off, or is no text. Save it again as CSV.';
export const notUtf8 = (line: number) => `Line ${line} is not UTF-8. Save the file as "CSV UTF-8 (comma delimited)".`;
export const windowsNote = 'The file is not UTF-8 and was read as Windows-1252: look at its letters with accents.';

/**
 * The text of a file in UTF-8 or UTF-16, with or without a byte order mark, or in Windows-1252, which old spreadsheets
 * write: that is taken only where no letter would be right in UTF-8, since nothing in the file says so. Line ends
 * become LF. Where it cannot be told, a sentence that says why.
 */
export function decodeText(bytes: Uint8Array): FileText | { readonly fault: string } {
  const wide = wideOf(bytes);
  if (wide) {
    const text = decode(wide === 'utf-16le' ? decoders.utf16le() : decoders.utf16be(), bytes);
    return text === undefined ? { fault: noText } : plain(text);
  }
  const text = decode(decoders.utf8(), bytes);
  if (text !== undefined) return plain(text);
  const old = hasUtf8(bytes) ? undefined : decode(decoders.windows1252(), bytes);
  if (old === undefined || /[\u0080-\u009f]/.test(old)) return { fault: notUtf8(brokenLine(bytes)) };
  return plain(old, windowsNote);
}

// csv-parse settles on the first kind of line end that it meets, and counts a CRLF twice after another kind.
const plain = (text: string, note = ''): FileText => ({ text: text.replaceAll(/\r\n?/g, '\n'), note });

/** Drops a byte order mark; undefined where the bytes are not of the encoding. */
function decode(decoder: Decoder, bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

/** The kind of UTF-16 of a file: it begins with a mark, or every other byte of its Latin letters is zero. */
export function wideOf(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const zeros = [0, 0];
  for (const [at, byte] of bytes.subarray(0, 1000).entries()) if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  const many = Math.min(bytes.length, 1000) / 4;
  if (odd > many) return 'utf-16le';
  return even > many ? 'utf-16be' : undefined;
}

/** True if any letter beyond ASCII is right in UTF-8. */
export function hasUtf8(bytes: Uint8Array): boolean {
  const follows = (at: number, count: number) =>
    Array.from({ length: count }, (_, i) => bytes[at + 1 + i] ?? 0).every((byte) => byte >= 0x80 && byte < 0xc0);
  return bytes.some((byte, at) => {
    if (byte >= 0xc2 && byte < 0xe0) return follows(at, 1);
    if (byte >= 0xe0 && byte < 0xf0) return follows(at, 2);
    return byte >= 0xf0 && byte < 0xf5 && follows(at, 3);
  });
}

const newline = 10;

/** The line of a text that is not UTF-8, counted from 1. */
export function brokenLine(bytes: Uint8Array): number {
  let line = 1;
  for (let from = 0; ; line += 1) {
    const end = bytes.indexOf(newline, from);
    if (end < 0 || decode(decoders.utf8(), bytes.subarray(from, end)) === undefined) return line;
    from = end + 1;
  }
}
