import type { Comment } from '../../domain/clients/client.js';
import { clientComments, notGivenReasons } from '../../domain/clients/client-comment.js';
import { commentRows } from '../../domain/clients/comment.js';
import { isCode, labelOf } from '../../domain/codes/choice.js';
import type { Fault } from '../../domain/matching/outcome.js';
import { type Day, showDay } from '../../domain/time/day.js';
import { readWord } from './cell.js';
import { dateForms, readSheetDay } from './date.js';
import {
  personFaults,
  personHeaders,
  personLabels,
  type RowPerson,
  type RowPersonCells,
  readPerson,
} from './person-row.js';
import { type Column, quote, type RowKind, type TableRow } from './table.js';

/** A row of client comments: whose it is, and the comment. */
export const commentRowLabels = {
  ...personLabels,
  code: 'Client Comment',
  appliesOn: 'Applies-To Date',
  reason: 'Reason',
} as const;

type CommentField = keyof typeof commentRowLabels;

/** The columns by their headers, in the order of the table in docs/import-contacts.md, which a test holds to it (A5). */
export const commentHeaders = [
  ...personHeaders,
  { name: 'client comment', field: 'code', what: 'required; label or code of the list of the screen' },
  { name: 'applies-to date', field: 'appliesOn', what: 'required; like the birth date' },
  { name: 'reason', field: 'reason', what: 'of a refusal or a deferral; label or code of the list of the screen' },
] as const satisfies readonly Column<CommentField>[];

export type CommentRow = RowPerson & {
  readonly line: number;
  readonly code: string;
  readonly appliesOn: Day;
  readonly reason: string;
};

function readCommentRow(
  { line, cell }: TableRow<CommentField>,
  today: Day,
): CommentRow | { readonly faults: readonly Fault[] } {
  const code = readWord(clientComments, cell('code'));
  const appliesOn = readSheetDay(cell('appliesOn')) ?? '';
  const birthDate = readSheetDay(cell('birthDate')) ?? '';
  const reason = readWord(notGivenReasons, cell('reason'));
  const rules = commentRows.faults({ code, appliesOn, reason }, undefined, { today, birthDate });
  const faults = personFaults(cell, personLabels);
  if (rules.code)
    faults.push({
      field: commentRowLabels.code,
      reason: code && !isCode(clientComments, code) ? `${quote(code)} is not on the list of comments.` : rules.code,
    });
  if (rules.appliesOn)
    faults.push({
      field: commentRowLabels.appliesOn,
      reason: cell('appliesOn') && !appliesOn ? `Enter the date as ${dateForms}.` : rules.appliesOn,
    });
  if (rules.reason) faults.push({ field: commentRowLabels.reason, reason: rules.reason });
  return faults.length > 0 ? { faults } : { line, ...readPerson(cell), code, appliesOn, reason };
}

export const commentKind: RowKind<CommentField, CommentRow> = {
  columns: {
    all: commentHeaders,
    required: ['lastName', 'firstName', 'birthDate', 'code', 'appliesOn'],
    dates: ['birthDate', 'appliesOn'],
    labels: commentRowLabels,
  },
  readRow: readCommentRow,
  inWords: ({ code, appliesOn, reason, birthDate }) => ({
    code: labelOf(clientComments, code),
    appliesOn: showDay(appliesOn),
    reason: labelOf(notGivenReasons, reason),
    birthDate: showDay(birthDate),
  }),
};

/** The cells of a comment in the order of the headers, such as an import takes back. */
export const commentCells = (
  client: RowPersonCells,
  { code, appliesOn, reason = '' }: Pick<Comment, 'code' | 'appliesOn' | 'reason'>,
): string[] =>
  commentHeaders.map(({ field }) => {
    if (field === 'code') return labelOf(clientComments, code);
    if (field === 'reason') return labelOf(notGivenReasons, reason);
    return field === 'appliesOn' ? showDay(appliesOn) : client[field];
  });
