import { expect, test } from 'vitest';
import { bytesOf } from '../../src/web/answer.js';

test.each([
  ['nothing', ''],
  ['names of every kind', 'García, Nguyễn, عبد الله, 𝒟uck'],
  ['a long page', '<p>Duck & Söhne</p>'.repeat(15_000)],
  ['a page longer than the place it is written at', '漢'.repeat(400_000)],
])('the bytes of %s are its UTF-8, and stay so when the next page is written', (_, text) => {
  const bytes = bytesOf(text);
  bytesOf('x'.repeat(300_000));
  expect(bytes.equals(Buffer.from(text))).toBe(true);
});
