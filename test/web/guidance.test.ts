// The light bulb and the help desk, from every screen and back (L15).
import { globSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { demonstrationClients as people } from '../../src/demonstration/plant.js';
import { guide, sectionOf } from '../../src/views/guide-parts.js';
import { screenOfRoute } from '../../src/web/context.js';
import { guideShots } from '../pictures/guide-shots.js';
import { formOf, startApp } from '../support/app.js';

/** Answers that are no page of their own. */
const without = /^(static|session|guidance|help-desk)(-name|$)|-token$/;

const sections = guide.flatMap((part) => part.sections);

/** The part of the guide that a light bulb leads to. */
const hereOf = (page: string) => /<(nav|section)[^>]* id="here"[^>]*>.*?<\/\1>/s.exec(page)?.[0] ?? '';

test('the light bulb of every screen leads to a section of the guide, and none waits for a screen that is gone (L15)', () => {
  const routes = startApp().app.routes.filter(({ method }) => method === 'GET');
  const screens = [...new Set(routes.map(({ path }) => screenOfRoute(path)))].filter((screen) => !without.test(screen));
  expect(screens.filter((screen) => !sectionOf(screen))).toEqual([]);
  const shown = [...screens, 'keys', ...['contacts', 'comments', 'conditions'].map((tab) => `clients-id-${tab}`)];
  expect(sections.flatMap((section) => section.screens).filter((screen) => !shown.includes(screen))).toEqual([]);
});

test('the contents of the guide lead to every section, each with a place of its own', async () => {
  const page = (await startApp().open().get('/guidance')).text;
  const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const contents = [...page.matchAll(/<li><a href="#([^"]+)">/g)].map(([, id]) => id);
  expect(contents).toEqual(sections.map(({ id }) => id));
  expect(contents.filter((id) => !ids.includes(id))).toEqual([]);
});

test('the labels that the guide names stand on the screens', () => {
  const files = globSync('src/{views,domain,web}/**/*.{ts,tsx}').filter((file) => !/guide-\w+\.ts$/.test(file));
  const screens = files.map((file) => readFileSync(file, 'utf8')).join('\n');
  const texts = sections.flatMap(({ steps = [], lines }) => [...steps, ...lines]);
  const labels = new Set(texts.flatMap((text) => text.split('*').filter((_, at) => at % 2 === 1)));
  // Between quotes or tags, or alone in its line, as sources of screens have it.
  const alone = new Set(screens.split('\n').map((line) => line.trim()));
  const isShown = (label: string) =>
    alone.has(label) || [`'${label}'`, `"${label}"`, `>${label}<`].some((written) => screens.includes(written));
  expect([...labels].filter((label) => !isShown(label))).toEqual([]);
});

test('every picture of the guide is there, as large as its page says, light, and none is left over', async () => {
  const browser = startApp().open();
  const page = (await browser.get('/guidance')).text;
  const images = [...page.matchAll(/<img src="([^"]+)" alt="([^"]+)" width="(\d+)" height="(\d+)" loading="lazy"/g)];
  const named = sections.flatMap(({ picture }) => (picture ? [picture] : []));
  expect(images.map(([, , alt]) => alt)).toEqual(named.map(({ shows }) => shows));
  for (const [, src = '', , width, height] of images) {
    const answer = await browser.send(src, { headers: { 'Accept-Encoding': 'br, gzip' } });
    const bytes = Buffer.from(await answer.arrayBuffer());
    const headers = ['content-type', 'cache-control', 'content-encoding'].map((name) => answer.headers.get(name));
    expect([answer.status, ...headers]).toEqual([200, 'image/png', 'public, max-age=31536000, immutable', null]);
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)], src).toEqual([Number(width), Number(height)]);
    expect(Number(width), src).toBeLessThanOrEqual(900);
    expect(bytes.length, src).toBeLessThanOrEqual(25 * 1024);
  }
  const files = readdirSync('static/guide');
  expect(files).toEqual(named.map(({ name }) => `${name}.png`).sort());
  expect(Object.keys(guideShots)).toEqual(named.map(({ name }) => name));
  const total = files.reduce((sum, file) => sum + readFileSync(`static/guide/${file}`).length, 0);
  expect(total).toBeLessThanOrEqual(400 * 1024);
});

test.each([
  ['nora', `/clients/${people.donDuck}`, 'Reading a record'],
  ['nora', `/clients/${people.donDuck}?tab=contacts`, 'Address(es)/Contact(s)'],
  ['victor', `/clients/${people.donDuck}?tab=comments`, 'Client Comment(s) and conditions'],
  ['nora', `/clients/${people.donDuck}/history`, 'The history of a record'],
  ['nora', `/clients/${people.donDuck}/immunizations/new`, 'Add Immunization, and today’s due vaccines'],
  ['nora', '/organizations', 'Switch organizations'],
  ['nora', '/account', 'Managing your account'],
  ['ada', '/users', 'Users, for administrators'],
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
    if (name === 'guidance') {
      expect(link).toMatch(/#here$/);
      expect(shown).toContain(`<title>Guidance: ${title} `);
      expect(hereOf(shown)).toContain(`>${title}</h2>`);
      expect(hereOf(shown)).toContain(`<a href="${path}">Back to where you were</a>`);
    }
    expect(shown).toContain(`<a href="${path}">Back to where you were</a>`);
    // From there to the other, and still back.
    const other = name === 'guidance' ? 'help-desk' : 'guidance';
    const next = new RegExp(`href="(/${other}\\?[^"]*)"`).exec(shown)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect((await browser.get(next)).text).toContain(`<a href="${path}">Back to where you were</a>`);
  }
});

test('before the login, and where a mailed link led, the guide opens too', async () => {
  const browser = startApp().open();
  for (const [path, title] of [
    ['/login', 'Logging in'],
    ['/password/forgot', 'Forgot password'],
    ['/password/answer', 'Forgot password'],
  ] as const) {
    const page = (await browser.get(path)).text;
    const link = /class="bulb" href="([^"]*)"/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(hereOf((await browser.get(link)).text)).toContain(`>${title}</h2>`);
  }
});

test('with scripts a change of tab takes the light bulb along', async () => {
  const nora = await startApp().open().logIn('nora');
  const path = `/clients/${people.donDuck}`;
  const form = formOf((await nora.get(path)).text, path);
  form.set('do.tab.comments', 'Client Comment(s)');
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded', 'HX-Request-Type': 'partial' };
  const answer = await nora.request(path, { method: 'POST', body: `${form}`, headers });
  expect(answer.text).toMatch(
    /<hx-partial id="bulb"><a [^>]*for=clients-id-comments&amp;from=[^"]*\?tab=comments#here/,
  );
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
