// Two administrators, or two of the help desk, who take it from each other at once: one is left (A1).
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import type { Tx } from '../../../src/db/engine/database.js';
import { memberships, users } from '../../../src/db/schema/accounts.js';
import { formOf, startApp } from '../../support/app.js';
import { idOf } from '../../support/ids.js';
import { meanwhile } from '../../support/meanwhile.js';

/** What may be done to an administrator between the look at the session and the write. */
const losses: Readonly<Record<string, (tx: Tx, id: number) => Promise<unknown>>> = {
  'is given another role': (tx, id) =>
    tx.update(memberships).set({ role: 'view only' }).where(eq(memberships.userId, id)).run(),
  'is deactivated': (tx, id) => tx.update(users).set({ inactiveAt: 1 }).where(eq(users.id, id)).run(),
  'is locked': (tx, id) => tx.update(users).set({ lockedAt: 1 }).where(eq(users.id, id)).run(),
};

const tries = Object.keys(losses).flatMap((loss) =>
  ['do.deactivate', 'do.role', 'do.password'].flatMap((control) => [
    ['ada', 'victor', loss, control] as const,
    ['helen', 'ada', loss, control] as const,
  ]),
);

test.each(tries)('%s does nothing to %s any more who meanwhile %s (%s)', async (one, other, loss, control) => {
  const registry = startApp();
  const [first, path] = [await idOf(registry, one), `/users/${await idOf(registry, other)}`];
  const browser = await registry.open().logIn(one);
  const form = formOf((await browser.get(path)).text, path);
  const fill = control === 'do.role' ? { organization: '1', role: 'view only' } : {};
  for (const [name, value] of Object.entries({ ...fill, [control]: control })) form.set(name, value);
  const { status } = await meanwhile(
    () => browser.post(path, `${form}`),
    registry,
    async (tx) => losses[loss]?.(tx, first),
  );
  expect(status).toBe(403);
});
