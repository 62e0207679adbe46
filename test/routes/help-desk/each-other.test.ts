// Two administrators, or two of the help desk, who take it from each other at once: one is left (A1).
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import type { Tx } from '../../../src/db/engine/database.js';
import { memberships, users } from '../../../src/db/schema/accounts.js';
import { type App, formOf, startApp } from '../../support/app.js';
import { meanwhile } from '../../support/meanwhile.js';

const idOf = (registry: App, username: string) =>
  registry.db.read.select().from(users).where(eq(users.username, username)).get()?.id ?? 0;

/** What may be done to an administrator between the look at the session and the write. */
const losses: Readonly<Record<string, (tx: Tx, id: number) => void>> = {
  'is given another role': (tx, id) =>
    void tx.update(memberships).set({ role: 'view only' }).where(eq(memberships.userId, id)).run(),
  'is deactivated': (tx, id) => void tx.update(users).set({ inactiveAt: 1 }).where(eq(users.id, id)).run(),
  'is locked': (tx, id) => void tx.update(users).set({ lockedAt: 1 }).where(eq(users.id, id)).run(),
};

const tries = Object.keys(losses).flatMap((loss) =>
  ['do.deactivate', 'do.role', 'do.password'].flatMap((control) => [
    ['ada', 'victor', loss, control] as const,
    ['helen', 'ada', loss, control] as const,
  ]),
);

test.each(tries)('%s does nothing to %s any more who meanwhile %s (%s)', async (one, other, loss, control) => {
  const registry = startApp();
  const [first, path] = [idOf(registry, one), `/users/${idOf(registry, other)}`];
  const browser = await registry.open().logIn(one);
  const form = formOf((await browser.get(path)).text, path);
  const fill = control === 'do.role' ? { organization: '1', role: 'view only' } : {};
  for (const [name, value] of Object.entries({ ...fill, [control]: control })) form.set(name, value);
  const { status } = await meanwhile(
    () => browser.post(path, `${form}`),
    registry,
    (tx) => losses[loss]?.(tx, first),
  );
  expect(status).toBe(403);
});
