import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { answer } from '../../src/web/answer.js';
import type { Env } from '../../src/web/context.js';

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
