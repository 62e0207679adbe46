import { commentKind } from '../../domain/clients/client-comment.js';
import { codeWords } from '../../domain/clients/coded-rows.js';
import { commentRows } from '../../domain/clients/comment.js';
import { isHistorical } from '../../domain/codes/source.js';
import { doseOf, vaccineWithTrade } from '../../domain/immunizations/immunization.js';
import { type Day, shortAge, showDay } from '../../domain/time/day.js';
import { markup } from '../parts/markup.js';
import type { HistoryRow, JudgedGroup } from './judged.js';
import { ReasonRow, type Reasons, WhyLink } from './why.js';

export type TableProps = {
  groups: readonly JudgedGroup[];
  birthDate: Day;
  /** The organization acted for. */
  own: number | undefined;
  mayRecord: boolean;
  reasons: Reasons;
  /** The dose that was just written, with the word for what was done to it. */
  latest?: { readonly at: number; readonly word: string } | undefined;
};

type Rest = Omit<TableProps, 'groups'>;

const columns = [
  'Vaccine Group',
  'Date Administered',
  'Age',
  'Series',
  'Vaccine [Trade Name]',
  'Dose',
  'Lot',
  'Owned?',
  'Hist?',
  'Edit',
];

const head = markup`<thead><tr>${columns.map((name) => markup`<th scope="col">${name}</th>`)}</tr></thead>`;

/**
 * The doses on file by vaccine group (I3, I4), each group named once. What is usual says nothing: a dose of the
 * organization's own that is not historical has nothing under Owned? and Hist?, and one that counts its number alone.
 */
export const HistoryTable = ({ groups, ...rest }: TableProps) =>
  markup`<div class="scroll"><table class="results history">${head}${groups.map(
    (group) => markup`<tbody id="g-${group.key}">${groupRows(group, rest)}</tbody>`,
  )}</table></div>`;

/** The rows of a group: comments that bear on it, its doses, and where it is asked for why each is worth what it is. */
export function groupRows(group: JudgedGroup, rest: Rest) {
  const { key, label, comments, rows } = group;
  const open = rest.reasons.open === key;
  const cells = [
    ...(comments.length > 0 || rows.length === 0 ? [Chips(group)] : []),
    ...rows.flatMap((row) => [
      Cells(row, rest),
      ...(open ? [ReasonRow({ columns: columns.length - 1, lines: row.why() })] : []),
    ]),
  ];
  const [first, ...more] = cells;
  const why = rows.length > 0 ? markup` ${WhyLink({ of: label, group: key, body: `g-${key}`, ...rest.reasons })}` : '';
  return markup`<tr>
    <th scope="rowgroup" rowspan="${cells.length}">${label}${why}</th>${first}
  </tr>${more.map((one) => markup`<tr>${one}</tr>`)}`;
}

/** Who is immune is told from who is without the vaccine by a shape, not by words alone. */
const Chips = ({ comments }: JudgedGroup) =>
  markup`<td class="chips" colspan="${columns.length - 1}">${comments.map((comment) => {
    const immune = commentKind(comment.code) === 'immunity';
    return markup`<p>${showDay(comment.appliesOn)} <span class="tag${immune && ' immune'}">${immune ? '✓' : '–'} ${codeWords(commentRows, comment)}</span></p>`;
  })}</td>`;

// A long history has a hundred of them: as a template they take a fraction of what they take as components. Without
// classes they weigh less; the stylesheet counts from the last column.
function Cells({ immunization, series, shape, word }: HistoryRow, { birthDate, own, mayRecord, latest }: Rest) {
  const owned = immunization.owner.id === own;
  const day = showDay(immunization.givenOn);
  const vaccine = vaccineWithTrade(immunization);
  const verb = owned && mayRecord ? 'edit' : 'view';
  const counts = word === 'Valid' && series !== '';
  const fresh = owned && latest?.at === immunization.updatedAt;
  return markup`<td>${day}</td>
    <td>${shortAge(birthDate, immunization.givenOn)}</td>
    <td>${counts ? series : markup`<b>${shape} ${word}</b>${series && ` ${series}`}`}</td>
    <td>${vaccine}${fresh && markup` <mark>${latest.word}</mark>`}</td>
    <td>${doseOf(immunization)}</td>
    <td>${immunization.lot}</td>
    <td>${owned ? '' : 'No'}</td>
    <td>${isHistorical(immunization) ? 'Yes' : ''}</td>
    <td><a href="immunizations/${immunization.id}" aria-label="${verb} ${vaccine} of ${day}">${verb}</a></td>`;
}
