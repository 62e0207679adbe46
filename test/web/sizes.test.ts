// What a page weighs over the wire: a clinic may be on a poor line (X3).
import { brotliCompressSync, constants } from 'node:zlib';
import { expect, test } from 'vitest';
import { demonstrationClients as people } from '../../src/demonstration/plant.js';
import { startApp } from '../support/app.js';

const kilobytes = (text: string, quality: number) =>
  brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } }).length / 1024;

test('the client page, with its lists of countries and counties, is at most 7.6 KB, Home 2 KB, the stylesheet 8 KB', async () => {
  const nora = await startApp().open().logIn('nora');
  const { text } = await nora.get(`/clients/${people.donDuck}`);
  expect(kilobytes(text, 4)).toBeLessThanOrEqual(7.6);
  expect(kilobytes((await nora.get('/')).text, 4)).toBeLessThanOrEqual(2);
  const stylesheet = /href="(\/static\/app[^"]+\.css)"/.exec(text)?.[1] ?? '';
  expect(kilobytes((await nora.get(stylesheet)).text, 11)).toBeLessThanOrEqual(8);
});
