import type { Tx } from '../db/engine/database.js';
import { immunizations, lots } from '../db/schema/immunizations.js';
import type { Organization } from '../domain/accounts/viewer.js';
import { type DoseValues, immunizationFields } from '../domain/immunizations/immunization.js';
import type { Day } from '../domain/time/day.js';
import { findTradeName } from '../domain/vaccines/trade-name.js';
import type { CastIds } from './cast.js';
import type { Code, Person } from './clients.js';
import { randomFrom } from './dice.js';

/** The last day of the demonstration, as for its people. */
const newest: Day = '2026-10-31';
const oneDay = 24 * 60 * 60 * 1000;

/**
 * The vaccines given at an age in days, by trade name; the products of other years stand in for them (see `productOn`).
 */
const schedule: readonly (readonly [age: number, ...tradeNames: string[]])[] = [
  [1, 'Engerix-B pediatric'],
  [62, 'Pediarix', 'ActHIB', 'Prevnar 20', 'RotaTeq'],
  [124, 'Pediarix', 'ActHIB', 'Prevnar 20', 'RotaTeq'],
  [187, 'Pediarix', 'ActHIB', 'Prevnar 20', 'RotaTeq'],
  [372, 'M-M-R II', 'Varivax', 'Prevnar 20', 'Havrix pediatric'],
  [465, 'Infanrix', 'ActHIB'],
  [560, 'Havrix pediatric'],
  [1500, 'Kinrix', 'ProQuad'],
  [4050, 'Boostrix', 'Gardasil 9', 'Menveo'],
  [4250, 'Gardasil 9'],
  [5880, 'Menveo', 'Trumenba'],
];

/** The products in use before another came, by the day that it came. */
const earlierProducts: Readonly<Record<string, readonly (readonly [until: Day, tradeName: string])[]>> = {
  'Prevnar 20': [
    ['2010-04-01', 'Prevnar 7'],
    ['2023-07-01', 'Prevnar 13'],
  ],
  'Gardasil 9': [['2015-03-01', 'Gardasil']],
  Menveo: [['2021-01-01', 'Menactra']],
  Fluarix: [['2024-08-01', 'Fluarix Quadrivalent']],
  RotaTeq: [['2006-03-01', '']],
  'Havrix pediatric': [['2006-01-01', '']],
  Pediarix: [['2003-01-01', 'Infanrix']],
  Kinrix: [['2008-07-01', 'IPOL']],
  Trumenba: [['2015-01-01', '']],
};

const productOn = (name: string, day: Day) => earlierProducts[name]?.find(([until]) => day < until)?.[1] ?? name;

/** By mouth, under the skin, or else into the muscle: of the deltoid, or of the thigh of a baby. */
const byMouth = new Set(['RotaTeq']);
const underSkin = new Set(['M-M-R II', 'Varivax', 'ProQuad']);

type Planted = DoseValues & { readonly at: Code };

/** Gives most of the demonstration's people a history, the same to the letter whenever it is planted. */
export async function plantImmunizations(
  tx: Tx,
  people: readonly Person[],
  ids: CastIds,
  byCode: (code: string) => Organization,
): Promise<void> {
  for (const person of people) {
    const doses = person.id === ids.rainbowBright ? [ofTheGuide] : person.deceased ? [] : historyOf(person);
    if (doses.length === 0) continue;
    await tx
      .insert(immunizations)
      .values(
        doses.map(({ at, ...given }) => ({
          ...given,
          clientId: person.id,
          organizationId: byCode(at).id,
          updatedAt: Date.parse(`${given.givenOn}T15:00:00Z`),
        })),
      )
      .run();
  }
}

/** What Riverside Clinic has in stock, the same whenever it is planted. */
const stocked: readonly (readonly [tradeName: string, lot: string, expiresOn: Day, doses: number])[] = [
  ['Fluarix', 'FX27A', '2027-06-30', 40],
  ['Gardasil 9', 'G9114', '2027-09-30', 12],
  ['Gardasil 9', 'G9087', '2026-10-15', 2],
  ['Varivax', 'VV310', '2027-03-31', 5],
];

/** Puts lots on the list of a clinic. */
export async function plantLots(tx: Tx, { id: organizationId }: Organization): Promise<void> {
  await tx
    .insert(lots)
    .values(
      stocked.map(([tradeName, lot, expiresOn, doses]) => {
        const { cvx = '', mvx = '' } = findTradeName(tradeName) ?? {};
        return { organizationId, cvx, tradeName, mvx, lot, expiresOn, doses, updatedAt: Date.parse(newest) };
      }),
    )
    .run();
}

const nothing = Object.fromEntries(immunizationFields.map((field) => [field, ''])) as DoseValues;

/** The row on the guide's last screen: DTaP on 06/16/2015, 1 of 4, not owned, historical; a combination, as there. */
const ofTheGuide: Planted = {
  ...nothing,
  at: 'LAKE',
  givenOn: '2015-06-16',
  cvx: '110',
  tradeName: 'Pediarix',
  mvx: 'SKB',
  source: '02',
};

function historyOf(person: Person): Planted[] {
  const next = randomFrom(person.id);
  const born = Date.parse(person.personal.birthDate);
  if (person.id >= 2_000_000 && next() < 0.08) return [];
  const main = person.enrolments.map(({ at }) => at).find((code) => code !== 'OAK') ?? 'LAKE';
  const elsewhere: Code = main === 'LAKE' ? 'PUB' : 'LAKE';
  const found: Planted[] = [];
  const visit = (age: number, names: readonly string[]) => {
    const day = weekday(born + (age + Math.floor(next() * (age < 30 ? 1 : 18))) * oneDay);
    const away = next() < 0.12;
    if (day > newest) return;
    for (const [place, name] of names.map((name) => productOn(name, day)).entries())
      if (name)
        found.push({ ...dose(name, day, age, place, next), at: away ? elsewhere : main, source: away ? '02' : '00' });
  };
  for (const [age, ...names] of schedule) if (next() > 0.1) visit(age, names);
  const ageNow = Math.floor((Date.parse(newest) - born) / oneDay);
  for (let age = 300; age < ageNow; age += 365) {
    const octoberOf = Date.parse(`${new Date(born + age * oneDay).getUTCFullYear()}-10-06`);
    if (age > ageNow - 5 * 365 && next() < 0.35) visit(Math.floor((octoberOf - born) / oneDay), ['Fluarix']);
  }
  if (ageNow > 50 * 366) for (const since of [700, 560]) if (next() < 0.6) visit(ageNow - since, ['Shingrix']);
  return found.sort((a, b) => a.givenOn.localeCompare(b.givenOn));
}

function dose(tradeName: string, givenOn: Day, age: number, place: number, next: () => number): Omit<Planted, 'at'> {
  const product = findTradeName(tradeName);
  if (!product) throw new Error(`The demonstration has no vaccine ${tradeName}.`);
  const oral = byMouth.has(tradeName);
  const thigh = age < 366;
  return {
    ...nothing,
    givenOn,
    cvx: product.cvx,
    tradeName: product.name,
    mvx: product.mvx,
    lot: `${'ABDEHKLM'[Math.floor(next() * 8)]}${1000 + Math.floor(next() * 8999)}${product.mvx[0]}`,
    amount: oral ? '2' : '0.5',
    unit: 'mL',
    site: oral ? 'MO' : place % 2 ? (thigh ? 'RVL' : 'RD') : thigh ? 'LVL' : 'LD',
    route: oral ? 'C38288' : underSkin.has(tradeName) ? 'C38299' : 'C28161',
    orderedBy: 'DR I SOLHEIM',
    administeredBy: 'RN T AAKRE',
    funding: age < 19 * 365 ? (next() < 0.4 ? 'V02' : 'V01') : '',
  };
}

/** The day, or the Monday after it. */
function weekday(at: number): Day {
  const shift = [1, 0, 0, 0, 0, 0, 2][new Date(at).getUTCDay()] ?? 0;
  return new Date(at + shift * oneDay).toISOString().slice(0, 10);
}
