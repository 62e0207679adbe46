import { readDay } from '../../domain/time/day.js';
import { type VaccineGroupCode, vaccineGroups } from '../../domain/vaccines/vaccine-group.js';
import { type Duration, readDuration } from './calendar.js';
import { byName, fields, flag, list, number, type Of, oneOf, refuse, type Shape, text } from './shape.js';

// The schedule as it stands in a file: compact, a line for each dose, made by `npm run schedule`. Lists of CVX codes
// are texts with blanks between the codes; lists of vaccines that many doses share stand once, under `lists`.

const day: Shape<string> = (value) =>
  typeof value === 'string' && readDay(value) === value ? value : refuse('a day was expected (2026-06-30)');

const duration: Shape<Duration> = (value) =>
  (typeof value === 'string' ? readDuration(value) : undefined) ??
  refuse('a length of time was expected ("12 months - 4 days")');

const codeList = text(/^\d{2,3}( \d{2,3})*$/, 'codes of two or three digits were expected');
const codes: Shape<readonly string[]> = (value) => codeList(value).split(' ');
const code = text(/^\d{3}$/, 'an observation of three digits was expected');
const observationList = text(/^\d{3}( \d{3})*$/, 'observations of three digits were expected');
const observations: Shape<readonly string[]> = (value) => observationList(value).split(' ');

const inForce = { effectiveDate: day, cessationDate: day };
const ages = { beginAge: duration, endAge: duration };

const age = fields(
  {},
  {
    absMinAge: duration,
    minAge: duration,
    earliestRecAge: duration,
    latestRecAge: duration,
    maxAge: duration,
    ...inForce,
  },
);

const interval = fields(
  {},
  {
    fromPrevious: flag,
    fromTargetDose: number,
    fromMostRecent: codes,
    fromObservation: code,
    absMinInt: duration,
    minInt: duration,
    earliestRecInt: duration,
    latestRecInt: duration,
    override: flag,
    ...inForce,
  },
);

const vaccine = fields({ cvx: codes }, { ...ages, mvx: text(), tradeName: text(), volume: number, forecast: flag });

const condition = fields(
  { type: oneOf('age', 'interval', 'vaccineCount', 'completedSeries') },
  {
    ...ages,
    interval: duration,
    startDate: text(),
    endDate: text(),
    vaccines: codes,
    doseCount: number,
    doseType: oneOf('valid', 'total'),
    doseCountLogic: oneOf('greater than', 'equal to', 'less than'),
    seriesGroups: list(text()),
  },
);

const logic = oneOf('AND', 'OR');
const skip = fields(
  {
    context: oneOf('Evaluation', 'Forecast', 'Both'),
    logic,
    sets: list(fields({ logic, conditions: list(condition) }, inForce)),
  },
  {},
);

const dose = fields(
  {},
  {
    ages: list(age),
    intervals: list(interval),
    allowableIntervals: list(interval),
    preferable: number,
    allowable: number,
    inadvertent: codes,
    skips: list(skip),
    recurring: flag,
    season: text(),
  },
);

const group = oneOf(...vaccineGroups.map((one): VaccineGroupCode => one.code));

const series = fields(
  {
    name: text(),
    group,
    kind: oneOf('Standard', 'Risk', 'Evaluation Only'),
    seriesGroup: text(),
    seriesGroupName: text(),
    priority: oneOf('A', 'B', 'C', 'D', 'E'),
    doses: list(dose),
  },
  {
    equivalent: list(text()),
    gender: text(/^[FMU]+$/, 'letters of F, M and U were expected'),
    sharedDecision: flag,
    sharedDecisionFrom: duration,
    default: flag,
    productPath: flag,
    preference: number,
    minAgeToStart: duration,
    maxAgeToStart: duration,
    indications: list(fields({ observations }, ages)),
  },
);

const antigen = fields(
  { series: list(series) },
  {
    immunity: fields(
      {},
      {
        history: list(code),
        birth: list(
          fields(
            { before: day },
            { country: text(/^[A-Z]{3}$/, 'a country of three letters was expected'), unless: list(code) },
          ),
        ),
      },
    ),
    contraindications: list(fields({ observation: code }, ages)),
    vaccineContraindications: list(fields({ observation: code, vaccines: list(vaccine) }, {})),
  },
);

const conflict = fields(
  {
    previous: codes,
    current: codes,
    conflictBeginInterval: duration,
    minConflictEndInterval: duration,
    conflictEndInterval: duration,
  },
  {},
);

const packShape = fields(
  {
    version: text(/^\S.{0,199}$/, 'a text of at most 200 characters was expected'),
    published: day,
    seasons: byName(fields({ start: day }, { end: day })),
    groups: byName(fields({ name: text(), antigens: list(text()) }, { whole: flag })),
    vaccines: byName(list(fields({ antigen: text() }, ages)), /^\d{2,3}$/),
    conflicts: list(conflict),
    observations: byName(text(), /^\d{3}$/),
    lists: list(list(vaccine)),
    antigens: byName(antigen),
  },
  {},
);

/**
 * A release of the schedule as read from its file: every field is known, every day and length of time can be counted
 * with.
 */
export type Pack = Of<typeof packShape>;
export type PackSeries = Of<typeof series>;
export type PackDose = Of<typeof dose>;
export type PackCondition = Of<typeof condition>;
export type PackInterval = Of<typeof interval>;
export type PackVaccine = Of<typeof vaccine>;

/** Reads what a file of a schedule holds. Throws a PackFault, which says where, for anything that is not known. */
export function readPack(json: unknown): Pack {
  return packShape(json);
}
