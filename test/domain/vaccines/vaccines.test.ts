import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { bodySites } from '../../../src/domain/codes/body-site.js';
import { type Choice, isCode } from '../../../src/domain/codes/choice.js';
import { doseUnits } from '../../../src/domain/codes/dose-unit.js';
import { fundings } from '../../../src/domain/codes/funding.js';
import { manufacturers } from '../../../src/domain/codes/manufacturer.js';
import { olderRoutes, routes } from '../../../src/domain/codes/route.js';
import { immunizationSources } from '../../../src/domain/codes/source.js';
import { onlyVaccine, vaccineList } from '../../../src/domain/vaccines/list.js';
import { findTradeName, tradeNames } from '../../../src/domain/vaccines/trade-name.js';
import { findVaccine, notVaccines, vaccineName, vaccines } from '../../../src/domain/vaccines/vaccine.js';
import { vaccineGroups } from '../../../src/domain/vaccines/vaccine-group.js';

const sets: Record<string, readonly Choice[]> = {
  bodySites,
  doseUnits,
  fundings,
  immunizationSources,
  manufacturers,
  routes,
};

test.each(Object.entries(sets))('%s has a code and a label for each entry, and none twice', (_name, choices) => {
  for (const { code, label } of choices) {
    expect(code).toMatch(/^\S+$/);
    expect(label).not.toBe('');
  }
  expect(new Set(choices.map(({ code }) => code)).size).toBe(choices.length);
  expect(new Set(choices.map(({ label }) => label)).size).toBe(choices.length);
});

test('a vaccine has one CVX code, one name, and groups that exist; none is also told not to be one', () => {
  expect(new Set(vaccines.map(({ cvx }) => cvx)).size).toBe(vaccines.length);
  expect(new Set(vaccines.map(({ name }) => name.toLowerCase())).size).toBe(vaccines.length);
  for (const { cvx, groups } of vaccines) {
    expect(notVaccines.get(cvx)).toBeUndefined();
    for (const group of groups) expect(isCode(vaccineGroups, group), `${cvx} ${group}`).toBe(true);
  }
});

test('every vaccine group has a vaccine', () => {
  const found = new Set(vaccines.flatMap(({ groups }) => groups));
  expect(vaccineGroups.filter(({ code }) => !found.has(code))).toEqual([]);
});

test.each([
  ['110', ['DTAP', 'HEPB', 'POLIO']],
  ['120', ['DTAP', 'HIB', 'POLIO']],
  ['130', ['DTAP', 'POLIO']],
  ['146', ['DTAP', 'POLIO', 'HIB', 'HEPB']],
  ['51', ['HIB', 'HEPB']],
  ['94', ['MMR', 'VARICELLA']],
  ['104', ['HEPA', 'HEPB']],
  ['193', ['HEPA', 'HEPB']],
  ['115', ['DTAP']],
  ['316', ['MENING', 'MENB']],
])('CVX %s counts for %j', (cvx, groups) => {
  expect([...(findVaccine(cvx)?.groups ?? [])].sort()).toEqual([...groups].sort());
});

const inGroup: Record<string, string> = {
  DTAP: '01 09 20 28 106 107 113 115 138 139 196 110 120 130 146',
  HEPA: '31 52 83 84 85 104 193',
  HEPB: '08 42 43 44 45 189 220 110 146 51 104 193',
  HIB: '17 46 47 48 49 120 146 51',
  HPV: '62 118 137 165',
  FLU: '88 140 141 150 153 155 158 168 185',
  MENING: '32 103 108 114 136 147 203',
  MENB: '162 163 164',
  MMR: '03 04 05 06 07 38 94',
  PNEUMO: '33 100 109 133 152 215 216 327',
  POLIO: '02 10 89 110 120 130 146',
  ROTAVIRUS: '74 116 119 122',
  RSV: '303 304 305 306 307 314 315 326',
  VARICELLA: '21 94',
  ZOSTER: '121 187 188',
  COVID: '213 309 310 311 312 313 334',
};

test.each(Object.entries(inGroup))('the vaccines in use for %s count for it', (group, codes) => {
  for (const cvx of codes.split(' ')) expect(findVaccine(cvx)?.groups, cvx).toContain(group);
});

test('a trade name has a vaccine and a manufacturer that are known, and stands once', () => {
  for (const { name, cvx, mvx } of tradeNames) {
    expect(findVaccine(cvx), name).toBeDefined();
    expect(isCode(manufacturers, mvx), `${name} ${mvx}`).toBe(true);
    expect(findTradeName(name)?.name).toBe(name);
  }
  expect(findTradeName('PEDIARIX')).toEqual({ name: 'Pediarix', cvx: '110', mvx: 'SKB' });
  expect(findTradeName('Panacea')).toBeUndefined();
});

test('a code that is not known is legible', () => {
  expect(vaccineName('110')).toBe('DTaP-Hep B-IPV');
  expect(vaccineName('7777')).toBe('CVX 7777');
});

const listed = (sought: string) => vaccineList(sought).flatMap(({ choices }) => choices.map(({ label }) => label));

test('a vaccine is found by its group, its trade name and its code, and stands in the list once (I5)', () => {
  expect(listed('PEDIARIX')).toEqual(['DTaP-Hep B-IPV [Pediarix] (110)']);
  expect(listed('110').length).toBeGreaterThan(0);
  expect(listed('94')).toEqual(['MMRV (94)', 'MMRV [ProQuad] (94)']);
  expect(listed('rotavirus')).toContain('Rotavirus, monovalent [Rotarix] (119)');
  expect(listed('hep b')).toContain('Hep B, CpG adjuvanted [Heplisav-B] (189)');
  expect(listed('polio')).toContain('DTaP-Hep B-IPV [Pediarix] (110)');
  expect(listed('no such thing')).toEqual([]);
  for (const sought of ['', 'dtap', 'hep', 'a', 'polio', 'covid'])
    expect(listed(sought), sought).toHaveLength(new Set(listed(sought)).size);
  const combined = vaccineList().find(({ group }) => group === 'Combinations');
  expect(combined?.choices.map(({ label }) => label)).toContain('MMRV [ProQuad] (94)');
});

test.each([
  ['tdap', ['Tdap (115)', 'Tdap [Adacel] (115)', 'Tdap [Boostrix] (115)']],
  ['td', ['Td (adult), preservative free (113)']],
  ['mmr', ['MMR (03)', 'MMR [M-M-R II] (03)', 'MMR [Priorix] (03)']],
  ['m-m-r', ['MMR (03)', 'MMR [M-M-R II] (03)']],
  ['hpv', ['HPV, unspecified (137)']],
  ['dtap', ['DTaP (20)']],
])('%s lists first what is called so', (sought, first) => {
  expect(listed(sought).slice(0, first.length)).toEqual(first);
});

test.each([
  ['shingles', 'Zoster recombinant [Shingrix] (187)', 'Varicella [Varivax] (21)'],
  ['chicken pox', 'Varicella [Varivax] (21)', 'Zoster recombinant [Shingrix] (187)'],
  ['chickenpox', 'MMRV [ProQuad] (94)', 'MMR (03)'],
  ['whooping cough', 'Tdap [Boostrix] (115)', 'Td (adult), preservative free [Tenivac] (113)'],
  ['lockjaw', 'Td (adult), preservative free [Tenivac] (113)', 'MMR (03)'],
  ['flu', 'Influenza, live, trivalent, intranasal [FluMist] (111)', 'Hib (PRP-T) [ActHIB] (48)'],
  ['covid', 'COVID-19, mRNA, tris-sucrose, 30 mcg/0.3 mL [Comirnaty] (309)', 'MMR (03)'],
  ['measles', 'MMR [M-M-R II] (03)', 'Varicella [Varivax] (21)'],
  ['german measles', 'MMRV [ProQuad] (94)', 'Varicella [Varivax] (21)'],
  ['meningitis', 'Meningococcal B, OMV [Bexsero] (163)', 'MMR (03)'],
  ['pneumonia', 'Pneumococcal conjugate PCV20 [Prevnar 20] (216)', 'MMR (03)'],
  ['monkeypox', 'Smallpox/mpox, live, nonreplicating [Jynneos] (206)', 'Varicella [Varivax] (21)'],
  ['cervical cancer', 'HPV9 [Gardasil 9] (165)', 'MMR (03)'],
])('by its common name: %s finds %s, and not %s', (sought, label, other) => {
  expect(listed(sought)).toContain(label);
  expect(listed(sought)).not.toContain(other);
});

test('the one vaccine that is left is known', () => {
  expect(onlyVaccine('shingrix')?.code).toBe('187:Shingrix');
  expect(onlyVaccine('gardasil 9')?.code).toBe('165:Gardasil 9');
  for (const sought of ['', ' ', 'tdap', 'no such thing']) expect(onlyVaccine(sought), sought).toBeUndefined();
});

test('older vaccines are found, and do not stand in the list at first', () => {
  expect(listed('')).not.toContain('OPV (02)');
  expect(listed('opv')).toContain('OPV [Orimune] (02)');
  expect(listed('plague')).toEqual(['Plague (23)']);
});

const codesets = process.env.CODESETS ?? new URL('../../../../shared/data/codesets.json', import.meta.url);
const absent = !existsSync(codesets);
const inUse = (name: string): string[] => {
  const source: Record<string, { code: string; status: string }[]> = JSON.parse(readFileSync(codesets, 'utf8'));
  return (source[name] ?? []).filter(({ status }) => status !== 'Ignored').map(({ code }) => code);
};

test.skipIf(absent)(
  'every CVX code in use is known with its groups, or listed with why not (skipped where the file of CODESETS is absent)',
  () => {
    const codes = inUse('vaccine (CVX)');
    expect(codes.length).toBeGreaterThan(250);
    expect(codes.filter((cvx) => !findVaccine(cvx) && !notVaccines.get(cvx))).toEqual([]);
    const without = codes.filter((cvx) => findVaccine(cvx)?.groups.length === 0);
    expect(without.sort()).toEqual(['131', '23', '78', '80', '81', '92']);
  },
);

test.skipIf(absent).each([
  ['manufacturer (MVX)', manufacturers, {}],
  ['body site (HL7 0163)', bodySites, {}],
  ['route (NCIT, HL7 0162)', routes, olderRoutes],
  ['source of information (NIP001)', immunizationSources, {}],
  ['funding eligibility (HL7 0064)', fundings, {}],
] as const)('the codes in use of %s are known (skipped where the file of CODESETS is absent)', (name, known, older) => {
  const codes = inUse(name);
  expect(codes).not.toEqual([]);
  expect(codes.filter((code) => !isCode(known, code) && !(code in older))).toEqual([]);
});
