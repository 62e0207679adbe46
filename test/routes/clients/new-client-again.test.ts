// Back and Save again on Enter new client: a second record is never made unseen (C3, X4).
import { expect, test } from 'vitest';
import { type Answer, type Browser, formOf, startApp } from '../../support/app.js';
import { open, text } from '../../support/doses.js';
import { schema } from '../../support/tables.js';

const mira = { lastName: 'Quimby', firstName: 'Mira', birthDate: '03/04/2020', gender: 'F', motherRefused: 'Y' };

async function begin(nora: Browser) {
  const { location } = await nora.submit('/clients', { lastName: 'Quimby', firstName: 'Mira' }, 'do.search');
  const path = `/clients/new?search=${location.split('/').at(-1)}`;
  return { path, page: await nora.get(path) };
}

const send = (nora: Browser, page: Pick<Answer, 'text'>, path: string, fill: Record<string, string>) => {
  const form = formOf(page.text, '/clients/new');
  for (const [name, value] of Object.entries(fill)) form.set(name, value);
  form.append('do.save', 'Save');
  return nora.post(path, form.toString());
};

test('with another name, birth date and gender nora is asked whether it is the one whom she entered', async () => {
  const app = startApp();
  const nora = await open(app);
  const { path, page } = await begin(nora);
  const first = await send(nora, page, path, mira);
  expect(first.location).toContain('saved=entered');
  expect((await send(nora, page, path, mira)).location, 'the same again is answered as the first time').toBe(
    first.location,
  );
  const other = { ...mira, lastName: 'Zwick', firstName: 'Otto', birthDate: '11/12/1961', gender: 'M' };
  const asked = await send(nora, page, path, other);
  expect(asked.location).toContain('/clients/new/duplicates');
  const shown = await nora.get(asked.location);
  expect(text(shown.text)).toMatch(/QUIMBY, MIRA.*entered from this form before/i);
  const count = async () =>
    (await app.db.read.select().from(schema.clients).all()).filter(({ lastName }) => /zwick/i.test(lastName)).length;
  expect(await count()).toBe(0);
  const entered = await nora.submit(asked.location, { person: 'another' }, 'do.answer');
  expect(entered.location).toContain('saved=entered');
  expect(await count()).toBe(1);
});
