import { afterEach, expect, vi } from 'vitest';
import { ofPostgresql } from '../../support/engine/migrated.js';
import { connected } from '../../support/setup/postgresql.js';
import { codes, served } from './served.js';

const { two, url } = served();
afterEach(() => void vi.useRealTimers());

const connections = () =>
  connected(url(), async (client) => {
    const { rows } = await client.query(
      "select count(*)::int as many from pg_stat_activity where application_name = 'titer'",
    );
    return (rows as { many: number }[])[0]?.many;
  });

ofPostgresql('a server that nobody asks keeps one connection, by which a command sees that it runs', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const [db] = two();
  await Promise.all([codes(db.read), codes(db.read), codes(db.read)]);
  expect(await connections()).toBe(3);
  await vi.advanceTimersByTimeAsync(60_000);
  await vi.waitFor(async () => expect(await connections()).toBe(1));
});
