import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const read = (name: string) => JSON.parse(readFileSync(new URL(`../${name}`, import.meta.url), 'utf8'));

test('the lock file keeps npm 10 from compiling better-sqlite3, which needs Python (run npm run lock)', () => {
  expect(read('package-lock.json').packages['node_modules/better-sqlite3'].gypfile).toBe(false);
});

test('every version is exact', () => {
  const { dependencies, devDependencies } = read('package.json');
  for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies }))
    expect(`${name} ${version}`).toMatch(/ \d+\.\d+\.\d+$/);
});
