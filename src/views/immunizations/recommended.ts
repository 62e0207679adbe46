import type { History } from '../../domain/immunizations/history.js';
import { type Day, showDay } from '../../domain/time/day.js';
import type { GroupForecast } from '../../forecast/assessment.js';
import { markup } from '../parts/markup.js';
import { chainWords, standingWords } from './forecast-words.js';
import { type Assessed, aroundOf, type Recommendation } from './judged.js';
import { ReasonRow, type Reasons, WhyLink } from './why.js';

type Props = { history: History; assessed: Assessed; list: readonly Recommendation[]; reasons: Reasons };

const columns = ['Vaccine Group', 'Status', 'Earliest Date', 'Recommended Date', 'Past Due Date', 'Why?'];

const head = markup`<thead><tr>${columns.map((name) => markup`<th scope="col">${name}</th>`)}</tr></thead>`;

/** The recommendations by vaccine group (I3): each line opens the chain of reasons. They advise, and do not decide. */
export const Recommended = (props: Props) => {
  const { deathDate } = props.history;
  const { scheduleVersion } = props.assessed.assessment;
  return markup`<section aria-labelledby="recommended">
    <h2 id="recommended">Vaccines Recommended by Selected Tracking Schedule</h2>
    ${
      deathDate
        ? markup`<p class="inside">Nothing is due: the client died on ${showDay(deathDate)}.</p>`
        : markup`<div class="scroll">
            <table class="results recommended">${head}${Object.entries(recommendedRows(props)).map(
              ([id, rows]) => markup`<tbody id="${id}">${rows}</tbody>`,
            )}</table>
          </div>
          <p class="inside hint">Recommended by schedule ${scheduleVersion}. Whoever vaccinates decides.</p>`
    }
  </section>`;
};

/** The rows of the table by the ids of their bodies: a group has several where several forecasts of it are open. */
export function recommendedRows({ history, assessed, list, reasons }: Props) {
  const { open } = reasons;
  const seen = new Map<string, number>();
  return Object.fromEntries(
    list.map((one) => {
      const { group } = one.forecast;
      const nth = (seen.get(group) ?? 0) + 1;
      seen.set(group, nth);
      const body = `r-${group}${nth > 1 ? `-${nth}` : ''}`;
      const lines = open === group ? reasonsOf(one, history, assessed) : undefined;
      return [body, Row(one, body, reasons, lines)];
    }),
  );
}

function reasonsOf({ standing, forecast }: Recommendation, history: History, assessed: Assessed): string[] {
  const chain = chainWords(forecast, aroundOf(history, assessed));
  return standing === 'exempt' ? ['But for the exemption:', ...chain] : chain;
}

const day = (label: string, on: Day | undefined) => markup`<td class="n" data-label="${label}">${showDay(on)}</td>`;

const nothing: Partial<GroupForecast> = {};

function Row({ label, standing, forecast, beside }: Recommendation, body: string, reasons: Reasons, lines?: string[]) {
  const [shape, word] = standingWords[standing];
  // A group under an exemption has no dates to keep to: they stand in Why? alone.
  const { number, earliest, recommended, pastDue } = standing === 'exempt' ? nothing : forecast;
  return markup`<tr>
    <th scope="row">${label}</th>
    <td data-label="Status" class="${standing.replace(' ', '-')}">
      <span aria-hidden="true">${shape}</span> ${word}${number && markup`, dose ${number}`}
      ${beside.map((line) => markup`<p class="hint">${line}</p>`)}
    </td>
    ${day('Earliest', earliest)}${day('Recommended', recommended)}${day('Past due', pastDue)}
    <td>${WhyLink({ of: label, group: forecast.group, body, ...reasons })}</td>
  </tr>${lines && markup`<tr>${ReasonRow({ columns: columns.length, lines })}</tr>`}`;
}
