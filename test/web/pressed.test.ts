// Nothing is done that nobody pressed a button for (L16): each form, whole and filled in, sent without its button, with a
// button that the page does not have, and with two. With its own it does what it says, so that the rest is a proof.
import { getTableName } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { type App, routesOf, startApp } from '../support/app.js';
import { auditOf, rowsIn } from '../support/facts.js';
import { type Filled, forms } from '../support/forms.js';
import { schema } from '../support/tables.js';

/** Tried in tests of their own; to stay logged in takes any request at all. */
const elsewhere: readonly string[] = [
  ...['POST /interrupted/:id', 'POST /imports', 'POST /mail', 'POST /schedules', 'POST /session', 'POST /session/kept'],
];

/** Where what is typed is kept without a button too, for whoever comes back to it (C20, L16). */
const keeping: Readonly<Record<string, string>> = {
  'POST /clients/new': 'searches',
  'POST /clients/:id{[0-9]{1,15}}': 'drafts',
  'POST /clients/:id{[0-9]{1,15}}/immunizations/new': 'visit_drafts',
};

/** Every row of the database that is no trace of a request, and no text that the address keeps. */
async function rowsOf({ db }: App, route: string): Promise<string> {
  const but = ['audit', keeping[route]];
  const tables = Object.values(schema).filter((table) => !but.includes(getTableName(table)));
  return rowsIn({ db }, tables);
}

/** Sends a form: whether rows, cookies or nothing changed, or something was looked up. */
async function send(registry: App, route: string, { browser, to, form }: Filled, pressed: readonly string[]) {
  const body = new URLSearchParams(form);
  for (const button of pressed) body.append(`do.${button}`, button);
  const state = async () => [await rowsOf(registry, route), ...browser.cookies].join();
  const before = await state();
  const answer = await browser.post(to, `${body}`);
  const lookedUp =
    /^\/(?:restricted\/|audit-log\?\w+=)\d*/.test(answer.location) || /\b1 (?:user|organization)\b/.test(answer.text);
  const said = (await auditOf(registry, 'say why')).length > 0 || answer.headers.has('content-disposition');
  return { answer, acted: (await state()) !== before || lookedUp || said };
}

test('the table lists every form', () => {
  const all = routesOf(startApp()).filter((route) => route.startsWith('POST '));
  expect([...Object.keys(forms), ...elsewhere].sort()).toEqual(all.sort());
});

describe.each(Object.entries(forms))('%s', (route, [button, prepare]) => {
  test.each([
    ['no button', []],
    ['a button that the page does not have', ['constructor']],
    ['a button of the prototype', ['__proto__']],
    ['two buttons', [button, 'constructor']],
  ])('does nothing for %s', async (_, pressed) => {
    const registry = startApp();
    const filled = await prepare(registry);
    const { answer, acted } = await send(registry, route, filled, pressed);
    expect(answer.status).toBeLessThan(500);
    expect(acted).toBe(false);
  });

  test('acts for its own', async () => {
    const registry = startApp();
    const filled = await prepare(registry);
    const shown = await filled.browser.get(filled.to);
    const id = /name="do\.\w+\.(\w+)"/.exec(shown.text)?.[1] ?? '';
    const { answer, acted } = await send(registry, route, filled, [button.replace('ID', id)]);
    expect([answer.status, acted]).toEqual([expect.any(Number), true]);
  });
});
