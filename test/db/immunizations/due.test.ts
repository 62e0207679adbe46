import { expect, test } from 'vitest';
import { findClient } from '../../../src/db/clients/clients.js';
import { dueTo } from '../../../src/db/immunizations/due.js';
import { demonstrationClients as people } from '../../../src/demonstration/plant.js';
import type { Viewer } from '../../../src/domain/accounts/viewer.js';
import { startApp } from '../../support/app.js';

const viewer = { userId: 1, organization: { id: 1 } } as Viewer;
const id = people.donDuck;

test('what is due is worked out once for each state of a record, whichever connection asks', async () => {
  const { db } = startApp();
  const ask = (today: string) =>
    db.read.snapshot(async (read) => {
      const client = await findClient(read, viewer, id);
      return client && (await dueTo(read, [client], today)).get(id);
    });
  const first = await ask('2026-11-26');
  expect(first?.length).toBeGreaterThan(0);
  for (const again of await Promise.all(['2026-11-26', '2026-11-26', '2026-11-26', '2026-11-26'].map(ask)))
    expect(again).toBe(first);
  expect(await ask('2026-11-27')).not.toBe(first);
});
