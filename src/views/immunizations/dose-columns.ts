import { vaccineWithTrade } from '../../domain/immunizations/immunization.js';
import { shortAge, showDay } from '../../domain/time/day.js';
import { markup } from '../parts/markup.js';
import type { TableProps } from './history-table.js';
import type { HistoryRow } from './judged.js';

/** The history as a grid: a row for each vaccine group, a column for each dose in the order in which they were given. */
export const DoseColumns = ({ groups, birthDate }: TableProps) => {
  const given = groups.filter(({ rows }) => rows.length > 0);
  const most = Math.max(1, ...given.map(({ rows }) => rows.length));
  const numbers = Array.from({ length: most }, (_, at) => at);
  const cell = (row: HistoryRow | undefined, at: number) =>
    row ? markup`<td class="n" data-label="${ordinal(at + 1)}">${Cell(row, birthDate)}</td>` : markup`<td></td>`;
  return markup`<div class="scroll"><table class="results history columns">
    <thead><tr><th scope="col">Vaccine Group</th>${numbers.map((at) => markup`<th scope="col">${ordinal(at + 1)} given</th>`)}</tr></thead>
    <tbody>${given.map(
      ({ label, rows }) => markup`<tr>
        <th scope="row">${label}</th>${numbers.map((at) => cell(rows[at], at))}
      </tr>`,
    )}</tbody>
  </table></div>`;
};

/** 1st, 2nd, 3rd, 4th: as they were given, whatever each counts as. */
const ordinal = (n: number) => `${n}${(n % 100 > 10 && n % 100 < 14 ? '' : ['', 'st', 'nd', 'rd'][n % 10]) || 'th'}`;

function Cell({ immunization, series, shape, word }: HistoryRow, birthDate: string) {
  const day = showDay(immunization.givenOn);
  const label = `${vaccineWithTrade(immunization)} of ${day}`;
  return markup`<a href="immunizations/${immunization.id}" aria-label="${label}">${day}</a><br>
    ${shortAge(birthDate, immunization.givenOn)}${word === 'Valid' && series && markup`<br>${series}`}${word !== 'Valid' && markup`<br><b>${shape} ${word}</b>`}`;
}
