import { expect, test } from 'vitest';
import { formOf, startApp } from '../../support/app.js';
import { holds } from '../../support/facts.js';
import { bright, duck, keep, keptIn, logIn, minute, typed } from '../../support/interruptions.js';

test('neither the address that keeps nor any other keeps secrets, or what was not shown in this browser (L16)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const questions = await typed(nora, '/security-questions', { answer1: 'Violet-otter' });
  const password = await typed(nora, '/account/password', { newPassword: 'Violet-otter-77' });
  const client = await typed(nora, duck, { phone: '651-201-4629' });
  const smuggled = new URLSearchParams(client);
  smuggled.set('newPassword', 'Violet-otter-77');
  smuggled.set('answer2', 'Violet-otter');
  const forged = new URLSearchParams(client);
  forged.set('csrf', 'a'.repeat(64));
  registry.wait(30 * minute);
  expect((await keep(nora, '/security-questions', questions)).status).toBe(403);
  expect((await keep(nora, '/account/password', password)).status).toBe(403);
  expect((await keep(nora, duck, forged)).status).toBe(403);
  expect((await keep(registry.open(), duck, client)).status).toBe(403);
  expect((await keep(await registry.open().logIn('nora'), duck, client)).status).toBe(403);
  expect((await keep(nora, '//evil.example', client)).status).toBe(200);
  expect((await keep(nora, duck, smuggled)).status).toBe(200);
  expect((await keptIn(registry)).map(({ path }) => path)).toEqual(['/', duck]);
  expect(await holds(registry, 'Violet-otter')).toBe(false);
});

test('of a user 24 forms are kept, the latest, none of them large, and of one page one (L16)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const forms = [];
  for (let i = 0; i < 40; i += 1) forms.push(await typed(nora, duck, { middleName: `N${i}` }));
  registry.wait(30 * minute);
  for (const form of forms) {
    registry.wait(1);
    expect((await keep(nora, duck, form)).status).toBe(200);
    const large = new URLSearchParams(form);
    large.set('middleName', 'X'.repeat(120_000));
    expect((await nora.post(duck, `${large}`)).location).toBe('/login');
    form.set('phone', '651-201-4629');
    await keep(nora, duck, form);
  }
  const kept = await keptIn(registry);
  expect(kept.map(({ body }) => new URLSearchParams(body).get('middleName')).sort()).toEqual(
    Array.from({ length: 24 }, (_, i) => `N${i + 16}`),
  );
  for (const { body } of kept) {
    expect(body.length).toBeLessThan(32 * 1024);
    expect(body).toContain('phone=651-201-4629');
  }
});

test('after the session’s end no body is read further than a form may go', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const form = await typed(nora, duck, {});
  registry.wait(30 * minute);
  for (const path of [duck, `/session/kept?path=${duck}`]) {
    let pulled = 0;
    const body = new ReadableStream({
      pull(to) {
        pulled += 64 * 1024;
        to.enqueue(Buffer.from(pulled === 64 * 1024 ? `${form}&middleName=` : 'X'.repeat(64 * 1024)));
        if (pulled > 64 * 1024 * 1024) to.close();
      },
    });
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
    const answer = await nora.request(path, { method: 'POST', body, headers, duplex: 'half' } as RequestInit);
    expect(answer.status, path).toBe(path === duck ? 303 : 403);
    expect(pulled).toBeLessThan(1.3 * 1024 * 1024);
  }
  expect(await keptIn(registry)).toEqual([]);
});

test('the control that was pressed stays with a form that was typed in further (L16)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const form = await typed(nora, duck, { phone: '651-201-4629' });
  await nora.submit('/', {}, 'do.logout', '/logout');
  const pressed = new URLSearchParams(form);
  pressed.set('do.save', 'Save');
  expect((await nora.post(duck, `${pressed}`)).location).toBe('/login?next=%2Fclients%2F6714871');
  form.set('middleName', 'LATER');
  await keep(nora, duck, form);
  expect(await keptIn(registry)).toHaveLength(1);
  const { location } = await logIn(nora, 'nora');
  const offered = await nora.get(location);
  expect(offered.text).toContain('name="do.save" value="Send it now"');
  const again = formOf(offered.text, duck);
  again.set('do.save', 'Send it now');
  const saved = await nora.post(`${duck}?interrupted=${location.split('/')[2]}`, `${again}`);
  expect(saved.location).toContain('saved=2');
  expect(await keptIn(registry)).toEqual([]);
  const now = formOf((await nora.get(duck)).text, duck);
  expect([now.get('phone'), now.get('middleName')]).toEqual(['651-201-4629', 'LATER']);
});

test('discarding one leads to the others, then to its page; Home tells of them (L16)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const forms = [await typed(nora, duck, { phone: '651-201-4629' }), await typed(nora, bright, { middleName: 'KEPT' })];
  registry.wait(30 * minute);
  await keep(nora, duck, forms[0] ?? new URLSearchParams());
  await keep(nora, bright, forms[1] ?? new URLSearchParams());
  await logIn(nora, 'nora');
  expect((await nora.get('/')).text).toContain('2 forms');
  for (const led of ['/interrupted', bright]) {
    const [first] = (await keptIn(registry)).sort((a, b) => b.path.localeCompare(a.path));
    expect((await nora.submit(`/interrupted/${first?.id}`, {}, 'do.discard')).location).toBe(led);
  }
  expect((await nora.get('/')).text).not.toContain('What you sent was kept');
  expect((await nora.get('/interrupted')).location).toBe('/');
});
