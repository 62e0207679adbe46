import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { runTiter } from '../../src/cli/run.js';

const folder = mkdtempSync(join(tmpdir(), 'titer-cases-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A boy of two months without doses, due for his first DTaP since the day on which he was six weeks old. */
const boy = {
  id: 'own-1',
  set: 'healthy',
  name: 'two months old, no doses',
  dob: '2025-11-10',
  gender: 'M',
  vaccineGroup: 'DTaP/Tdap/Td',
  assessmentDate: '2026-01-12',
  doses: [],
  expect: {
    seriesStatus: 'Not Complete',
    forecastNumber: 1,
    earliest: '2025-12-22',
    recommended: '2026-01-10',
    pastDue: '2026-03-09',
  },
};

async function titer(...lines: readonly string[]) {
  const file = join(folder, 'cases.jsonl');
  writeFileSync(file, `${lines.join('\n')}\n`);
  const { status, text } = await runTiter(['forecast', '--cases', file], { DATA_DIR: folder });
  return { status, lines: text.trim().split('\n') };
}

test('cases are tried: each miss in a line, the figures last', async () => {
  const { status, lines } = await titer(
    JSON.stringify(boy),
    JSON.stringify({ ...boy, id: 'own-2', set: 'condition', expect: { ...boy.expect, earliest: '2025-12-24' } }),
    '',
  );
  expect(status).toBe(1);
  expect(lines[0]).toBe('DTaP/Tdap/Td own-2: earliest 2025-12-22, expected 2025-12-24');
  expect(lines.at(-1)).toBe('healthy 1/1, conditions 0/1');
  expect(lines).toContain('to the letter of the specification: healthy 1/1, conditions 0/1');
});

test('nothing is tried of a file that holds something else', async () => {
  const { status, lines } = await titer(JSON.stringify(boy), 'id,name');
  expect(status).toBe(2);
  expect(lines[0]).toContain('Line 2 of');
});
