// Dates and sites as a nurse types them, and what the pages show of them.
import { expect, test } from 'vitest';
import { demonstrationClients } from '../../../src/demonstration/plant.js';
import { formOf, startApp } from '../../support/app.js';
import { dosesOf, mmr, newVisit, open, text } from '../../support/doses.js';
import { keep, keptIn, minute } from '../../support/interruptions.js';

const { rainbowBright, donDuck } = demonstrationClients;
const path = newVisit(rainbowBright);

test.each([
  ['t', '2026-11-22', '11/22/2026'],
  ['11/21', '2026-11-21', '11/21/2026'],
  ['11-21-26', '2026-11-21', '11/21/2026'],
  ['112126', '2026-11-21', '11/21/2026'],
])('%s is shown back whole, kept whole, and saved', async (typed, day, whole) => {
  const app = startApp();
  const nora = await open(app);
  await nora.submit(path, { ...mmr, givenOn: typed, site1: 'LA' }, 'do.stage');
  expect(formOf((await nora.get(path)).text, path).get('givenOn')).toBe(whole);
  expect((await nora.submit(path, { givenOn: typed }, 'do.save')).status).toBe(303);
  expect((await dosesOf(app, rainbowBright)).at(-1)).toMatchObject({ givenOn: day, site: 'LA' });
});

test('what is refused shows the day that was understood, never another one', async () => {
  const nora = await open(startApp());
  const answer = await nora.submit(path, { ...mmr, givenOn: '11-23-26' }, 'do.save');
  expect(answer.status).toBe(422);
  expect(text(answer.text)).toContain('The date administered is in the future.');
  expect(formOf(answer.text, path).get('givenOn')).toBe('11/23/2026');
});

test('while it is typed nothing is guessed but today, and the page says how it would be read', async () => {
  const app = startApp();
  const nora = await open(app);
  const form = formOf((await nora.get(path)).text, path);
  for (const [name, value] of Object.entries({ ...mmr, givenOn: '11/2' })) form.set(name, value);
  form.append('do.stage', 'typing');
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded', 'HX-Request-Type': 'partial' };
  const init = { method: 'POST', body: `${form}`, headers: { ...headers, 'Content-Length': String(`${form}`.length) } };
  expect(text((await nora.request(path, init)).text)).toContain('read as 11/02/2026');
  expect(formOf((await nora.get(path)).text, path).get('givenOn')).toBe('11/2');
});

test('in a form that is kept at the end of a session today is the day on which it was typed (L16)', async () => {
  const app = startApp();
  const nora = await open(app);
  const form = formOf((await nora.get(path)).text, path);
  form.set('givenOn', 't');
  app.wait(30 * minute);
  await keep(nora, path, form);
  expect((await keptIn(app)).map(({ body }) => new URLSearchParams(body).get('givenOn'))).toEqual(['11/22/2026']);
});

test('a birth date, a comment’s day and a search take the same', async () => {
  const app = startApp();
  const nora = await open(app);
  const record = `/clients/${donDuck}`;
  await nora.submit(record, { birthDate: '060100' }, 'do.stage');
  expect(formOf((await nora.get(record)).text, record).get('birthDate')).toBe('06/01/2000');
  const comments = `${record}?tab=comments`;
  await nora.submit(comments, { 'comment.code': 'R-HIB', 'comment.appliesOn': '11/21' }, 'do.stage', comments);
  expect(text((await nora.get(comments)).text) + (await nora.get(comments)).text).toContain('11/21/2026');
});

test('so do the help desk’s dates, and an id of six digits beside them stays an id', async () => {
  const app = startApp();
  const helen = await open(app, 'helen');
  const log = await helen.submit('/audit-log', { from: '11/21', to: 't', client: '112126' }, 'do.find');
  expect(log.location).toContain('client=112126');
  const shown = formOf((await helen.get(log.location)).text, '/audit-log');
  expect([shown.get('from'), shown.get('to'), shown.get('client')]).toEqual(['11/21/2026', '11/22/2026', '112126']);
  const announcement = { title: 'Flu clinics', body: 'Soon', date: 't', activeFrom: 't', activeTo: '123127' };
  const path = '/help-desk/announcements/new';
  const preview = await helen.submit(path, announcement, 'do.preview');
  expect(formOf(preview.text, path).get('activeTo')).toBe('12/31/2027');
});
