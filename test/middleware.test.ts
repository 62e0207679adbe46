import { expect, test } from 'vitest';
import { startApp } from './support/app.js';

test.each(['br', 'gzip'])('a page in %s keeps its status', async (encoding) => {
  const { app } = startApp();
  const answer = await app.request('/nowhere', { headers: { 'Accept-Encoding': encoding } });
  expect([answer.status, answer.headers.get('Content-Encoding')]).toEqual([404, encoding]);
});
