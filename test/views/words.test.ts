// The words that docs/words.md rules out stand in no text that people read, but where a guide has them.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** Words that mean something else as well are left to the eye. */
const told = [
  'patient',
  'shot',
  'jab',
  'sign in',
  'sign out',
  'log on',
  'account holder',
  'successfully',
  'propagate',
  'unpublish',
];

test('the words that are ruled out are not said (docs/words.md)', () => {
  const words = readFileSync('docs/words.md', 'utf8');
  for (const word of told) expect(words, word).toContain(word);
  const files = [
    'src/views',
    'src/routes',
    'src/mail',
    'src/domain/clients',
    'src/domain/accounts',
    'src/domain/edits',
  ].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name) && !/guessable-password|doubtful/.test(name))
      .map((name) => `${folder}/${name}`),
  );
  expect(files.length).toBeGreaterThan(100);
  const said = files.flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => !/^\s*(?:\/\/|\/?\*)/.test(line) && new RegExp(`\\b(?:${told.join('|')})s?\\b`, 'i').test(line))
      .map((line) => `${file}: ${line.trim()}`),
  );
  expect(said).toEqual([]);
});
