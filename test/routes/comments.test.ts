import { expect, test } from 'vitest';
import { demonstrationClients as people } from '../../src/db/demonstration.js';
import { press, startApp } from '../support/app.js';
import { clientRow, clinical, commentsOf } from '../support/facts.js';

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
  expect(commentsOf(registry, people.rainbowBright)).toHaveLength(5);
  page = await press(nora, page, rainbow, 'do.comment.new');
  page = await press(nora, page, rainbow, 'do.comment.next', {
    'comment.code': 'R-FLU',
    'comment.appliesOn': '10/01/2024',
  });
  expect(page.text).toContain('Enter New Client Comment ...');
  page = await press(nora, page, rainbow, 'do.save', { 'comment.code': 'X-COVID', 'comment.appliesOn': '10/02/2024' });
  expect(commentsOf(registry, people.rainbowBright)).toHaveLength(7);
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
  expect(clientRow(registry, people.rainbowBright).middleName).toBe('STAR');
  expect(commentsOf(registry, people.rainbowBright)).toHaveLength(4);
});

test('a comment is selected, changed and saved; another deleted (C18)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const [mumps, flu] = ['H-MUMPS', 'R-FLU'].map((code) =>
    String(commentsOf(registry, people.rainbowBright).find((row) => row.code === code)?.id),
  );
  let page = await press(nora, await nora.get(rainbow), rainbow, 'do.tab.comments');
  page = await press(nora, page, rainbow, 'do.comment.select', { 'comment.row': mumps ?? '' });
  page = await press(nora, page, rainbow, 'do.save', { 'comment.appliesOn': '01/02/2020' });
  expect(commentsOf(registry, people.rainbowBright).find(({ code }) => code === 'H-MUMPS')?.appliesOn).toBe(
    '2020-01-02',
  );
  page = await press(nora, page, rainbow, 'do.comment.delete', { 'comment.row': flu ?? '' });
  await press(nora, page, rainbow, 'do.save');
  expect(commentsOf(registry, people.rainbowBright).map(({ code }) => code)).not.toContain('R-FLU');
});

test.each([
  ['12/01/2026', 'The date is in the future.'],
  ['02/13/2015', 'The date is before the client was born.'],
  ['02/31/2020', 'Enter the date as MM/DD/YYYY'],
])('a comment that applies to %s is refused at its field (C18)', async (date, message) => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const before = clinical(registry);
  let page = await press(nora, await nora.get(rainbow), rainbow, 'do.tab.comments');
  page = await press(nora, page, rainbow, 'do.comment.new');
  page = await press(nora, page, rainbow, 'do.comment.next', { 'comment.code': 'H-HEPA', 'comment.appliesOn': date });
  expect(page.status).toBe(422);
  expect(page.text).toContain(message);
  expect(page.text).toContain(`value="${date}"`);
  expect(clinical(registry)).toBe(before);
});
