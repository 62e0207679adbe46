import { kindOf, type Listing, listings } from '../clients/listing.js';
import { isPending, noRows, type Rows, type Values } from '../forms/rows.js';
import { groupOf } from './field-group.js';

/**
 * A value typed in another window of the same user, where this one typed something else: one of them is chosen (C21).
 */
export type Rival = {
  readonly values: Values;
  /** The instant at which it was kept. */
  readonly at: number;
  /** A row that the other window had given to the listing, or marked for deletion. */
  readonly mark?: 'staged' | 'deleted';
};

/**
 * The values that a user typed into a client's form and has not saved (C20): only those that differ from the record.
 */
export type Draft = Readonly<Record<Listing, Rows>> & {
  readonly personal: Values;
  readonly enrolment: Values;
  /** The fields verified with the client before this edit (C24), with a space between. */
  readonly verified: string;
  /** The questions about values that were answered by "Save it as typed" (X4), with a space between. */
  readonly asTyped: string;
  /**
   * The revision that something was typed over, where it is another than the draft's, by its name: that of a group of
   * fields (`phone`, `street` for the address), or `contact.row.12`.
   */
  readonly over: Readonly<Record<string, number>>;
  /** By the same names. While there is one, Save asks. */
  readonly rivals: Readonly<Record<string, readonly Rival[]>>;
};

export const noDraft: Draft = {
  personal: {},
  enrolment: {},
  contacts: noRows,
  comments: noRows,
  conditions: noRows,
  verified: '',
  asTyped: '',
  over: {},
  rivals: {},
};

/** A draft as it is on file: the revision that it began from, and when it was written, in epoch milliseconds. */
export type DraftRow = { readonly revision: number; readonly draft: Draft; readonly updatedAt: number };

/** True if it holds anything that Save would write or a person would miss. */
export function isDraft(draft: Draft): boolean {
  return (
    Object.keys(draft.personal).length > 0 ||
    Object.keys(draft.enrolment).length > 0 ||
    listings.some((listing) => isPending(draft[listing])) ||
    draft.verified !== '' ||
    Object.keys(draft.rivals).length > 0
  );
}

/** The names of all that is typed and not saved. */
export function pendingNames(draft: Draft): Set<string> {
  const rows = listings.flatMap((listing) => {
    const { staged, typed, deleted } = draft[listing];
    return [...Object.keys(staged), ...Object.keys(typed), ...deleted].map((id) => `${kindOf[listing]}.row.${id}`);
  });
  return new Set([
    ...Object.keys(draft.personal).map(groupOf),
    ...Object.keys(draft.enrolment).map(groupOf),
    ...rows,
    ...Object.keys(draft.rivals),
  ]);
}

/**
 * A draft that began at revision `base` and became another one: what was begun by that was typed over `revision`; what
 * is gone is remembered no more.
 */
export function noteRevisions(draft: Draft, before: Draft, revision: number, base: number): Draft {
  const [names, namesBefore] = [pendingNames(draft), pendingNames(before)];
  const over: Record<string, number> = {};
  for (const name of names) {
    const since = namesBefore.has(name) ? draft.over[name] : (draft.over[name] ?? revision);
    if (since !== undefined && since !== base) over[name] = since;
  }
  return { ...draft, over };
}

/** A draft in which nothing is left to be chosen about one thing. */
export function withoutRivals(draft: Draft, name: string): Draft {
  const { [name]: _, ...rivals } = draft.rivals;
  return { ...draft, rivals };
}

/**
 * The fields that can be verified with the client before an edit (C24). Worded so that no tick is taken for the field
 * it is about, by people who listen to the labels or by voice control.
 */
export const verifiable = [
  { code: 'name', label: 'Name' },
  { code: 'birthDate', label: 'Date of birth' },
  { code: 'address', label: 'Address' },
  { code: 'phone', label: 'Number to call' },
  { code: 'mother', label: "Mother's name" },
  { code: 'former', label: 'Former name' },
] as const;
