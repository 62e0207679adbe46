/** Where a file that was brought stands. */
export type Standing =
  | 'columns'
  | 'checking'
  | 'unusable'
  | 'checked'
  | 'importing'
  | 'imported'
  | 'stopped'
  | 'broken off';

/** True while a job reads the file: its page shows no row then. */
export const isUnderWay = (standing: Standing) => standing === 'checking' || standing === 'importing';

/** The same in words. */
export const standingWords: Readonly<Record<Standing, string>> = {
  columns: 'Its columns are to be chosen',
  checking: 'Being checked',
  unusable: 'Cannot be used',
  checked: 'Checked, not imported yet',
  importing: 'Being imported',
  imported: 'Imported',
  stopped: 'Stopped',
  'broken off': 'Broken off',
};

/** What came of rows, in words, for the rows of a check and of an import. */
export const resultWords: Readonly<Record<string, readonly [tried: string, done: string]>> = {
  entered: ['Would be entered', 'Entered'],
  updated: ['Would change a record', 'Changed a record'],
  unchanged: ['Are there already', 'Were there already'],
  'put aside': ['Would be put aside for the help desk to decide', 'Put aside for the help desk to decide'],
  refused: ['Cannot be taken', 'Not taken'],
};

/** A file that was brought, as the list shows it. */
export type ListedImport = {
  readonly id: number;
  readonly kind: string;
  readonly fileName: string;
  readonly organization: string;
  readonly user: string;
  readonly createdAt: number;
  readonly standing: Standing;
};

/** The same, and how far its job has come. */
export type ShownImport = ListedImport & {
  /** When its check was over. */
  readonly checkedAt: number | undefined;
  readonly note: string;
  /** The file itself is not there any more: a restored backup has none. */
  readonly isGone: boolean;
  /** How many files are worked on before this one; of who may not see all of them, whether there are any. */
  readonly ahead: number | 'some';
  /** The check that the preview shows: who confirms it means this one. */
  readonly checkJob: number;
  readonly percent: number;
  readonly counts: readonly (readonly [result: string, count: number])[];
  readonly read: number;
  /** The first line that is not done. */
  readonly line: number;
  readonly fault: string;
  readonly resumed: readonly { readonly line: number; readonly at: number }[];
  readonly isStopAsked: boolean;
};
