const [percent, plus, space] = [0x25, 0x2b, 0x20];

/**
 * The text of a name or value of a form, U+FFFD in it for what is not UTF-8.
 * @param sent as it arrived, a character for each byte
 */
export function decoded(sent: string): string {
  if (/^[ -$&-*,-~]*$/.test(sent)) return sent;
  const bytes = Buffer.from(sent, 'latin1');
  const out = Buffer.allocUnsafe(bytes.length);
  let size = 0;
  for (let i = 0; i < bytes.length; i += 1) {
    const byte = bytes[i] ?? 0;
    const code = byte === percent ? hexadecimal(bytes[i + 1]) * 16 + hexadecimal(bytes[i + 2]) : Number.NaN;
    if (code >= 0) i += 2;
    out[size] = code >= 0 ? code : byte === plus ? space : byte;
    size += 1;
  }
  return out.toString('utf8', 0, size);
}

/** The value of a hexadecimal digit by its character code; NaN for any other character. */
function hexadecimal(code = 0): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const letter = code | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : Number.NaN;
}
