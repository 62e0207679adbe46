// An import and what else may happen at the same time, twice, or for somebody who may not.
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { and, eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { importJobs } from '../../../src/db/imports/import-job.js';
import { keptDaysOfImports, type Removing, removeOver } from '../../../src/db/operations/retention.js';
import { memberships, organizations, users } from '../../../src/db/schema/accounts.js';
import { clients } from '../../../src/db/schema/clients.js';
import { imports } from '../../../src/db/schema/imports.js';
import { demonstrationClients as people } from '../../../src/demonstration/plant.js';
import { importing } from '../../../src/importing.js';
import { openRoom } from '../../../src/jobs/room.js';
import { mayExchangeFor } from '../../../src/policy.js';
import { type App, formOf, startApp } from '../../support/app.js';
import { clientRow, clinical } from '../../support/facts.js';
import { idOf } from '../../support/ids.js';
import { bringFile, doJobs, importFile, pressOn } from '../../support/upload.js';

const head = 'last name,first name,birth date';
const rows = ['Zzseam,Anna,03/04/2015', 'Zzseam,Berta,04/05/2016', 'Zzseam,Cora,05/06/2017'];
const file = `${[head, ...rows].join('\n')}\n`;

const entered = async ({ db }: App) =>
  (await db.read.select().from(clients).where(eq(clients.lastName, 'ZZSEAM')).orderBy(clients.firstName).all()).map(
    ({ firstName }) => firstName,
  );
const kept = () => {
  try {
    return readdirSync(join(tmpdir(), `titer-imports-${process.pid}`)).length;
  } catch {
    return 0;
  }
};

/** Brings a file and orders its import; nothing of that is done yet. */
async function order(app: App, who = 'ada', text = file) {
  const browser = await app.open().logIn(who);
  const { location } = await bringFile(browser, text);
  await doJobs(app);
  expect((await pressOn(browser, location, 'do.import')).status).toBe(303);
  return { browser, location };
}

/** A process that takes one row a step, and is killed after so many. */
async function killedAfter(app: App, steps: number): Promise<void> {
  const [, take] = importJobs({
    ...{ read: app.parts.files.read, today: () => '2026-11-22', helpDesk: '', longestStep: 0 },
    mayImport: (roles, organization) => roles.some((viewer) => mayExchangeFor(viewer, organization)),
  });
  let left = steps;
  const kind = {
    name: 'import',
    async step(tx: never, state: never, at: number) {
      if (left === 0) throw new Error('killed');
      left -= 1;
      return (await take?.step(tx, state, at)) ?? { result: null };
    },
  };
  const room = await openRoom({
    db: app.db,
    clock: app.clock,
    kinds: [kind],
    clockJobs: [],
    log: { error: () => undefined },
  });
  await room.look();
  await room.atRest();
  // What it held is free once its lease has run out.
  app.wait(60_000);
}

test.each(['nora', 'victor', 'sam', 'paul'])('%s may not import: nothing is shown and nothing kept', async (who) => {
  const app = startApp();
  const browser = await app.open().logIn(who);
  const before = kept();
  expect((await browser.get('/imports')).status).toBe(403);
  expect((await bringFile(browser, file)).status).toBe(403);
  expect((await browser.get('/exports')).status).toBe(403);
  expect(kept()).toBe(before);
});

test('the help desk imports for an organization of its choice, whose the rows are; others do not see the file', async () => {
  const app = startApp();
  const helen = await app.open().logIn('helen');
  expect((await bringFile(helen, file, { organization: '' })).status).toBe(422);
  const school = await app.db.read.select().from(organizations).where(eq(organizations.type, 'school')).get();
  expect((await bringFile(helen, file, { organization: String(school?.id) })).status).toBe(422);
  const { path } = await importFile(app, helen, file, { organization: '2' });
  expect(await app.db.read.select().from(clients).where(eq(clients.lastName, 'ZZSEAM')).all()).toMatchObject(
    rows.map(() => ({ updatedFor: 2 })),
  );
  const ada = await app.open().logIn('ada');
  for (const address of [path, `${path}/columns`, `${path}/refused`, `${path}/standing`])
    expect((await ada.get(address)).status).toBe(404);
  expect((await ada.get('/imports')).text).not.toContain('people.csv');
});

test('whoever may not import any more, in an organization that is not active any more, imports no further row', async () => {
  for (const withdraw of [
    (app: App) =>
      app.db.write(async (tx) =>
        tx
          .update(memberships)
          .set({ role: 'typical user' })
          .where(eq(memberships.userId, await idOf({ db: { read: tx } }, 'ada')))
          .run(),
      ),
    (app: App) => app.db.write((tx) => tx.update(users).set({ lockedAt: 1 }).where(eq(users.username, 'ada')).run()),
    (app: App) =>
      app.db.write((tx) => tx.update(organizations).set({ active: false }).where(eq(organizations.id, 1)).run()),
  ]) {
    const app = startApp();
    const { location } = await order(app);
    await killedAfter(app, 1);
    expect(await entered(app)).toEqual(['ANNA']);
    await withdraw(app);
    await doJobs(app);
    expect(await entered(app)).toEqual(['ANNA']);
    const helen = await app.open().logIn('helen');
    const { text } = await helen.get(location);
    expect(text).toContain('may not import for this organization any more');
    expect(text).toContain('From line 3 on nothing is.');
  }
});

test('killed between two rows it goes on with the next, doubles none, and its page says so', async () => {
  const app = startApp();
  const { browser, location } = await order(app);
  await killedAfter(app, 2);
  expect(await entered(app)).toEqual(['ANNA', 'BERTA']);
  expect((await browser.get(location)).text).toContain('Being imported');
  await doJobs(app);
  expect(await entered(app)).toEqual(['ANNA', 'BERTA', 'CORA']);
  const { text } = await browser.get(location);
  expect(text).toContain('Entered: 3');
  expect(text).toMatch(/The server ended on the way.*at line 4/);
});

test('stopped between two rows it keeps what is written, whole, and the same file brings the rest', async () => {
  const app = startApp();
  const { browser, location } = await order(app);
  await killedAfter(app, 1);
  expect((await pressOn(browser, location, 'do.stop')).status).toBe(303);
  await doJobs(app);
  const { text } = await browser.get(location);
  expect(text).toContain('Entered: 1');
  expect(text).toContain('From line 3 on nothing is.');
  expect((await importFile(app, browser, file)).text).toMatch(/Entered: 2.*Were there already: 1/);
});

test('stopped, confirmed or removed too late, or twice, it says so and does nothing', async () => {
  const app = startApp();
  const { browser, location } = await order(app);
  const shown = formOf((await browser.get(location)).text, location);
  const send = (control: string) => browser.post(location, `${shown}&${control}=x`);
  expect((await send('do.import')).status).toBe(409);
  expect((await send('do.remove')).status).toBe(409);
  await doJobs(app);
  expect(await send('do.stop')).toMatchObject({ status: 409, text: expect.stringContaining('It was over before') });
  expect((await send('do.import')).status).toBe(409);
  await doJobs(app);
  expect(await entered(app)).toHaveLength(3);
});

test('two files with the same rows at the same time enter each person once', async () => {
  const app = startApp();
  const ada = await app.open().logIn('ada');
  const [first, second] = [await bringFile(ada, file), await bringFile(ada, file.toUpperCase())];
  await doJobs(app);
  for (const { location } of [first, second]) expect((await pressOn(ada, location, 'do.import')).status).toBe(303);
  await Promise.all([doJobs(app), doJobs(app)]);
  expect(await entered(app)).toEqual(['ANNA', 'BERTA', 'CORA']);
  expect((await ada.get(first.location)).text).toContain('Entered: 3');
  expect((await ada.get(second.location)).text).toContain('Were there already: 3');
});

test('what the columns were chosen anew for since is not imported by who was shown another preview', async () => {
  const app = startApp();
  const ada = await app.open().logIn('ada');
  const { location } = await bringFile(ada, file);
  await doJobs(app);
  const shown = formOf((await ada.get(location)).text, location);
  await pressOn(ada, `${location}/columns`, 'do.check');
  await doJobs(app);
  expect((await ada.post(location, `${shown}&do.import=x`)).status).toBe(409);
  await doJobs(app);
  expect(await entered(app)).toEqual([]);
});

test('a record that is locked elsewhere or flagged as deceased is not changed, shown or hinted at (C3, C12, C13)', async () => {
  const app = startApp();
  const ada = await app.open().logIn('ada');
  const hidden = [await clientRow(app, people.locked), await clientRow(app, people.deceased)];
  const text = [head, ...hidden.map((row) => `${row.lastName},${row.firstName},${row.birthDate}`)].join('\n');
  const { location } = await bringFile(ada, text);
  await doJobs(app);
  const preview = (await ada.get(location)).text;
  expect(preview).toContain('Would be entered: 2');
  for (const { id } of hidden) expect(preview).not.toContain(String(id));
  const contact = `client last name,client first name,client birth date,last name,relation\n${hidden[0]?.lastName},${hidden[0]?.firstName},${hidden[0]?.birthDate},Zz,Mother\n`;
  const brought = await importFile(app, ada, contact, { kind: 'contacts' });
  expect(brought.text).toContain('There is no record with this name and birth date');
  expect([await clientRow(app, people.locked), await clientRow(app, people.deceased)]).toEqual(hidden);
});

test('an edit that is under way when an import changes the same field is asked about, and overwrites nothing unseen (C21)', async () => {
  const app = startApp();
  const [nora, ada] = [await app.open().logIn('nora'), await app.open().logIn('ada')];
  const path = `/clients/${people.donDuck}`;
  const don = await clientRow(app, people.donDuck);
  const form = formOf((await nora.get(path)).text, path);
  form.set('phone', '651-201-4629');
  form.append('do.save', 'Save');
  const row = `miic id,${head},phone\n${don.id},${don.lastName},${don.firstName},${don.birthDate},612-722-1234\n`;
  expect((await importFile(app, ada, row)).text).toContain('Changed a record: 1');
  const answer = await nora.post(path, `${form}`);
  expect(answer.status).toBe(422);
  expect(answer.text).toContain('612-722-1234');
  expect(answer.text).toContain('651-201-4629');
  expect((await clientRow(app, people.donDuck)).phone).toBe('6127221234');
});

test('nothing of a file stands in the log', async () => {
  const app = startApp();
  const ada = await app.open().logIn('ada');
  const { path } = await importFile(app, ada, `${file}Zzseam,,01/01/2015\n`, { name: 'zzseam family.csv' });
  await ada.get(`${path}/refused`);
  await ada.submit('/exports', { kind: 'clients' }, 'do.export');
  expect(app.lines.join('\n')).not.toMatch(/zzseam|anna|berta/i);
});

test('a file goes with its row, thirty days after it was last worked on, and at once where somebody removes it', async () => {
  const app = startApp();
  const before = kept();
  const ada = await app.open().logIn('ada');
  const { path } = await importFile(app, ada, file);
  await importFile(app, ada, file.replaceAll('Zzseam', 'Zzother'));
  expect(kept()).toBe(before + 2);
  expect((await pressOn(ada, path, 'do.remove')).location).toBe('/imports?done=removed');
  expect((await ada.get(path)).status).toBe(404);
  expect(kept()).toBe(before + 1);
  const removeAll = (at: number) =>
    app.db.write(async (tx) => {
      for (let state: Removing = {}; ; ) {
        state = await removeOver(tx, state, at);
        if (state.rule === undefined) return;
      }
    });
  const { sweep } = importing(app.db, app.parts.files, app.config, () => Date.now() + keptDaysOfImports * 86_400_000);
  await removeAll(app.clock() + (keptDaysOfImports - 1) * 86_400_000);
  expect(await app.db.read.select().from(imports).all()).toHaveLength(1);
  await removeAll(app.clock() + keptDaysOfImports * 86_400_000);
  expect(
    await app.db.read
      .select()
      .from(imports)
      .where(and(eq(imports.kind, 'clients')))
      .all(),
  ).toEqual([]);
  await sweep();
  expect(kept()).toBe(0);
});

test('the check changes nothing at all', async () => {
  const app = startApp();
  const ada = await app.open().logIn('ada');
  const before = await clinical(app);
  await bringFile(ada, file);
  await doJobs(app);
  expect(await clinical(app)).toBe(before);
});

test('a form that was shown for another organization, which somebody switched from since, brings and takes nothing', async () => {
  const app = startApp();
  const of = { userId: await idOf(app, 'ada'), organizationId: 2, role: 'administrator', username: 'ada' } as const;
  await app.db.write((tx) => tx.insert(memberships).values(of).run());
  const ada = await app.open().logIn('ada');
  const before = kept();
  const form = formOf((await ada.get('/exports')).text, '/exports');
  form.set('kind', 'clients');
  form.append('do.export', 'Export');
  expect((await ada.submit('/organizations', { organization: '2' }, 'do.switch')).status).toBe(303);
  const stale = [await bringFile(ada, file, { organization: '1' }), await ada.post('/exports', `${form}`)];
  for (const { status, text } of stale) expect([status, text.includes('You act for another')]).toEqual([409, true]);
  expect(kept()).toBe(before);
  expect((await bringFile(ada, file)).status).toBe(303);
});
