import { clientComments } from '../domain/clients/client-comment.js';
import { countyOfZip } from '../domain/codes/county.js';
import { type Person, personal, type Related } from './clients.js';

/** The MIIC IDs of the clients that people and tests speak of by name. */
export type CastIds = Readonly<
  Record<
    'donDuck' | 'rainbowBright' | 'locked' | 'deceased' | 'certified' | 'aliased' | 'sevenContacts' | 'longName',
    number
  >
> & { readonly twins: readonly [number, number] };

/** The clients that are spoken of by name: the two of the guide, and one for each state that a record can be in. */
export function cast(ids: CastIds): Person[] {
  return [
    donDuck(ids.donDuck),
    rainbowBright(ids.rainbowBright),
    locked(ids.locked),
    deceased(ids.deceased),
    certified(ids.certified),
    ...twins(ids.twins),
    aliased(ids.aliased),
    sevenContacts(ids.sevenContacts),
    longName(ids.longName),
  ];
}

const address = (street: string, city: string, zip: string) => ({
  street,
  city,
  zip,
  state: 'MN',
  county: countyOfZip(zip) ?? '',
});
const mother = (firstName: string, maiden: string) => ({ motherFirst: firstName, motherMaidenLast: maiden });
const background = (race: string, ethnicity = '2186-5', birthCountry = 'USA') => ({ race, ethnicity, birthCountry });
const relative = (firstName: string, lastName: string, relationship: string, more: Partial<Related> = {}): Related => ({
  firstName,
  lastName,
  relationship,
  ...more,
});

/** The guide's, with the phone that the rules of today refuse. */
function donDuck(id: number): Person {
  return {
    id,
    personal: personal({
      lastName: 'DUCK',
      firstName: 'DON',
      gender: 'M',
      birthDate: '2009-09-21',
      ...mother('DELLA', 'MALLARD'),
      ...address('123 1ST ST SE', 'SAINT PAUL', '55112'),
      phone: '5555555555',
    }),
    addressOn: '2021-10-15',
    updatedOn: '2023-01-11',
    enrolments: [{ at: 'RIVER', chartNumber: 'R-100200' }],
    contacts: [relative('HUEY', 'DUCK', 'EXF')],
    comments: [],
  };
}

/** The guide's, whose ZIP there has four digits and is left out. */
function rainbowBright(id: number): Person {
  return {
    id,
    personal: personal({
      lastName: 'BRIGHT',
      firstName: 'RAINBOW',
      middleName: 'FANCYPANTS',
      gender: 'U',
      birthDate: '2015-02-14',
      motherMaidenLast: 'UNICORN',
      street: '1625 CLOUDNINE DRIVE',
      city: 'PEGASUS',
      state: 'MN',
      phone: '6512014629',
    }),
    addressOn: '2022-04-01',
    enrolments: [{ at: 'RIVER', chartNumber: '12345678910' }],
    contacts: [],
    comments: [
      comment('Refusal of Cholera', '2022-04-01'),
      comment('Refusal of Influenza', '2021-11-04'),
      comment('Immunity: Titer/MD Dx Varicella or Zoster', '2022-03-17'),
      comment('Immunity: Titer/MD Dx Mumps', '2020-01-01'),
    ],
  };
}

function comment(label: string, appliesOn: string) {
  const found = clientComments.find((choice) => choice.label === label);
  if (!found) throw new Error(`No client comment is called "${label}".`);
  return { code: found.code, appliesOn };
}

/** Locked by Lakeview, although Riverside has a chart of the same client. */
function locked(id: number): Person {
  return {
    id,
    personal: personal({
      lastName: 'STORDAHL',
      firstName: 'MARIT',
      middleName: 'ELISE',
      gender: 'F',
      birthDate: '1998-03-27',
      ...mother('TONE', 'RASK'),
      ...background('2106-3'),
      ...address('2208 SUMMIT PL', 'SAINT PAUL', '55105'),
      phone: '6514487203',
    }),
    addressOn: '2025-02-11',
    enrolments: [
      { at: 'LAKE', chartNumber: 'LFH100101' },
      { at: 'RIVER', chartNumber: 'R-100201' },
    ],
    lockedBy: 'LAKE',
    contacts: [],
    comments: [],
  };
}

function deceased(id: number): Person {
  return {
    id,
    personal: personal({
      lastName: 'QUISTGAARD',
      firstName: 'ALMA',
      gender: 'F',
      birthDate: '1937-06-02',
      ...mother('THEA', 'HOLM'),
      ...background('2106-3'),
      ...address('415 CHURCH ST N', 'STILLWATER', '55082'),
      phone: '6514396128',
    }),
    addressOn: '2019-05-06',
    enrolments: [{ at: 'LAKE', chartNumber: 'LFH100102', status: 'P', reminder: false }, { at: 'PUB' }],
    deceased: { on: '2026-01-19', recordedOn: '2026-02-03' },
    contacts: [],
    comments: [],
  };
}

/** Her birth date is held by the birth certificate (C6). */
function certified(id: number): Person {
  return {
    id,
    personal: personal({
      lastName: 'PETTIGREW-XIONG',
      firstName: 'OPAL',
      middleName: 'MAI',
      gender: 'F',
      birthDate: '2019-04-08',
      ...mother('KALIA', 'XIONG'),
      ...background('2028-9 2106-3'),
      ...address('977 ARMSTRONG AVE W', 'SAINT PAUL', '55104'),
      phone: '6512934475',
    }),
    addressOn: '2024-08-20',
    enrolments: [
      { at: 'RIVER', chartNumber: 'R-100202' },
      { at: 'OAK', chartNumber: 'S100103' },
    ],
    birthCertificate: '2019-MN-018834',
    contacts: [
      relative('KALIA', 'XIONG', 'MTH', { phone: '6512934475', email: 'kalia.xiong@example.org', notices: true }),
    ],
    comments: [],
  };
}

/** Two records that must not be taken for one: only first names, birth order and chart numbers differ. */
function twins([first, second]: CastIds['twins']): Person[] {
  const twin = (id: number, firstName: string, birthOrder: string, chartNumber: string): Person => ({
    id,
    personal: personal({
      lastName: 'GEEDI',
      firstName,
      middleName: 'LIBAN',
      gender: 'M',
      birthDate: '2022-12-05',
      multipleBirth: 'Y',
      birthOrder,
      ...mother('HODAN', 'SAMATAR'),
      ...background('2054-5'),
      ...address('1530 5TH ST S APT 14', 'MINNEAPOLIS', '55454'),
      phone: '6123327086',
    }),
    addressOn: '2025-09-02',
    enrolments: [{ at: 'RIVER', chartNumber }],
    contacts: [relative('HODAN', 'SAMATAR', 'MTH', { phone: '6123327086', notices: true })],
    comments: [],
  });
  return [twin(first, 'HASSAN', '1', 'R-100203'), twin(second, 'HUSSEIN', '2', 'R-100204')];
}

/** Found by her name before marriage, too (C5); diabetes changes what is due (F1). */
function aliased(id: number): Person {
  return {
    id,
    personal: personal({
      lastName: 'ABERNATHY',
      firstName: 'SIGNE',
      middleName: 'LOVISA',
      gender: 'F',
      birthDate: '1994-07-16',
      ...mother('GUNHILD', 'BRANDVOLD'),
      ...background('2106-3'),
      ...address('3341 46TH AVE S', 'MINNEAPOLIS', '55407'),
      phone: '6127214890',
      email: 'signe.abernathy@example.org',
    }),
    addressOn: '2023-06-30',
    enrolments: [
      { at: 'RIVER', chartNumber: 'R-100205' },
      { at: 'LAKE', chartNumber: 'LFH100106' },
    ],
    formerName: { lastName: 'FROYSAA', until: '2023-06-30' },
    contacts: [],
    comments: [],
    conditions: [{ code: '014', fromOn: '2019-03-11' }],
  };
}

/** Seven contacts besides himself; he lives with his grandmother, whose address is the primary one (C16). */
function sevenContacts(id: number): Person {
  const mothers = address('2119 15TH AVE S', 'MINNEAPOLIS', '55404');
  const grandmothers = address('64 WOODLAND RD', 'BEMIDJI', '56601');
  return {
    id,
    personal: personal({
      lastName: 'NIGHTHAWK',
      firstName: 'ELIAS',
      middleName: 'RAY',
      gender: 'M',
      birthDate: '2016-11-30',
      ...mother('TESSA', 'NIGHTHAWK'),
      ...background('1002-5'),
      ...mothers,
      phone: '2187519364',
    }),
    addressOn: '2024-01-15',
    enrolments: [
      { at: 'RIVER', chartNumber: 'R-100206' },
      { at: 'PUB', chartNumber: 'PH-100107' },
    ],
    contacts: [
      relative('TESSA', 'NIGHTHAWK', 'MTH', { phone: '6128714052', ...mothers }),
      relative('DELPHINE', 'NIGHTHAWK', 'GRP', {
        phone: '2187519364',
        ...grandmothers,
        notices: true,
        isPrimary: true,
      }),
      relative('WARREN', 'STANDING CLOUD', 'FTH', { phone: '2183357741' }),
      relative('LORNA', 'NIGHTHAWK', 'EXF', { phone: '2187514418', email: 'lorna.nighthawk@example.org' }),
      relative('JUNE', 'NIGHTHAWK', 'SIS'),
      relative('ALVIN', 'STANDING CLOUD', 'GRP', { phone: '2183352206', city: 'CASS LAKE', state: 'MN', zip: '56633' }),
      relative('PATRICIA', 'OSTLUND', 'CGV', { phone: '2187598830', email: 'p.ostlund@example.org' }),
    ],
    comments: [],
  };
}

/** A name that must fit every screen and no label. */
function longName(id: number): Person {
  const maiden = 'DOS SANTOS CAVALCANTI DE ALBUQUERQUE';
  return {
    id,
    personal: personal({
      lastName: 'ALVES DE OLIVEIRA E VASCONCELOS MENDONÇA DOS SANTOS CAVALCANTI',
      firstName: 'MARIA APARECIDA DA CONCEIÇÃO',
      middleName: 'DE NOSSA SENHORA',
      gender: 'F',
      birthDate: '2012-08-23',
      ...mother('ANA LÚCIA', maiden),
      ...background('', '2135-2', 'BRA'),
      ...address('11024 COUNTRYSIDE CROSSING BOULEVARD NORTHWEST APT 1408 BUILDING C', 'COON RAPIDS', '55433-2107'),
      phone: '7634213958',
      email: 'maria-aparecida.alves-de-oliveira@example.org',
    }),
    addressOn: '2026-03-24',
    enrolments: [{ at: 'RIVER', chartNumber: 'R-100207' }],
    contacts: [relative('ANA LÚCIA', maiden, 'MTH', { phone: '7634213958', notices: true })],
    comments: [],
  };
}
