// The compact form of a schedule, made from the plain form of CDC's supporting data.
/** Supporting data as CDC publishes them, a field for each element that is filled; see schedule-xml.ts. */
// biome-ignore lint/suspicious/noExplicitAny: what is read is checked as a whole when the pack is read.
export type Plain = any;

const groupCodes: Record<string, string> = {
  'COVID-19': 'COVID',
  Chikungunya: 'CHIK',
  'DTaP/Tdap/Td': 'DTAP',
  Influenza: 'FLU',
  'Japanese Encephalitis': 'JE',
  Meningococcal: 'MENING',
  'Meningococcal B': 'MENB',
  Orthopoxvirus: 'VACCINIA',
  Pneumococcal: 'PNEUMO',
  'Yellow Fever': 'YELLOWFEVER',
};
const groupCode = (name: string) => groupCodes[name] ?? name.toUpperCase();
/**
 * From which age a routine series is a decision that is shared, where CDC says so in the series' guidance alone: HPV from 27 years.
 */
const sharedDecisionFrom: Record<string, string> = { HPV: '27 years' };
const countries: Record<string, string> = { 'U.S.': 'USA' };

/** The pack of a release. `published` is the day that CDC states for it. */
export function compact(plain: Plain, published: string): unknown {
  const lists: string[] = [];
  const seasons = seasonsOf(plain);
  const antigens: Record<string, unknown> = {};
  for (const [name, { series, immunity, contraindications }] of Object.entries<Plain>(plain.antigens)) {
    antigens[name] = {
      immunity: immunity && {
        history: immunity.clinicalHistory,
        birth: immunity.dateOfBirth?.map((born: Plain) => ({
          before: born.immunityBirthDate,
          country: born.birthCountry && known(countries, born.birthCountry),
          unless: born.exclusion,
        })),
      },
      contraindications: contraindications?.antigen?.map(({ observationCode, ...ages }: Plain) => ({
        observation: observationCode,
        ...ages,
      })),
      vaccineContraindications: contraindications?.vaccine?.map(({ observationCode, vaccines }: Plain) => ({
        observation: observationCode,
        vaccines: together(vaccines),
      })),
      series: series.map(seriesOf),
    };
  }
  const pack = {
    version: plain.version,
    published,
    seasons: Object.fromEntries(seasons.map(({ name, start, end }) => [name, { start, end }])),
    groups: Object.fromEntries(
      Object.entries<Plain>(plain.vaccineGroups).map(([name, group]) => [
        groupCode(name),
        { name, antigens: group.antigens, whole: group.administerFullVaccineGroup || undefined },
      ]),
    ),
    vaccines: Object.fromEntries(
      Object.entries<Plain>(plain.cvx).map(([cvx, { antigens }]) => [
        cvx,
        antigens.map(({ antigen, associationBeginAge: beginAge, associationEndAge: endAge }: Plain) => ({
          antigen,
          beginAge,
          endAge,
        })),
      ]),
    ),
    conflicts: conflictsOf(plain.liveVirusConflicts),
    observations: Object.fromEntries(
      Object.entries<Plain>(plain.observations).map(([code, { title }]) => [code, title]),
    ),
    lists: lists.map((list) => JSON.parse(list)),
    antigens,
  };
  return JSON.parse(JSON.stringify(pack));

  function seriesOf(one: Plain) {
    const { selectSeries: select } = one;
    return {
      name: one.seriesName,
      group: groupCode(one.vaccineGroup),
      kind: one.seriesType,
      seriesGroup: select.seriesGroup,
      seriesGroupName: select.seriesGroupName,
      equivalent: one.equivalentSeriesGroups,
      gender: one.requiredGender?.map((gender: string) => gender[0]).join(''),
      sharedDecision: /shared clinical decision/i.test(one.seriesName) || undefined,
      sharedDecisionFrom: one.seriesType === 'Standard' ? sharedDecisionFrom[one.targetDisease] : undefined,
      default: select.defaultSeries || undefined,
      productPath: select.productPath || undefined,
      priority: select.seriesPriority,
      preference: select.seriesPreference,
      minAgeToStart: select.minAgeToStart,
      maxAgeToStart: select.maxAgeToStart,
      indications: together(one.indication, 'observationCode', 'observations'),
      doses: one.doses.map((dose: Plain) => doseOf(one.targetDisease, dose)),
    };
  }

  function doseOf(antigen: string, dose: Plain) {
    const season = dose.seasonalRecommendation;
    return {
      ages: dose.age,
      intervals: dose.interval?.map(intervalOf),
      allowableIntervals: dose.allowableInterval?.map(intervalOf),
      preferable: dose.preferableVaccine && listed(together(dose.preferableVaccine)),
      allowable: dose.allowableVaccine && listed(together(dose.allowableVaccine)),
      inadvertent: dose.inadvertentVaccine?.map(({ cvx }: Plain) => cvx).join(' '),
      skips: dose.conditionalSkip?.map((skip: Plain) => ({
        context: skip.context,
        logic: skip.setLogic,
        sets: skip.sets.map(({ conditionLogic, conditions, effectiveDate, cessationDate }: Plain) => ({
          logic: conditionLogic,
          effectiveDate,
          cessationDate,
          conditions: conditions.map((condition: Plain) => conditionOf(antigen, condition)),
        })),
      })),
      recurring: dose.recurringDose || undefined,
      season: season && seasons.find((one) => one.is(antigen, season.startDate, season.endDate))?.name,
    };
  }

  function conditionOf(antigen: string, condition: Plain) {
    const { conditionID: _, type, doseCount, vaccineTypes, startDate, endDate, ...rest } = condition;
    const day = (text?: string) => text && seasonDay(antigen, text);
    return {
      type,
      ...rest,
      doseCount,
      vaccines: vaccineTypes?.join(' '),
      startDate: day(startDate),
      endDate: day(endDate),
    };
  }

  /** A day of a season moves with it; any other stays what it is. */
  function seasonDay(antigen: string, day: string): string {
    for (const season of seasons.filter((one) => one.antigen === antigen)) {
      if (season.start === day) return `start of ${season.name}`;
      if (season.end === day) return `end of ${season.name}`;
    }
    return day;
  }

  function listed(list: unknown): number {
    const text = JSON.stringify(list);
    if (!lists.includes(text)) lists.push(text);
    return lists.indexOf(text);
  }
}

function known(table: Record<string, string>, key: string): string {
  const value = table[key];
  if (value === undefined) throw new Error(`Unknown: ${key}`);
  return value;
}

function intervalOf({ fromMostRecent, fromRelevantObs, intervalPriority, ...rest }: Plain) {
  return {
    ...rest,
    fromMostRecent: fromMostRecent?.join(' '),
    fromObservation: fromRelevantObs,
    override: intervalPriority ? true : undefined,
  };
}

/** Entries that differ in their code alone, as one with all the codes; the order of first mention stays. */
function together(entries: Plain[] | undefined, code = 'cvx', codes = 'cvx') {
  const byRest = new Map<string, string[]>();
  for (const { [code]: one, forecastVaccineType, volume, ...rest } of entries ?? []) {
    const key = JSON.stringify({
      ...rest,
      volume: volume && Number(volume),
      forecast: forecastVaccineType || undefined,
    });
    byRest.set(key, [...(byRest.get(key) ?? []), one]);
  }
  const list = [...byRest].map(([rest, all]) => ({ [codes]: all.join(' '), ...JSON.parse(rest) }));
  return entries && list;
}

function conflictsOf(conflicts: Plain[]) {
  const grouped = new Map<string, { previous: string; current: string[] }>();
  for (const { previousCvx, currentCvx, ...rest } of conflicts) {
    const key = JSON.stringify([previousCvx, rest]);
    const one = grouped.get(key) ?? { previous: previousCvx, current: [], ...rest };
    one.current.push(currentCvx);
    grouped.set(key, one);
  }
  const merged = new Map<string, Plain>();
  for (const { previous, current, ...rest } of grouped.values()) {
    const key = JSON.stringify([current, rest]);
    const one = merged.get(key) ?? { previous: [], current, ...rest };
    one.previous.push(previous);
    merged.set(key, one);
  }
  return [...merged.values()].map(({ previous, current, ...rest }) => ({
    previous: previous.join(' '),
    current: current.join(' '),
    ...rest,
  }));
}

/** The seasons of a release by name: an antigen's own, and others of it that some series or some count of doses has. */
function seasonsOf(plain: Plain) {
  const found: { name: string; antigen: string; start: string; end?: string; is: (...of: string[]) => boolean }[] = [];
  const add = (antigen: string, start: string, end: string | undefined) => {
    const is = (...[a, s, e]: string[]) => a === antigen && s === start && e === end;
    if (found.some((one) => one.is(antigen, start, end as string))) return;
    const before = found.filter((one) => one.antigen === antigen).length;
    const name = before === 0 ? antigen : `${antigen} ${before + 1}`;
    found.push({ name, antigen, start, ...(end ? { end } : {}), is });
  };
  for (const [antigen, { series }] of Object.entries<Plain>(plain.antigens))
    for (const { doses } of series)
      for (const { seasonalRecommendation: season } of doses)
        if (season) add(antigen, season.startDate, season.endDate);
  for (const [antigen, { series }] of Object.entries<Plain>(plain.antigens))
    for (const { doses } of series)
      for (const { conditionalSkip } of doses)
        for (const { sets } of conditionalSkip ?? [])
          for (const { conditions } of sets)
            for (const { startDate, endDate } of conditions)
              if (startDate && endDate && found.some((one) => one.antigen === antigen))
                add(antigen, startDate, endDate);
  return found;
}

/** The text of a pack, a line for each dose, so that a change of the schedule reads as one. */
export function packText(pack: unknown): string {
  return `${lines(pack, 0)}\n`;
}

function lines(value: unknown, depth: number): string {
  const flat = JSON.stringify(value);
  if (value === null || typeof value !== 'object' || depth >= 7 || flat.length < 120) return flat;
  const parts = Array.isArray(value)
    ? value.map((one) => lines(one, depth + 1))
    : Object.entries(value).map(([key, one]) => `${JSON.stringify(key)}:${lines(one, depth + 1)}`);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return `${open}\n${parts.join(',\n')}\n${close}`;
}
