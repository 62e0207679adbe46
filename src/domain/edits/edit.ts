import { type EnrolmentValues, enrolmentFields } from '../clients/enrolment.js';
import type { Listing } from '../clients/listing.js';
import { type Personal, personalFields } from '../clients/personal-information.js';
import { type Questions, unanswered } from '../forms/question.js';
import { isNewRow, type Values } from '../forms/rows.js';
import type { Clash } from './clash.js';
import type { Draft } from './draft.js';

/** One part of an edit: what its fields show, and what is to be said about them. */
export type Part = {
  /** The typed text where this edit changes a field, the record's value elsewhere. */
  readonly values: Values;
  /** The faults that forbid saving, by field: rules, and values that somebody else changed meanwhile (C21). */
  readonly errors: Values;
  /** Old values that break a rule (X4): they block nothing. */
  readonly notes: Values;
  /** The questions about values that this edit changes. */
  readonly questions: Questions;
};

/** A row of a listing as this edit leaves it. */
export type Row = {
  readonly id: string;
  /** The values in the listing: as staged, else as saved. */
  readonly values: Values;
  /** The values in its form: as typed, else the same. */
  readonly form: Values;
  readonly mark: '' | 'not saved yet' | 'typed, not staged' | 'marked for deletion';
};

type RowsById = Readonly<Record<Listing, ReadonlyMap<string, Values>>>;

/** The values of a record's form, with a draft or without, and nothing about them. */
export type Screen = Readonly<Record<Listing, readonly Row[]>> & {
  readonly personal: Pick<Part, 'values'>;
  readonly enrolment: Pick<Part, 'values'>;
  /** The row that is the client's primary address once saved (C16). */
  readonly primary: string;
  /** The rows as they are on the record. */
  readonly savedRows: RowsById;
  /** Rows that others deleted, as they were: what was typed over one of them still stands in its listing (C21). */
  readonly deletedRows: RowsById;
  readonly verified: string;
};

/** A client's record with what one user typed over it (C20), judged and ready for the screen. */
export type Edit = Screen & {
  readonly personal: Part;
  readonly enrolment: Part;
  /** The row that is the client's primary address on the record. */
  readonly savedPrimary: string;
  /** Rows that somebody else changed meanwhile (C21), said in words; `row.kind.id` leads to them. */
  readonly rowErrors: Values;
  /** The values that two edits changed differently, to choose from (C21). Each is among the errors too. */
  readonly clashes: readonly Clash[];
  /** The ids of the questions that were answered by "Save it as typed". */
  readonly asTyped: string;
  /** The values that saving it leaves on the record. */
  readonly now: { readonly personal: Personal; readonly enrolment: EnrolmentValues };
  /** The draft, reduced to what really differs from the record. */
  readonly draft: Draft;
  /** Both parts before the rows: what is worked out once, and stays when only rows become others. */
  readonly parts: Parts;
};

/** Personal Information and Client Information of an edit, merged and judged. */
export type Parts = {
  readonly personal: Part;
  readonly enrolment: Part;
  readonly now: Edit['now'];
  /** The values typed in both, reduced to those that differ. */
  readonly typed: Pick<Draft, 'personal' | 'enrolment'>;
  readonly clashes: readonly Clash[];
};

/**
 * Everything that stands against saving, by field in the order of the screen: wherever it is, on an open tab or not.
 */
export function errorsOf(edit: Edit): Values {
  const of = (part: Part, fields: readonly string[]) => {
    const errors: Values = { ...unanswered(part.questions, edit.asTyped), ...part.errors };
    const place = ([field]: [string, string]) => fields.indexOf(field);
    return Object.fromEntries(Object.entries(errors).sort((a, b) => place(a) - place(b)));
  };
  return { ...of(edit.personal, personalFields), ...of(edit.enrolment, enrolmentFields), ...edit.rowErrors };
}

/** The values of the other rows of a listing once this edit is saved. */
export const othersThan = (rows: readonly Row[], id: string): Values[] =>
  rows.filter((row) => row.id !== id && row.mark !== 'marked for deletion').map(({ values }) => values);

/** The row whose details stand in the form: the one asked for, else one that is being typed, else the first. */
export function openRow(rows: readonly Row[], wanted: string | undefined): Row | undefined {
  // A row that is gone is not asked for any more; one begun here and still empty is the form for a new one.
  const isNew = wanted !== undefined && isNewRow(wanted);
  return (
    rows.find(({ id }) => id === wanted) ??
    (isNew ? undefined : (rows.find(({ mark }) => mark === 'typed, not staged') ?? rows[0]))
  );
}
