import { type Day, showDay } from '../../domain/time/day.js';
import { vaccineName } from '../../domain/vaccines/vaccine.js';
import type {
  ConsideredSeries,
  DoseInGroup,
  DoseStatus,
  GroupForecast,
  JudgedDose,
  Outcome,
  Reason,
  SeriesForecast,
} from '../../forecast/assessment.js';
import type { Standing } from '../../forecast/standing.js';
import { dateWords } from './date-words.js';
import { type Around, reasonWords } from './reason-words.js';

/** The word and the shape of each standing: the shape says it where colour does not. */
export const standingWords: Readonly<Record<Standing, readonly [shape: string, word: string]>> = {
  overdue: ['▲', 'Overdue'],
  due: ['●', 'Due'],
  'shared decision': ['◐', 'Decide together'],
  'may be given': ['◐', 'May be given'],
  later: ['○', 'Later'],
  'schedule ended': ['?', 'Not known'],
  exempt: ['✕', 'Not recommended: medical exemption on file'],
  contraindicated: ['✕', 'Contraindicated'],
  immune: ['✓', 'Immune'],
  complete: ['✓', 'Complete'],
  'aged out': ['–', 'Aged out'],
  'not recommended': ['–', 'Not recommended'],
};

/** The word and the shape of what a dose is worth. */
export const dosesWords: Readonly<Record<DoseStatus, readonly [shape: string, word: string]>> = {
  valid: ['✓', 'Valid'],
  extraneous: ['+', 'Extra'],
  'not valid': ['✕', 'Not valid'],
  substandard: ['✕', 'Not valid'],
};

/** The reason why a dose is not evaluated. */
export const notEvaluatedWords: Readonly<Record<NonNullable<JudgedDose['notEvaluated']>, string>> = {
  noAntigen: 'The schedule has nothing that this vaccine protects from.',
  beforeBirth: 'The date lies before the birth: one of them is wrong.',
  noSeries: 'The schedule has no series for this person.',
};

/** A remark beside the status on what is not certain about it. */
export function remarks({ scheduleEnds, seasonRolledFrom, contraindicated, status }: GroupForecast): string[] {
  return [
    ...(scheduleEnds ? [`the schedule on file ends ${showDay(scheduleEnds)}`] : []),
    ...(seasonRolledFrom ? ["last season's dates: this season's are not on file yet"] : []),
    ...(contraindicated.length > 0 && status !== 'Contraindicated'
      ? [`without ${contraindicated.join(', ')}: contraindicated`]
      : []),
  ];
}

/** The reasons why a dose is worth what it is in a vaccine group, said once for antigens of which the same holds. */
export function judgementWords({ evaluations }: DoseInGroup, givenOn: Day, context: Around): string[] {
  const chains = evaluations.map(({ antigen, status, kind, reasons }) => ({
    antigen,
    head: kind === 'Risk' ? `${dosesWords[status][1]} in the series for increased risk` : dosesWords[status][1],
    lines: [...new Set(told(reasons).map((reason) => reasonWords(reason, context, givenOn)))],
  }));
  const groups = [...Map.groupBy(chains, ({ head, lines }) => [head, ...lines].join('\n')).values()];
  return groups.flatMap((those) => {
    const { head = '', lines = [] } = those[0] ?? {};
    const names = [...new Set(those.map(({ antigen }) => antigen))].join(', ');
    return groups.length > 1 ? [`${names}: ${head}.`, ...lines] : lines;
  });
}

/** The reasons that say something new: a wrong age explains the vaccine's, and an accepted vaccine needs no excuse. */
function told(reasons: readonly Reason[]): readonly Reason[] {
  const has = (...outcomes: readonly Outcome[]) => reasons.some(({ outcome }) => outcomes.includes(outcome));
  const byAge = has('ageTooYoung', 'ageTooOld') && has('vaccineAge');
  const excused: readonly Outcome[] = byAge
    ? ['vaccineAge', 'notPreferableOrAllowable']
    : has('allowableVaccine')
      ? ['vaccineAge', 'wrongTradeName']
      : [];
  const ages = reasons.filter(({ outcome }) => outcome === 'vaccineAge');
  const vague = ages.some(({ limit }) => limit) ? ages.filter(({ limit }) => !limit) : [];
  return reasons.filter((reason) => !excused.includes(reason.outcome) && !vague.includes(reason));
}

/**
 * The whole chain of a forecast, line by line: which series and why, what is passed over, what set each date, what to
 * give.
 */
export function chainWords(forecast: GroupForecast, context: Around): string[] {
  const chains = forecast.series.map((of) => ({ antigen: of.antigen, lines: seriesWords(of, context) }));
  const groups = [...Map.groupBy(chains, ({ lines }) => lines.join('\n')).values()];
  const lines = groups.flatMap((those) => {
    const [first = '', ...rest] = those[0]?.lines ?? [];
    return groups.length > 1
      ? [`${those.map(({ antigen }) => antigen).join(', ')}. ${first}`, ...rest]
      : [first, ...rest];
  });
  const names = [...new Set(forecast.vaccines.map(({ cvx, tradeName }) => tradeName ?? vaccineName(cvx)))];
  return [
    ...lines,
    ...(forecast.sharedDecision && forecast.status === 'Not Complete'
      ? ['Not for everybody: clinician and client decide on it together.']
      : []),
    ...(forecast.seasonRolledFrom
      ? [`The season on file is that of ${showDay(forecast.seasonRolledFrom)}: it is taken to come again each year.`]
      : []),
    ...(names.length > 0 ? [`To give: ${names.join(', or ')}.`] : []),
  ];
}

function seriesWords(of: SeriesForecast, context: Around): string[] {
  const { antigen, targetDose, skipped, earliest, recommended, pastDue, latest, considered, why, status } = of;
  // "Measles 2-dose series" and "Mumps 2-dose series" are told as one.
  const short = (name: string) => (name.startsWith(`${antigen} `) ? name.slice(antigen.length + 1) : name);
  const chosen = considered.find(({ chosen, series }) => chosen && series === of.series);
  return [
    `By the ${short(of.series)}${chosen ? `: ${fragment(chosen, context)}` : ''}.`,
    ...leftOut(considered, context, short),
    ...passedOver(skipped, context),
    status === 'Not Complete' && targetDose !== undefined
      ? `Dose ${targetDose} of the series is next.`
      : reasonWords(why, context),
    ...(earliest ? [dateWords('Earliest', earliest, context)] : []),
    ...(recommended ? [dateWords('Recommended', recommended, context)] : []),
    ...(pastDue ? [dateWords('Past due', pastDue, context)] : []),
    ...(latest ? [dateWords('Latest', latest, context)] : []),
  ];
}

/** The target doses that were passed over, said once for those of which the same holds. */
function passedOver(skipped: SeriesForecast['skipped'], context: Around): string[] {
  const why = ({ reasons }: SeriesForecast['skipped'][number]) =>
    reasons.map((reason) => reasonWords(reason, context)).join(', and ');
  return [...Map.groupBy(skipped, why)].map(([words, those]) => {
    const numbers = [...new Set(those.map(({ targetDose }) => targetDose))];
    return `${numbers.length > 1 ? 'Doses' : 'Dose'} ${numbers.join(', ')} passed over ${words}.`;
  });
}

/** The series that were looked at and not chosen, said once for those of which the same holds; many by their number. */
function leftOut(considered: readonly ConsideredSeries[], context: Around, short: (name: string) => string): string[] {
  const others = considered.filter(({ chosen }) => !chosen);
  const groups = [...Map.groupBy(others, (one) => fragment(one, context))];
  if (groups.length === 0) return [];
  const names = (those: readonly ConsideredSeries[]) =>
    those.length > 2 ? `${those.length} others` : [...new Set(those.map(({ series }) => short(series)))].join(' and ');
  return [`Left out: ${groups.map(([words, those]) => `${names(those)} (${words})`).join('; ')}.`];
}

/** The reason why a series was chosen or not, to follow its name. */
function fragment({ why }: ConsideredSeries, context: Around): string {
  return why.outcome === 'contraindicated' ? 'must not be given' : reasonWords(why, context);
}
