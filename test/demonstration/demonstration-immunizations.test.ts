import { asc, eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { organizations } from '../../src/db/schema/accounts.js';
import { clients } from '../../src/db/schema/clients.js';
import { immunizations } from '../../src/db/schema/immunizations.js';
import { demonstrationClients, plantDemonstration } from '../../src/demonstration/plant.js';
import { doseFaults } from '../../src/domain/immunizations/immunization.js';
import { ageOn } from '../../src/domain/time/day.js';
import { openEmpty } from '../support/empty.js';

const today = '2026-11-22';
async function planted(at: number) {
  const db = openEmpty();
  await plantDemonstration(db, { at, today, hashPassword: async (password) => password });
  return db.read;
}
const at = Date.parse('2026-11-22T17:00:00Z');
const read = await planted(at);
const doses = await read.select().from(immunizations).orderBy(asc(immunizations.id)).all();
const people = await read.select().from(clients).all();
const dosesOf = (clientId: number) => doses.filter((dose) => dose.clientId === clientId);

test('has the same immunizations whenever it is planted', async () => {
  const another = await planted(at + 40 * 86_400_000);
  expect(await another.select().from(immunizations).orderBy(asc(immunizations.id)).all()).toEqual(doses);
});

test('has the dose of the guide for RAINBOW: 06/16/2015, of another organization, historical', async () => {
  const lake = await read.select().from(organizations).where(eq(organizations.code, 'LAKE')).get();
  expect(dosesOf(demonstrationClients.rainbowBright)).toMatchObject([
    { givenOn: '2015-06-16', cvx: '110', tradeName: 'Pediarix', source: '02', organizationId: lake?.id },
  ]);
});

test('gives most children a series and nobody a dose that the rules refuse', () => {
  const children = people.filter(({ birthDate }) => ageOn(birthDate, today).years < 18);
  const with5 = children.filter(({ id }) => dosesOf(id).length >= 5);
  expect(with5.length / children.length).toBeGreaterThan(0.7);
  expect(doses.length).toBeGreaterThan(2000);
  for (const dose of doses) {
    const born = people.find(({ id }) => id === dose.clientId)?.birthDate ?? today;
    expect(doseFaults(dose, { birthDate: born, deathDate: null, today }), `${dose.clientId} ${dose.id}`).toEqual({});
  }
});

test('has some doses of other organizations, historical ones, and clients without any', () => {
  expect(doses.filter(({ source }) => source !== '00').length).toBeGreaterThan(100);
  expect(people.filter(({ id }) => dosesOf(id).length === 0).length).toBeGreaterThan(5);
  expect(dosesOf(demonstrationClients.deceased)).toEqual([]);
});
