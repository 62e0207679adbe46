import { daysBetween } from '../../domain/time/day.js';
import { always, type Duration, dayNumber, never } from './calendar.js';
import type { Pack, PackCondition, PackDose, PackInterval, PackSeries, PackVaccine } from './pack.js';
import type {
  Age,
  AgeWindow,
  Antigen,
  Conflict,
  IntervalRule,
  Reference,
  Schedule,
  SeasonDay,
  Series,
  SeriesDose,
  Skip,
  SkipCondition,
  VaccineRule,
} from './schedule.js';
import { PackFault } from './shape.js';

/**
 * Makes a schedule that can be worked with of a pack that was read. Throws a PackFault where one part of the pack names
 * another that is not there.
 */
export function compile(pack: Pack): Schedule {
  const ages = new Map<string, Age>();
  const seasons = Object.entries(pack.seasons).map(([name, { start, end }]) => {
    if (end && end < start) throw new PackFault('it ends before it begins', `The season ${name}`);
    // It comes again on the same days of the next year (SEASON-1).
    if (end && daysBetween(start, end) > 365) throw new PackFault('it takes more than a year', `The season ${name}`);
    return { name, start, ...(end ? { end } : {}) };
  });
  const lists = pack.lists.map((list) => list.flatMap(vaccineRules));
  const antigens = Object.entries(pack.antigens).map(([name, antigen], place): Antigen => {
    const series = antigen.series.map((one) => compileSeries(name, one));
    const group = series[0]?.group;
    if (!group || series.some((one) => one.group !== group))
      throw new PackFault(`${name}: all its series are of one group`);
    return {
      name,
      place,
      group,
      series: inOrder(series),
      immunity: {
        history: antigen.immunity?.history ?? [],
        birth: (antigen.immunity?.birth ?? []).map(({ before, country, unless }) => ({
          before: dayNumber(before),
          ...(country ? { country } : {}),
          unless: unless ?? [],
        })),
      },
      contraindications: (antigen.contraindications ?? []).map((one) => ({
        observation: one.observation,
        ...window(one),
      })),
      vaccineContraindications: (antigen.vaccineContraindications ?? []).flatMap(({ observation, vaccines }) =>
        vaccines.flatMap((one) => one.cvx.map((cvx) => ({ observation, cvx, ...window(one) }))),
      ),
    };
  });
  const antigen = (name: string) =>
    found(
      antigens.find((one) => one.name === name),
      `Antigen ${name}`,
    );
  return {
    version: pack.version,
    published: pack.published,
    seasons,
    antigens,
    groups: Object.entries(pack.groups).map(([code, { name, antigens: names, whole }]) => {
      const those = names.map(antigen);
      const group = found(those[0]?.group, `An antigen of ${code}`);
      if (code !== group || those.some((one) => one.group !== group))
        throw new PackFault(`${code}: its antigens are of another group`);
      return { code: group, name, antigens: those, whole: whole === true };
    }),
    vaccines: new Map(
      Object.entries(pack.vaccines).map(([cvx, list]) => [
        cvx,
        list.map((one) => ({ antigen: antigen(one.antigen), ...window(one) })),
      ]),
    ),
    conflicts: conflictsOf(pack.conflicts),
    observations: new Map(Object.entries(pack.observations)),
    ages: ages.size,
  };

  function age(duration: Duration): Age {
    const known = ages.get(duration.text) ?? { ...duration, place: ages.size };
    ages.set(duration.text, known);
    return known;
  }

  function window({ beginAge, endAge }: { beginAge?: Duration; endAge?: Duration }): AgeWindow {
    return { ...(beginAge ? { beginAge: age(beginAge) } : {}), ...(endAge ? { endAge: age(endAge) } : {}) };
  }

  function vaccineRules(entry: PackVaccine): VaccineRule[] {
    const { cvx, beginAge: _, endAge: __, forecast, ...rest } = entry;
    return cvx.map((one) => ({ ...rest, cvx: one, forecast: forecast === true, ...window(entry) }));
  }

  function compileSeries(antigenName: string, series: PackSeries): Series {
    const at = series.name;
    return {
      name: series.name,
      antigen: antigenName,
      group: series.group,
      kind: series.kind,
      seriesGroup: series.seriesGroup,
      seriesGroupName: series.seriesGroupName,
      equivalent: series.equivalent ?? [],
      ...(series.gender ? { gender: series.gender } : {}),
      sharedDecision: series.sharedDecision === true,
      ...(series.sharedDecisionFrom ? { sharedDecisionFrom: age(series.sharedDecisionFrom) } : {}),
      default: series.default === true,
      productPath: series.productPath === true,
      priority: series.priority,
      preference: series.preference ?? Number.POSITIVE_INFINITY,
      ...(series.maxAgeToStart ? { maxAgeToStart: age(series.maxAgeToStart) } : {}),
      indications: (series.indications ?? []).flatMap((one) =>
        one.observations.map((observation) => ({ observation, ...window(one) })),
      ),
      doses: series.doses.map((dose, i) => compileDose(`${at}, dose ${i + 1}`, i + 1, dose)),
    };
  }

  function compileDose(at: string, number: number, dose: PackDose): SeriesDose {
    const list = (place: number | undefined) =>
      place === undefined ? [] : found(lists[place], `${at}: list ${place}`);
    return {
      number,
      ages: (dose.ages ?? []).map(({ effectiveDate, cessationDate, ...rest }) => ({
        ...Object.fromEntries(Object.entries(rest).map(([field, duration]) => [field, age(duration)])),
        ...inForce({ effectiveDate, cessationDate }),
      })),
      intervals: (dose.intervals ?? []).map((one) => intervalRule(at, one)),
      allowableIntervals: (dose.allowableIntervals ?? []).map((one) => intervalRule(at, one)),
      preferable: list(dose.preferable),
      allowable: Map.groupBy(list(dose.allowable), ({ cvx }) => cvx),
      inadvertent: new Set(dose.inadvertent),
      skips: (dose.skips ?? []).map(
        ({ context, logic, sets }): Skip => ({
          evaluating: context !== 'Forecast',
          forecasting: context !== 'Evaluation',
          all: logic === 'AND',
          sets: sets.map((set) => ({
            ...inForce(set),
            all: set.logic === 'AND',
            conditions: set.conditions.map((condition) => skipCondition(at, condition)),
          })),
        }),
      ),
      recurring: dose.recurring === true,
      ...(dose.season === undefined ? {} : { season: seasonPlace(at, dose.season) }),
    };
  }

  function seasonPlace(at: string, name: string): number {
    const place = seasons.findIndex((one) => one.name === name);
    if (place < 0) throw new PackFault(`${at}: the season ${name} is missing`);
    return place;
  }

  function seasonDay(at: string, text: string): SeasonDay {
    const [, edge, name = ''] = /^(start|end) of (.+)$/.exec(text) ?? [];
    if (edge === 'start' || edge === 'end') return { season: seasonPlace(at, name), edge };
    if (!/^\d{4}-\d\d-\d\d$/.test(text)) throw new PackFault(`${at}: "${text}" is no day`);
    return { n: dayNumber(text) };
  }

  function skipCondition(at: string, condition: PackCondition): SkipCondition {
    const { type, interval, seriesGroups, doseCount, doseCountLogic, doseType, vaccines, startDate, endDate } =
      condition;
    if (type === 'age') return { type, ...window(condition) };
    if (type === 'interval') return { type, interval: found(interval, `${at}: an interval`) };
    if (type === 'completedSeries') return { type, seriesGroups: found(seriesGroups, `${at}: a series group`) };
    return {
      type,
      ...window(condition),
      ...(startDate ? { start: seasonDay(at, startDate) } : {}),
      ...(endDate ? { end: seasonDay(at, endDate) } : {}),
      ...(vaccines ? { cvx: new Set(vaccines) } : {}),
      validOnly: found(doseType, `${at}: a dose type`) === 'valid',
      compare: found(doseCountLogic, `${at}: how to compare`),
      than: found(doseCount, `${at}: a dose count`),
    };
  }
}

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new PackFault(`${what} is missing`);
  return value;
}

function inForce({
  effectiveDate,
  cessationDate,
}: {
  effectiveDate?: string | undefined;
  cessationDate?: string | undefined;
}) {
  return {
    effective: effectiveDate ? dayNumber(effectiveDate) : always,
    cessation: cessationDate ? dayNumber(cessationDate) : never,
  };
}

function intervalRule(at: string, interval: PackInterval): IntervalRule {
  const {
    fromPrevious,
    fromTargetDose,
    fromMostRecent,
    fromObservation,
    override,
    effectiveDate,
    cessationDate,
    ...lengths
  } = interval;
  const from: Reference | undefined = fromPrevious
    ? { kind: 'previous' }
    : fromTargetDose !== undefined
      ? { kind: 'targetDose', number: fromTargetDose }
      : fromMostRecent
        ? { kind: 'mostRecent', cvx: new Set(fromMostRecent) }
        : fromObservation
          ? { kind: 'observation', code: fromObservation }
          : undefined;
  return {
    ...lengths,
    from: found(from, `${at}: what an interval is counted from`),
    override: override === true,
    ...inForce({ effectiveDate, cessationDate }),
  };
}

/** Series that ask whether a group is complete stand behind those of that group; else as the pack has them. */
function inOrder(series: readonly Series[]): Series[] {
  const asks = (one: Series) =>
    one.doses.flatMap(({ skips }) =>
      skips.flatMap(({ sets }) =>
        sets.flatMap(({ conditions }) =>
          conditions.flatMap((c) => (c.type === 'completedSeries' ? c.seriesGroups : [])),
        ),
      ),
    );
  const left = new Set(series);
  const ordered: Series[] = [];
  while (left.size > 0) {
    const ready = [...left].filter(
      (one) => ![...left].some((other) => other !== one && asks(one).includes(other.seriesGroup)),
    );
    for (const one of ready.length > 0 ? ready : left) {
      ordered.push(one);
      left.delete(one);
    }
  }
  return ordered;
}

function conflictsOf(conflicts: Pack['conflicts']): Map<string, Map<string, Conflict>> {
  const byCurrent = new Map<string, Map<string, Conflict>>();
  for (const { previous, current, conflictBeginInterval, minConflictEndInterval, conflictEndInterval } of conflicts)
    for (const later of current) {
      const byPrevious = byCurrent.get(later) ?? new Map<string, Conflict>();
      byCurrent.set(later, byPrevious);
      for (const earlier of previous)
        byPrevious.set(earlier, {
          begin: conflictBeginInterval,
          minEnd: minConflictEndInterval,
          end: conflictEndInterval,
        });
    }
  return byCurrent;
}
