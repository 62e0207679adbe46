import { aliasWords } from '../../domain/clients/alias.js';
import { recordPath } from '../../domain/clients/record-address.js';
import { labelOf } from '../../domain/codes/choice.js';
import { genders } from '../../domain/codes/gender.js';
import { type Due, dueWords } from '../../domain/immunizations/due.js';
import type { Hit } from '../../domain/matching/search.js';
import { listedName } from '../../domain/text/name.js';
import { showDay } from '../../domain/time/day.js';
import { markup } from '../parts/markup.js';

/** The function that a search began in. */
export type Start = 'clients' | 'immunizations';

/** The page that a hit leads to: from manage immunizations to the history (I8), from manage client to the record. */
export const hitAddress = (start: Start, id: number): string =>
  recordPath(id, start === 'immunizations' ? 'immunizations' : '');

/** `search` is the address of the search, `why` what is not as it was typed. */
type Props = { hit: Hit; search: string; start: Start; due: Due | undefined; why: string };

// A page has 25 of them: as a template they take half the time that they take as components.
export const HitRow = ({ hit, search, start, due, why }: Props) => markup`<tr>
  <th scope="row" id="client-${hit.id}">
    <a href="${hitAddress(start, hit.id)}?search=${search}">${listedName(hit)}</a>${aliasHint(hit)}${why && markup`<span class="hint"> ${why}</span>`}
  </th>
  <td class="n" data-label="Birth Date">${showDay(hit.birthDate)}</td>
  <td data-label="Gender">${labelOf(genders, hit.gender)}</td>
  <td data-label="Mother&#39;s Maiden Last">${hit.motherMaidenLast}</td>
  <td data-label="Address">${hit.street}${hit.street && hit.city && ', '}${hit.city && markup`<span class="n">${hit.city}</span>`}</td>
  <td class="n" data-label="MIIC ID">${hit.id}</td>
  ${due && markup`<td data-label="Due today">${dueWords(due)}</td>`}
</tr>`;

/** The former name that matched. */
const aliasHint = (hit: Hit) => {
  const words = hit.alias && aliasWords(hit.alias, hit);
  return words ? markup`<span class="hint"> AKA ${words}</span>` : '';
};
