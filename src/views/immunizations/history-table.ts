import { clientComments } from '../../domain/clients/client-comment.js';
import { labelOf } from '../../domain/codes/choice.js';
import { isHistorical } from '../../domain/codes/source.js';
import { doseOf, vaccineWithTrade } from '../../domain/immunizations/immunization.js';
import { showDay } from '../../domain/time/day.js';
import { markup } from '../parts/markup.js';
import type { HistoryRow, JudgedGroup } from './judged.js';
import { WhyRow } from './recommended.js';

type Props = {
  groups: readonly JudgedGroup[];
  /** The address of the history. */
  path: string;
  /** The organization acted for. */
  own: number | undefined;
  mayRecord: boolean;
};

const columns = [
  'Vaccine Group',
  'Date Administered',
  'Series',
  'Valid?',
  'Vaccine [Trade Name]',
  'Dose',
  'Owned?',
  'Hist?',
  'Edit',
];

const head = markup`<thead><tr>${columns.map((name) => markup`<th scope="col">${name}</th>`)}</tr></thead>`;

/** The doses on file by vaccine group (I3, I4), each with what it is worth and why one step away. */
export const HistoryTable = ({ groups, ...rest }: Props) =>
  groups.length === 0
    ? markup`<p class="inside">No immunizations are on file for this client.</p>`
    : markup`<div class="scroll">
        <table class="results explained history">${head}${groups.map((group) => Group(group, rest))}</table>
      </div>`;

const Group = ({ label, comments, rows }: JudgedGroup, rest: Omit<Props, 'groups'>) =>
  markup`<tbody>
    ${comments.map(
      ({ appliesOn, code }) => markup`<tr>
        <th scope="row">${label}</th>
        <td class="n" data-label="Applies to">${showDay(appliesOn)}</td>
        <td colspan="7">${labelOf(clientComments, code)}</td>
      </tr>`,
    )}
    ${rows.map((row) => Row(row, label, rest))}
  </tbody>`;

// A long history has a hundred of them: as a template they take a fraction of what they take as components.
function Row(
  { immunization, series, shape, word, why }: HistoryRow,
  label: string,
  { path, own, mayRecord }: Omit<Props, 'groups'>,
) {
  const owned = immunization.owner.id === own;
  const day = showDay(immunization.givenOn);
  const vaccine = vaccineWithTrade(immunization);
  const verb = owned && mayRecord ? 'edit' : 'view';
  return markup`<tr>
    <th scope="row">${label}</th>
    <td class="n" data-label="Date">${day}</td>
    <td class="n" data-label="Series">${series}</td>
    <td class="n" data-label="Valid?"><span aria-hidden="true">${shape}</span> ${word}</td>
    <td data-label="Vaccine">${vaccine}</td>
    <td class="n" data-label="Dose">${doseOf(immunization)}</td>
    <td data-label="Owned?">${owned ? 'Yes' : 'No'}</td>
    <td data-label="Hist?">${isHistorical(immunization) ? 'Yes' : 'No'}</td>
    <td><a href="${path}/${immunization.id}" aria-label="${verb} ${vaccine} of ${day}">${verb}</a></td>
  </tr>${WhyRow({ of: `${vaccine} of ${day}`, columns: columns.length, lines: why })}`;
}
