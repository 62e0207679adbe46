import type { Personal } from '../domain/clients/personal-information.js';
import { countyOfZip } from '../domain/codes/county.js';
import { stateOfZip } from '../domain/codes/state.js';
import { nameKey } from '../domain/text/name.js';
import type { Day } from '../domain/time/day.js';
import { type Code, type EnrolmentData, type Person, personal, type Related } from './clients.js';
import { randomFrom } from './dice.js';
import { farther, type Gender, nearby, type People, peoples, streets } from './names.js';

/** The last day of the demonstration: everything in it happened until then, however late it is planted. */
const newest = Date.parse('2026-10-31T00:00:00Z');
const oneDay = 24 * 60 * 60 * 1000;
const firstId = 2_000_000;

const back = (days: number): Day => new Date(newest - Math.round(days) * oneDay).toISOString().slice(0, 10);

/** Codes of the client comments that clinics write most. */
const commonComments = [
  'R-FLU',
  'R-FLU',
  'R-COVID',
  'R-MMR',
  'R-HPV',
  'R-HEPB',
  'H-VARZOS',
  'H-VARZOS',
  'T-HEPB',
  'T-MEASLES',
  'X-MMR',
  'X-DTAP',
];

type Home = Required<Pick<Related, 'street' | 'city' | 'state' | 'zip' | 'county' | 'phone'>>;
type Parent = { readonly lastName: string; readonly maiden: string; readonly firstName: string };

/** The clients besides the named ones: households with children mostly, and grown-ups, the same at every call. */
export function manyPeople(count: number): Person[] {
  const next = randomFrom(722);
  const chance = (part: number) => next() < part;
  const between = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  const pick = <T>(from: readonly T[]): T => from[Math.floor(next() * from.length)] as T;
  const share = peoples.flatMap((people) => Array<People>(people.share).fill(people));
  const found: Person[] = [];

  const home = (): Home => {
    const { area, zip, city } = pick(chance(0.65) ? nearby : farther);
    const street = `${between(101, chance(0.3) ? 19999 : 2999)} ${pick(streets)}${chance(0.2) ? ` APT ${between(1, 412)}` : ''}`;
    const exchange = between(221, 989);
    const phone = `${area}${exchange % 100 === 11 || exchange === 555 ? exchange + 1 : exchange}${between(2000, 9899)}`;
    return { street, city, zip, phone, state: stateOfZip(zip) ?? '', county: countyOfZip(zip) ?? '' };
  };

  const enrolments = (years: number): [EnrolmentData, ...EnrolmentData[]] => {
    const main: Code = chance(0.5)
      ? 'RIVER'
      : chance(0.65)
        ? 'LAKE'
        : chance(0.75) || years < 5 || years > 17
          ? 'PUB'
          : 'OAK';
    const second: Code | undefined = !chance(0.3)
      ? undefined
      : years >= 5 && years < 18 && main !== 'OAK'
        ? 'OAK'
        : main === 'PUB'
          ? 'RIVER'
          : 'PUB';
    const enrolled = (at: Code): EnrolmentData => ({
      at,
      ...(chance(0.88) && {
        chartNumber: `${{ RIVER: 'R-', LAKE: 'LFH', PUB: 'PH-', OAK: 'S' }[at]}${100300 + found.length * 3}`,
      }),
      ...(chance(0.09) && { status: 'I' as const, statusReason: pick(['M', 'L', '']) }),
      ...(chance(0.04) && { reminder: false }),
    });
    return second ? [enrolled(main), enrolled(second)] : [enrolled(main)];
  };

  const add = (
    people: People,
    born: number,
    gender: Gender,
    named: Partial<Personal> & Pick<Personal, 'lastName' | 'firstName'>,
    at: Home,
    contacts: Related[],
  ) => {
    const years = born / 365.25;
    // Nobody was entered before being born, nor before the registry was.
    const entered = between(0, Math.min(Math.floor(born * 0.6), 2400));
    const abroad = people.countries.length > 0 && chance(years > 25 ? 0.45 : 0.08);
    const email =
      years > 17 && chance(0.35)
        ? `${nameKey(named.firstName)}.${nameKey(named.lastName)}@example.org`.toLowerCase()
        : '';
    const noAddress = chance(0.03);
    const { street, city, state, zip, county, phone } = at;
    found.push({
      id: firstId + found.length,
      personal: personal({
        gender: chance(0.01) ? 'U' : gender,
        birthDate: back(born),
        birthCountry: abroad ? pick(people.countries) : chance(0.7) ? 'USA' : '',
        race: chance(0.12) ? '' : pick(people.race),
        ethnicity: chance(0.15) ? '' : people.ethnicity,
        ...(noAddress ? {} : { street, city, state, zip, county }),
        phone: chance(0.07) ? '' : phone,
        email,
        undeliverable: !noAddress && chance(0.03) ? 'Y' : '',
        ...named,
      }),
      addressOn: back(entered),
      enrolments: enrolments(years),
      contacts,
      comments:
        born - entered > 400 && chance(0.08)
          ? [{ code: pick(commonComments), appliesOn: back(between(entered, born - 380)) }]
          : [],
    });
  };

  const middle = (people: People, gender: Gender) =>
    people.middle[gender].length > 0 && chance(0.6) ? pick(people.middle[gender]) : '';

  const motherOf = (people: People, family: string): Parent => {
    const other = chance(0.1) ? pick(share) : people;
    const maiden = pick(other.last.filter((name) => name !== family));
    const keeps = people.naming !== 'one for all' || chance(0.3);
    return { maiden, firstName: pick(other.given.F), lastName: keeps ? maiden : family };
  };

  const household = () => {
    const people = pick(share);
    const family = pick(people.last);
    const mother = motherOf(people, family);
    const father = {
      firstName: pick(people.given.M),
      lastName: people.naming === "father's and grandfather's" ? pick(people.last) : family,
    };
    const lastName =
      people.naming === 'of both parents' && chance(0.6)
        ? `${family}${chance(0.3) ? '-' : ' '}${mother.maiden}`
        : people.naming === 'one for all' && mother.lastName !== family && chance(0.5)
          ? `${mother.maiden}-${family}`
          : family;
    const at = home();
    const { phone, ...address } = at;
    const parents: Related[] = [];
    if (chance(0.55))
      parents.push({
        lastName: mother.lastName,
        firstName: mother.firstName,
        relationship: 'MTH',
        phone,
        ...address,
        notices: true,
      });
    if (chance(0.35))
      parents.push({ lastName: father.lastName, firstName: father.firstName, relationship: 'FTH', ...address });
    if (chance(0.06))
      parents.push({
        lastName: pick(people.last),
        firstName: pick(people.given.F),
        relationship: pick(['GRD', 'GRP']),
        phone: home().phone,
      });
    const children = pick([1, 1, 2, 2, 2, 3, 4]);
    let born = between(5, chance(0.5) ? 2200 : 6200);
    const used = new Set<string>();
    for (let child = 0; child < children && born < 6900; child += 1) {
      const gender: Gender = chance(0.5) ? 'M' : 'F';
      const junior = gender === 'M' && child === 0 && people.naming === 'one for all' && chance(0.05);
      const firstName = junior ? father.firstName : pick(people.given[gender].filter((name) => !used.has(name)));
      used.add(firstName);
      const middleName = people.naming === "father's and grandfather's" ? father.firstName : middle(people, gender);
      const named = {
        lastName,
        firstName,
        middleName,
        nameSuffix: junior ? 'JR' : '',
        ...(chance(0.85) && { motherMaidenLast: mother.maiden, motherFirst: mother.firstName }),
      };
      add(people, born, gender, named, at, parents);
      born += between(420, 1500);
    }
    if (chance(0.15)) {
      const her = { lastName: mother.lastName, firstName: mother.firstName, middleName: middle(people, 'F') };
      add(
        people,
        born + between(7200, 11000),
        'F',
        { ...her, motherMaidenLast: pick(people.last), motherFirst: pick(people.given.F) },
        at,
        [],
      );
    }
  };

  const grownUp = () => {
    const people = pick(share);
    const gender: Gender = chance(0.5) ? 'M' : 'F';
    const lastName = pick(people.last);
    const mother = motherOf(people, lastName);
    const named = {
      lastName,
      firstName: pick(people.given[gender]),
      middleName: middle(people, gender),
      ...(chance(0.5) && { motherMaidenLast: mother.maiden, motherFirst: mother.firstName }),
    };
    add(people, between(6700, chance(0.6) ? 32800 : 20000), gender, named, home(), []);
  };

  while (found.length < count)
    if (chance(0.68)) household();
    else grownUp();
  return found.slice(0, count);
}
