import { expect, test } from 'vitest';
import { announcements, audit } from '../../../src/db/schema/operations.js';
import { type App, formOf, startApp } from '../../support/app.js';

const list = '/help-desk/announcements';
const flu = {
  title: 'Flu clinics',
  body: 'Bring <b>no</b> cards.\r\n\r\nAsk us.',
  date: '11/22/2026',
  activeFrom: '11/22/2026',
  activeTo: '11/23/2026',
};
const rows = ({ db }: App) => db.read.select().from(announcements).all();
const deeds = async ({ db }: App) =>
  (await db.read.select().from(audit).all())
    .filter(({ action }) => action.includes('announcement'))
    .map(({ action, detail }) => `${action}: ${detail}`);

test('an announcement is previewed, saved once, stands on Home on its days, and is withdrawn (A3, L15)', async () => {
  const registry = startApp();
  const before = (await rows(registry)).length;
  const helen = await registry.open().logIn('helen');
  const nora = await registry.open().logIn('nora');
  const preview = await helen.submit(`${list}/new`, flu, 'do.preview');
  expect(preview.text).toContain('As it stands on Home');
  expect(preview.text).toContain('Nothing is saved yet.');
  expect(preview.text).toContain('<p>Bring &lt;b&gt;no&lt;/b&gt; cards.</p><p>Ask us.</p>');
  expect(await rows(registry)).toHaveLength(before);
  const body = `${formOf(preview.text, `${list}/new`)}&do.save=x`;
  const saved = await helen.post(`${list}/new`, body);
  expect((await helen.post(`${list}/new`, body)).location).toBe(saved.location);
  expect(await rows(registry)).toHaveLength(before + 1);
  const path = saved.location.split('?')[0] ?? '';
  const id = path.split('/').at(-1);

  expect((await nora.get('/')).text).toContain(`<a href="/announcements/${id}">Flu clinics</a>`);
  expect((await nora.get(`/announcements/${id}`)).text).toContain('<p>Ask us.</p>');
  expect((await helen.submit(path, {}, 'do.withdraw')).location).toBe(`${path}?done=withdraw`);
  expect((await nora.get('/')).text).not.toContain('Flu clinics');
  expect((await nora.get(`/announcements/${id}`)).status).toBe(404);
  expect((await helen.get(list)).text).toContain('Withdrawn');
  await helen.submit(path, {}, 'do.show');
  expect((await nora.get('/')).text).toContain('Flu clinics');
  registry.wait(2 * 86_400_000);
  expect((await (await registry.open().logIn('nora')).get('/')).text).not.toContain('Flu clinics');
  expect(await deeds(registry)).toEqual(
    ['add', 'withdraw', 'show'].map(
      (did) => `${did} announcement${did === 'show' ? ' again' : ''}: announcement ${id}`,
    ),
  );
});

test('errors stand at their fields, and what was typed is kept (X4)', async () => {
  const helen = await startApp().open().logIn('helen');
  const wrong = { ...flu, title: ' ', date: 'soon', body: 'x'.repeat(4001), activeTo: '11/01/2026' };
  for (const button of ['do.save', 'do.preview']) {
    const { status, text } = await helen.submit(`${list}/new`, wrong, button);
    expect(status).toBe(422);
    for (const field of ['title', 'date', 'body', 'activeTo']) expect(text).toContain(`id="${field}-error"`);
    expect(formOf(text, `${list}/new`).get('date')).toBe('soon');
    expect(text).not.toContain('As it stands on Home');
  }
});

test('of two who change one the later is told and sees both, and nothing is overwritten unseen', async () => {
  const registry = startApp();
  const helen = await registry.open().logIn('helen');
  const path = `${list}/1`;
  const first = formOf((await helen.get(path)).text, path);
  const second = new URLSearchParams(first);
  first.set('title', 'One');
  second.set('title', 'Two');
  const answers = await Promise.all([helen.post(path, `${first}&do.save=x`), helen.post(path, `${second}&do.save=x`)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 409]);
  const late = answers.find(({ status }) => status === 409)?.text ?? '';
  const kept = (await rows(registry)).find(({ id }) => id === 1)?.title ?? '';
  const other = kept === 'One' ? 'Two' : 'One';
  expect(late).toContain('Somebody else changed this announcement');
  expect(late).toContain(`<h3>${kept}</h3>`);
  expect(formOf(late, path).get('title')).toBe(other);
  // Neither does Preview, nor an error, make it forget what it was shown.
  for (const button of ['do.preview', 'do.save']) {
    const stale = new URLSearchParams(second);
    stale.set('date', button === 'do.save' ? 'soon' : '11/22/2026');
    const again = await helen.post(path, `${stale}&${button}=x`);
    expect(formOf(again.text, path).get('revision')).toBe('0');
  }
  expect((await helen.post(path, `${second}&do.withdraw=x`)).status).toBe(409);
  expect((await helen.post(path, `${formOf(late, path)}&do.save=x`)).status).toBe(303);
  expect((await rows(registry)).find(({ id }) => id === 1)?.title).toBe(other);
});

test('nobody but the help desk writes announcements, or sees those that are over', async () => {
  const registry = startApp();
  for (const who of ['ada', 'nora', 'victor', 'paul', 'sam']) {
    const browser = await registry.open().logIn(who);
    for (const path of [list, `${list}/new`, `${list}/1`]) expect((await browser.get(path)).status).toBe(403);
    for (const path of [`${list}/new`, `${list}/1`]) expect((await browser.post(path, 'do.save=x')).status).toBe(403);
    expect((await browser.get('/')).text).not.toContain(list);
  }
});

test.each(['withdraw', 'show'])(
  'what is typed beside %s stands in its form after it, unsaved, until Save (X4)',
  async (verb) => {
    const registry = startApp();
    const helen = await registry.open().logIn('helen');
    const path = `${list}/1`;
    const before = (await rows(registry)).find(({ id }) => id === 1)?.title;
    if (verb === 'show') await helen.submit(path, {}, 'do.withdraw');
    const acted = await helen.submit(path, { title: 'Typed meanwhile', activeTo: 'soon' }, `do.${verb}`);
    expect([acted.status, acted.text.includes('What you typed is not saved: Save writes it.')]).toEqual([200, true]);
    const kept = (await rows(registry)).find(({ id }) => id === 1);
    expect([kept?.title, kept?.withdrawnAt !== null]).toEqual([before, verb === 'withdraw']);
    const form = formOf(acted.text, path);
    expect([form.get('title'), form.get('activeTo')]).toEqual(['Typed meanwhile', 'soon']);
    form.set('activeTo', '');
    form.set('do.save', 'x');
    expect((await helen.post(path, `${form}`)).status).toBe(303);
    expect((await rows(registry)).find(({ id }) => id === 1)?.title).toBe('Typed meanwhile');
  },
);
