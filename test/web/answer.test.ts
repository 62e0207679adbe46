import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { answer } from '../../src/web/answer.js';
import type { Env } from '../../src/web/context.js';
import { addHeader } from '../../src/web/headers.js';

test('what was added to an answer stands on it once, two cookies both, whatever else is added', async () => {
  const add = { cookie: ['Set-Cookie', 'a=1'], other: ['Set-Cookie', 'b=2'], swap: ['HX-Reswap', 'none'] } as const;
  const names = Object.keys(add) as (keyof typeof add)[];
  for (const some of [
    [],
    ['cookie'],
    ['swap'],
    ['cookie', 'swap'],
    ['cookie', 'other'],
    names,
    ['swap', 'swap'],
  ] as const) {
    const app = new Hono<Env>().get('/', (c) => {
      for (const one of some) addHeader(c, add[one][0], add[one][1], { append: one !== 'swap' });
      return answer(c, '<p>', 200);
    });
    const { headers } = await app.request('/');
    expect(headers.getSetCookie()).toEqual(
      [...new Set(some)].filter((one) => one !== 'swap').map((one) => add[one][1]),
    );
    expect(headers.get('HX-Reswap')).toBe((some as readonly string[]).includes('swap') ? 'none' : null);
    expect(headers.get('Content-Type')).toBe('text/html; charset=utf-8');
  }
});

const decoders = { identity: (bytes: Buffer) => bytes, gzip: gunzipSync, br: brotliDecompressSync };

test.each([
  ['nothing', ''],
  ['names of every kind', 'García, Nguyễn, عبد الله, 𝒟uck'],
  ['a long page', '<p>Duck & Söhne</p>'.repeat(15_000)],
])('%s arrives as its UTF-8, however it is sent', async (_, text) => {
  const app = new Hono<Env>().get('/', (c) => answer(c, text, 200));
  for (const [encoding, decoded] of Object.entries(decoders)) {
    const response = await app.request('/', { headers: { 'Accept-Encoding': encoding } });
    expect(response.headers.get('Content-Encoding') ?? 'identity').toBe(encoding);
    expect(decoded(Buffer.from(await response.arrayBuffer())).equals(Buffer.from(text))).toBe(true);
  }
});
