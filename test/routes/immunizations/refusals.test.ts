// A vaccine that was refused at a visit is noted from its row (C18, I5).
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { demonstrationClients } from '../../../src/demonstration/plant.js';
import { formOf, press, startApp } from '../../support/app.js';
import { dosesOf, newVisit, open, rainbow, text } from '../../support/doses.js';
import { schema } from '../../support/tables.js';

const { rainbowBright } = demonstrationClients;

test('what was refused at a visit becomes a comment of each group beside the doses that were given, once (C18)', async () => {
  const app = startApp();
  const nora = await open(app);
  const path = newVisit(rainbowBright);
  const comments = () =>
    app.db.read.select().from(schema.comments).where(eq(schema.comments.clientId, rainbowBright)).all();
  const refused = { givenOn: 't', vaccine1: '94:ProQuad', notGiven1: 'refused' };
  expect(text((await nora.get(path)).text), 'of no dose there is no unit').not.toContain('More of immunization 1 mL');
  await nora.submit(path, { ...refused }, 'do.more');
  const shown = formOf((await nora.get(path)).text, path);
  for (const [name, value] of Object.entries({ vaccine2: '165:Gardasil 9' })) shown.set(name, value);
  shown.append('do.save', 'Save');
  const before = [(await dosesOf(app, rainbowBright)).length, (await comments()).length];
  for (const time of ['first', 'pressed twice'])
    expect((await nora.post(path, `${shown}`)).location, time).toContain('done=1');
  expect([(await dosesOf(app, rainbowBright)).length, (await comments()).length]).toEqual([
    (before[0] ?? 0) + 1,
    (before[1] ?? 0) + 2,
  ]);
  expect((await comments()).slice(-2)).toMatchObject([
    { code: 'R-MMR', appliesOn: '2026-11-22', reason: '' },
    { code: 'R-VARICELLA', appliesOn: '2026-11-22', reason: '' },
  ]);
  const alone = await nora.submit(path, { ...refused, vaccine1: '52' }, 'do.save');
  expect(text((await nora.get(alone.location)).text)).toContain('History Refusal or deferral noted');
  expect(text((await nora.get(rainbow)).text)).toContain('11/22/2026 – Refusal of Hep A');
  for (const whyNot1 of ['00', '00', '']) await nora.submit(path, { ...refused, vaccine1: '52', whyNot1 }, 'do.save');
  const ofHepA = (await comments()).filter(({ code, appliesOn }) => code === 'R-HEPA' && appliesOn === '2026-11-22');
  expect(ofHepA, 'said again with its reason it stands once').toMatchObject([{ reason: '00' }]);
  const told = text((await nora.get(`/clients/${rainbowBright}/history`)).text);
  expect(told).toContain("Reason: none → Parent's decision");
  const wrong = await nora.submit(path, { ...refused, givenOn: '01/01/2030' }, 'do.save');
  expect([wrong.status, (await comments()).at(-1)?.code]).toEqual([422, 'R-HEPA']);
  expect((await nora.submit(path, { vaccine1: '', givenOn: 't' }, 'do.save')).status, 'of no vaccine').toBe(422);
});

test('why a vaccine was refused or deferred is kept, told beside what is due, in the history and on paper (C18, C23)', async () => {
  const app = startApp();
  const nora = await open(app);
  const path = newVisit(rainbowBright);
  const comments = () =>
    app.db.read.select().from(schema.comments).where(eq(schema.comments.clientId, rainbowBright)).all();
  const ill = { givenOn: 't', vaccine1: '94:ProQuad', notGiven1: 'deferred', whyNot1: 'ILL' };
  const half = await nora.submit(path, { ...ill, notGiven1: '' }, 'do.save');
  expect(half.status, 'a reason without what it is of').toBe(422);
  expect(text(half.text)).toContain('Choose refused or deferred, or no reason.');
  expect(formOf(half.text, path).get('whyNot1'), 'what was typed stays').toBe('ILL');
  expect((await nora.submit(path, { ...ill, whyNot1: 'BORED' }, 'do.save')).status, 'no reason of the list').toBe(422);
  const saved = await nora.submit(path, ill, 'do.save');
  expect(text((await nora.get(saved.location)).text)).toContain('History Refusal or deferral noted');
  expect((await comments()).slice(-2)).toMatchObject([
    { code: 'D-MMR', appliesOn: '2026-11-22', reason: 'ILL' },
    { code: 'D-VARICELLA', appliesOn: '2026-11-22', reason: 'ILL' },
  ]);
  const history = text((await nora.get(rainbow)).text);
  expect(history).toContain('11/22/2026 – Deferral of MMR (Ill that day)');
  expect(history, 'due all the same').toMatch(/MMR ▲ Overdue, dose 1[^▲]*deferred on 11\/22\/2026: Ill that day/);
  const deferred = async () => text((await nora.get(rainbow)).text).match(/deferred on/g)?.length;
  expect(await deferred()).toBe(2);
  await nora.submit(path, { givenOn: 't', vaccine1: '03:M-M-R II', source: '01' }, 'do.save');
  expect(await deferred(), 'a dose answers its own alone').toBe(1);
  expect(text((await nora.get(`${rainbow}/print`)).text)).toContain('Deferral of MMR (Ill that day)');
  for (const paper of ['print-school', 'print-card']) {
    const printed = text((await nora.get(`${rainbow}/${paper}`)).text);
    expect(printed, `${paper}, as of refusals`).not.toMatch(/deferral|deferred|refusal|refused|ill that day/i);
  }
  const record = `/clients/${rainbowBright}`;
  expect(text((await nora.get(`${record}/history`)).text)).toContain('Reason: Ill that day');

  // In the record it is one value with its comment, and of refusals and deferrals alone.
  const at = String((await comments()).at(-1)?.id);
  let page = await press(nora, await nora.get(record), record, 'do.tab.comments');
  page = await press(nora, page, record, 'do.comment.select', { 'comment.row': at });
  expect(formOf(page.text, record).get('comment.reason')).toBe('ILL');
  page = await press(nora, page, record, 'do.save', { 'comment.reason': '01' });
  expect((await comments()).at(-1)).toMatchObject({ code: 'D-VARICELLA', reason: '01' });
  expect(text((await nora.get(`${record}/history`)).text)).toContain('Reason: Ill that day → Religious exemption');
  page = await press(nora, page, record, 'do.comment.select', { 'comment.row': at });
  page = await press(nora, page, record, 'do.save', { 'comment.code': 'T-VARZOS' });
  expect(text(page.text)).toContain('A reason is kept of a refusal or a deferral alone');
  expect((await comments()).at(-1)).toMatchObject({ code: 'D-VARICELLA', reason: '01' });
});
