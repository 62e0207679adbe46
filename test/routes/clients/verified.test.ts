import { and, eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { demonstrationClients as people } from '../../../src/demonstration/plant.js';
import { type App, formOf, startApp } from '../../support/app.js';
import { text } from '../../support/doses.js';
import { clientRow } from '../../support/facts.js';
import { schema } from '../../support/tables.js';

const don = `/clients/${people.donDuck}`;
const rowsOf = ({ db }: App) =>
  db.read
    .select()
    .from(schema.changes)
    .where(and(eq(schema.changes.clientId, people.donDuck), eq(schema.changes.part, 'verified')))
    .all();

test('what was verified is saved alone, once, and shown to the next editor and in the history (C24)', async () => {
  const app = startApp();
  const nora = await app.open().logIn('nora');
  const form = formOf((await nora.get(don)).text, don);
  for (const what of ['name', 'birthDate', 'phone']) form.append('verified', what);
  form.append('do.save', 'Save');
  const saved = await nora.post(don, form.toString());
  expect(saved.location).toContain('saved=2');
  expect(text((await nora.get(saved.location.split('#')[0] ?? '')).text)).toContain('Client Updated');
  // The answer was lost: sent again, it is kept once.
  expect((await nora.post(don, form.toString())).location).toContain('saved=2');
  expect(await rowsOf(app)).toMatchObject([{ after: 'name birthDate phone' }]);
  expect((await clientRow(app, people.donDuck)).revision).toBe(2);
  const paul = await app.open().logIn('paul');
  const said = text((await paul.get(don)).text);
  expect(said).toContain('Last verified by Riverside Clinic on 11/22/2026: name, date of birth, number to call.');
  expect(text((await paul.get(`${don}/history?section=verified`)).text)).toContain(
    'Verified with the client: Name, Date of birth, Number to call',
  );
  expect((await nora.submit(don, {}, 'do.save')).location).toContain('saved=nothing');
});
