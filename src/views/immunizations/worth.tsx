import { tabs } from '../../domain/clients/tab.js';
import { labelOf } from '../../domain/codes/choice.js';
import { isAnswered } from '../../domain/forms/question.js';
import { type DoseValues, immunizationLabels } from '../../domain/immunizations/immunization.js';
import { type Day, showDay } from '../../domain/time/day.js';
import { type VaccineGroupCode, vaccineGroups } from '../../domain/vaccines/vaccine-group.js';
import { type GroupProspect, isWasted, type Prospect } from '../../forecast/prospect.js';
import { type Entry, Field } from '../parts/form.js';
import { judgementWords, notEvaluatedWords } from './forecast-words.js';
import { type Around, doseWords, reasonWords } from './reason-words.js';

/** The worth of a line, were it saved; `asks` names the judgement where it is asked about. */
export type LineWorth = {
  readonly line: number;
  readonly given: DoseValues;
  readonly prospect: Prospect;
  readonly exempt: readonly VaccineGroupCode[];
  readonly asks?: string;
};

/** The worth of a visit's lines with what its words speak of. */
export type VisitWorth = {
  readonly lines: readonly LineWorth[];
  readonly onFile: readonly { readonly id: number; readonly givenOn: Day; readonly cvx: string }[];
  readonly observations: ReadonlyMap<string, string>;
};

/** The words about a line: what it would be, and why. */
export type WorthWords = {
  readonly line: number;
  readonly said: string;
  readonly why: readonly string[];
  /** As in the history: a cross where it would not count, or something speaks against it. */
  readonly shape: string;
  readonly asks?: string | undefined;
};

/** Puts the worth of each line into words: "Would be valid as dose 3 of 4." */
export function wordsOf({ lines, onFile, observations }: VisitWorth): WorthWords[] {
  const doses = new Map(
    [
      ...onFile.map(({ id, ...dose }) => [String(id), dose] as const),
      ...lines.map(({ prospect, given }) => [prospect.id, given] as const),
    ].map(([id, { givenOn, cvx }]) => [id, { givenOn, cvx }]),
  );
  return lines.map((one) => lineWords(one, { doses, observations }));
}

function lineWords({ line, given, prospect, exempt, asks }: LineWorth, around: Around): WorthWords {
  const { groups, against, tooNear, spoils, notEvaluated } = prospect;
  const several = groups.length > 1;
  const byWords = Map.groupBy(groups, (one) => groupWords(one, given.givenOn, around));
  const told = [...byWords].map(([words, those]) =>
    several && byWords.size > 1
      ? `${those.map(({ group }) => labelOf(vaccineGroups, group)).join(', ')}: ${words}.`
      : `${words.charAt(0).toUpperCase()}${words.slice(1)}.`,
  );
  const speaks = [
    ...against.map((code) => `On file against it: ${around.observations.get(code) ?? 'a condition'}.`),
    ...exempt.map((group) => `A medical exemption for ${labelOf(vaccineGroups, group)} is on file.`),
    ...tooNear.map(
      ({ id, waitUntil }) =>
        `Too near after ${doseWords(id, around)}, which is a live vaccine too: wait until ${showDay(waitUntil)}.`,
    ),
    ...spoils.map(({ id, reason }) => {
      const on = around.doses.get(id)?.givenOn;
      return `${doseWords(id, around)}, on file, would not count any more: ${reasonWords(reason, around, on)}`;
    }),
  ];
  const doubtful = speaks.length > 0 || groups.some(isWasted);
  const said = [
    ...speaks,
    ...told,
    ...(groups.length === 0 ? [notEvaluatedWords[notEvaluated ?? 'noSeries']] : []),
    ...(asks ? ['To save it all the same, say why.'] : []),
  ].join(' ');
  const why = groups.flatMap(({ group, judged }) => {
    const lines = judgementWords(judged, given.givenOn, around);
    return several ? lines.map((words) => `${labelOf(vaccineGroups, group)}: ${words}`) : lines;
  });
  const extra = groups.every(({ status }) => status === 'extraneous');
  const shape = doubtful ? '✕' : groups.length === 0 ? '–' : extra ? '+' : '✓';
  return { line, said, why, shape, asks };
}

/** The worth in one group, to go on behind its name. */
function groupWords(one: GroupProspect, givenOn: Day, around: Around): string {
  const { status, evaluation, of, tooEarly } = one;
  const { countsAs, reasons } = evaluation;
  if (status === 'valid') {
    const grace = reasons.some(({ outcome }) => outcome === 'ageGrace' || outcome === 'intervalGrace');
    const number = countsAs ? ` as dose ${of ? `${countsAs} of ${of}` : countsAs}` : '';
    return `would be valid${number}${grace ? ', a few days early and near enough to count' : ''}`;
  }
  if (tooEarly) {
    const { days, countsFrom, waitUntil } = tooEarly;
    const early = `${days} ${days === 1 ? 'day' : 'days'} too early: would not count`;
    if (!waitUntil) return `${early} before ${showDay(countsFrom)}`;
    const anyway = waitUntil > countsFrom ? `, though it counts from ${showDay(countsFrom)}` : '';
    return `${early}; wait until ${showDay(waitUntil)}${anyway}`;
  }
  if (one.byConditionOnly)
    return (
      'would count at this age only for somebody with a condition that calls for it, and none is on file: enter it under ' +
      `${tabs.conditions}, if there is one`
    );
  const [decisive] = reasons;
  const because = decisive ? reasonWords(decisive, around, givenOn).replace(/\.$/, '') : '';
  return isWasted(one) ? `would not count: ${because}` : `would be extra: ${because}`;
}

/** What a line would be, with its reasons one step away. */
export const WorthNote = ({ words }: { words: WorthWords | undefined }) =>
  words ? (
    <>
      <p class={words.asks ? 'error' : 'note'}>
        <span aria-hidden="true">{words.shape}</span> {words.said}
      </p>
      {words.why.length > 0 ? (
        <details>
          <summary>
            Why? <span class="unseen">Immunization {words.line}</span>
          </summary>
          <ul>
            {words.why.map((line) => (
              <li>{line}</li>
            ))}
          </ul>
        </details>
      ) : null}
    </>
  ) : null;

type ReasonProps = { entry: Entry; line: number; words: WorthWords | undefined };

/**
 * The reason to save a line all the same, where it is asked about or one was given before. What it was shown for goes
 * along, so that the reason answers this judgement and no other.
 */
export const ReasonField = ({ entry, line, words }: ReasonProps) =>
  words?.asks || entry.values[`reason${line}`] ? (
    <>
      {words?.asks ? <input type="hidden" name="asTyped" value={words.asks} /> : null}
      <Field entry={entry} name={`reason${line}`} label={immunizationLabels.reason} class="w12" autocomplete="off" />
    </>
  ) : null;

/** What is asked about and not answered: for the summary of what is wrong, and in short for the field of each. */
export function openReasons(words: readonly WorthWords[], values: Readonly<Record<string, string>>) {
  const open = words.filter(
    ({ line, asks }) =>
      asks && !(values[`reason${line}`]?.trim() && isAnswered({ id: asks, text: '' }, values.asTyped)),
  );
  const by = (text: (one: WorthWords) => string) =>
    Object.fromEntries(open.map((one) => [`reason${one.line}`, text(one)]));
  return {
    summary: by(({ line, said }) => `Immunization ${line}: ${said}`),
    fields: by(() => 'Say why, or change the vaccine or the date.'),
  };
}
