import { expect, test } from 'vitest';
import { noteBackup } from '../../../src/db/operations/backups.js';
import { putOnClock } from '../../../src/db/operations/jobs.js';
import { openRoom } from '../../../src/jobs/room.js';
import { startApp } from '../../support/app.js';

const hour = 3_600_000;

test('the help desk is told on its home page when there is no good backup of the last day and a half, and why', async () => {
  const registry = startApp();
  const { db, clock } = registry;
  const homeOf = async (username: string) => (await (await registry.open().logIn(username)).get('/')).text;
  expect(await homeOf('helen')).not.toContain('backup');
  await db.write((tx) => putOnClock(tx, 'backup', clock(), clock()));
  registry.wait(35 * hour);
  expect(await homeOf('helen')).not.toContain('backup');
  registry.wait(hour);
  expect(await homeOf('helen')).toContain('There is no backup');
  expect(await homeOf('nora')).not.toContain('backup');

  const at = clock();
  await db.write((tx) => noteBackup(tx, { at, checkedAt: at, file: 'copy.db', bytes: 1 }));
  expect(await homeOf('helen')).not.toContain('backup');
  registry.wait(48 * hour);
  const work = () => Promise.reject(new Error('the disk is full.'));
  const room = await openRoom({
    ...{ db, clock, log: { error: () => undefined } },
    clockJobs: [{ name: 'backup', next: (after) => after + hour, work }],
  });
  await room.doNow('backup');
  const page = await homeOf('helen');
  expect(page).toContain('The last good backup was made 2 days ago');
  expect(page).toContain('the disk is full.');
});
