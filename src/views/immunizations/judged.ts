import type { Comment } from '../../domain/clients/client.js';
import { clientComments, notGivenReasons } from '../../domain/clients/client-comment.js';
import { labelOf } from '../../domain/codes/choice.js';
import type { Due } from '../../domain/immunizations/due.js';
import { exemptGroups, isStillDeferred, onFileBeside } from '../../domain/immunizations/evidence.js';
import { type History, type HistoryGroup, historyGroups } from '../../domain/immunizations/history.js';
import type { Immunization } from '../../domain/immunizations/immunization.js';
import { type Day, showDay } from '../../domain/time/day.js';
import { type VaccineGroupCode, vaccineGroups } from '../../domain/vaccines/vaccine-group.js';
import type { Assessment, DoseInGroup, GroupForecast, JudgedDose } from '../../forecast/assessment.js';
import { dueGroups } from '../../forecast/due.js';
import { type Standing, standingOf, standings } from '../../forecast/standing.js';
import { dosesWords, judgementWords, notEvaluatedWords, remarks } from './forecast-words.js';
import type { Around } from './reason-words.js';

/** A record as it was assessed, with the titles of the observations that reasons name by code. */
export type Assessed = { readonly assessment: Assessment; readonly observations: ReadonlyMap<string, string> };

/** The things that reasons speak of: the doses on file, and the observations. */
export const aroundOf = ({ immunizations }: History, { observations }: Assessed): Around => ({
  doses: new Map(immunizations.map((dose) => [String(dose.id), dose])),
  observations,
});

/**
 * A dose under one of its groups: "1 of 4" or empty where it does not count, what it is worth, and why, put into words
 * for whoever asks.
 */
export type HistoryRow = {
  readonly immunization: Immunization;
  readonly series: string;
  readonly shape: string;
  readonly word: string;
  /** True where it is judged by series for increased risk alone. */
  readonly byRisk: boolean;
  readonly why: () => readonly string[];
};

/** `key` names the group in an address and on its page. */
export type JudgedGroup = Pick<HistoryGroup, 'label' | 'comments'> & {
  readonly key: string;
  readonly rows: readonly HistoryRow[];
};

/** The history by vaccine group (I3), each dose with what it is worth in the series chosen for the client. */
export function judgedGroups(history: History, assessed: Assessed): JudgedGroup[] {
  const context = aroundOf(history, assessed);
  const { assessment } = assessed;
  const judged = new Map(assessment.doses.map((dose) => [dose.id, dose]));
  return historyGroups(history).map(({ code, label, comments, doses }) => ({
    key: code ?? 'OTHER',
    label,
    comments,
    rows: doses.map((immunization) => ({
      immunization,
      ...rowOf(judged.get(String(immunization.id)), code, immunization.givenOn, assessment, context),
    })),
  }));
}

function rowOf(
  dose: JudgedDose | undefined,
  code: VaccineGroupCode | undefined,
  givenOn: Day,
  assessment: Assessment,
  context: Around,
): Omit<HistoryRow, 'immunization'> {
  const here = dose?.groups.find(({ group }) => group === code);
  if (!here) return { series: '', shape: '–', word: 'Not evaluated', byRisk: false, why: () => [whyNotHere(dose)] };
  const [shape, word] = dosesWords[here.status];
  const byRisk = here.evaluations.every(({ kind }) => kind === 'Risk');
  return { series: seriesOf(here, assessment), shape, word, byRisk, why: () => judgementWords(here, givenOn, context) };
}

/** "2 of 4"; "2" where the schedule has no number for it. */
function seriesOf({ evaluations }: DoseInGroup, { groups }: Assessment): string {
  const [best] = evaluations;
  if (!best?.countsAs) return '';
  const series = groups.flatMap((group) => group.series).find((one) => one.series === best.series);
  return series?.of ? `${best.countsAs} of ${series.of}` : String(best.countsAs);
}

function whyNotHere(dose: JudgedDose | undefined): string {
  const elsewhere = dose?.groups.map(({ group }) => labelOf(vaccineGroups, group)) ?? [];
  if (elsewhere.length > 0) return `At this age the schedule counts it for ${elsewhere.join(', ')}.`;
  return notEvaluatedWords[dose?.notEvaluated ?? 'noAntigen'];
}

/** A line of what is recommended: a forecast with where the client stands, and what is to be said beside it. */
export type Recommendation = {
  readonly label: string;
  readonly standing: Standing;
  readonly forecast: GroupForecast;
  readonly beside: readonly string[];
};

/** 11/22/2026: Ill that day */
const notGivenWords = ({ appliesOn, reason = '' }: Pick<Comment, 'appliesOn' | 'reason'>) =>
  [showDay(appliesOn), labelOf(notGivenReasons, reason)].filter(Boolean).join(': ');

/**
 * The recommendations for a client on a day: due and overdue first, then what comes later by its day, then what is
 * over. Of a group with several forecasts the one to show first, and others that are still open.
 */
export function recommendations(
  { client, immunizations }: History,
  { assessment }: Assessed,
  today: Day,
): Recommendation[] {
  const onFile = onFileBeside(client.comments);
  const list: Recommendation[] = [];
  for (const forecast of assessment.groups) {
    const { group, seriesGroupName, status } = forecast;
    const also = list.some((one) => one.forecast.group === group);
    if (also && status !== 'Not Complete') continue;
    const { exemption, refusal, deferral, unproven } = onFile.get(group) ?? {};
    const name = labelOf(vaccineGroups, group);
    const of = seriesGroupName.replace(/^Standard ?/, '');
    list.push({
      label: of ? `${name} (${of.toLowerCase()})` : name,
      standing: standingOf(forecast, today, exemption !== undefined),
      forecast,
      beside: [
        ...remarks(forecast),
        ...(refusal && status !== 'Complete' ? [`refused on ${notGivenWords(refusal)}`] : []),
        ...(deferral && status !== 'Complete' && isStillDeferred(deferral, immunizations, today)
          ? [`deferred on ${notGivenWords(deferral)}`]
          : []),
        ...(unproven && status !== 'Complete'
          ? [`${labelOf(clientComments, unproven.code)} is on file: the schedule asks for a titer`]
          : []),
      ],
    });
  }
  const place = ({ standing }: Recommendation) => standings.indexOf(standing);
  return list.sort(
    (a, b) =>
      place(a) - place(b) ||
      (a.forecast.recommended ?? '').localeCompare(b.forecast.recommended ?? '') ||
      a.label.localeCompare(b.label),
  );
}

/** The groups that are due to the client of a history; none to one who died. */
export function dueOf({ client, deathDate }: History, { assessment }: Assessed, today: Day): Due {
  const exempt = exemptGroups(client.comments);
  return deathDate ? [] : dueGroups(assessment.groups, today, (group) => exempt.has(group));
}
