import type { History } from '../../domain/immunizations/history.js';
import { type Day, showDay } from '../../domain/time/day.js';
import type { GroupForecast } from '../../forecast/assessment.js';
import { markup } from '../parts/markup.js';
import { chainWords, standingWords } from './forecast-words.js';
import { type Assessed, aroundOf, type Recommendation } from './judged.js';
import type { Around } from './reason-words.js';

/** The lines that explain the row above, one step away without a script, and as wide as the table. */
export const WhyRow = ({ of, columns, lines }: { of: string; columns: number; lines: readonly string[] }) =>
  markup`<tr class="why"><td colspan="${columns}"><details>
    <summary>Why?<span class="unseen"> ${of}</span></summary>
    <ul>${lines.map((line) => markup`<li>${line}</li>`)}</ul>
  </details></td></tr>`;

type Props = { history: History; assessed: Assessed; list: readonly Recommendation[] };

const columns = ['Vaccine Group', 'Status', 'Earliest Date', 'Recommended Date', 'Past Due Date'];

const head = markup`<thead><tr>${columns.map((name) => markup`<th scope="col">${name}</th>`)}</tr></thead>`;

/** The recommendations by vaccine group (I3): each line opens the chain of reasons. They advise, and do not decide. */
export const Recommended = ({ history, assessed, list }: Props) => {
  const context = aroundOf(history, assessed);
  const { deathDate } = history;
  const { scheduleVersion } = assessed.assessment;
  return markup`<section aria-labelledby="recommended">
    <h2 id="recommended">Vaccines Recommended by Selected Tracking Schedule</h2>
    ${
      deathDate
        ? markup`<p class="inside">Nothing is due: the client died on ${showDay(deathDate)}.</p>`
        : markup`<div class="scroll">
            <table class="results explained recommended">${head}<tbody>${list.map((one) => Row(one, context))}</tbody></table>
          </div>
          <p class="inside hint">By schedule ${scheduleVersion}. It advises; whoever vaccinates decides.</p>`
    }
  </section>`;
};

const day = (label: string, on: Day | undefined) => markup`<td class="n" data-label="${label}">${showDay(on)}</td>`;

const nothing: Partial<GroupForecast> = {};

function Row({ label, standing, forecast, beside }: Recommendation, context: Around) {
  const [shape, word] = standingWords[standing];
  // A group under an exemption has no dates to keep to: they stand in Why? alone.
  const { number, earliest, recommended, pastDue } = standing === 'exempt' ? nothing : forecast;
  const chain = chainWords(forecast, context);
  const lines = standing === 'exempt' ? ['But for the exemption:', ...chain] : chain;
  return markup`<tr>
    <th scope="row">${label}</th>
    <td data-label="Status" class="${standing.replace(' ', '-')}">
      <span aria-hidden="true">${shape}</span> ${word}${number && markup`, dose ${number}`}
      ${beside.map((line) => markup`<p class="hint">${line}</p>`)}
    </td>
    ${day('Earliest', earliest)}${day('Recommended', recommended)}${day('Past due', pastDue)}
  </tr>${WhyRow({ of: label, columns: columns.length, lines })}`;
}
