// What is typed is saved, refused at its field, or told to stay out (C11, X4): never dropped without a word.
import { and, eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { enrolments } from '../../../src/db/schema/clients.js';
import { demonstrationClients as people } from '../../../src/demonstration/plant.js';
import { type App, press, startApp } from '../../support/app.js';
import { mmr, newVisit, organizationId, text } from '../../support/doses.js';
import { clinical } from '../../support/facts.js';

const don = `/clients/${people.donDuck}`;

const here = async (registry: App) =>
  registry.db.read
    .select()
    .from(enrolments)
    .where(
      and(
        eq(enrolments.clientId, people.donDuck),
        eq(enrolments.organizationId, await organizationId(registry, 'RIVER')),
      ),
    )
    .get();

test.each([
  ['deathDate', 'A', '01/02/2026', 'A date of death goes with status Deceased alone.'],
  ['deathDate', 'I', '01/02/2026', 'A date of death goes with status Deceased alone.'],
  ['statusReason', 'A', 'M', 'A reason goes with status Inactive alone.'],
  ['statusReason', 'P', 'L', 'A reason goes with status Inactive alone.'],
])(
  '%s with status %s is refused at its field, and stays as it was typed (C11, C12)',
  async (field, status, value, said) => {
    const registry = startApp();
    const nora = await registry.open().logIn('nora');
    const before = await clinical(registry);
    const held = await press(nora, await nora.get(don), don, 'do.save', { status, [field]: value });
    expect(held.status).toBe(422);
    expect(held.text).toContain(`id="${field}-error"`);
    expect(text(held.text)).toContain(said);
    expect(held.text).toMatch(field === 'deathDate' ? 'value="01/02/2026"' : `value="${value}" selected`);
    expect(await clinical(registry)).toBe(before);
  },
);

test('the reason on file goes with the status that it was given for, and comes back with it (C11)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  await nora.submit(don, { status: 'I', statusReason: 'M' }, 'do.save');
  expect(await here(registry)).toMatchObject({ status: 'I', statusReason: 'M' });
  const saved = await nora.submit(don, { status: 'A' }, 'do.save');
  expect(saved.status).toBe(303);
  expect(await here(registry)).toMatchObject({ status: 'A', statusReason: '' });
});

test("the mark of the client's primary address is not taken from the client without a word (C16)", async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const tab = `${don}?tab=contacts&row=self`;
  const held = await press(nora, await nora.get(tab), tab, 'do.contact.next', { 'contact.isPrimary': '-' });
  expect(held.status).toBe(422);
  expect(text(held.text)).toContain("The client's own address is the primary one.");
});

test.each([
  ['a unit without a dose', { amount1: '', unit1: 'mcg' }, 'Enter the dose that the unit is of.'],
  ['a line on which a vaccine was only looked for', { lines: '2', find2: 'tdap', unit2: 'mL' }, 'Choose a vaccine.'],
])('%s is told, and nothing of the visit is recorded (I5)', async (_, typed, said) => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const before = await clinical(registry);
  const page = newVisit(people.rainbowBright);
  const held = await nora.submit(page, { ...mmr, ...typed }, 'do.save');
  expect(held.status).toBe(422);
  expect(text(held.text)).toContain(said);
  expect(await clinical(registry)).toBe(before);
});
