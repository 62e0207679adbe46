import { markup } from '../parts/markup.js';

/** The group whose reasons are shown, and the address of the page with those of another group, or of none. */
export type Reasons = {
  readonly open: string | undefined;
  readonly at: (words: Readonly<Record<string, string>>) => string;
};

type Link = Reasons & {
  readonly of: string;
  readonly group: string;
  /** The id of the body of the table's rows that it stands in. */
  readonly body: string;
};

/**
 * Opens the reasons of a group: an address of its own, since most are never asked for, and would be half of the page.
 * With scripts the rows of the group alone are fetched.
 */
export function WhyLink({ of, group, body, open, at }: Link) {
  const shown = open === group;
  const to = at(shown ? {} : { why: group });
  const fetched = shown ? at({ hide: group }) : to;
  return markup`<a id="why-${body}" href="${to}#${body}" data-hx-get="${fetched}" data-hx-swap="none">
    ${shown ? 'Hide why' : 'Why?'}<span class="unseen"> ${of}</span></a>`;
}

/** The cell of the row that explains the one above, as wide as the table. */
export const ReasonRow = ({ columns, lines }: { columns: number; lines: readonly string[] }) =>
  markup`<td class="why" colspan="${columns}"><ul>${lines.map((line) => markup`<li>${line}</li>`)}</ul></td>`;
