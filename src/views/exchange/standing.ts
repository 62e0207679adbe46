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

/** The same in words. */
export const standingWords: Readonly<Record<Standing, string>> = {
  columns: 'Its columns are to be chosen',
  checking: 'Being checked',
  unusable: 'Cannot be used',
  checked: 'Checked: waits to be imported',
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
