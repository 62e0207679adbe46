import { describe, expect, it } from 'vitest';
import { add, calendarDay, dayNumber, isoDay, readDuration } from '../../src/forecast/schedule/calendar.js';
import { compile } from '../../src/forecast/schedule/compile.js';
import { scheduleOnFile } from '../../src/forecast/schedule/on-file.js';
import { readPack } from '../../src/forecast/schedule/pack.js';
import json from '../../src/forecast/schedule/schedule.json' with { type: 'json' };

describe('days (CALCDT-1 to 6)', () => {
  it.each([
    ['2000-01-01', '3 years', '2003-01-01'],
    ['2000-11-01', '6 months', '2001-05-01'],
    ['2000-02-01', '5 weeks', '2000-03-07'],
    ['2001-02-01', '5 weeks', '2001-03-08'],
    ['2000-03-31', '6 months', '2000-10-01'],
    ['2000-08-31', '6 months', '2001-03-01'],
    ['2000-01-31', '6 months - 4 days', '2000-07-27'],
    ['2020-02-29', '1 year', '2021-03-01'],
    ['2020-02-29', '4 years', '2024-02-29'],
    ['2019-12-31', '16 years - 4 months', '2035-08-31'],
    ['2020-11-30', '1 year + 3 months', '2022-03-01'],
    ['2020-01-31', '13 months + 4 weeks', '2021-03-29'],
    ['1999-12-31', '0 days', '1999-12-31'],
  ])('%s and %s is %s', (day, length, sum) => {
    const duration = readDuration(length);
    expect(duration && isoDay(add(calendarDay(day), duration))).toBe(sum);
  });

  it('counts every day of four centuries one on from the day before', () => {
    let n = dayNumber('1790-01-01');
    for (let at = Date.UTC(1790, 0, 1); at < Date.UTC(2210, 0, 1); at += 86_400_000, n += 1) {
      const day = new Date(at).toISOString().slice(0, 10);
      if (isoDay(n) !== day || dayNumber(day) !== n) expect([isoDay(n), dayNumber(day)]).toEqual([day, n]);
    }
  });

  it.each(['', '4', '4 fortnights', '4 years -4 days', 'years', '4 years - 4 days!'])(
    '"%s" is no length of time',
    (text) => expect(readDuration(text)).toBeUndefined(),
  );
});

describe('the schedule', () => {
  // CDC has 625 conflicts: that of 333 after 94 stands there twice.
  it('on file is whole', () => {
    const { version, antigens, groups, conflicts, vaccines, observations } = scheduleOnFile();
    const series = antigens.flatMap((antigen) => antigen.series);
    expect([
      version,
      antigens.length,
      groups.length,
      series.length,
      series.flatMap(({ doses }) => doses).length,
      vaccines.size,
      observations.size,
      [...conflicts.values()].reduce((sum, { size }) => sum + size, 0),
    ]).toEqual(['4.64-508', 30, 26, 143, 484, 218, 277, 624]);
  });

  it('works through what asks whether a group is complete after that group', () => {
    for (const { series } of scheduleOnFile().antigens)
      series.forEach(({ name, doses }, at) => {
        const asked = doses
          .flatMap(({ skips }) => skips.flatMap(({ sets }) => sets.flatMap(({ conditions }) => conditions)))
          .flatMap((condition) => (condition.type === 'completedSeries' ? condition.seriesGroups : []));
        const later = series.slice(at + 1).filter(({ seriesGroup }) => asked.includes(seriesGroup));
        expect([name, later.map((one) => one.name)]).toEqual([name, []]);
      });
  });

  const broken = (change: (pack: typeof json) => void) => () => {
    const pack = structuredClone(json);
    change(pack);
    compile(readPack(pack));
  };

  it('is refused with the place where it holds something unknown', () => {
    expect(broken((pack) => Object.assign(pack, { extra: 1 }))).toThrow('The schedule: "extra" is not known.');
    expect(broken((pack) => Object.assign(pack.antigens.HPV.series[0]?.doses[0] ?? {}, { recuring: true }))).toThrow(
      'antigens HPV series 1 doses 1: "recuring" is not known.',
    );
    expect(
      broken((pack) => Object.assign(pack.antigens.HPV.series[0]?.doses[0]?.ages?.[0] ?? {}, { minAge: '9 yrs' })),
    ).toThrow('antigens HPV series 1 doses 1 ages 1 minAge: a length of time was expected');
    expect(broken((pack) => Object.assign(pack, { published: '11/10/2025' }))).toThrow('published: a day was expected');
    expect(broken((pack) => Object.assign(pack.groups, { MUMPS: { name: 'x', antigens: ['Mumps'] } }))).toThrow(
      'MUMPS',
    );
    expect(() => readPack([])).toThrow('The schedule: named fields were expected.');
  });

  it('is refused where one part names another that is not there', () => {
    expect(broken((pack) => Object.assign(pack, { lists: [] }))).toThrow('is missing');
    expect(broken((pack) => Object.assign(pack.seasons, { RSV: undefined }))).toThrow('RSV');
    expect(broken((pack) => Object.assign(pack.groups.HPV, { antigens: ['Papilloma'] }))).toThrow(
      'Antigen Papilloma is missing',
    );
  });
});
