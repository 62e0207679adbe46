// Two processes that show records of one registry hold each user to one count (A6).
import { expect } from 'vitest';
import { serve } from '../../../src/db/engine/postgresql.js';
import { organizations, users } from '../../../src/db/schema/accounts.js';
import type { Viewer } from '../../../src/domain/accounts/viewer.js';
import { migrated, ofPostgresql } from '../../support/engine/migrated.js';
import { fixedNow as at } from '../../support/now.js';
import { showRecord } from './show-record.js';

const url = migrated();

ofPostgresql('of records opened in two processes as many are shown as in one', async () => {
  const [one, other] = [serve({ url: url() }), serve({ url: url() })];
  const nora = { username: 'nora', firstName: 'Nora', lastName: 'Lind', email: 'nora@river.example' };
  const password = { passwordHash: 'x', passwordSetAt: at, createdAt: at };
  await one.write(async (tx) => {
    await tx.insert(organizations).values({ id: 1, code: 'RIVER', name: 'Riverside', type: 'provider' }).run();
    await tx
      .insert(users)
      .values({ id: 1, ...nora, ...password, homeOrganizationId: 1 })
      .run();
  });
  const viewer = { userId: 1, username: 'nora', organization: { id: 1, code: 'RIVER' } } as Viewer;
  const limits = { asks: 100, stops: 20 };
  const shown = await Promise.all(
    Array.from({ length: 30 }, (_, i) => showRecord(i % 2 ? one : other, viewer, i + 1, { limits, at })),
  );
  expect(shown.filter(({ brake }) => !brake)).toHaveLength(20);
  one.close();
  other.close();
});
