// Who was born together with others, as which of them, and what a client is called (C4).
import { expect, test } from 'vitest';
import { demonstrationClients as people } from '../../../src/demonstration/plant.js';
import { formOf, press, startApp } from '../../support/app.js';
import { clientRow } from '../../support/facts.js';

const don = `/clients/${people.donDuck}`;

test('the history tells a preferred name as typed and a multiple birth in words, and the name finds its client (C2, C23)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  await nora.submit(don, { preferredName: 'Tuppence', multipleBirth: 'Y', birthOrder: '02' }, 'do.save');
  expect(await clientRow(registry, people.donDuck)).toMatchObject({
    preferredName: 'TUPPENCE',
    multipleBirth: 'Y',
    birthOrder: '2',
  });
  const history = (await nora.get(`${don}/history`)).text.replaceAll(/<[^>]+>|\s+/g, ' ');
  for (const text of [/Preferred Name: +none +→ Tuppence/, /Multiple Birth: +none +→ Yes/, /Birth Order: +none +→ 2/])
    expect(history).toMatch(text);
  const found = await nora.submit('/clients', { lastName: 'Duck', firstName: 'Tuppence' }, 'do.search');
  expect((await nora.get(found.location)).text).toContain('DUCK, DON');
});

test('a multiple birth and its order are one value: two who change one each choose between both (C21)', async () => {
  const registry = startApp();
  const [nora, paul] = [await registry.open().logIn('nora'), await registry.open().logIn('paul')];
  await nora.submit(don, { multipleBirth: 'Y', birthOrder: '1' }, 'do.save');
  const page = await nora.get(don);
  await paul.submit(don, { multipleBirth: 'N', birthOrder: '' }, 'do.save');
  const asked = await press(nora, page, don, 'do.save', { birthOrder: '2' });
  expect(asked.text).toContain('Multiple Birth: choose which to keep');
  expect(await clientRow(registry, people.donDuck)).toMatchObject({ multipleBirth: 'N', birthOrder: '' });
  expect(formOf(asked.text, don).get('birthOrder')).toBe('2');
});
