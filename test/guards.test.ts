// Guards behind other guards: nothing that people do comes past the first, so that each is asked by itself.
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { resetPassword } from '../src/db/accounts/resets.js';
import { decideDuplicate } from '../src/db/matching/duplicates.js';
import { links, users } from '../src/db/schema/accounts.js';
import { duplicates } from '../src/db/schema/search.js';
import type { Viewer } from '../src/domain/accounts/viewer.js';
import { merge } from '../src/domain/edits/merge.js';
import { may } from '../src/policy.js';
import { allowAnybody, type Request } from '../src/web/context.js';
import { goTo } from '../src/web/page.js';
import { startApp } from './support/app.js';
import { auditOf } from './support/facts.js';
import { forms } from './support/forms.js';
import { meanwhile } from './support/meanwhile.js';

test('the policy says no to what it does not name (C1)', () => {
  const organization = { id: 1, code: 'MIIC', name: 'MIIC', type: 'help desk' } as const;
  const helen: Viewer = { userId: 1, username: 'helen', userName: 'Helen', role: 'help desk', organization };
  expect(may(helen, 'something new' as never)).toBe(false);
});

test('a page that forgot to ask the policy shows nothing', async () => {
  const registry = startApp();
  registry.app.get('/forgetful', (c) => c.text('DUCK, DON'));
  const answer = await (await registry.open().logIn('nora')).get('/forgetful');
  expect([answer.status, answer.text.includes('DUCK')]).toEqual([500, false]);
});

test.each(['//evil.example/x', 'https://evil.example/x', '/\\evil.example/x'])(
  'nobody is led to another site, whatever a path was made from: %s',
  async (path) => {
    const registry = startApp();
    registry.app.get('/lead', (c) => {
      allowAnybody(c as Request);
      return goTo(c as Request, path);
    });
    const answer = await registry.open().get('/lead');
    expect([answer.status, answer.headers.get('Location')?.includes('evil.example/')]).toEqual([303, false]);
  },
);

test('of two who decide a pair at once the first counts (C3)', async () => {
  const registry = startApp();
  const { browser, form, to } = (await forms['POST /duplicates/:id{[0-9]{1,15}}']?.[1](registry)) ?? {};
  if (!browser || !form || !to) throw new Error('There is no such form.');
  form.set('do.same', 'Same person');
  const id = Number(to.split('/').at(-1));
  const organization = { id: 1, code: 'MIIC', name: 'MIIC', type: 'help desk' } as const;
  const other: Viewer = { userId: 1, username: 'helen', userName: 'Helen', role: 'help desk', organization };
  await meanwhile(
    () => browser.post(to, `${form}`),
    registry,
    async (tx) => {
      await decideDuplicate(tx, other, id, 'different people', registry.clock());
    },
  );
  const pair = await registry.db.read.select().from(duplicates).where(eq(duplicates.id, id)).get();
  expect(pair?.decision).toBe('different people');
});

test('a login leaves its row in the audit log (A6)', async () => {
  const registry = startApp();
  await registry.open().logIn('nora');
  expect(await auditOf(registry, 'login')).toHaveLength(1);
});

test('a reset link whose question was not answered sets no password (L12)', async () => {
  const registry = startApp();
  const fill = { organizationCode: 'RIVER', username: 'nora', email: 'nora.lind@riverside.example' };
  await registry.open().submit('/password/forgot', fill, 'do.submit');
  const link = await registry.db.read.select().from(links).get();
  const nora = await registry.db.read.select().from(users).where(eq(users.username, 'nora')).get();
  if (!link || !nora) throw new Error('There is no link.');
  const chosen = { passwordHash: 'another', instead: nora.passwordHash, browser: 'x' };
  const when = { at: registry.clock(), address: '' };
  expect(await registry.db.write((tx) => resetPassword(tx, link.id, chosen, when))).toBe(false);
  expect((await registry.db.read.select().from(users).where(eq(users.id, nora.id)).get())?.passwordHash).toBe(
    nora.passwordHash,
  );
});

test('what others changed and set back is asked about, not overwritten (C21)', () => {
  const [base, mine] = [{ phone: '1' }, { phone: '2' }];
  const merged = merge([['phone']], mine, base, mine, base, new Set(['phone']));
  expect(merged).toEqual({ merged: base, clashes: [['phone']] });
  expect(merge([['phone']], mine, base, mine, base, new Set()).clashes).toEqual([]);
});
