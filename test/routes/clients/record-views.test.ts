import { expect, test } from 'vitest';
import { recordChanges } from '../../../src/db/clients/changes.js';
import { demonstrationClients as people } from '../../../src/demonstration/plant.js';
import { startApp } from '../../support/app.js';
import { words } from '../../support/words.js';

const don = `/clients/${people.donDuck}`;
const minute = 60_000;

test('an administrator sees who of their own organization viewed it, the help desk everyone, others nothing (C23)', async () => {
  const registry = startApp();
  for (const who of ['nora', 'paul', 'victor']) {
    await (await registry.open().logIn(who)).get(don);
    registry.wait(minute);
  }
  const seen = async (who: string) => words((await (await registry.open().logIn(who)).get(`${don}/history`)).text);
  const ada = (await seen('ada')).split('Who viewed it').at(-1) ?? '';
  expect(ada).toContain('Nora Lind');
  expect(ada).toContain('Victor Olson');
  expect(ada).not.toContain('Paul Vang');
  const helen = (await seen('helen')).split('Who viewed it').at(-1) ?? '';
  for (const name of ['Nora Lind', 'Paul Vang', 'Ada Berg']) expect(helen).toContain(name);
  for (const who of ['nora', 'paul', 'victor', 'sam']) expect(await seen(who)).not.toContain('Who viewed it');
});

test('who was shown a list with the record in it, and who printed it, stand among those who viewed it (C23, A6)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  await nora.get((await nora.submit('/clients', { lastName: 'duck' }, 'do.search')).location);
  await nora.get(`${don}/immunizations/print-confidential`);
  for (let i = 0; i < 3; i += 1) await nora.get(`${don}/reports`);
  const ada = await registry.open().logIn('ada');
  const views =
    words((await ada.get(`${don}/history`)).text)
      .split('Who viewed it')
      .at(-1) ?? '';
  expect(views).toContain('among the results of a search');
  expect(views).toContain('printed: the confidential immunization record');
  expect(views).toMatch(/Nora Lind Riverside Clinic the reports, 3 times/);
});

test('fifty saves stand on a page, and the number of pages counts only what the viewer may see (C23)', async () => {
  const registry = startApp();
  const at = registry.clock();
  const lake = { organization: { id: 2, code: 'LAKE', name: 'Lakeview Family Health', type: 'provider' as const } };
  await registry.db.write(async (tx) => {
    for (let i = 0; i < 120; i += 1) {
      const of = { clientId: people.donDuck, revision: 10 + i, at: at + i };
      const change = { row: null, before: String(i), after: String(i + 1) };
      await recordChanges(tx, lake, of, [
        {
          ...change,
          ...(i % 2 ? { part: 'client', field: 'middleName' } : { part: 'enrolment', field: 'chartNumber' }),
        },
      ]);
    }
  });
  const count = (text: string) => [...text.matchAll(/<h3>/g)].length;
  const paul = await registry.open().logIn('paul');
  const first = await paul.get(`${don}/history`);
  expect(words(first.text)).toContain('page 1 of 2');
  expect(count(first.text)).toBe(50);
  expect(count((await paul.get(`${don}/history?page=2`)).text)).toBe(11);
  const helen = await registry.open().logIn('helen');
  expect(words((await helen.get(`${don}/history?page=3`)).text)).toContain('page 3 of 3');
  expect(words((await helen.get(`${don}/history?page=99`)).text)).toContain('page 3 of 3');
});
