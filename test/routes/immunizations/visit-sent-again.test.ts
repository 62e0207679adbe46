// A form's key means one thing made, whatever stands in it when it is sent again (I5, X4).
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { demonstrationClients } from '../../../src/demonstration/plant.js';
import { type Answer, type Browser, formOf, startApp } from '../../support/app.js';
import { changesOf, dosesOf, mmr, newVisit, open, plant, rainbow, text } from '../../support/doses.js';
import { schema } from '../../support/tables.js';

const { rainbowBright } = demonstrationClients;
const form = newVisit(rainbowBright);

/** The form as a page shows it, filled in, sent by a control. */
const send = (browser: Browser, page: Pick<Answer, 'text'>, fill: Record<string, string>, control = 'do.save') => {
  const body = formOf(page.text, form);
  for (const [name, value] of Object.entries(fill)) body.set(name, value);
  body.append(control, control);
  return browser.post(form, body.toString());
};

const onFile = async (app: ReturnType<typeof startApp>) =>
  (await dosesOf(app, rainbowBright))
    .filter(({ deletedAt }) => !deletedAt)
    .slice(1)
    .map(({ cvx, givenOn, lot }) => `${cvx} ${givenOn} ${lot}`);

test('Back, another date, Save: nora is asked, and corrects the dose that she saved', async () => {
  const app = startApp();
  const nora = await open(app);
  const shown = await nora.get(form);
  expect((await send(nora, shown, mmr)).location).toBe(`${rainbow}?done=1#history`);
  const again = { ...mmr, givenOn: '06/21/2016' };
  const asked = await send(nora, shown, again);
  expect(asked.status).toBe(409);
  expect(text(asked.text)).toContain('This form was saved before');
  expect(text(asked.text)).toContain('MMR [M-M-R II] on 06/20/2016: Date Administered 06/20/2016 → 06/21/2016');
  expect(await onFile(app)).toEqual(['03 2016-06-20 K123']);
  expect((await send(nora, asked, {}, 'do.save')).status, 'Save alone is no answer').toBe(409);
  for (const _ of [1, 2])
    expect((await send(nora, asked, {}, 'do.correct')).location).toMatch(/done=(changed|1)#history$/);
  expect(await onFile(app)).toEqual(['03 2016-06-21 K123']);
  const [, dose] = await dosesOf(app, rainbowBright);
  expect(await changesOf(app, dose?.id ?? 0)).toContainEqual(
    expect.objectContaining({ field: 'givenOn', before: '2016-06-20', after: '2016-06-21' }),
  );
});

test('or says that it is another visit: that one is recorded, once', async () => {
  const app = startApp();
  const nora = await open(app);
  const shown = await nora.get(form);
  await send(nora, shown, mmr);
  const asked = await send(nora, shown, { ...mmr, givenOn: '06/21/2018' });
  for (const _ of [1, 2])
    expect((await send(nora, asked, {}, 'do.another')).location).toBe(`${rainbow}?done=1#history`);
  expect(await onFile(app)).toEqual(['03 2016-06-20 K123', '03 2018-06-21 K123']);
  const changed = await send(nora, asked, { givenOn: '06/22/2018' }, 'do.another');
  expect(changed.status, 'sent again with another date, that one asks too').toBe(409);
  expect(await onFile(app)).toHaveLength(2);
});

test('a line taken away, one changed, one added: each is told, and the doses stay who they are', async () => {
  const app = startApp();
  const nora = await open(app);
  const shown = await nora.submit(form, mmr, 'do.more').then(() => nora.get(form));
  const both = { vaccine2: '21:Varivax', lot2: 'V1' };
  expect((await send(nora, shown, both)).location).toBe(`${rainbow}?done=2#history`);
  // Back, and the first line is Varicella now, the second is new.
  const asked = await send(nora, shown, {
    vaccine1: '21:Varivax',
    lot1: 'V2',
    vaccine2: '83',
    lot2: 'H1',
    amount1: '',
  });
  const said = text(asked.text);
  expect(said).toContain('Varicella [Varivax] on 06/20/2016: Lot Number V1 → V2');
  expect(said).toContain('Hep A, ped/adol, 2 dose on 06/20/2016: not recorded yet');
  expect(said).toContain('MMR [M-M-R II] on 06/20/2016: on file, and not in the form; it stays as it is');
  await send(nora, asked, {}, 'do.correct');
  expect(await onFile(app)).toEqual(['03 2016-06-20 K123', '21 2016-06-20 V2', '83 2016-06-20 H1']);
});

test('what was deleted since is not recorded again unseen', async () => {
  const app = startApp();
  const nora = await open(app);
  const shown = await nora.get(form);
  await send(nora, shown, mmr);
  const [, dose] = await dosesOf(app, rainbowBright);
  await nora.submit(`${rainbow}/${dose?.id}`, {}, 'do.delete-it');
  const asked = await send(nora, shown, mmr);
  expect(asked.status).toBe(409);
  expect(text(asked.text)).toContain('MMR [M-M-R II] on 06/20/2016: deleted since');
  expect(asked.text).not.toContain('do.correct');
  expect(await onFile(app)).toEqual([]);
});

test('what somebody changed while nora was asked is not overwritten unseen (C21)', async () => {
  const app = startApp();
  const [nora, ada] = [await open(app), await open(app, 'ada')];
  const shown = await nora.get(form);
  await send(nora, shown, mmr);
  const asked = await send(nora, shown, { ...mmr, givenOn: '06/21/2016' });
  const [, dose] = await dosesOf(app, rainbowBright);
  await ada.submit(`${rainbow}/${dose?.id}`, { lot1: 'ADAS' }, 'do.save');
  const anew = await send(nora, asked, {}, 'do.correct');
  expect(anew.status).toBe(409);
  expect(text(anew.text)).toContain('Lot Number ADAS → K123');
  expect(await onFile(app)).toEqual(['03 2016-06-20 ADAS']);
});

test('a correction is judged as any other: not before birth, not twice unseen', async () => {
  const app = startApp();
  const nora = await open(app);
  const shown = await nora.get(form);
  await send(nora, shown, mmr);
  const asked = await send(nora, shown, { ...mmr, givenOn: '01/01/2001' });
  const refused = await send(nora, asked, {}, 'do.correct');
  expect(refused.status).toBe(422);
  expect(text(refused.text)).toContain('before the client was born');
  await plant(app, rainbowBright, 'PUB', [{ cvx: '03', givenOn: '2017-01-02' }]);
  const twice = await send(nora, await send(nora, shown, { ...mmr, givenOn: '01/02/2017' }), {}, 'do.correct');
  expect(text(twice.text)).toContain('on file already, entered by County Public Health');
  expect(await onFile(app)).toEqual(['03 2016-06-20 K123', '03 2017-01-02 ']);
});

test('a key of somebody else, of another client or none at all reaches nothing', async () => {
  const app = startApp();
  const [nora, ada] = [await open(app), await open(app, 'ada')];
  const shown = await nora.get(form);
  const key = formOf(shown.text, form).get('key') ?? '';
  await send(nora, shown, mmr);
  const forged = await send(ada, await ada.get(form), { ...mmr, key, givenOn: '06/20/2019' });
  expect(forged.location).toBe(`${rainbow}?done=1#history`);
  expect(await onFile(app)).toEqual(['03 2016-06-20 K123', '03 2019-06-20 K123']);
});

test('a refused visit is kept as a draft: what was sent survives (C20)', async () => {
  const app = startApp();
  const nora = await open(app);
  await send(nora, await nora.get(form), { ...mmr, givenOn: '01/01/2001' });
  expect(
    await app.db.read.select().from(schema.visitDrafts).where(eq(schema.visitDrafts.clientId, rainbowBright)).all(),
  ).toHaveLength(1);
  expect((await nora.get(form)).text).toContain('value="01/01/2001"');
});
