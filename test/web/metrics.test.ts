import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { createApp } from '../../src/app.js';
import { putOnClock } from '../../src/db/operations/jobs.js';
import { demonstrationClients as people } from '../../src/demonstration/plant.js';
import { createMetrics, serveWatchers } from '../../src/metrics.js';
import { Browser, startApp } from '../support/app.js';

/** A registry that is watched, on a port of its own. */
async function watched() {
  const registry = startApp();
  const { db, clock, parts } = registry;
  const metrics = createMetrics(db, '/nowhere/titer.db', clock);
  const app = createApp(parts, metrics.observe);
  let isStopping = false;
  const server = serveWatchers(0, db, metrics, () => isStopping);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const ask = async (path: string) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`);
    return { status: answer.status, text: await answer.text() };
  };
  return {
    ...{ registry, db, clock, ask },
    open: () => new Browser(app.request.bind(app)),
    stop: () => (isStopping = true),
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

test('requests are counted by the pattern of their route, and nothing of a client is in the metrics', async () => {
  const { db, clock, ask, open, close } = await watched();
  const nora = await open().logIn('nora');
  await nora.submit(`/clients/${people.rainbowBright}`, { phone: '218-555-0111' }, 'do.save');
  await nora.get('/clients/99999999');
  await nora.get('/Rainbow/Bright');
  await db.write((tx) => putOnClock(tx, 'retention', clock(), clock()));
  const { status, text } = await ask('/metrics');
  close();
  expect(status).toBe(200);
  const counted = text.match(/^titer_request_seconds_count.*/gm) ?? [];
  expect(counted).toContain(
    'titer_request_seconds_count{method="POST",route="/clients/:id{[0-9]{1,15}}",status="303"} 1',
  );
  expect(text).toMatch(/titer_commits_total [1-9]/);
  expect(text).toMatch(/titer_saved_values [1-9]/);
  expect(text).toContain('titer_clock_job_failed{job="retention"} 0');
  expect(text).not.toMatch(/Rainbow|Bright|99999999|218-?555|LAKE|nora/i);
  expect(text).not.toContain(String(people.rainbowBright));
});

test('it is healthy while it answers, ready while it can write and goes on, and knows no other page', async () => {
  const { ask, stop, close } = await watched();
  expect([await ask('/healthz'), await ask('/readyz')]).toEqual([
    { status: 200, text: 'ok\n' },
    { status: 200, text: 'ready\n' },
  ]);
  expect((await ask('/')).status).toBe(404);
  stop();
  expect([(await ask('/healthz')).status, (await ask('/readyz')).status]).toEqual([200, 503]);
  close();
});

test('the dashboard asks for metrics that there are', async () => {
  const { ask, close } = await watched();
  const { text } = await ask('/metrics');
  close();
  const dashboard = readFileSync('docs/grafana-dashboard.json', 'utf8');
  const named = new Set(dashboard.match(/\b(?:titer|nodejs|process)_[a-z0-9_]+/g));
  expect(named.size).toBeGreaterThan(12);
  for (const name of named) expect(text).toContain(`# TYPE ${name.replace(/_(?:bucket|count)$/, '')} `);
});
