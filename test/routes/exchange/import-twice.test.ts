// A step of an import that is taken back with a neighbour's write, and done again.
import { desc } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { importJobs } from '../../../src/db/imports/import-job.js';
import { jobs } from '../../../src/db/schema/operations.js';
import { openRoom } from '../../../src/jobs/room.js';
import { startApp } from '../../support/app.js';
import { bringFile, doJobs, pressOn } from '../../support/upload.js';

test('a step that is taken back with a write beside it says of no server that it ended (A5)', async () => {
  const app = startApp();
  const ada = await app.open().logIn('ada');
  const rows = ['Zztwice,Anna,03/04/2015', 'Zztwice,Berta,04/05/2016', 'Zztwice,Cora,05/06/2017'];
  const { location } = await bringFile(ada, `${['last name,first name,birth date', ...rows].join('\n')}\n`);
  await doJobs(app);
  expect((await pressOn(ada, location, 'do.import')).status).toBe(303);
  const { read } = app.parts.files;
  const kinds = importJobs({
    ...{ read, mayImport: () => true, today: () => '2026-11-22', helpDesk: '', longestStep: 0 },
  });
  let failed = 0;
  const failing = async () => {
    failed += 1;
    throw new Error('a neighbour fails');
  };
  const db: typeof app.db = {
    ...app.db,
    write: (body) => {
      const written = app.db.write(body);
      void app.db.write(failing).catch(() => undefined);
      return written;
    },
  };
  const room = await openRoom({
    ...{ db, clock: app.clock, kinds: kinds.slice(1), clockJobs: [] },
    log: { error: () => undefined },
  });
  await room.look();
  await room.atRest();
  const last = await app.db.read.select().from(jobs).orderBy(desc(jobs.id)).get();
  expect(JSON.parse(last?.result ?? '{}')).toMatchObject({ read: 3, resumed: [] });
  expect(failed).toBeGreaterThan(3);
});
