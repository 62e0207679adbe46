import { expect, test } from 'vitest';
import { judge, ownerAmong, reasonWords } from '../../../src/domain/matching/duplicate.js';
import type { Identity } from '../../../src/domain/matching/likeness.js';

const elsa: Identity = {
  lastName: 'Lindgren',
  firstName: 'Elsa',
  middleName: 'Marie',
  nameSuffix: '',
  birthDate: '2019-05-06',
  gender: 'F',
  street: '12 Maple Ln',
  zip: '55112',
  phone: '6512014630',
  motherMaidenLast: 'Haugen',
  motherFirst: 'Karin',
};
const compare = (other: Partial<Identity>, of: Partial<Identity> = {}) =>
  judge({ ...elsa, ...other }, { ...elsa, ...of });
const bare: Identity = {
  ...elsa,
  middleName: '',
  gender: '',
  street: '',
  zip: '',
  phone: '',
  motherMaidenLast: '',
  motherFirst: '',
};
const compareBare = (other: Partial<Identity>, of: Partial<Identity> = {}) =>
  judge({ ...bare, ...other }, { ...bare, ...of });

test('the same values are surely one person, near ones maybe, with the reasons in words (C3)', () => {
  expect(compare({}).verdict).toBe('sure');
  const { verdict, reasons } = compare({ firstName: 'Elssa' });
  expect(verdict).toBe('doubtful');
  expect(reasonWords(reasons.slice(0, 3))).toBe('same birth date, same last name, first name one letter apart');
  expect(reasonWords(reasons)).not.toMatch(/elsa|lindgren|2019/i);
});

test.each<[string, Partial<Identity>, Partial<Identity>?]>([
  ['moved, with a new phone', { street: '9 Elm Ct', zip: '55901', phone: '5072221234' }],
  ['a new last name, the old one kept', { lastName: 'Lindgren' }, { lastName: 'Berg', former: [elsa] }],
  ['half of a compound name', { lastName: 'Lindgren-Haugen' }],
  ['first and middle name swapped', { firstName: 'Marie', middleName: 'Elsa' }],
  ['day and month of birth swapped', { birthDate: '2019-06-05' }],
  ['named anew', { firstName: 'Ronja' }],
])('%s: may be one person (C3)', (_, other, of) => {
  expect(compare(other, of).verdict).not.toBe('other');
});

test('a twin is another child although all but the first name is the same; one who is called so is the same (C3)', () => {
  const [first, second] = [
    { multipleBirth: 'Y', birthOrder: '1' },
    { multipleBirth: 'Y', birthOrder: '2' },
  ];
  // With the same middle name a child may have been named anew, unless two were born.
  expect(compare({ firstName: 'Ronja' }).verdict).toBe('doubtful');
  expect(compare({ firstName: 'Ronja', multipleBirth: 'Y' }).verdict).toBe('other');
  expect(compare({ firstName: 'Ronja', ...first }, second).verdict).toBe('other');
  // Of one name, but not of one place among them: a person decides.
  const { verdict, reasons } = compare(first, second);
  expect([verdict, reasons.at(-1)?.speaks]).toEqual(['doubtful', 'for']);
  expect(reasonWords(reasons)).toContain('another of several born together');
  for (const [one, other] of [
    [first, first],
    [first, { multipleBirth: 'Y' }],
    [first, {}],
    [{ multipleBirth: 'N' }, first],
  ] as const)
    expect(compare(one, other).verdict).toBe('sure');
  expect(compare({ ...first, birthDate: '2019-05-07' }, second).verdict).toBe('doubtful');
  const called = compareBare({ firstName: 'Ronja' }, { preferredName: 'RONJA' });
  expect([called.verdict, reasonWords(called.reasons)]).toEqual([
    'doubtful',
    expect.stringContaining('first name is the preferred name of the other'),
  ]);
});

test.each<[string, Partial<Identity>]>([
  ['a twin', { firstName: 'Greta', middleName: 'Ann' }],
  ['a brother', { firstName: 'Nils', middleName: '', gender: 'M', birthDate: '2017-01-30' }],
  [
    'a namesake of another age elsewhere',
    { birthDate: '1987-10-01', street: '', phone: '', motherMaidenLast: 'Moe', motherFirst: 'Ann', middleName: '' },
  ],
])('%s is another person (C3)', (_, other) => {
  expect(compare(other).verdict).toBe('other');
});

test.each<[string, Partial<Identity>, Partial<Identity>]>([
  ['chart number', { chartNumber: 'A-2' }, { chartNumber: 'A-1' }],
  ['middle name', { middleName: 'Elena' }, { middleName: 'Luisa' }],
  ['middle name', { middleName: 'Luis' }, { middleName: 'Luisa' }],
  ['middle initial', { middleName: 'E' }, { middleName: 'Luisa' }],
  ['gender', { gender: 'M' }, { gender: 'F' }],
  ['birth certificate number', { birthCertificate: '2' }, { birthCertificate: '1' }],
  ["mother's maiden name", { motherMaidenLast: 'Moe' }, { motherMaidenLast: 'Haugen' }],
  ["mother's first name", { motherFirst: 'Petra' }, { motherFirst: 'Karin' }],
  ['suffix', { nameSuffix: 'JR' }, { nameSuffix: 'SR' }],
  ['address', { street: '9 Elm Ct', zip: '55901' }, { street: '12 Maple Ln', zip: '55112' }],
])(
  'the same name and birth date with another %s is for a person to decide, with that reason (C3)',
  (what, asked, record) => {
    const { verdict, reasons } = compareBare(asked, record);
    expect(verdict).toBe('doubtful');
    const against = reasons.filter(({ speaks }) => speaks === 'against').map(({ text }) => text);
    expect(against.join()).toMatch(new RegExp(`^(?:different ${what}|middle name one letter apart)$`));
  },
);

test.each<[string, Partial<Identity>, Partial<Identity>]>([
  ['nothing else known', {}, elsa],
  ['an initial for the middle name', { middleName: 'L.' }, { middleName: 'Luisa' }],
  ['moved, with the same phone', { street: '9 Elm Ct', zip: '55901', phone: '6512014630' }, elsa],
  ['moved, with the same mother', { street: '9 Elm Ct', zip: '55901', motherMaidenLast: 'HAUGEN' }, elsa],
  ['the street written otherwise', { street: '12 N. Maple Lane Apt 4', zip: '55112' }, elsa],
  ['back at a former address', { street: '1 Old Rd', zip: '55901' }, { ...elsa, formerStreets: ['1 Old Rd'] }],
  ['moved, with the same chart number', { street: '9 Elm Ct', chartNumber: 'a 1' }, { ...elsa, chartNumber: 'A-1' }],
  ['married, with the same chart number', { lastName: 'Berg', chartNumber: 'A-1' }, { chartNumber: 'A-1' }],
])('%s: surely one person (C3)', (_, asked, record) => {
  expect(compareBare(asked, record).verdict).toBe('sure');
});

test.each<[string, Partial<Identity>, Partial<Identity>, string]>([
  [
    'vowel signs of Devanagari',
    { lastName: 'शर्मा', firstName: 'मीना' },
    { lastName: 'शर्मा', firstName: 'मोना' },
    'doubtful',
  ],
  ['marks of Burmese', { lastName: 'အောင်', firstName: 'မြင့်' }, { lastName: 'အောင်', firstName: 'မြင်' }, 'doubtful'],
  [
    'accents that tell apart',
    { lastName: 'Nguyễn', firstName: 'Dung' },
    { lastName: 'Nguyễn', firstName: 'Dũng' },
    'doubtful',
  ],
  ['accents left out', { lastName: 'GARCIA', firstName: 'JOSE' }, { lastName: 'García', firstName: 'José' }, 'sure'],
  ['another apostrophe', { lastName: "Ka'aihue" }, { lastName: 'Kaʻaihue' }, 'sure'],
])('%s: %j and %j are %s (C3)', (_, asked, record, verdict) => {
  expect(compareBare(asked, record).verdict).toBe(verdict);
});

test.each<[string, Partial<Identity>, Partial<Identity>, string]>([
  ['a newborn who has a name now', { firstName: 'Elsa' }, { firstName: 'BABY GIRL' }, 'doubtful'],
  ['a named child entered as a newborn', { firstName: 'BABYGIRL' }, { firstName: 'Elsa' }, 'doubtful'],
  [
    'with the same chart number',
    { firstName: 'Elsa', chartNumber: '7' },
    { firstName: 'Baby girl', chartNumber: '7' },
    'sure',
  ],
  [
    'with the same certificate',
    { firstName: 'Elsa', birthCertificate: '7' },
    { firstName: 'Twin A', birthCertificate: '7' },
    'sure',
  ],
  ['of another gender', { gender: 'F' }, { firstName: 'BABY BOY' }, 'other'],
  ['two newborns of one name', { firstName: 'BABY BOY' }, { firstName: 'BABY BOY' }, 'doubtful'],
  ['two of twins', { firstName: 'TWIN B' }, { firstName: 'TWIN A' }, 'other'],
  [
    'under the name of the mother',
    { lastName: 'Berg', ...mother() },
    { lastName: 'Haugen', firstName: 'Infant', ...mother() },
    'doubtful',
  ],
])('%s: %j and %j are %s (C3)', (_, asked, record, verdict) => {
  expect(compareBare(asked, record).verdict).toBe(verdict);
});

function mother() {
  return { motherMaidenLast: 'Haugen', motherFirst: 'Karin' };
}

test('whoever writes the MIIC ID beside name and birth date has decided, but not for a sister or a twin (C3)', () => {
  const on = { miicId: 7, middleName: 'Marie', gender: 'F', chartNumber: 'A-1' };
  const verdict = (asked: Partial<Identity>) => compareBare({ miicId: 7, ...asked }, on).verdict;
  expect(verdict({ gender: 'M', chartNumber: 'A-2', middleName: 'Ann' })).toBe('sure');
  expect(verdict({ lastName: 'Berg' })).toBe('sure');
  expect(verdict({ birthDate: '2019-05-07' })).toBe('sure');
  expect(verdict({ firstName: 'Elsie' })).toBe('sure');
  expect(verdict({ firstName: 'Greta' })).toBe('doubtful');
  expect(verdict({ firstName: 'Greta', birthDate: '2021-01-01' })).toBe('doubtful');
  expect(verdict({ lastName: 'Berg', birthDate: '2021-01-01' })).toBe('other');
});

test('of several that would be, the same number counts most, then the name as it is written; otherwise a person decides (C3)', () => {
  const record = (miicId: number, more: Partial<Identity> = {}) => ({ ...bare, lastName: 'García', ...more, miicId });
  const asked = { ...bare, lastName: 'García' };
  expect(ownerAmong(asked, [record(1), record(2)])).toMatchObject({
    verdict: 'doubtful',
    among: [{ id: 1 }, { id: 2 }],
  });
  expect(ownerAmong(asked, [record(1, { lastName: 'GARCIA' }), record(2)])).toEqual({ verdict: 'sure', id: 2 });
  expect(ownerAmong({ ...asked, chartNumber: 'A-1' }, [record(1), record(2, { chartNumber: 'A-1' })])).toEqual({
    verdict: 'sure',
    id: 2,
  });
  expect(ownerAmong(asked, [record(1, { firstName: 'Greta' })])).toEqual({ verdict: 'other' });
});
