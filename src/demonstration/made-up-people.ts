import { countyOfZip } from '../domain/codes/county.js';
import { stateOfZip } from '../domain/codes/state.js';
import type { Day } from '../domain/time/day.js';
import { pick, randomFrom } from './dice.js';
import { familyName, givenName } from './made-up-names.js';
import { farther, nearby, type People, peoples, streets } from './names.js';

/** The last day of everything that is made. */
const newest = Date.parse('2026-10-31T00:00:00Z');
const oneDay = 86_400_000;
const back = (days: number): Day => new Date(newest - Math.round(days) * oneDay).toISOString().slice(0, 10);

export type Home = { street: string; city: string; state: string; zip: string; county: string; phone: string };
export type Related = { lastName: string; firstName: string; relationship: string; phone: string };
export type MadeUpPerson = {
  lastName: string;
  firstName: string;
  middleName: string;
  nameSuffix: string;
  motherMaidenLast: string;
  motherFirst: string;
  gender: 'M' | 'F' | 'U';
  birthDate: Day;
  birthCountry: string;
  race: string;
  ethnicity: string;
  home: Home;
  email: string;
  undeliverable: boolean;
  enteredOn: Day;
  aliases: { lastName: string; firstName: string; birthDate: Day }[];
  moved: (Home & { untilOn: Day }) | undefined;
  contacts: Related[];
  /** Indexes of organizations, the first entered the record; chart numbers where they keep them. */
  enrolments: { at: number; chartNumber: string; inactive: boolean }[];
  doses: { givenOn: Day; cvx: string; historical: boolean }[];
};

/** The number of 1,000 households that name themselves so, by the first name of the list. */
const mix: readonly (readonly [last: string, of1000: number])[] = [
  ['ANDERSON', 60],
  ['SCHMIDT', 55],
  ['VANG', 14],
  ['ALI', 16],
  ['GARCÍA', 55],
  ['KINGBIRD', 12],
  ['NGUYEN', 7],
  ["O'BRIEN", 25],
  ['WASHINGTON', 16],
];
const shares: People[] = mix.flatMap(([last, share]) =>
  Array<People>(share).fill(peoples.find((people) => people.last[0] === last) as People),
);

/** The vaccines that children get, by the day of life, and that everybody gets now and then: CVX codes. */
const schedule: readonly (readonly [day: number, cvx: string])[] = [
  [1, '08'],
  [62, '08'],
  [62, '20'],
  [62, '10'],
  [125, '20'],
  [125, '10'],
  [185, '20'],
  [185, '08'],
  [370, '03'],
  [370, '21'],
  [470, '20'],
  [1500, '20'],
  [1500, '10'],
  [1500, '03'],
  [4050, '115'],
  [4050, '165'],
  [4050, '114'],
];
const repeated = ['150', '150', '213'];

/** Households of the region, the same for the same seed, until there are `count` people. */
export function* households(count: number, seed: number, organizations: number): Generator<MadeUpPerson[]> {
  const next = randomFrom(seed);
  let charts = 100_000;
  let made = 0;
  const chance = (part: number) => next() < part;
  const between = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));

  const home = (): Home => {
    const { area, zip, city } = pick(next, chance(0.6) ? nearby : farther);
    const unit = chance(0.22) ? ` APT ${between(1, 412)}` : '';
    return {
      street: `${between(101, chance(0.3) ? 19999 : 2999)} ${pick(next, streets)}${unit}`,
      city,
      zip,
      state: stateOfZip(zip) ?? '',
      county: countyOfZip(zip) ?? '',
      phone: `${area}${between(221, 909)}${between(2000, 9899)}`,
    };
  };
  const people = () => {
    const at = Math.floor(next() * 1000);
    return shares[at];
  };
  // The names of the region besides those of the census, the first of each list more frequent than the last.
  const family = (of: People | undefined) =>
    of && chance(of.race[0] === '2106-3' ? 0.35 : 0.85)
      ? (of.last[Math.floor(next() ** 2 * of.last.length)] ?? '')
      : familyName(next);
  const given = (of: People | undefined, gender: 'M' | 'F', isChild: boolean) =>
    of && chance(of.race[0] === '2106-3' ? 0.1 : 0.5) ? pick(next, of.given[gender]) : givenName(next, gender, isChild);

  const person = (
    of: People | undefined,
    born: number,
    gender: 'M' | 'F',
    name: {
      lastName: string;
      firstName: string;
      middleName: string;
      mother: { maiden: string; first: string } | undefined;
    },
    at: Home,
    contacts: Related[],
  ): MadeUpPerson => {
    const years = born / 365.25;
    const main = Math.floor(next() ** 1.6 * organizations);
    const others = chance(0.3) ? [Math.floor(next() * organizations)].filter((other) => other !== main) : [];
    const aliases: MadeUpPerson['aliases'] = [];
    if (gender === 'F' && years > 22 && chance(0.3))
      aliases.push({ lastName: family(of), firstName: name.firstName, birthDate: back(born) });
    else if (chance(0.025)) aliases.push({ lastName: family(of), firstName: name.firstName, birthDate: back(born) });
    if (chance(0.01))
      aliases.push({ lastName: name.lastName, firstName: name.firstName, birthDate: back(born + between(1, 9)) });
    const doses: MadeUpPerson['doses'] = [];
    const vaccinated = chance(0.93);
    for (const [day, cvx] of schedule)
      if (vaccinated && born - day > 0 && (years < 30 || day > 4000) && chance(0.88))
        doses.push({
          givenOn: back(born - day - between(0, 20) > 0 ? born - day - between(0, 20) : 0),
          cvx,
          historical: chance(0.3),
        });
    for (let year = 1; vaccinated && year < Math.min(years, 12); year += 1)
      if (chance(0.4))
        doses.push({ givenOn: back(year * 365 - between(0, 90)), cvx: pick(next, repeated), historical: chance(0.3) });
    const entered = back(between(0, Math.min(Math.floor(born * 0.6), 3600)));
    return {
      lastName: name.lastName,
      firstName: name.firstName,
      middleName: name.middleName,
      nameSuffix: gender === 'M' && chance(0.012) ? 'JR' : '',
      motherMaidenLast: name.mother?.maiden ?? '',
      motherFirst: name.mother?.first ?? '',
      gender: chance(0.01) ? 'U' : gender,
      birthDate: back(born),
      birthCountry: of && of.countries.length > 0 && chance(years > 25 ? 0.4 : 0.08) ? pick(next, of.countries) : 'USA',
      race: chance(0.12) ? '' : of ? pick(next, of.race) : '2106-3',
      ethnicity: chance(0.15) ? '' : (of?.ethnicity ?? '2186-5'),
      home: chance(0.03) ? { street: '', city: '', state: '', zip: '', county: '', phone: at.phone } : at,
      email: years > 17 && chance(0.3) ? `p${made}@example.org` : '',
      undeliverable: chance(0.03),
      enteredOn: entered,
      aliases,
      moved: chance(0.2) ? { ...home(), untilOn: entered } : undefined,
      contacts,
      doses,
      enrolments: [main, ...others].map((at) => {
        charts += between(1, 3);
        return { at, chartNumber: chance(0.88) ? `R-${charts}` : '', inactive: chance(0.09) };
      }),
    };
  };

  const middle = (of: People | undefined, gender: 'M' | 'F') =>
    chance(0.55) ? (chance(0.25) ? String.fromCharCode(65 + between(0, 22)) : given(of, gender, false)) : '';

  while (made < count) {
    const of = people();
    const at = home();
    const list: MadeUpPerson[] = [];
    if (chance(0.62)) {
      const last = family(of);
      const mother = { maiden: family(chance(0.1) ? people() : of), first: given(of, 'F', false) };
      const father = given(of, 'M', false);
      const compound = of?.naming === 'of both parents' ? 0.55 : 0.05;
      const lastName = chance(compound) ? `${last}${chance(0.5) ? '-' : ' '}${mother.maiden}` : last;
      const contacts: Related[] = [];
      if (chance(0.6)) contacts.push({ lastName: last, firstName: mother.first, relationship: 'MTH', phone: at.phone });
      if (chance(0.35)) contacts.push({ lastName: last, firstName: father, relationship: 'FTH', phone: at.phone });
      let born = between(5, chance(0.6) ? 4000 : 8400);
      const children = pick(next, [1, 1, 2, 2, 2, 3, 3, 4]);
      const knows = chance(0.85);
      for (let child = 0; child < children && born < 9300; child += 1) {
        const births = chance(0.016) ? 2 : 1;
        for (let twin = 0; twin < births; twin += 1) {
          const gender = chance(0.5) ? 'M' : 'F';
          const firstName = given(of, gender, true);
          const middleName = of?.naming === "father's and grandfather's" ? father : middle(of, gender);
          list.push(
            person(
              of,
              born,
              gender,
              { lastName, firstName, middleName, mother: knows ? mother : undefined },
              at,
              contacts,
            ),
          );
        }
        born += between(420, 1500);
      }
    } else {
      const gender = chance(0.5) ? 'M' : 'F';
      const mother = chance(0.4) ? { maiden: family(of), first: given(of, 'F', false) } : undefined;
      const named = {
        lastName: family(of),
        firstName: given(of, gender, false),
        middleName: middle(of, gender),
        mother,
      };
      list.push(person(of, between(6700, chance(0.6) ? 32000 : 20000), gender, named, at, []));
    }
    yield list.slice(0, count - made);
    made += list.length;
  }
}
