// The audit log on screen: whose rows who may see, how they are found, paged and exported (A6).
import { expect, test } from 'vitest';
import { traceAll } from '../../../src/db/operations/audit.js';
import { auditHead, headText } from '../../../src/db/operations/audit-chain.js';
import { organizations } from '../../../src/db/schema/accounts.js';
import { audit } from '../../../src/db/schema/operations.js';
import { demonstrationClients as people } from '../../../src/demonstration/plant.js';
import { type App, type Browser, startApp } from '../../support/app.js';
import { auditOf } from '../../support/facts.js';
import { idOf } from '../../support/ids.js';

/** The rows on a page, by the text of their cells. */
const rowsOn = ({ text }: { text: string }) =>
  [...text.matchAll(/<tr><th scope="row"[\s\S]*?<\/tr>/g)].map(([row]) =>
    [...row.matchAll(/<t[dh][^>]*>([\s\S]*?)<\/t[dh]>/g)].map(([, cell = '']) =>
      cell.replaceAll(/<[^>]*>/g, '').trim(),
    ),
  );
const numbersOn = (answer: { text: string }) => rowsOn(answer).map(([id]) => Number(id));
const organizationOf = async ({ db }: App, code: string) =>
  (await db.read.select().from(organizations).all()).find((one) => one.code === code)?.id ?? 0;

/** Finds rows as somebody fills in the form. */
async function find(browser: Browser, fill: Record<string, string>) {
  const answer = await browser.submit('/audit-log', fill, 'do.find');
  return answer.status === 303
    ? { ...(await browser.get(answer.location)), went: answer.location }
    : { ...answer, went: '' };
}

/** Nora of Riverside and Paul of public health look at records. */
async function looked(registry: App) {
  const nora = await registry.open().logIn('nora');
  await nora.get(`/clients/${people.donDuck}`);
  await nora.get(`/clients/${people.locked}`);
  const paul = await registry.open().logIn('paul');
  await paul.get(`/clients/${people.donDuck}/immunizations`);
}

test("an administrator sees their own organization's rows alone, the help desk all, nobody else any (A6)", async () => {
  const registry = startApp();
  await looked(registry);
  const river = await organizationOf(registry, 'RIVER');
  const ada = await registry.open().logIn('ada');
  const own = new Set(
    (await registry.db.read.select().from(audit).all())
      .filter((row) => row.organizationId === river)
      .map(({ id }) => id),
  );
  const all = (await registry.db.read.select().from(audit).all()).map(({ id }) => id);
  const others = all.filter((id) => !own.has(id));
  expect(others.length).toBeGreaterThan(0);
  const paul = await idOf(registry, 'paul');
  for (const query of [
    '',
    `?client=${people.donDuck}`,
    `?user=${paul}`,
    '?organization=1',
    '?organization=2',
    '?action=login',
  ])
    for (const path of [`/audit-log${query}`, `/audit-log/export${query}`]) {
      const { status, text } = await ada.get(path);
      expect(status).toBe(200);
      const shown = path.includes('export')
        ? text
            .split('\n')
            .slice(1)
            .map((line) => Number(line.split(',')[0]))
        : numbersOn({ text });
      expect(shown.filter((id) => others.includes(id))).toEqual([]);
      expect(text).not.toContain('paul');
    }
  const helen = await registry.open().logIn('helen');
  expect(numbersOn(await helen.get('/audit-log'))).toEqual(expect.arrayContaining(all));
  for (const username of ['nora', 'victor', 'paul', 'sam']) {
    const browser = await registry.open().logIn(username);
    expect((await browser.get('/audit-log')).status).toBe(403);
    expect((await browser.get('/audit-log/export')).status).toBe(403);
  }
});

test('why a record is hidden is told to the help desk alone; a record that is not there looks the same (C13)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  for (const id of [people.locked, people.deceased, 424_242]) await nora.get(`/clients/${id}`);
  const details = async (username: string) =>
    rowsOn(await (await registry.open().logIn(username)).get('/audit-log?action=refused')).map((cells) => cells.at(-2));
  expect(await details('ada')).toEqual(['', '', '']);
  expect(await details('helen')).toEqual(['no such record', 'flagged as deceased', 'locked by another organization']);
});

test('rows are found by user, client, organization, action and days; no name stands in the address (X6)', async () => {
  const registry = startApp();
  await looked(registry);
  const helen = await registry.open().logIn('helen');
  const nora = await find(helen, { user: 'nora' });
  expect(nora.went).toBe(`/audit-log?user=${await idOf(registry, 'nora')}`);
  expect(rowsOn(nora).map((cells) => [cells[4], cells[5]])).toEqual([
    ['Refused', String(people.locked)],
    ['View client', String(people.donDuck)],
    ['Login', ''],
  ]);
  const viewed = await find(helen, { client: String(people.donDuck), action: 'view immunizations' });
  expect(rowsOn(viewed).map((cells) => cells[2])).toEqual(['paul (Paul Vang)']);
  expect(
    (await find(helen, { user: 'Lind, Nora', organization: String(await organizationOf(registry, 'LAKE')) })).text,
  ).toContain('No row is found');
  const today = '11/22/2026';
  expect(numbersOn(await find(helen, { user: 'nora', from: today, to: today }))).toHaveLength(3);
  expect(numbersOn(await find(helen, { user: 'nora', to: '11/21/2026' }))).toEqual([]);
  expect(numbersOn(await find(helen, { user: 'nora', from: '11/23/2026' }))).toEqual([]);
  expect((await helen.submit('/audit-log', {}, 'do.clear')).location).toBe('/audit-log');
});

test.each([
  [{ user: 'nobody' }, 'No user is meant'],
  [{ user: 'a' }, 'Several users are meant'],
  [{ client: 'DUCK' }, 'digits only'],
  [{ from: '02/31/2026' }, 'Enter a date'],
  [{ from: '11/22/2026', to: '11/21/2026' }, 'before the first'],
])('what cannot be meant is said at its field, and what was typed stays: %o', async (fill, message) => {
  const helen = await startApp().open().logIn('helen');
  const { status, text } = await find(helen, fill);
  expect([status, text.includes(message)]).toEqual([422, true]);
  for (const typed of Object.values(fill)) expect(text).toContain(`value="${typed}"`);
});

test('fifty rows stand on a page, and the pages bring each row once, whatever is added meanwhile', async () => {
  const registry = startApp();
  const ada = await registry.open().logIn('ada');
  const nora = { userId: await idOf(registry, 'nora'), organization: { id: await organizationOf(registry, 'RIVER') } };
  await registry.db.write((tx) =>
    // Half of them at one instant.
    traceAll(
      tx,
      nora as never,
      Array.from({ length: 130 }, (_, i) => ({
        at: registry.clock() + Math.max(0, i - 65),
        action: 'view client' as const,
        clientId: 7,
      })),
    ),
  );
  const seen: number[] = [];
  let page = await ada.get('/audit-log?client=7&action=view+client');
  for (;;) {
    seen.push(...numbersOn(page));
    const next = /href="([^"]*)">earlier rows/.exec(page.text)?.[1]?.replaceAll('&amp;', '&');
    if (!next) break;
    await ada.get(`/clients/${people.donDuck}`);
    page = await ada.get(next);
  }
  const all = (await auditOf(registry, 'view client', 7)).map(({ id }) => id);
  expect(seen).toEqual(all.reverse());
});

test('a page looks at so many rows at most, says so, and goes on from there', async () => {
  const registry = startApp();
  const helen = await registry.open().logIn('helen');
  await registry.db.write(async (tx) => {
    await traceAll(tx, undefined, [{ at: registry.clock(), action: 'unlock client' }]);
    await traceAll(
      tx,
      undefined,
      Array.from({ length: 21_000 }, () => ({ at: registry.clock() + 1, action: 'login failed' as const })),
    );
  });
  const page = await helen.get('/audit-log?action=unlock+client');
  expect(page.text).toContain('None among the rows that were looked through so far.');
  const next = /href="([^"]*)">earlier rows/.exec(page.text)?.[1]?.replaceAll('&amp;', '&') ?? '';
  expect(rowsOn(await helen.get(next))).toHaveLength(1);
});

test('each look and each export is a row with what was asked for (A6)', async () => {
  const registry = startApp();
  const ada = await registry.open().logIn('ada');
  const user = await idOf(registry, 'nora');
  await ada.get(`/audit-log?user=${user}&client=${people.donDuck}&from=2026-11-01`);
  await ada.get('/audit-log/export?action=login');
  expect(await auditOf(registry, 'read audit log')).toMatchObject([
    { userId: await idOf(registry, 'ada'), clientId: people.donDuck, detail: `user ${user}, from 2026-11-01` },
  ]);
  expect(await auditOf(registry, 'export audit log')).toMatchObject([{ detail: 'action login' }]);
});

test('the export holds every row asked for, as text that no spreadsheet takes for a formula', async () => {
  const registry = startApp();
  const helen = await registry.open().logIn('helen');
  await registry.db.write((tx) =>
    traceAll(tx, undefined, [
      { at: registry.clock(), action: 'unlock client', clientId: 5, detail: '=HYPERLINK("http://x")' },
      ...Array.from({ length: 1200 }, () => ({
        at: registry.clock(),
        action: 'login failed' as const,
        address: '10.0.0.1',
      })),
    ]),
  );
  const { text, headers } = await helen.get('/audit-log/export');
  expect(headers.get('Content-Disposition')).toBe('attachment; filename="audit-log.csv"');
  expect(text).toContain(`,unlock client,5,"'=HYPERLINK(""http://x"")",`);
  const lines = text.trim().split('\n');
  expect(lines[0]).toBe('Row,When (UTC),User,Organization,Action,MIIC ID,Details,Network address');
  expect(lines.length - 1).toBe((await registry.db.read.select().from(audit).all()).length);
  expect((await helen.get('/audit-log/export?action=unlock+client')).text.trim().split('\n')).toHaveLength(2);
});

test("the head of the chain stands on the page of the help desk, not on an administrator's", async () => {
  const registry = startApp();
  const helen = await registry.open().logIn('helen');
  const { text } = await helen.get('/audit-log');
  expect(text).toContain(headText(await auditHead(registry.db.read)));
  expect((await (await registry.open().logIn('ada')).get('/audit-log')).text).not.toContain('Head of the chain');
});
