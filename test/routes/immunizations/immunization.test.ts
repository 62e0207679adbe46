import { expect, test } from 'vitest';
import { demonstrationClients } from '../../../src/demonstration/plant.js';
import { formOf, startApp } from '../../support/app.js';
import {
  answerYes,
  changesOf,
  dosesOf,
  lastAudit,
  mmr,
  newVisit,
  open,
  organizationId,
  plant,
  rainbow,
  text,
} from '../../support/doses.js';

const { rainbowBright } = demonstrationClients;

test('nora corrects a dose of her clinic: the earlier version stays, an unchanged one writes nothing (I6)', async () => {
  const app = startApp();
  const nora = await open(app);
  const [dose] = await plant(app, rainbowBright, 'RIVER', [{ cvx: '03', givenOn: '2016-06-20' }]);
  const address = `${rainbow}/${dose?.id}`;
  const saved = await nora.submit(address, { lot1: 'B2', givenOn: '06/21/2016' }, 'do.save');
  expect(saved.location).toBe(`${rainbow}?done=changed#history`);
  expect((await dosesOf(app, rainbowBright)).at(-1)).toMatchObject({ lot: 'B2', givenOn: '2016-06-21', revision: 2 });
  expect((await changesOf(app, dose?.id ?? 0)).map(({ field, before, after }) => [field, before, after])).toEqual([
    ['givenOn', '2016-06-20', '2016-06-21'],
    ['lot', '', 'B2'],
  ]);
  const page = text((await nora.get(address)).text);
  expect(page, 'which dose it is').toContain('born 02/14/2015 MMR of 06/21/2016');
  expect(page).toContain('Date Administered 06/20/2016 06/21/2016 Nora Lind for Riverside Clinic');
  expect((await nora.submit(address, {}, 'do.save')).location).toBe(`${rainbow}?done=nothing#history`);
  const bad = await nora.submit(address, { givenOn: '01/01/2001', lot1: 'typed' }, 'do.save');
  expect(bad.status).toBe(422);
  expect(bad.text).toContain('value="typed"');
});

test('a dose that somebody else saved meanwhile is not overwritten unseen: who and what is said, and asked (C21)', async () => {
  const app = startApp();
  const [nora, ada] = [await open(app), await open(app, 'ada')];
  const [dose] = await plant(app, rainbowBright, 'RIVER', [{ cvx: '03', givenOn: '2016-06-20' }]);
  const address = `${rainbow}/${dose?.id}`;
  await ada.submit(address, { lot1: 'ADAS' }, 'do.save');
  const stale = await nora.submit(address, { lot1: 'NORAS', revision: '1' }, 'do.save');
  expect(stale.status).toBe(409);
  expect(text(stale.text)).toMatch(
    /Ada \w+ for Riverside Clinic changed Lot Number from "nothing" to "ADAS" on \d\d\/\d\d\/\d{4}.*? You typed "NORAS". Which is right\?/,
  );
  expect(stale.text).toContain('value="NORAS"');
  const unanswered = await nora.post(address, saveOf(stale, address));
  expect(unanswered.status, 'a second Save without an answer').toBe(409);
  expect((await dosesOf(app, rainbowBright)).at(-1)?.lot).toBe('ADAS');
  expect((await answerYes(nora, stale, address, 'do.save')).status).toBe(303);
  expect((await dosesOf(app, rainbowBright)).at(-1)).toMatchObject({ lot: 'NORAS', revision: 3 });
});

test('what does not clash is merged: nora’s lot and ada’s site both stand (C21)', async () => {
  const app = startApp();
  const [nora, ada] = [await open(app), await open(app, 'ada')];
  const [dose] = await plant(app, rainbowBright, 'RIVER', [{ cvx: '03', givenOn: '2016-06-20' }]);
  const address = `${rainbow}/${dose?.id}`;
  const shown = await nora.get(address);
  await ada.submit(address, { site1: 'LT', amount1: '0.5' }, 'do.save');
  const saved = await nora.post(address, saveOf(shown, address, { lot1: 'NORAS' }));
  expect(saved.location).toBe(`${rainbow}?done=changed#history`);
  expect((await dosesOf(app, rainbowBright)).at(-1)).toMatchObject({ lot: 'NORAS', site: 'LT', revision: 3 });
});

test('the same correction sent again is answered as the first time, and written once (X4)', async () => {
  const app = startApp();
  const nora = await open(app);
  const [dose] = await plant(app, rainbowBright, 'RIVER', [{ cvx: '03', givenOn: '2016-06-20' }]);
  const address = `${rainbow}/${dose?.id}`;
  const body = saveOf(await nora.get(address), address, { lot1: 'K7' });
  for (const _ of [1, 2, 3]) expect((await nora.post(address, body)).location).toBe(`${rainbow}?done=changed#history`);
  expect((await dosesOf(app, rainbowBright)).at(-1)).toMatchObject({ lot: 'K7', revision: 2 });
});

test('a dose changed since is not deleted before that was seen; deleted twice, it is answered as the first time (C21)', async () => {
  const app = startApp();
  const [nora, ada] = [await open(app), await open(app, 'ada')];
  const [dose] = await plant(app, rainbowBright, 'RIVER', [{ cvx: '03', givenOn: '2016-06-20' }]);
  const address = `${rainbow}/${dose?.id}`;
  const shown = await nora.get(address);
  await ada.submit(address, { lot1: 'ADAS' }, 'do.save');
  const stale = await nora.post(address, saveOf(shown, address, {}, 'do.delete-it'));
  expect(stale.status).toBe(409);
  expect(text(stale.text)).toMatch(
    /Ada \w+ for Riverside Clinic changed this immunization .*Lot Number nothing → ADAS/,
  );
  expect(text(stale.text)).toContain('Delete this immunization?');
  const body = saveOf(stale, address, {}, 'do.delete-it');
  for (const _ of [1, 2]) expect((await nora.post(address, body)).location).toBe(`${rainbow}?done=deleted#history`);
});

test('Back and Save on a dose that was deleted since changes nothing, says who deleted it, and keeps what was typed', async () => {
  const app = startApp();
  const [nora, ada] = [await open(app), await open(app, 'ada')];
  const [dose] = await plant(app, rainbowBright, 'RIVER', [{ cvx: '03', givenOn: '2016-06-20' }]);
  const address = `${rainbow}/${dose?.id}`;
  const shown = await nora.get(address);
  await ada.submit(address, {}, 'do.delete-it');
  const before = await dosesOf(app, rainbowBright);
  const late = await nora.post(address, saveOf(shown, address, { lot1: 'NORAS' }));
  expect(late.status).toBe(409);
  expect(text(late.text)).toMatch(/Ada \w+ for Riverside Clinic deleted MMR of 06\/20\/2016 on/);
  expect(late.text).toContain('value="NORAS"');
  expect(await dosesOf(app, rainbowBright)).toEqual(before);
  const anew = await nora.post(newVisit(rainbowBright), saveOf(late, newVisit(rainbowBright)));
  expect(anew.location).toBe(`${rainbow}?done=1#history`);
});

test('Cancel asks before it drops what was typed into a dose (C20)', async () => {
  const app = startApp();
  const nora = await open(app);
  const [dose] = await plant(app, rainbowBright, 'RIVER', [{ cvx: '03', givenOn: '2016-06-20' }]);
  const address = `${rainbow}/${dose?.id}`;
  expect((await nora.submit(address, {}, 'do.cancel')).location).toBe(rainbow);
  const asked = await nora.submit(address, { lot1: 'TYPED' }, 'do.cancel');
  expect(text(asked.text)).toContain('not saved yet');
  expect(asked.text).toContain('value="TYPED"');
  expect((await nora.post(address, saveOf(asked, address, {}, 'do.stage'))).text).toContain('value="TYPED"');
  expect((await nora.post(address, saveOf(asked, address, {}, 'do.discard'))).location).toBe(rainbow);
  expect((await dosesOf(app, rainbowBright)).at(-1)?.lot).toBe('');
});

/** A form as a page shows it, filled in and sent by a control: also one that was shown long ago. */
function saveOf(page: { text: string }, path: string, fill: Record<string, string> = {}, control = 'do.save'): string {
  const form = formOf(page.text, path);
  for (const [name, value] of Object.entries(fill)) form.set(name, value);
  form.append(control, control);
  return form.toString();
}

test('nora deletes a dose of her clinic after being asked; it leaves the history and stays in the record’s (I6)', async () => {
  const app = startApp();
  const nora = await open(app);
  const [dose] = await plant(app, rainbowBright, 'RIVER', [{ cvx: '21', givenOn: '2016-06-20', tradeName: 'Varivax' }]);
  const address = `${rainbow}/${dose?.id}`;
  const asked = await nora.submit(address, {}, 'do.delete');
  expect(text(asked.text)).toContain('Delete this immunization?');
  expect((await nora.get(address)).status).toBe(200);
  const gone = await nora.submit(address, {}, 'do.delete-it');
  expect(gone.location).toBe(`${rainbow}?done=deleted#history`);
  expect(text((await nora.get(rainbow)).text)).not.toContain('Varivax');
  expect((await nora.get(address)).status).toBe(404);
  expect(await changesOf(app, dose?.id ?? 0)).toContainEqual(
    expect.objectContaining({ field: 'tradeName', before: 'Varivax', after: null }),
  );
  expect(await dosesOf(app, rainbowBright)).toHaveLength(2);
  expect(await lastAudit(app)).toMatchObject({ action: 'view immunizations' });
});

test('a forged edit or delete of another organization’s dose is 403 and changes nothing (I4)', async () => {
  const app = startApp();
  const nora = await open(app);
  const [dose] = await dosesOf(app, rainbowBright);
  const address = `${rainbow}/${dose?.id}`;
  const html = (await nora.get(address)).text;
  expect(html).not.toContain('do.save');
  expect(text(html)).toContain('Only Lakeview Family Health edits or deletes it.');
  const own = (await nora.get(newVisit(rainbowBright))).text;
  const csrf = /name="csrf" value="([^"]+)"/.exec(own)?.[1] ?? '';
  const forged = {
    csrf,
    organization: String(await organizationId(app, 'RIVER')),
    revision: '1',
    lines: '1',
    orderedBy: '',
    administeredBy: '',
    funding: '',
    ...mmr,
  };
  for (const control of ['do.save', 'do.delete', 'do.delete-it']) {
    const answer = await nora.post(address, new URLSearchParams({ ...forged, [control]: 'x' }).toString());
    expect(answer.status).toBe(403);
  }
  expect(await dosesOf(app, rainbowBright)).toEqual([dose]);
  const atLake = await open(app, 'nora', 'LAKE');
  expect((await atLake.get(address)).text).toContain('do.save');
});

test('of a dose on file only what is changed is asked about (I5, X4)', async () => {
  const app = startApp();
  const nora = await open(app);
  const [dose] = await plant(app, rainbowBright, 'RIVER', [{ cvx: '03', givenOn: '2016-06-20' }]);
  const address = `${rainbow}/${dose?.id}`;
  const asked = await nora.submit(address, { amount1: '500' }, 'do.save');
  expect(text(asked.text)).toContain('500 mL is not usual for MMR: usually 0.5 mL.');
  expect((await answerYes(nora, asked, address, 'do.save')).status).toBe(303);
  expect((await nora.submit(address, { lot1: 'K7' }, 'do.save')).location).toBe(`${rainbow}?done=changed#history`);
  expect(text((await nora.submit(address, { site1: 'MO' }, 'do.save')).text)).toContain('Mouth is not usual for MMR');
});
