import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { clientComments, commentKinds } from '../../../src/domain/clients/client-comment.js';
import { type Choice, isCode, labelOf } from '../../../src/domain/codes/choice.js';
import { clientStatuses, inactiveReasons } from '../../../src/domain/codes/client-status.js';
import { countries } from '../../../src/domain/codes/country.js';
import { counties, countyOfZip } from '../../../src/domain/codes/county.js';
import { ethnicities } from '../../../src/domain/codes/ethnicity.js';
import { genders } from '../../../src/domain/codes/gender.js';
import { nameSuffixes } from '../../../src/domain/codes/name-suffix.js';
import { races } from '../../../src/domain/codes/race.js';
import { relationships } from '../../../src/domain/codes/relationship.js';
import { stateOfZip, states } from '../../../src/domain/codes/state.js';
import { vaccineGroups } from '../../../src/domain/vaccines/vaccine-group.js';

const sets: Record<string, readonly Choice[]> = {
  clientComments,
  clientStatuses: [...clientStatuses, ...inactiveReasons],
  commentKinds,
  counties,
  countries,
  ethnicities,
  genders,
  nameSuffixes,
  races,
  relationships,
  states,
  vaccineGroups,
};

const labelsIn = (choices: readonly Choice[]) => choices.map(({ label }) => label);

test.each(Object.entries(sets))('%s has a code and a label for each entry, and none twice', (_name, choices) => {
  for (const { code, label } of choices) {
    expect(code).toMatch(/^\S+$/);
    expect(label).toBe(label.trim());
    expect(label).not.toBe('');
  }
  expect(new Set(choices.map(({ code }) => code)).size).toBe(choices.length);
  expect(new Set(labelsIn(choices)).size).toBe(choices.length);
});

test('a code is shown by its label, an unknown one as it is, and none as nothing', () => {
  expect(labelOf(relationships, 'SEL')).toBe('Self');
  expect(labelOf(relationships, 'XYZ')).toBe('XYZ');
  expect(labelOf(relationships, '')).toBe('');
});

test('a code counts only when it is written exactly', () => {
  expect(isCode(genders, 'U')).toBe(true);
  expect(isCode(genders, 'u')).toBe(false);
  expect(isCode(genders, '')).toBe(false);
});

test('the guides’ relationships, genders and statuses stand verbatim', () => {
  expect(labelsIn(relationships)).toEqual(expect.arrayContaining(['Self', 'Other Relative']));
  expect(labelsIn(genders)).toEqual(['M', 'F', 'Unknown']);
  expect(labelsIn(clientStatuses)).toEqual(['Active', 'Inactive', 'Deceased']);
});

test('Self comes first among the relationships', () => {
  expect(relationships[0].label).toBe('Self');
});

test.each([
  'Immunity: Titer Hepatitis B',
  'Immunity: Titer/MD Dx Hepatitis A',
  'Immunity: Titer/MD Dx Mumps',
  'Immunity: Titer/MD Dx Varicella or Zoster',
  'Medical exemption: COVID-19',
  'Refusal of Cholera',
  'Refusal of Hep B',
  'Refusal of Influenza',
])('the guides’ comment "%s" stands verbatim', (label) => {
  expect(labelsIn(clientComments)).toContain(label);
});

test('immunity exists for six diseases, exemption and refusal for every vaccine group', () => {
  const ofKind = (kind: string) => clientComments.filter((comment) => comment.kind === kind);
  const diseases = ['Hepatitis A', 'Hepatitis B', 'Measles', 'Mumps', 'Rubella', 'Varicella or Zoster'];
  expect(labelsIn(ofKind('immunity'))).toEqual(
    diseases.flatMap((name) => [`Immunity: Titer ${name}`, `Immunity: Titer/MD Dx ${name}`]),
  );
  const groups = vaccineGroups.map(({ code }) => code);
  expect(ofKind('exemption').map(({ group }) => group)).toEqual(groups);
  expect(ofKind('refusal').map(({ group }) => group)).toEqual(groups);
});

test('the client comments follow the order of their kinds', () => {
  const order = [...new Set(clientComments.map(({ kind }) => kind))];
  expect(order).toEqual(commentKinds.map(({ code }) => code));
});

test('the countries are the 249 of ISO 3166-1, the United States first and the others by name', () => {
  expect(countries).toHaveLength(249);
  expect(countries[0]).toEqual({ code: 'USA', label: 'UNITED STATES' });
  const others = labelsIn(countries).slice(1);
  expect(others).toEqual([...others].sort());
  expect(countries.every(({ code, label }) => /^[A-Z]{3}$/.test(code) && label === label.toUpperCase())).toBe(true);
  expect(labelOf(countries, 'SOM')).toBe('SOMALIA');
});

test('a state has two letters, and Minnesota, the District of Columbia, territories and the military are there', () => {
  expect(states.every(({ code }) => /^[A-Z]{2}$/.test(code))).toBe(true);
  expect(labelOf(states, 'MN')).toBe('MINNESOTA');
  for (const code of ['DC', 'PR', 'GU', 'VI', 'AS', 'MP', 'AA', 'AE', 'AP']) expect(isCode(states, code)).toBe(true);
  expect(states).toHaveLength(50 + 1 + 5 + 3 + 3);
});

test.each([
  ['55112', 'MN'],
  ['56560', 'MN'],
  ['58102', 'ND'],
  ['54016', 'WI'],
  ['57104', 'SD'],
  ['50309', 'IA'],
  ['02134', 'MA'],
  ['10001', 'NY'],
  ['20500', 'DC'],
  ['00901', 'PR'],
  ['90210', 'CA'],
  ['96799', 'AS'],
  ['09001', 'AE'],
  ['55164-0975', 'MN'],
])('ZIP %s is in %s', (zip, state) => {
  expect(stateOfZip(zip)).toBe(state);
});

test('every state has a ZIP', () => {
  const prefixes = Array.from({ length: 1000 }, (_, prefix) => String(prefix).padStart(3, '0'));
  const found = new Set(prefixes.map((prefix) => stateOfZip(`${prefix}01`)));
  const bySingleZip = ['96799', '96941', '96960', '96950', '96940'].map((zip) => stateOfZip(zip));
  expect([...new Set([...found, ...bySingleZip])].filter(Boolean).sort()).toEqual(states.map(({ code }) => code));
});

test.each(['', '5000', '00000', '55', '5511Z', '551123', '55200', '99999999'])('"%s" is the ZIP of no state', (zip) => {
  expect(stateOfZip(zip)).toBeUndefined();
});

test('Minnesota has 87 counties, with odd FIPS codes from 001 to 173', () => {
  const codes = counties.map(({ code }) => code).sort();
  expect(codes).toEqual(Array.from({ length: 87 }, (_, index) => String(2 * index + 1).padStart(3, '0')));
  expect(labelsIn(counties)).toEqual(labelsIn(counties).sort());
  expect(labelOf(counties, '137')).toBe('SAINT LOUIS');
});

test.each([
  ['55112', 'RAMSEY'],
  ['55101', 'RAMSEY'],
  ['55401', 'HENNEPIN'],
  ['55124-1234', 'DAKOTA'],
  ['55802', 'SAINT LOUIS'],
  ['55901', 'OLMSTED'],
  ['56303', 'STEARNS'],
  ['56001', 'BLUE EARTH'],
  ['56560', 'CLAY'],
  ['55987', 'WINONA'],
  ['56601', 'BELTRAMI'],
])('ZIP %s suggests %s county', (zip, county) => {
  expect(labelOf(counties, countyOfZip(zip) ?? '')).toBe(county);
});

test('no county is suggested for a ZIP that counties share, lies elsewhere or is none', () => {
  expect(['56304', '55330', '54016', '5000', ''].map((zip) => countyOfZip(zip))).toEqual(Array(5).fill(undefined));
});

test('every ZIP with a county is a Minnesota ZIP, and its county is on the list', () => {
  const zips = Array.from({ length: 100_000 }, (_, zip) => String(zip).padStart(5, '0'));
  const suggesting = zips.filter((zip) => countyOfZip(zip));
  expect(suggesting.length).toBeGreaterThan(250);
  expect(suggesting.every((zip) => stateOfZip(zip) === 'MN' && isCode(counties, countyOfZip(zip) ?? ''))).toBe(true);
});

const codesets = process.env.CODESETS ?? new URL('../../../../shared/data/codesets.json', import.meta.url);

test.skipIf(!existsSync(codesets)).each([
  ['relationship (HL7 0063)', relationships, {}],
  ['race (CDCREC)', races, { '2186-5': 'an ethnicity, listed there by mistake' }],
  ['ethnicity (CDCREC)', ethnicities, {}],
  ['client status (HL7 0441)', sets.clientStatuses ?? [], { U: 'every client here has a status' }],
] as const)(
  'the codes in use of %s are known (skipped where the file of CODESETS is absent)',
  (name, choices, left) => {
    const source: Record<string, { code: string; status: string }[]> = JSON.parse(readFileSync(codesets, 'utf8'));
    const inUse = (source[name] ?? []).filter(({ status }) => status !== 'Ignored').map(({ code }) => code);
    expect(inUse).not.toEqual([]);
    expect(inUse.filter((code) => !isCode(choices, code) && !(code in left))).toEqual([]);
  },
);
