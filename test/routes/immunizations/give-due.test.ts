// "Give today's due vaccines": the form of a visit that begins with what is due (I5).
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { inTurn } from '../../../src/db/engine/in-turn.js';
import { demonstrationClients } from '../../../src/demonstration/plant.js';
import { type App, formOf, startApp } from '../../support/app.js';
import { dosesOf, mmr, newVisit, open, organizationId, rainbow, text } from '../../support/doses.js';
import { keep, logIn, minute } from '../../support/interruptions.js';
import { schema } from '../../support/tables.js';

const { rainbowBright, twins } = demonstrationClients;
const due = `${newVisit(rainbowBright)}?due=1`;

/** Doses that an organization gave to somebody else. */
async function stock(app: App, code: string, doses: readonly Partial<typeof schema.immunizations.$inferInsert>[]) {
  await app.db.write(async (tx) =>
    tx
      .insert(schema.immunizations)
      .values(
        await inTurn(doses, async (dose) => ({
          givenOn: '2026-11-20',
          cvx: '03',
          source: '00',
          ...dose,
          clientId: twins[1],
          organizationId: await organizationId({ db: { read: tx } }, code),
          updatedAt: app.clock(),
        })),
      )
      .run(),
  );
}

const fields = (html: string) => Object.fromEntries(formOf(html, newVisit(rainbowBright)));

/** The line of a form that has a vaccine, by field. */
function lineOf(html: string, vaccine: string): Record<string, unknown> {
  const all = fields(html);
  const name = Object.keys(all).find((one) => /^vaccine\d/.test(one) && all[one] === vaccine);
  if (!name) throw new Error(`No line has ${vaccine}: ${JSON.stringify(all)}`);
  const line = name.slice('vaccine'.length);
  return Object.fromEntries(
    Object.entries(all).flatMap(([field, value]) =>
      new RegExp(`^[a-zA-Z]+${line}$`).test(field) ? [[field.slice(0, -line.length), value]] : [],
    ),
  );
}

test('one press fills in what is due, one more gives it, and less is due', async () => {
  const app = startApp();
  const nora = await open(app);
  const link = /<a class="button" href="([^"]+)">Give today&#39;s due vaccines</.exec(
    (await nora.get(rainbow)).text,
  )?.[1];
  expect(link).toBe(due);
  const page = await nora.get(due);
  expect(text(page.text)).toContain(
    'Filled in with what is due today, for you to check and change. Nothing is saved yet.',
  );
  expect(fields(page.text)).toMatchObject({ givenOn: '11/22/2026', source: '00' });
  expect(await app.db.read.select().from(schema.visitDrafts).all(), 'to look leaves nothing').toEqual([]);
  const saved = await nora.submit(due, {}, 'do.save');
  expect(saved.location).toMatch(/done=8/);
  expect(text((await nora.get(rainbow)).text)).toContain('Due today: nothing');
  const [, first] = await dosesOf(app, rainbowBright);
  expect(first).toMatchObject({
    givenOn: '2026-11-22',
    source: '00',
    amount: '0.5',
    unit: 'mL',
    route: 'C28161',
    site: 'LD',
  });
});

test('trade names and lots are those that the organization used last: the least used lot, never an expired one', async () => {
  const app = startApp();
  const many = (count: number, dose: object) => Array.from({ length: count }, () => dose);
  const given = { cvx: '03', tradeName: 'M-M-R II', mvx: 'MSD' };
  await stock(app, 'RIVER', [
    ...many(1, { ...given, lot: 'OLD', lotExpiresOn: '2026-11-21' }),
    ...many(1, { ...given, lot: 'TWICE', lotExpiresOn: '2027-05-31' }),
    ...many(1, { ...given, lot: 'TWICE', lotExpiresOn: '2026-11-01' }),
    ...many(3, { ...given, lot: 'MUCH', lotExpiresOn: '2027-01-31' }),
    ...many(2, { ...given, lot: 'LITTLE', lotExpiresOn: '2026-11-22' }),
    ...many(1, { ...given, lot: 'UNDATED' }),
    { cvx: '165', tradeName: 'Gardasil 9', lot: 'G1', source: '02' },
    { ...given, tradeName: 'Priorix', lot: 'P1', givenOn: '2026-11-19' },
  ]);
  await stock(app, 'LAKE', [{ cvx: '03', tradeName: 'Priorix', lot: 'LAKES', givenOn: '2026-11-22' }]);
  const nora = await open(app);
  const mmrLine = lineOf((await nora.get(due)).text, '03:M-M-R II');
  expect(mmrLine).toMatchObject({ lot: 'LITTLE', lotExpiresOn: '11/22/2026', route: 'C38299', mvx: 'MSD' });
  expect(mmrLine.site).toMatch(/^[LR]A$/);
  expect(text((await nora.get(due)).text)).toContain('Lots also in use: MUCH (01/31/2027), ');
  const others = lineOf((await nora.get(due)).text, '165:Gardasil 9');
  expect(others.lot, 'what was historical is no stock').not.toBe('G1');
});

test('the clinicians are those of the visit that the user recorded last, for the organization acted for', async () => {
  const app = startApp();
  const nora = await open(app);
  const by = { orderedBy: 'Dr. Ødegård', administeredBy: 'RN K MOE' };
  await nora.submit(newVisit(twins[0]), { ...mmr, givenOn: '01/15/2026', source: '02', ...by }, 'do.save');
  expect(fields((await nora.get(due)).text)).toMatchObject(by);
  const nobody = (userName: string) => ({ orderedBy: '', administeredBy: userName });
  expect(fields((await (await open(app, 'ada')).get(due)).text)).toMatchObject(nobody('Ada Berg'));
  expect(fields((await (await open(app, 'nora', 'LAKE')).get(due)).text)).toMatchObject(nobody('Nora Lind'));
});

test('a visit that is typed already is not overwritten', async () => {
  const app = startApp();
  const nora = await open(app);
  await nora.submit(newVisit(rainbowBright), { ...mmr }, 'do.stage');
  const page = await nora.get(due);
  expect(fields(page.text)).toMatchObject({ givenOn: '06/20/2016', lot1: 'K123', lines: '1' });
  expect(text(page.text)).toContain("Save or discard it first: then the form can begin with today's due vaccines.");
});

test('the record leads there too, and keeps what was typed in it (C20)', async () => {
  const app = startApp();
  const nora = await open(app);
  const record = `/clients/${rainbowBright}`;
  const answer = await nora.submit(record, { middleName: 'SPARKLE' }, 'do.give');
  expect(answer.location).toBe(`${newVisit(rainbowBright)}?due=1&kept=1`);
  expect(text((await nora.get(answer.location)).text)).toContain(
    'Not saved: kept as a draft. Go on editing the client',
  );
  expect((await nora.get(record)).text).toContain('value="SPARKLE"');
});

test('who may not record is not led there; where nothing is due, or the client died, the form has no line', async () => {
  const app = startApp();
  for (const username of ['victor', 'sam']) {
    const browser = await open(app, username);
    for (const path of [rainbow, `/clients/${rainbowBright}`])
      expect((await browser.get(path)).text).not.toContain('due vaccines');
    expect((await browser.get(due)).status).toBe(403);
  }
  await app.db.write((tx) =>
    tx.update(schema.clients).set({ deathDate: '2026-01-01' }).where(eq(schema.clients.id, rainbowBright)).run(),
  );
  const nora = await open(app);
  expect((await nora.get(rainbow)).text).not.toContain('due vaccines');
  const page = await nora.get(due);
  expect(text(page.text)).toContain('Nothing is due today.');
  expect(fields(page.text)).toMatchObject({ givenOn: '11/22/2026', lines: '1', vaccine1: '' });
});

test('what is filled in stays with the session’s end, and comes back unchanged (C20, L16)', async () => {
  const app = startApp();
  const nora = await open(app);
  const form = formOf((await nora.get(due)).text, newVisit(rainbowBright));
  form.set('lot1', 'KEPT1');
  form.set('lotExpiresOn1', '05/2027');
  app.wait(30 * minute);
  expect((await keep(nora, due, form)).text).toBe('kept');
  expect(await dosesOf(app, rainbowBright)).toHaveLength(1);
  const { location } = await logIn(nora, 'nora');
  const offered = formOf((await nora.get(location)).text, newVisit(rainbowBright));
  await nora.post(`${newVisit(rainbowBright)}?interrupted=${location.split('/')[2]}`, `${offered}`);
  const kept = await nora.get(newVisit(rainbowBright));
  const sent = Object.fromEntries(form);
  const shown = fields(kept.text);
  for (const name of Object.keys(sent).filter((one) => !/^(csrf|window|shownWith)$/.test(one)))
    expect(shown[name], name).toBe(sent[name]);
});

test('a dose of years ago is nothing that was given here, by me, from our stock: its source is asked for (I5)', async () => {
  const app = startApp();
  const given = { cvx: '03', tradeName: 'M-M-R II', mvx: 'MSD', lot: 'OURS', lotExpiresOn: '2027-05-31' };
  await stock(app, 'RIVER', [given]);
  const nora = await open(app);
  const path = newVisit(rainbowBright);
  const mine = { source: '00', administeredBy: 'Nora Lind', lot1: 'OURS', lotExpiresOn1: '05/31/2027', amount1: '0.5' };
  await nora.submit(path, { vaccine1: '03:M-M-R II' }, 'do.fill.1');
  const now = await nora.get(path);
  expect(fields(now.text), 'today').toMatchObject(mine);
  expect(text(now.text), 'what is overdue is told from what is due').toContain('Overdue: Due today: ');
  await nora.submit(path, { givenOn: '11/15/2026', orderedBy: 'Dr. Moe' }, 'do.stage');
  const staged = await nora.get(path);
  expect(fields(staged.text), 'a week back').toMatchObject({ ...mine, givenOn: '11/15/2026' });
  expect(text(staged.text)).not.toMatch(/Overdue|Due today/);

  const before = (await dosesOf(app, rainbowBright)).length;
  const old = { givenOn: '06/20/2016', funding: 'V01' };
  const asked = await nora.submit(path, old, 'do.save');
  expect(asked.status).toBe(422);
  expect(text(asked.text)).toContain('Choose a source of information: the date is more than a week back.');
  expect(asked.text).toMatch(/id="source"[^>]*aria-invalid="true"/);
  const left = { source: '', administeredBy: '', lot1: '', lotExpiresOn1: '', amount1: '', site1: '', route1: '' };
  const typed = { ...old, orderedBy: 'Dr. Moe', vaccine1: '03:M-M-R II' };
  expect(fields(asked.text)).toMatchObject({ ...left, ...typed });
  expect(await dosesOf(app, rainbowBright)).toHaveLength(before);

  // Whoever says so has given it here all the same; nothing else is taken for granted.
  const form = formOf(asked.text, path);
  for (const [name, value] of [...Object.entries({ source: '00', lot1: 'THEN' }), ['do.save', 'Save']] as const)
    form.set(name, value);
  expect((await nora.post(path, `${form}`)).location).toContain('done=1');
  expect((await dosesOf(app, rainbowBright)).at(-1)).toMatchObject({
    givenOn: '2016-06-20',
    source: '00',
    lot: 'THEN',
    orderedBy: 'Dr. Moe',
    administeredBy: '',
    amount: '',
  });
});

test('what somebody else gave is not administered by me, whatever the day; over htmx what is let go is shown at once', async () => {
  const app = startApp();
  const nora = await open(app);
  const path = newVisit(rainbowBright);
  const line = { vaccine1: '03:M-M-R II', site1: 'LT' };
  await nora.submit(path, { source: '02', ...line }, 'do.save');
  expect((await dosesOf(app, rainbowBright)).at(-1)).toMatchObject({
    givenOn: '2026-11-22',
    administeredBy: '',
    site: 'LT',
  });
  const form = formOf((await nora.get(path)).text, path);
  for (const [name, value] of Object.entries({ givenOn: '06/20/2016', 'do.stage': 'day' })) form.set(name, value);
  const headers = {
    'Content-Type': 'application/x-www-form-urlencoded',
    'Content-Length': `${`${form}`.length}`,
    'HX-Request-Type': 'partial',
  };
  const answer = await nora.request(path, { method: 'POST', body: `${form}`, headers });
  expect(answer.text).toMatch(/id="of-source"[\s\S]+<option value="">/);
  expect(answer.text).toContain('id="of-administered"');
  expect(answer.text).not.toContain('Nora Lind');
  expect(answer.text, 'the date is being typed').not.toContain('id="visit-fields"');
});
