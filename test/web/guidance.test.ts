// The light bulb and the help desk, from every screen and back (L15).
import { expect, test } from 'vitest';
import { demonstrationClients as people } from '../../src/demonstration/plant.js';
import { guidanceFor } from '../../src/views/guidance-texts.js';
import { screenOfRoute } from '../../src/web/context.js';
import { startApp } from '../support/app.js';

/** Pages for whoever is not logged in, and answers that are no page. */
const without =
  /^(static|login|session|guidance|help-desk|password-(forgot|sent|reset|answer|new|saved)|email-address-(confirm|new))/;

test('there is guidance for every screen (L15)', () => {
  const routes = startApp().app.routes.filter(({ method }) => method === 'GET');
  const screens = [...new Set(routes.map(({ path }) => screenOfRoute(path)))].filter((screen) => !without.test(screen));
  expect(screens.filter((screen) => !guidanceFor(screen))).toEqual([]);
});

test.each([
  ['nora', `/clients/${people.donDuck}`, 'Managing clients'],
  ['nora', `/clients/${people.donDuck}/history`, 'The history of a record'],
  ['nora', `/clients/${people.donDuck}/immunizations/new`, 'Add Immunization'],
  ['nora', '/organizations', 'Switch organizations'],
  ['nora', '/account', 'Managing your account'],
  ['ada', '/users', 'Managing users'],
  ['helen', '/restricted', 'Restricted records'],
  ['helen', '/duplicates', 'Possible duplicates'],
  ['helen', '/help-desk/announcements', 'Writing announcements'],
  ['helen', '/help-desk/organizations', 'Organizations'],
  ['helen', '/mail', 'Mail that did not leave'],
])('%s finds guidance and the help desk at %s, and back', async (who, path, title) => {
  const browser = await startApp().open().logIn(who);
  const page = (await browser.get(path)).text;
  for (const name of ['guidance', 'help-desk']) {
    const link = new RegExp(`href="(/${name}\\?[^"]*)"`).exec(page)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const shown = (await browser.get(link)).text;
    if (name === 'guidance') expect(shown).toContain(`Guidance: ${title}</h1>`);
    expect(shown).toContain(`<a href="${path}">Back to where you were</a>`);
    // From there to the other, and still back.
    const other = name === 'guidance' ? 'help-desk' : 'guidance';
    const next = new RegExp(`href="(/${other}\\?[^"]*)"`).exec(shown)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect((await browser.get(next)).text).toContain(`<a href="${path}">Back to where you were</a>`);
  }
});

test('the way back leads to no other site', async () => {
  const nora = await startApp().open().logIn('nora');
  for (const from of ['//evil.example', 'https://evil.example', '/\\evil.example', 'javascript:alert(1)'])
    expect((await nora.get(`/help-desk?from=${encodeURIComponent(from)}`)).text).not.toMatch(/evil|javascript:/);
});

test('of an address that leads nowhere nothing is said again', async () => {
  const nora = await startApp().open().logIn('nora');
  expect((await nora.get('/zzyzx-road')).text).not.toContain('zzyzx');
});

test('the rule of a new password belongs to both its fields (X1)', async () => {
  const nora = await startApp().open().logIn('nora');
  const page = (await nora.get('/account/password')).text;
  for (const field of ['newPassword', 'confirmNewPassword'])
    expect(page).toMatch(new RegExp(`<input id="${field}"[^>]*aria-describedby="rule"`));
});
