import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { demonstrationClients as people } from '../../src/db/demonstration.js';
import { type Browser, startApp } from '../support/app.js';
import { organizationId } from '../support/doses.js';
import { schema } from '../support/tables.js';

const don = `/clients/${people.donDuck}`;

/** Follows "Switch organizations" from a page, and switches to Lakeview: where that leads. */
async function switchFrom(nora: Browser, lake: number, path: string) {
  const link = /href="(\/organizations[^"]*)"/.exec((await nora.get(path)).text)?.[1]?.replaceAll('&amp;', '&') ?? '';
  return (await nora.submit(link, { organization: String(lake) }, 'do.switch', '/organizations')).location;
}

test.each([
  [don, don],
  [`${don}/immunizations`, `${don}/immunizations`],
  [`${don}/immunizations/new`, `${don}/immunizations/new`],
  [`${don}/history`, `${don}/history`],
  ['/clients', '/clients'],
  ['/', '/'],
  ['/account', '/'],
])('Switch organizations from %s leads back to %s, for the other organization (C22)', async (from, to) => {
  const app = startApp();
  const nora = await app.open().logIn('nora');
  expect(await switchFrom(nora, organizationId(app, 'LAKE'), from)).toBe(to);
});

test('a record that the other organization may not see is not led back to: home, not an error (C13)', async () => {
  const app = startApp();
  const nora = await app.open().logIn('nora');
  const river = organizationId(app, 'RIVER');
  await app.db.write((tx) =>
    tx.update(schema.clients).set({ lockedBy: river }).where(eq(schema.clients.id, people.donDuck)).run(),
  );
  expect(await switchFrom(nora, organizationId(app, 'LAKE'), don)).toBe('/');
});

test.each(['//evil.example', 'https://evil.example', '/searches/abc', '/clients/../logout', '/logout'])(
  'an address from outside, %s, is not led to',
  async (next) => {
    const app = startApp();
    const nora = await app.open().logIn('nora');
    const fill = { organization: String(organizationId(app, 'LAKE')) };
    const page = `/organizations?from=${encodeURIComponent(next)}`;
    expect((await nora.submit(page, fill, 'do.switch', '/organizations')).location).toBe('/');
    const again = await nora.submit('/organizations', { ...fill, next }, 'do.switch');
    expect(again.location, 'nor from the form').toBe('/');
  },
);
