import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { accountMutations } from './torture/mutations-accounts.js';
import { formMutations } from './torture/mutations-forms.js';
import { visibilityMutations } from './torture/mutations-visibility.js';

test('each line that torture -- mutations breaks stands in its file once, and has its tests', () => {
  const all = [...visibilityMutations, ...accountMutations, ...formMutations];
  const stale = all.filter(({ file, from }) => readFileSync(file, 'utf8').split(from).length !== 2);
  expect(stale.map(({ name, file }) => `${file}: ${name}`)).toEqual([]);
  expect(all.filter(({ from, to }) => from === to)).toEqual([]);
  expect(all.flatMap(({ tests }) => tests).filter((path) => !existsSync(path))).toEqual([]);
});
