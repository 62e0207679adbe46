import type { PersonalField } from './personal-information.js';

/** What was typed over a record, and how it stands to what the record is now. */
export type Edit = {
  /** What the form shows: the typed text where this edit changes a field, the record's value elsewhere. */
  readonly values: Readonly<Record<PersonalField, string>>;
  /** Only the typed text. */
  readonly typed: Readonly<Record<string, string>>;
  /** What stands against saving, by field: rules (C4 to C8), and values that somebody else changed meanwhile (C21). */
  readonly errors: Readonly<Record<string, string>>;
  /** Old values that break a rule (X4), and why a birth date cannot be changed (C6). */
  readonly notes: Readonly<Record<string, string>>;
};
