/** A reason that is given for a row of an import: the field by its label, and the sentence. */
export type Fault = { readonly field: string; readonly reason: string };

/** The outcome for a row of an import (A5), such as entered or refused, and the reasons. */
export type Outcome<Result extends string> = {
  readonly result: Result;
  readonly reasons?: readonly Fault[];
  /** The record that it went to, by MIIC ID. */
  readonly clientId?: number;
};

/** A row that is not taken, and why. */
export const refused = (...reasons: readonly Fault[]) => ({ result: 'refused', reasons }) as const;
