import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { clients } from '../../../src/db/schema/clients.js';
import { startApp } from '../../support/app.js';
import { bringFile, doJobs, importFile, pressOn } from '../../support/upload.js';

const people = `last name,first name,birth date,city,zip,state
Zzimport,Anna,03/04/2015,Boston,2134,MA
Zzimport,Ben,04/05/2016,Saint Paul,55112,MN
Zzimport,Cora,31/12/2016a,,,
`;

const rowsOf = (app: ReturnType<typeof startApp>) =>
  app.db.read.select().from(clients).where(eq(clients.lastName, 'ZZIMPORT')).all();

test('an administrator brings a file, sees what would come of it, and nothing is changed before Import (A5)', async () => {
  const app = startApp();
  const ada = await app.open().logIn('ada');
  const sent = await bringFile(ada, people);
  expect(sent.status).toBe(303);
  expect((await ada.get(sent.location)).text).toContain('Being checked');
  await doJobs(app);
  const preview = await ada.get(sent.location);
  expect(preview.text).toContain('Would be entered: 2');
  expect(preview.text).toContain('Cannot be taken: 1');
  expect(preview.text).toMatch(
    /<th scope="row" class="n">4<\/th><td data-label="Problem"><p><b>Birth Date<\/b>: Enter a birth date as/,
  );
  expect(rowsOf(app)).toHaveLength(0);
  const pressed = await pressOn(ada, sent.location, 'do.import');
  expect(pressed.status).toBe(303);
  await doJobs(app);
  const done = await ada.get(sent.location);
  expect(done.text).toContain('Entered: 2');
  expect(done.text).toContain('Not taken: 1');
  expect(rowsOf(app).map(({ firstName, zip, updatedFor }) => [firstName, zip, updatedFor])).toEqual([
    ['ANNA', '02134', 1],
    ['BEN', '55112', 1],
  ]);
  const refused = await ada.get(`${sent.location}/refused`);
  expect(refused.text.split('\n')[1]).toMatch(/^Zzimport,Cora,31\/12\/2016a,,,,4,/);
  const again = await importFile(app, ada, people);
  expect(again.text).toContain('Were there already: 2');
  expect(rowsOf(app)).toHaveLength(2);
});
