import { expect, test } from 'vitest';
import { demonstrationClients } from '../../src/db/demonstration.js';
import { startApp } from '../support/app.js';
import {
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
} from '../support/doses.js';

const { rainbowBright } = demonstrationClients;

test('nora corrects a dose of her clinic: the earlier version stays, an unchanged one writes nothing (I6)', async () => {
  const app = startApp();
  const nora = await open(app);
  const [dose] = await plant(app, rainbowBright, 'RIVER', [{ cvx: '03', givenOn: '2016-06-20' }]);
  const address = `${rainbow}/${dose?.id}`;
  const saved = await nora.submit(address, { lot1: 'B2', givenOn: '06/21/2016' }, 'do.save');
  expect(saved.location).toBe(`${rainbow}?done=changed#history`);
  expect(dosesOf(app, rainbowBright).at(-1)).toMatchObject({ lot: 'B2', givenOn: '2016-06-21', revision: 2 });
  expect(changesOf(app, dose?.id ?? 0).map(({ field, before, after }) => [field, before, after])).toEqual([
    ['givenOn', '2016-06-20', '2016-06-21'],
    ['lot', '', 'B2'],
  ]);
  expect(text((await nora.get(address)).text)).toContain(
    'Date Administered 06/20/2016 06/21/2016 Nora Lind for Riverside Clinic',
  );
  expect((await nora.submit(address, {}, 'do.save')).location).toBe(`${rainbow}?done=nothing#history`);
  const bad = await nora.submit(address, { givenOn: '01/01/2001', lot1: 'typed' }, 'do.save');
  expect(bad.status).toBe(422);
  expect(bad.text).toContain('value="typed"');
});

test('a dose that somebody else saved meanwhile is not overwritten unseen (C21)', async () => {
  const app = startApp();
  const [nora, ada] = [await open(app), await open(app, 'ada')];
  const [dose] = await plant(app, rainbowBright, 'RIVER', [{ cvx: '03', givenOn: '2016-06-20' }]);
  const address = `${rainbow}/${dose?.id}`;
  await ada.submit(address, { lot1: 'ADAS' }, 'do.save');
  const stale = await nora.submit(address, { lot1: 'NORAS', revision: '1' }, 'do.save');
  expect(stale.status).toBe(409);
  expect(text(stale.text)).toContain('On file now: Lot Number "ADAS".');
  expect(stale.text).toContain('value="NORAS"');
  expect(stale.text).toContain('name="revision" value="2"');
  expect(dosesOf(app, rainbowBright).at(-1)?.lot).toBe('ADAS');
  expect((await nora.submit(address, { revision: '1' }, 'do.delete-it')).status).toBe(409);
  expect((await nora.submit(address, { lot1: 'NORAS' }, 'do.save')).status).toBe(303);
});

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
  expect(changesOf(app, dose?.id ?? 0)).toContainEqual(
    expect.objectContaining({ field: 'tradeName', before: 'Varivax', after: null }),
  );
  expect(dosesOf(app, rainbowBright)).toHaveLength(2);
  expect(lastAudit(app)).toMatchObject({ action: 'view immunizations' });
});

test('a forged edit or delete of another organization’s dose is 403 and changes nothing (I4)', async () => {
  const app = startApp();
  const nora = await open(app);
  const [dose] = dosesOf(app, rainbowBright);
  const address = `${rainbow}/${dose?.id}`;
  const html = (await nora.get(address)).text;
  expect(html).not.toContain('do.save');
  expect(text(html)).toContain('Only Lakeview Family Health edits or deletes it.');
  const own = (await nora.get(newVisit(rainbowBright))).text;
  const csrf = /name="csrf" value="([^"]+)"/.exec(own)?.[1] ?? '';
  const forged = {
    csrf,
    organization: String(organizationId(app, 'RIVER')),
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
  expect(dosesOf(app, rainbowBright)).toEqual([dose]);
  const atLake = await open(app, 'nora', 'LAKE');
  expect((await atLake.get(address)).text).toContain('do.save');
});
