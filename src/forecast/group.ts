import type { AntigenResult } from './antigen.js';
import type { GroupForecast, RecommendedVaccine, SeriesStatus } from './assessment.js';
import { inForce } from './evaluate/interval.js';
import { recommendedVaccines } from './forecast/recommended-vaccines.js';
import type { Subject } from './person/history.js';
import type { PatientSeries, Weighed } from './person/patient-series.js';
import { isoDay } from './schedule/calendar.js';
import type { ScheduleGroup, Series } from './schedule/schedule.js';
import { seriesForecast } from './series-forecast.js';

/** A best series with the antigen that it is of. */
type Member = { readonly of: PatientSeries; readonly result: AntigenResult };

/**
 * The forecasts of a vaccine group (9): one for each series group that has a best series, the one to show first in
 * front.
 */
export function groupForecasts(
  subject: Subject,
  group: ScheduleGroup,
  results: readonly AntigenResult[],
): GroupForecast[] {
  const members = results.flatMap((result) => result.best.map((of): Member => ({ of, result })));
  return [...Map.groupBy(members, ({ of }) => of.series.seriesGroup).values()]
    .map((those) => groupForecast(subject, group, those))
    .sort((a, b) => rank(a) - rank(b));
}

/** Risk before standard, since it is what this person in particular needs; what is over for the person behind both. */
function rank({ kind, status }: GroupForecast): number {
  const over = status === 'Aged Out' || status === 'Not Recommended';
  return (over ? 2 : 0) + (kind === 'Risk' ? 0 : 1);
}

function groupForecast(subject: Subject, group: ScheduleGroup, all: readonly Member[]): GroupForecast {
  const goOn = all.filter(({ of }) => of.status !== 'Contraindicated');
  const split =
    subject.readings.restOfGroupGoesOn &&
    !group.whole &&
    goOn.length < all.length &&
    goOn.some(({ of }) => of.status === 'Not Complete');
  const members = split ? goOn : all;
  const status = statusOf(members.map(({ of }) => of.status));
  const open = status === 'Not Complete' ? members.filter(({ of }) => of.status === 'Not Complete') : [];
  const ended = status === 'Not Recommended' ? members.find(({ of }) => of.why.outcome === 'seasonEnded') : undefined;
  const rolled = open.map(({ of }) => seasonRolled(subject, of)).find((day) => day !== undefined);
  const first = (all[0] as Member).of.series;
  return {
    group: group.code,
    seriesGroup: first.seriesGroup,
    seriesGroupName: first.seriesGroupName,
    kind: first.kind,
    sharedDecision: members.some(({ of }) => isSharedDecision(subject, of.series)),
    status,
    ...(open.length > 0 ? openForecast(subject, group, open) : { vaccines: [] }),
    ...(ended?.of.why.limit === undefined ? {} : { scheduleEnds: isoDay(ended.of.why.limit) }),
    ...(rolled ? { seasonRolledFrom: rolled } : {}),
    contraindicated: all.filter(({ of }) => of.status === 'Contraindicated').map(({ of }) => of.antigen.name),
    series: inFront(subject, group, all).map(({ of, result }) => seriesForecast(subject, of, result)),
  };
}

function isSharedDecision({ reaches, assessment }: Subject, { sharedDecision, sharedDecisionFrom }: Series): boolean {
  return sharedDecision || (sharedDecisionFrom !== undefined && assessment >= reaches(sharedDecisionFrom));
}

/** Table 9-4; of a single antigen its own status (SINGLEANTVG-1). */
function statusOf(statuses: readonly SeriesStatus[]): SeriesStatus {
  const first = (['Contraindicated', 'Aged Out', 'Not Recommended', 'Not Complete'] as const).find((one) =>
    statuses.includes(one),
  );
  return first ?? (statuses.every((one) => one === 'Immune') ? 'Immune' : 'Complete');
}

/** Number, dates and vaccines of what is not complete. */
function openForecast(subject: Subject, group: ScheduleGroup, open: readonly Member[]) {
  const series = open.map(({ of }) => of);
  const numbers = open.map(({ of, result }) => numberOf(subject, of, result));
  const dates = series.flatMap((of) => (of.dates ? [of.dates] : []));
  const earliest = earliestOf(subject, group, series);
  const soonest = (weighed: readonly (Weighed | undefined)[]) =>
    Math.min(...weighed.flatMap((one) => (one ? [one.n] : [])));
  const recommended = Math.max(soonest(dates.map((one) => one.recommended)), earliest);
  const late = soonest(dates.map(({ pastDue }) => pastDue));
  const latest = soonest(dates.map((one) => one.latest));
  return {
    // FORECASTDN-2
    number: group.whole ? Math.min(...numbers) : Math.max(...numbers),
    earliest: isoDay(earliest),
    // FORECASTVG-2 to 4
    recommended: isoDay(recommended),
    ...(Number.isFinite(late) ? { pastDue: isoDay(Math.max(late, earliest)) } : {}),
    ...(Number.isFinite(latest) ? { latest: isoDay(latest) } : {}),
    vaccines: vaccinesOf(subject, open),
  };
}

/** MULTIANTVG-1, SINGLEANTVG-2. */
function earliestOf(subject: Subject, group: ScheduleGroup, series: readonly PatientSeries[]): number {
  const all = series.flatMap(({ dates }) => (dates ? [dates.earliest.n] : []));
  if (!isSoonest(subject, group, series)) return Math.max(...all);
  if (group.antigens.length === 1) return Math.min(...all);
  const last = Math.max(...group.antigens.flatMap(({ place }) => subject.records[place]?.at(-1)?.on.n ?? []));
  return Math.max(Math.min(...all), last);
}

/**
 * True where the first of the earliest dates counts, not the last: of one antigen, and where a priority series is open.
 */
function isSoonest(subject: Subject, { antigens }: ScheduleGroup, series: readonly PatientSeries[]): boolean {
  return antigens.length === 1 || series.some((of) => of.dates && isPriority(subject, of));
}

/** FORECASTPRIORITY-1: the next dose has preferable intervals, and all of them override. */
function isPriority({ assessment }: Subject, { targets, at }: PatientSeries): boolean {
  const intervals = inForce(targets[at]?.dose.intervals ?? [], assessment);
  return intervals.length > 0 && intervals.every(({ override }) => override);
}

/** The number of the next dose (FORECASTDN-1); of doses with a season those since its start count. */
function numberOf({ seasons, readings }: Subject, of: PatientSeries, { best }: AntigenResult): number {
  const seasonal = of.targets.some(({ dose }) => dose.season !== undefined);
  const beside = best.length > 1 && best.some(({ series }) => series.kind === 'Risk');
  if (readings.numberCountsAllBestSeries && !seasonal && beside) {
    const counted = best.flatMap(({ judged }) =>
      judged.filter(({ status }) => status === 'valid').map(({ dose }) => dose),
    );
    return new Set(counted).size + 1;
  }
  const counted = of.targets.filter(({ dose: { season }, by }) => {
    const start = season === undefined ? undefined : seasons[season]?.start;
    return by && (start === undefined || by.on.n >= start);
  });
  return counted.length + 1;
}

/** FORECASTVG-9: what is recommended for any of the series, each once; what serves most of them first. */
function vaccinesOf(subject: Subject, open: readonly Member[]): RecommendedVaccine[] {
  const all = open.flatMap(({ of, result }) => recommendedVaccines(subject, of, result.facts.vaccines));
  const byName = Map.groupBy(all, ({ cvx, mvx, tradeName }) => `${cvx} ${mvx} ${tradeName}`);
  return [...byName.values()].sort((a, b) => b.length - a.length).flatMap(([one]) => (one ? [one] : []));
}

/** The series that sets the earliest date first; what is complete last. */
function inFront(subject: Subject, group: ScheduleGroup, members: readonly Member[]): Member[] {
  const soonest = isSoonest(
    subject,
    group,
    members.map(({ of }) => of),
  );
  const last = soonest ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  const day = ({ of }: Member) => of.dates?.earliest.n ?? last;
  return members.toSorted((a, b) => (soonest ? day(a) - day(b) : day(b) - day(a)) || 0);
}

function seasonRolled({ schedule, seasons }: Subject, { targets, at }: PatientSeries): string | undefined {
  const place = targets[at]?.dose.season;
  const season = place === undefined ? undefined : schedule.seasons[place];
  return season && (seasons[place ?? 0]?.years ?? 0) > 0 ? (season.end ?? season.start) : undefined;
}
