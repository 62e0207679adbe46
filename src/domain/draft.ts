import { isPending, noRows, type Rows, type Values } from './rows.js';

/** What a user typed into one client's form and has not saved (C20): only what differs from the record. */
export type Draft = {
  readonly personal: Values;
  readonly enrolment: Values;
  readonly contacts: Rows;
  readonly comments: Rows;
  /** What was verified with the client before this edit (C24), with a space between. */
  readonly verified: string;
  /** The questions about values that were answered by "Save it as typed" (X4), with a space between. */
  readonly asTyped: string;
};

export const noDraft: Draft = {
  personal: {},
  enrolment: {},
  contacts: noRows,
  comments: noRows,
  verified: '',
  asTyped: '',
};

/** Whether there is anything in it that Save would write or a person would miss. */
export function isDraft(draft: Draft): boolean {
  return (
    Object.keys(draft.personal).length > 0 ||
    Object.keys(draft.enrolment).length > 0 ||
    isPending(draft.contacts) ||
    isPending(draft.comments) ||
    draft.verified !== ''
  );
}

/**
 * What can be verified with the client before an edit (C24). Worded so that no tick is taken for the field it is about,
 * by people who listen to the labels or by voice control.
 */
export const verifiable = [
  { code: 'name', label: 'Name' },
  { code: 'birthDate', label: 'Date of birth' },
  { code: 'address', label: 'Address' },
  { code: 'phone', label: 'Number to call' },
  { code: 'mother', label: "Mother's name" },
  { code: 'former', label: 'Former name' },
] as const;
