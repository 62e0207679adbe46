// What was assessed for a record is kept for a while, and never shown for another state of it, another day or schedule.
import { expect, test } from 'vitest';
import { assessRecord, personOf } from '../../../src/db/immunizations/assessment.js';
import { assess } from '../../../src/forecast/assess.js';
import { compile } from '../../../src/forecast/schedule/compile.js';
import { packOnFile, scheduleOnFile } from '../../../src/forecast/schedule/on-file.js';
import { readPack } from '../../../src/forecast/schedule/pack.js';

const schedule = scheduleOnFile();
const day = '2026-11-22';
type Record = Parameters<typeof assessRecord>[1];
const dose = (id: number, cvx: string, givenOn: string): Record['doses'][number] => ({
  ...{ id, cvx, givenOn, mvx: '', tradeName: '', lotExpiresOn: '', amount: '0.5', unit: 'mL' },
});
const record: Record = {
  ...{ birthDate: '2024-05-12', gender: 'F', birthCountry: '', comments: [], conditions: [] },
  doses: [dose(1, '03', '2025-06-01'), dose(2, '48', '2024-07-12')],
};
const fresh = (of: Record, on = day) => assess(personOf(of, on), schedule);
const first = record.doses.slice(0, 1);

test('the same record on the same day is assessed once', () => {
  expect(assessRecord(schedule, record, day)).toBe(assessRecord(schedule, structuredClone(record), day));
});

const changes: [what: string, change: Partial<Record>, on: string][] = [
  ['another birth date', { birthDate: '2024-09-12' }, day],
  ['another gender', { gender: 'M', birthDate: '2012-05-12' }, day],
  ['a comment', { comments: [{ id: 1, code: 'T-MEASLES', appliesOn: '2026-01-01' }] }, day],
  ['a condition', { conditions: [{ id: 1, code: '155', fromOn: '2024-06-01', untilOn: '' }] }, day],
  ['a dose more', { doses: [...record.doses, dose(3, '48', '2024-09-12')] }, day],
  ['a dose less', { doses: first }, day],
  ['another day of a dose', { doses: [...first, dose(2, '48', '2024-06-01')] }, day],
  ['another vaccine', { doses: [...first, dose(2, '133', '2024-07-12')] }, day],
  ['an expired lot', { doses: first.map((one) => ({ ...one, lotExpiresOn: '2025-01-01' })) }, day],
  ['the next month', {}, '2026-12-22'],
];

test.each(changes)('with %s it is assessed anew', (_, change, on) => {
  const changed = { ...record, ...change };
  const before = assessRecord(schedule, record, day);
  const after = assessRecord(schedule, changed, on);
  expect(after).toEqual(fresh(changed, on));
  expect(after).not.toBe(before);
  expect(assessRecord(schedule, record, day)).toEqual(fresh(record));
});

test('by another schedule it is assessed anew, and no more than some are kept', () => {
  const other = compile(readPack({ ...JSON.parse(packOnFile()), version: '4.99-508' }));
  const kept = assessRecord(schedule, record, day);
  expect(assessRecord(other, record, day).scheduleVersion).toBe('4.99-508');
  for (let id = 10; id < 109; id += 1)
    assessRecord(schedule, { ...record, doses: [dose(id, '03', '2025-06-01')] }, day);
  expect(assessRecord(schedule, record, day)).toBe(kept);
  for (let id = 10; id < 110; id += 1)
    assessRecord(schedule, { ...record, doses: [dose(id, '03', '2025-06-01')] }, day);
  expect(assessRecord(schedule, record, day)).not.toBe(kept);
});
