import { crc32, deflateSync } from 'node:zlib';

/** The colours that a picture of a screen needs: those of the page, and some shades at the edges of letters. */
const mostColours = 32;

/** A PNG with a palette, of the pixels of a picture (RGBA, opaque): the same bytes for the same picture, and a third of them. */
export function palettePng(pixels: Buffer, width: number, height: number): Buffer {
  const colours = Array.from({ length: width * height }, (_, at) => pixels.readUIntBE(at * 4, 3));
  const counts = new Map<number, number>();
  for (const colour of colours) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const palette = [...counts]
    .sort(([a, of], [b, than]) => than - of || a - b)
    .slice(0, mostColours)
    .map(([colour]) => colour);
  const places = new Map([...counts.keys()].map((colour) => [colour, nearest(colour, palette)]));
  // Each row begins with the number of its filter: none, which suits a palette.
  const rows = Buffer.alloc((width + 1) * height);
  for (const [at, colour] of colours.entries()) rows[at + Math.floor(at / width) + 1] = places.get(colour) ?? 0;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flatMap(channels))),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const channels = (colour: number) => [colour >> 16, (colour >> 8) & 255, colour & 255];

function nearest(colour: number, palette: readonly number[]): number {
  const wanted = channels(colour);
  const far = palette.map((one) => channels(one).reduce((sum, value, at) => sum + (value - (wanted[at] ?? 0)) ** 2, 0));
  return far.indexOf(Math.min(...far));
}

function chunk(name: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name), content]);
  const [before, after] = [Buffer.alloc(4), Buffer.alloc(4)];
  before.writeUInt32BE(content.length);
  after.writeUInt32BE(crc32(body));
  return Buffer.concat([before, body, after]);
}
