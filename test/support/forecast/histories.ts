// Made-up persons for the forecast: such as clinics have, and such as nobody should have.
import type { GivenDose, Person } from '../../../src/forecast/assessment.js';
import { isoDay } from '../../../src/forecast/schedule/calendar.js';
import type { Schedule } from '../../../src/forecast/schedule/schedule.js';

/** Numbers from 0 to 1 that are the same for a seed. */
export function chanceOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** What a child gets by custom: vaccine and the month of age, the earliest first; then what grown-ups get, by year. */
const childhood: readonly (readonly [cvx: string, month: number])[] = [
  ...[0, 2, 7].map((month) => ['08', month] as const),
  ...[2, 4, 6].map((month) => ['116', month] as const),
  ...[2, 4, 6, 15, 50].map((month) => ['20', month] as const),
  ...[2, 4, 6, 13].map((month) => ['48', month] as const),
  ...[2, 4, 6, 12].map((month) => ['216', month] as const),
  ...[2, 4, 9, 50].map((month) => ['10', month] as const),
  ...[12, 50].map((month) => ['03', month] as const),
  ...[12, 50].map((month) => ['21', month] as const),
  ...[12, 19].map((month) => ['83', month] as const),
  ['115', 134],
  ...[134, 141].map((month) => ['165', month] as const),
  ...[134, 194].map((month) => ['203', month] as const),
  ...[26, 27, 38, 62, 74].map((month) => ['140', month] as const),
];
const later: readonly (readonly [cvx: string, month: number])[] = [
  ...[260, 380, 500, 620].map((month) => ['113', month] as const),
  ...[602, 606].map((month) => ['187', month] as const),
  ...[780, 300, 420, 792].map((month) => ['135', month] as const),
  ['216', 782],
  ['312', 600],
];

/** A person such as a clinic sees: most doses near their time, some late, some missed; one in eight has a condition. */
export function usualPerson(chance: () => number, today: number): Person {
  const age = chance() < 0.5 ? chance() * 6600 : chance() * 30_000;
  const birth = Math.round(today - age);
  const doses: GivenDose[] = [];
  for (const [cvx, month] of [...childhood, ...later]) {
    const late = chance() < 0.8 ? chance() * 25 - 2 : chance() * 400;
    const on = Math.max(birth, Math.round(birth + month * 30.44 + late));
    if (on <= today && chance() < 0.9) doses.push({ id: `${doses.length}`, givenOn: isoDay(on), cvx });
  }
  const conditions = ['154', '147', '014', '159', '145', '027', '007', '016'];
  const condition = conditions[Math.floor(chance() * conditions.length * 8)];
  return {
    birthDate: isoDay(birth),
    gender: chance() < 0.5 ? 'F' : 'M',
    birthCountry: 'USA',
    assessmentDate: isoDay(today),
    observations: condition ? [{ code: condition }] : [],
    doses,
  };
}

/** A girl of sixteen with 25 doses, a few of them late. */
export function schoolGirl(chance: () => number, today: number): Person {
  const birth = today - 16 * 365 - Math.floor(chance() * 300);
  const due = childhood.filter(([, month]) => birth + month * 30.44 < today - 60);
  const kept = due.toSorted(() => chance() - 0.5).slice(0, 25);
  return {
    birthDate: isoDay(birth),
    gender: 'F',
    birthCountry: 'USA',
    assessmentDate: isoDay(today),
    observations: [],
    doses: kept.map(([cvx, month], i) => ({
      id: `${i}`,
      givenOn: isoDay(Math.round(birth + month * 30.44 + (chance() < 0.8 ? chance() * 20 : chance() * 60))),
      cvx,
    })),
  };
}

/** Anybody: dates anywhere, before the birth and after the assessment too, any vaccine, any conditions. */
export function anybody(chance: () => number, schedule: Schedule): Person {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(chance() * list.length)] as T;
  const codes = [...schedule.vaccines.keys(), '19', '86', '998', 'x'];
  const observations = [...schedule.observations.keys(), '999'];
  const birth = Math.floor(-25_000 + chance() * 50_000);
  const day = () =>
    isoDay(chance() < 0.7 ? birth + Math.floor(chance() * chance() * 33_000) : Math.floor(-40_000 + chance() * 80_000));
  const many = Math.floor(chance() * chance() * 45);
  return {
    birthDate: isoDay(birth),
    gender: pick(['F', 'M', 'U'] as const),
    ...(chance() < 0.5 ? { birthCountry: pick(['USA', 'MEX', '']) } : {}),
    assessmentDate: day(),
    observations: Array.from({ length: Math.floor(chance() * chance() * 12) }, () => ({
      code: pick(observations),
      ...(chance() < 0.3 ? { date: day() } : {}),
    })),
    doses: Array.from({ length: many }, (_, i) => ({
      id: `${i}`,
      givenOn: day(),
      cvx: pick(codes),
      ...(chance() < 0.1 ? { lotExpiresOn: day() } : {}),
      ...(chance() < 0.1 ? { tradeName: pick(['Recombivax HB', 'Afluria', 'x']) } : {}),
      ...(chance() < 0.2 ? { mvx: pick(['MSD', 'SEQ', 'SKB']) } : {}),
      ...(chance() < 0.1 ? { volume: chance() } : {}),
      ...(chance() < 0.03 ? { substandard: pick(['recalled', 'other'] as const) } : {}),
    })),
  };
}
