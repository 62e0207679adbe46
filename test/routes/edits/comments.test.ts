import { expect, test } from 'vitest';
import { inTurn } from '../../../src/db/engine/in-turn.js';
import { demonstrationClients as people } from '../../../src/demonstration/plant.js';
import { type Browser, press, questionsOn, startApp } from '../../support/app.js';
import { clientRow, clinical, commentsOf } from '../../support/facts.js';

const _don = `/clients/${people.donDuck}`;
const rainbow = `/clients/${people.rainbowBright}`;

test('a comment is added by New, choose, date, Save, without Next; several with Next (C18)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  let page = await press(nora, await nora.get(rainbow), rainbow, 'do.tab.comments');
  page = await press(nora, page, rainbow, 'do.comment.new');
  expect(page.text).toContain('Enter New Client Comment ...');
  page = await press(nora, page, rainbow, 'do.save', { 'comment.code': 'H-HEPA', 'comment.appliesOn': '03/03/2023' });
  expect(page.text).toContain('Client Updated');
  expect(await commentsOf(registry, people.rainbowBright)).toHaveLength(5);
  page = await press(nora, page, rainbow, 'do.comment.new');
  page = await press(nora, page, rainbow, 'do.comment.next', {
    'comment.code': 'R-FLU',
    'comment.appliesOn': '10/01/2024',
  });
  expect(page.text).toContain('Enter New Client Comment ...');
  page = await press(nora, page, rainbow, 'do.save', { 'comment.code': 'X-COVID', 'comment.appliesOn': '10/02/2024' });
  expect(await commentsOf(registry, people.rainbowBright)).toHaveLength(7);
});

test('an incomplete comment is not written and stays in the form with its error; the rest is saved (C18)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  let page = await press(nora, await nora.get(rainbow), rainbow, 'do.tab.comments');
  page = await press(nora, page, rainbow, 'do.comment.new');
  page = await press(nora, page, rainbow, 'do.save', { 'comment.code': 'H-HEPA', middleName: 'STAR' });
  expect(page.text).toContain('Client Updated. The comment being typed is not saved: complete it, then Save');
  expect(page.text).toContain('Enter the date that the comment applies to.');
  expect(page.text).toMatch(/<option value="H-HEPA" selected/);
  expect((await clientRow(registry, people.rainbowBright)).middleName).toBe('STAR');
  expect(await commentsOf(registry, people.rainbowBright)).toHaveLength(4);
});

test('a comment is selected, changed and saved; another deleted (C18)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const [mumps, flu] = await inTurn(['H-MUMPS', 'R-FLU'], async (code) =>
    String((await commentsOf(registry, people.rainbowBright)).find((row) => row.code === code)?.id),
  );
  let page = await press(nora, await nora.get(rainbow), rainbow, 'do.tab.comments');
  page = await press(nora, page, rainbow, 'do.comment.select', { 'comment.row': mumps ?? '' });
  page = await press(nora, page, rainbow, 'do.save', { 'comment.appliesOn': '01/02/2020' });
  expect((await commentsOf(registry, people.rainbowBright)).find(({ code }) => code === 'H-MUMPS')?.appliesOn).toBe(
    '2020-01-02',
  );
  page = await press(nora, page, rainbow, 'do.comment.delete', { 'comment.row': flu ?? '' });
  await press(nora, page, rainbow, 'do.save');
  expect((await commentsOf(registry, people.rainbowBright)).map(({ code }) => code)).not.toContain('R-FLU');
});

test.each([
  ['12/01/2026', 'The date is in the future.'],
  ['02/13/2015', 'The date is before the client was born.'],
  ['02/31/2020', 'Enter the date as MM/DD/YYYY'],
])('a comment that applies to %s is refused at its field (C18)', async (date, message) => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const before = await clinical(registry);
  let page = await press(nora, await nora.get(rainbow), rainbow, 'do.tab.comments');
  page = await press(nora, page, rainbow, 'do.comment.new');
  page = await press(nora, page, rainbow, 'do.comment.next', { 'comment.code': 'H-HEPA', 'comment.appliesOn': date });
  expect(page.status).toBe(422);
  expect(page.text).toContain(message);
  expect(page.text).toContain(`value="${date}"`);
  expect(await clinical(registry)).toBe(before);
});

/** The comments tab of a client with the form for a new comment. */
async function newComment(nora: Browser) {
  return press(nora, await press(nora, await nora.get(rainbow), rainbow, 'do.tab.comments'), rainbow, 'do.comment.new');
}

test('the same comment with the same date twice is asked about by Next, and stands twice where that is meant (C18, X4)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const hepA = { 'comment.code': 'H-HEPA', 'comment.appliesOn': '03/03/2023' };
  const first = await press(nora, await newComment(nora), rainbow, 'do.comment.next', hepA);
  const asked = await press(nora, first, rainbow, 'do.comment.next', { ...hepA, 'comment.appliesOn': '3/3/2023' });
  expect(asked.status).toBe(422);
  expect(asked.text).toContain('This comment stands there with this date already.');
  const [id = ''] = questionsOn(asked);
  const twice = await press(nora, asked, rainbow, 'do.comment.next', { asTyped: id });
  await press(nora, twice, rainbow, 'do.save');
  expect((await commentsOf(registry, people.rainbowBright)).filter(({ code }) => code === 'H-HEPA')).toHaveLength(2);
});

test('Save leaves a comment that stands there already in its form, asks, and saves the rest (C18)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const [on] = await commentsOf(registry, people.rainbowBright);
  const [year, month, day] = (on?.appliesOn ?? '').split('-');
  const same = { 'comment.code': on?.code ?? '', 'comment.appliesOn': `${month}/${day}/${year}` };
  const page = await press(nora, await newComment(nora), rainbow, 'do.save', { ...same, motherFirst: 'ANNE' });
  expect(page.text).toContain('Client Updated. The comment being typed is not saved');
  expect(page.text).toContain('This comment stands there with this date already.');
  expect(await commentsOf(registry, people.rainbowBright)).toHaveLength(4);
  expect((await clientRow(registry, people.rainbowBright)).motherFirst).toBe('ANNE');
});

test('a comment that somebody else entered too meanwhile is asked about before it stands twice (C18, C21)', async () => {
  const registry = startApp();
  const [nora, paul] = [await registry.open().logIn('nora'), await registry.open().logIn('paul')];
  const hepA = { 'comment.code': 'H-HEPA', 'comment.appliesOn': '03/03/2023' };
  const mine = await press(nora, await newComment(nora), rainbow, 'do.comment.next', hepA);
  await press(paul, await newComment(paul), rainbow, 'do.save', hepA);
  const asked = await press(nora, mine, rainbow, 'do.save');
  expect(asked.status).toBe(422);
  expect(asked.text).toContain('This comment stands there with this date already.');
  const row = /name="comment\.row" value="(n\w+)"/.exec(asked.text)?.[1] ?? '';
  const open = await press(nora, asked, rainbow, 'do.comment.select', { 'comment.row': row });
  const saved = await press(nora, open, rainbow, 'do.save', { asTyped: questionsOn(open)[0] ?? '' });
  expect(saved.text).toContain('Client Updated');
  expect((await commentsOf(registry, people.rainbowBright)).filter(({ code }) => code === 'H-HEPA')).toHaveLength(2);
});
