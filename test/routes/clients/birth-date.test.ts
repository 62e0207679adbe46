import { expect, test } from 'vitest';
import { demonstrationClients as people } from '../../../src/demonstration/plant.js';
import { press, questionsOn, startApp } from '../../support/app.js';
import { plant, text } from '../../support/doses.js';
import { clientRow, clinical } from '../../support/facts.js';

const rainbow = `/clients/${people.rainbowBright}`;
const don = `/clients/${people.donDuck}`;

test('a birth date moved past doses and comments on file is asked about, with all that would lie before it (I5, C18)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const before = await clinical(registry);
  const held = await nora.submit(rainbow, { birthDate: '02/14/2021' }, 'do.save');
  expect(held.status).toBe(422);
  expect(text(held.text)).toContain('Born on 02/14/2021, the client would be younger than what is on file:');
  expect(text(held.text)).toContain('on 06/16/2015');
  expect(held.text).toContain('href="#birthDate"');
  expect(await clinical(registry)).toBe(before);
  const saved = await press(nora, held, rainbow, 'do.save', { asTyped: questionsOn(held)[0] ?? '' });
  expect(saved.text).toContain('Client Updated');
  expect((await clientRow(registry, people.rainbowBright)).birthDate).toBe('2021-02-14');
});

test('a dose recorded between the question and the answer asks anew: Save judges what is on file when it writes', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  await nora.submit(don, { birthDate: '09/21/1999' }, 'do.save');
  await plant(registry, people.donDuck, 'LAKE', [{ cvx: '03', givenOn: '2000-10-01' }]);
  const held = await nora.submit(don, { birthDate: '09/21/2001' }, 'do.save');
  expect(text(held.text)).toContain('on file: MMR on 10/01/2000. Is the birth date right?');
  await plant(registry, people.donDuck, 'LAKE', [{ cvx: '21', givenOn: '2001-01-05' }]);
  const again = await press(nora, held, don, 'do.save', { asTyped: questionsOn(held)[0] ?? '' });
  expect(again.status).toBe(422);
  expect(text(again.text)).toContain('on file: MMR on 10/01/2000, Varicella on 01/05/2001. Is the birth date right?');
  expect((await clientRow(registry, people.donDuck)).birthDate).toBe('1999-09-21');
});

test('a comment typed in the same edit counts; a birth date that leaves everything possible is not asked about', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const tab = `${don}?tab=comments`;
  await nora.submit(don, { birthDate: '09/21/1999' }, 'do.save');
  const fresh = await press(nora, await nora.get(tab), tab, 'do.comment.new');
  const comment = { 'comment.code': 'R-FLU', 'comment.appliesOn': '09/28/2000' };
  const staged = await press(nora, fresh, tab, 'do.comment.next', comment);
  const held = await press(nora, staged, tab, 'do.save', { birthDate: '09/21/2001' });
  expect(held.status).toBe(422);
  expect(text(held.text)).toContain('on file: Refusal of Influenza on 09/28/2000. Is the birth date right?');
  const saved = await press(nora, held, tab, 'do.save', { birthDate: '09/20/1999' });
  expect(saved.text).toContain('Client Updated');
});

test('a comment that stands complete in the form is held against the birth date of the same Save (C18)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const tab = `${don}?tab=comments`;
  const fresh = await press(nora, await nora.get(tab), tab, 'do.comment.new');
  const comment = { 'comment.code': 'R-FLU', 'comment.appliesOn': '09/28/2005' };
  const saved = await press(nora, fresh, tab, 'do.save', { ...comment, birthDate: '09/21/2004' });
  expect(saved.text).toContain('Client Updated');
  expect(saved.text).not.toContain('is not saved');
});

test('the help desk is asked the same before it corrects a birth date (C6)', async () => {
  const registry = startApp();
  const helen = await registry.open().logIn('helen');
  const address = `/restricted/${people.certified}`;
  const born = (await clientRow(registry, people.certified)).birthDate;
  await plant(registry, people.certified, 'LAKE', [{ cvx: '03', givenOn: `${Number(born.slice(0, 4)) + 1}-01-01` }]);
  const later = `01/02/${Number(born.slice(0, 4)) + 2}`;
  const typed = { birthDate: later, birthDateReason: 'Certificate read again' };
  const held = await helen.submit(address, typed, 'do.birthDate');
  expect(held.status).toBe(422);
  expect(text(held.text)).toContain('Is the birth date right?');
  expect((await clientRow(registry, people.certified)).birthDate).toBe(born);
  const [id = ''] = questionsOn(held);
  const unsaid = await helen.submit(address, { ...typed, asTyped: 'qother' }, 'do.birthDate');
  expect(unsaid.status).toBe(422);
  const done = await helen.submit(address, { ...typed, asTyped: id }, 'do.birthDate');
  expect(done.status).toBe(303);
});
