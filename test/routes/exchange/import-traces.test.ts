// What an import leaves behind: whom it named, in the audit log; and nothing of a file that was removed.
import { eq, isNotNull } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { inTurn } from '../../../src/db/engine/in-turn.js';
import { clients } from '../../../src/db/schema/clients.js';
import { importProblems } from '../../../src/db/schema/imports.js';
import { jobs } from '../../../src/db/schema/operations.js';
import { demonstrationClients as people } from '../../../src/demonstration/plant.js';
import { startApp } from '../../support/app.js';
import { auditOf, clientRow } from '../../support/facts.js';
import { bringFile, doJobs, pressOn } from '../../support/upload.js';

const head = 'last name,first name,birth date';
const file = `${head}\nZzseam,Anna,03/04/2015\nZzseam,Berta,04/05/2016\n`;

test('nothing of the rows of a file that was removed stays', async () => {
  const app = startApp();
  const ada = await app.open().logIn('ada');
  const sent = await bringFile(ada, `${file}Zzseam,Cora,nonsense\n`);
  await doJobs(app);
  await pressOn(ada, `${sent.location}/columns`, 'do.check');
  await doJobs(app);
  expect((await pressOn(ada, sent.location, 'do.import')).status).toBe(303);
  await doJobs(app);
  const path = sent.location;
  expect((await pressOn(ada, path, 'do.remove')).status).toBe(303);
  const left = [await app.db.read.select().from(jobs).all(), await app.db.read.select().from(importProblems).all()];
  expect(JSON.stringify(left)).not.toMatch(/zzseam|anna|berta|nonsense/i);
});

test('a record that the page of an import or its CSV names as alike leaves a row', async () => {
  const app = startApp();
  const ada = await app.open().logIn('ada');
  const don = await clientRow(app, people.donDuck);
  const text = `client last name,client first name,client birth date,last name,relation\n${don.lastName},${don.firstName}x,${don.birthDate},Zz,Mother\n`;
  const { location } = await bringFile(ada, text, { kind: 'contacts' });
  await doJobs(app);
  const before = (await auditOf(app, 'list client', people.donDuck)).length;
  const shown = await ada.get(location);
  expect(shown.text).toContain(`MIIC ID ${people.donDuck}`);
  expect(await auditOf(app, 'list client', people.donDuck)).toHaveLength(before + 1);
  expect((await ada.get(`${location}/refused`)).text).toContain(`MIIC ID ${people.donDuck}`);
  expect(await auditOf(app, 'list client', people.donDuck)).toHaveLength(before + 2);
});

test('whoever has a file checked leaves a row of each client who is told to be on file', async () => {
  const app = startApp();
  const ada = await app.open().logIn('ada');
  const text = (
    await inTurn([people.donDuck, people.rainbowBright, people.locked, people.deceased], async (id) =>
      clientRow(app, id),
    )
  ).map(({ lastName, firstName, birthDate }) => `${lastName},${firstName},${birthDate}`);
  const { location } = await bringFile(ada, [head, ...text, 'Zzseam,Anna,03/04/2015'].join('\n'));
  await doJobs(app);
  const listed = async (action: string) =>
    (await auditOf(app, action))
      .filter(({ detail, clientId }) => detail.startsWith(`import ${location.split('/').at(-1)}`) && clientId !== null)
      .map(({ clientId }) => clientId);
  expect(await listed('list client')).toEqual([people.donDuck, people.rainbowBright]);
  await pressOn(ada, location, 'do.import');
  const before = (await listed('list client')).length;
  await doJobs(app);
  expect(await listed('list client')).toHaveLength(before);
  expect(await listed('import clients')).toHaveLength(5);
});

test('the page of a file that runs or is imported leaves no row of whom it does not show (A6)', async () => {
  const app = startApp();
  const ada = await app.open().logIn('ada');
  const don = await clientRow(app, people.donDuck);
  const { location } = await bringFile(
    ada,
    `${head},middle name\n${don.lastName},${don.firstName},${don.birthDate},Zz\n`,
  );
  await doJobs(app);
  const listed = async () => (await auditOf(app, 'list client', people.donDuck)).length;
  const checked = await listed();
  expect((await ada.get(location)).text).toContain('The first rows as they would stand');
  expect(await listed()).toBe(checked + 1);
  await pressOn(ada, location, 'do.import');
  const before = await listed();
  // As far as it came: a row that names him is noted already.
  const running = await app.db.read.select().from(jobs).where(isNotNull(jobs.nextAt)).all();
  const job = running.find(({ clockName }) => clockName === null)?.id ?? 0;
  const reasons = JSON.stringify([{ field: 'row', reason: `This may be MIIC ID ${people.donDuck}.` }]);
  await app.db.write(async (tx) => {
    await tx
      .insert(importProblems)
      .values({ jobId: job, line: 9, result: 'refused', reasons, offset: 0, bytes: 1, at: 1 })
      .run();
  });
  expect((await ada.get(location)).text).toContain('Being imported');
  expect(await listed()).toBe(before);
  await doJobs(app);
  await app.db.write((tx) => tx.delete(importProblems).run());
  const { text } = await ada.get(location);
  expect([text.includes('Imported</h2>'), text.includes('The first rows')]).toEqual([true, false]);
  expect(await listed()).toBe(before);
});

test('a record that is hidden after the check is named no more, on the page or in the CSV (C12)', async () => {
  const app = startApp();
  const ada = await app.open().logIn('ada');
  const don = await clientRow(app, people.donDuck);
  const person = `${don.lastName},${don.firstName}`;
  const contact = `client last name,client first name,client birth date,last name,relation\n${person}x,${don.birthDate},Zz,Mother\n`;
  const paths = [
    (await bringFile(ada, contact, { kind: 'contacts' })).location,
    (await bringFile(ada, `${head}\n${person},${don.birthDate}\n`)).location,
  ];
  await doJobs(app);
  for (const path of paths) expect((await ada.get(path)).text).toContain(`MIIC ID ${people.donDuck}`);
  await app.db.write((tx) => tx.update(clients).set({ lockedBy: 2 }).where(eq(clients.id, people.donDuck)).run());
  const before = (await auditOf(app, 'list client', people.donDuck)).length;
  for (const path of [...paths, `${paths[0]}/refused`])
    expect((await ada.get(path)).text).not.toContain(String(people.donDuck));
  expect(await auditOf(app, 'list client', people.donDuck)).toHaveLength(before);
});

test('who took a record as a file stands among its views (C23)', async () => {
  const app = startApp();
  const ada = await app.open().logIn('ada');
  await ada.submit('/exports', { kind: 'immunizations' }, 'do.export');
  expect((await ada.get(`/clients/${people.donDuck}/history`)).text).toContain('export immunizations');
});
