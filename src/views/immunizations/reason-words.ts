import { type Day, showDay } from '../../domain/time/day.js';
import { vaccineName } from '../../domain/vaccines/vaccine.js';
import type { Outcome, Reason } from '../../forecast/assessment.js';

/** The things that reasons number: doses on file, and observations. */
export type Around = {
  readonly doses: ReadonlyMap<string, { readonly givenOn: Day; readonly cvx: string }>;
  /** Titles by code. */
  readonly observations: ReadonlyMap<string, string>;
};

/** A reason to tell, with the day on which the dose that it is about was given. */
type Told = Reason & { readonly context: Around; readonly givenOn: Day };

/** 12 months less 4 days, 3 months and 4 weeks. */
const lengthWords = (value = '') => value.replace(' - ', ' less ').replace(' + ', ' and ');

/** MMR of 05/01/2025 */
export function doseWords(id: string | undefined, { doses }: Around): string {
  const dose = id === undefined ? undefined : doses.get(id);
  return dose ? `${vaccineName(dose.cvx)} of ${showDay(dose.givenOn)}` : 'the dose before';
}

/** The title of an observation as it stands within a sentence. */
function observationWords(code: string | undefined, { observations }: Around): string {
  return (code && observations.get(code)) || 'a condition on file';
}

/**
 * From when a length of time is counted: "28 days after MMR of 05/01/2025"; without a dose or a condition, from birth.
 */
export function countedFrom(of: Pick<Reason, 'value' | 'by' | 'observation' | 'from'>, context: Around): string {
  const length = lengthWords(of.value);
  if (of.by) return `${length} after ${doseWords(of.by, context)}`;
  if (of.observation === '') return 'a condition on file sets it';
  if (of.observation) return `${length} after ${observationWords(of.observation, context)} of ${showDay(of.from)}`;
  return of.value === '0 days' ? 'the day of birth' : `${length} after birth`;
}

const vaccineOf = ({ cvx = [] }: Reason) => cvx.map(vaccineName).join(', ') || 'The vaccine';
const limitOf = ({ limit }: Reason) => showDay(limit);
const fromOf = (told: Told) => countedFrom(told, told.context);
const tooSoon = (told: Told) =>
  `Given ${showDay(told.givenOn)}, before ${limitOf(told)}, the earliest day that counts: ${fromOf(told)}`;
const points = (count: number | undefined) => (count === 1 ? '1 point' : `${count} points`);
const doses = (count: number | undefined) => (count === 1 ? '1 dose' : `${count} doses`);

/**
 * One plain sentence for each outcome; words that go on behind "passed over" or the name of a series have no capital
 * and no full stop.
 */
const sentences: Readonly<Record<Outcome, (told: Told) => string>> = {
  lotExpired: (told) => `Given ${showDay(told.givenOn)}, after its lot expired on ${limitOf(told)}.`,
  substandard: () => 'Recorded as recalled, or as not good for another reason.',
  inadvertentVaccine: (told) => `${vaccineOf(told)} is not meant for this dose. Given by mistake, it does not count.`,
  ageTooYoung: (told) => `${tooSoon(told)}.`,
  ageGrace: (told) =>
    `Given ${showDay(told.givenOn)}, a few days before ${limitOf(told)} (${fromOf(told)}): near enough to count.`,
  ageTooOld: (told) =>
    `Given ${showDay(told.givenOn)}. From ${limitOf(told)} (${fromOf(told)}) a dose counts no more in this series.`,
  age: (told) => (told.limit ? `Old enough from ${limitOf(told)}: ${fromOf(told)}.` : 'Right at any age.'),
  intervalTooSoon: (told) => `${tooSoon(told)}.`,
  intervalGrace: (told) =>
    `Given ${showDay(told.givenOn)}, a few days before ${limitOf(told)} (${fromOf(told)}): near enough to count.`,
  interval: (told) => (told.limit ? `Late enough from ${limitOf(told)}: ${fromOf(told)}.` : 'No wait is asked for.'),
  allowableInterval: (told) =>
    told.limit
      ? `Sooner than usual, but late enough to count from ${limitOf(told)}: ${fromOf(told)}.`
      : 'Sooner than usual, but late enough to count.',
  liveVirusConflict: (told) => `${tooSoon(told)}, which is a live vaccine too.`,
  preferableVaccine: (told) => `${vaccineOf(told)} is right for this dose.`,
  allowableVaccine: (told) => `${vaccineOf(told)} is accepted for this dose.`,
  notPreferableOrAllowable: (told) => `${vaccineOf(told)} is not accepted for this dose at this age.`,
  wrongTradeName: (told) => `${vaccineOf(told)} is meant as ${told.value} for this dose.`,
  vaccineAge: (told) =>
    told.limit
      ? `${vaccineOf(told)} counts ${told.limit > told.givenOn ? 'from' : 'only before'} ${limitOf(told)}.`
      : `${vaccineOf(told)} is not the usual vaccine at this age.`,
  volumeTooLow: ({ count, than }) => `${count} mL was given, less than the usual ${than} mL. It counts all the same.`,
  seriesAlreadyComplete: () => 'The series was complete before: this dose was not needed.',
  skippedByAge: (told) => `by age: ${fromOf(told)} is ${limitOf(told)}`,
  skippedByInterval: (told) => `by the time that has passed: ${fromOf(told)} is ${limitOf(told)}`,
  skippedByCount: ({ count, than }) => `by the doses on file: ${doses(count)}, held against ${than}`,
  skippedByCompletedSeries: ({ series }) => `because another series is complete: ${series}`,
  targetDosesLeft: () => 'More doses are to come.',
  allTargetDosesSatisfied: ({ count }) =>
    count === 1
      ? 'Complete: 1 dose counts, and no more is needed.'
      : `Complete: ${count} doses count, and no more is needed.`,
  allTargetDosesSkipped: () => 'Every dose of the series is passed over for this person.',
  immuneByHistory: (told) => `Immunity is on file: ${observationWords(told.observation, told.context)}.`,
  immuneByBirthDate: (told) => `Born before ${limitOf(told)}, and so taken to be immune.`,
  contraindicated: (told) => `Must not be given: ${observationWords(told.observation, told.context)}.`,
  allVaccinesContraindicated: (told) =>
    `None of its vaccines may be given: ${observationWords(told.observation, told.context)}.`,
  seasonEnded: (told) => `The schedule on file ends ${limitOf(told)}.`,
  atOrAfterMaximumAge: (told) => `Not given any more from ${limitOf(told)}, when the highest age was reached.`,
  tooLateToFinish: (told) =>
    `The next dose could not be given before ${limitOf(told)}, when the highest age is reached.`,
  nothingDatesTheDose: () => 'The schedule sets no day for the next dose.',
  wrongGender: () => 'for another gender',
  notIndicated: () => 'for a condition that is not on file',
  notScorable: () => 'not for this age or these doses',
  lowerPriority: () => 'behind a series for a higher risk',
  onlySeries: () => 'the only one that fits',
  onlyComplete: () => 'the only one that is complete',
  onlyInProcess: () => 'the only one that is begun',
  defaultSeries: () => 'the usual one',
  highestScore: ({ count }) => `fits the doses on file best (${points(count)})`,
  preferred: ({ count }) => `fits as well as another (${points(count)}) and comes first in the schedule`,
  lowerScore: ({ count, than }) => `fits the doses on file less well (${points(count)}, the best has ${than})`,
  lessPreferred: ({ count }) => `fits as well (${points(count)}) and comes later in the schedule`,
  notDefault: () => 'not the usual one',
  notComplete: () => 'not complete, as another is',
  notInProcess: () => 'not begun, as another is',
  equivalentSeriesComplete: ({ series }) => `not needed, as ${series} is complete`,
  equivalentRiskSeries: ({ series }) => `gives way to ${series}, for a condition on file`,
  evaluationOnly: () => 'only for doses already given',
};

/** A reason in plain words. Those of a dose need the day on which it was given. */
export function reasonWords(reason: Reason, context: Around, givenOn: Day = ''): string {
  return sentences[reason.outcome]({ ...reason, context: context, givenOn });
}
