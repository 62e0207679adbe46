import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startApp } from '../support/app.js';

test.each(['br', 'gzip'])('a page in %s keeps its status', async (encoding) => {
  const { app } = startApp();
  const answer = await app.request('/nowhere', { headers: { 'Accept-Encoding': encoding } });
  expect([answer.status, answer.headers.get('Content-Encoding')]).toEqual([404, encoding]);
});

const careful = {
  'Content-Security-Policy':
    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'",
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
};

test('every kind of answer tells browsers to be careful, and caches to keep nothing but files', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const styles = /href="(\/static\/app[^"]*)"/.exec((await nora.get('/')).text)?.[1] ?? '';
  const kinds = {
    'a page': ['/clients/6714871', 200],
    'a redirect': ['/login', 303],
    'a text': ['/session', 200],
    'a file': [styles, 200],
    'nothing there': ['/nowhere', 404],
  } as const;
  for (const [kind, [path, expected]] of Object.entries(kinds)) {
    const { headers, status } = await nora.request(path);
    expect(status, kind).toBe(expected);
    for (const [name, value] of Object.entries(careful)) expect(headers.get(name), `${name} of ${kind}`).toBe(value);
    const kept = kind === 'a file' ? 'public, max-age=31536000, immutable' : 'no-store';
    expect(headers.get('Cache-Control'), kind).toBe(kept);
  }
  const visitor = await registry.open().request('/login');
  expect(visitor.headers.get('Set-Cookie')).toMatch(/^visitor=/);
  for (const [name, value] of Object.entries(careful)) expect(visitor.headers.get(name)).toBe(value);
});

test('headers of one answer are added in one place alone: a page must know of them', () => {
  const files = globSync('src/**/*.{ts,tsx}').filter((file) => file !== join('src', 'web', 'headers.ts'));
  expect(files.length).toBeGreaterThan(200);
  for (const file of files) {
    const text = readFileSync(file, 'utf8');
    expect(text, file).not.toMatch(/\bc\.header\(/);
    expect(text, file).not.toMatch(/import \{[^}]*\b(?:set|delete)Cookie\b[^}]*\} from 'hono\/cookie'/);
  }
});
