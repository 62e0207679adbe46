// The conditions that can be chosen are those that change what is due, by the schedule on file.
import { expect, test } from 'vitest';
import { conditions } from '../../../src/domain/codes/condition.js';
import pack from '../../../src/forecast/schedule/schedule.json' with { type: 'json' };

/** What each observation does in the schedule: every rule that names it, without its name. */
function effects(): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  const note = (codes: string, what: unknown) => {
    for (const code of codes.split(' ')) found.set(code, (found.get(code) ?? new Set()).add(JSON.stringify(what)));
  };
  const look = (at: string, part: unknown): void => {
    if (typeof part !== 'object' || part === null) return;
    for (const [key, value] of Object.entries(part)) {
      if (typeof value === 'string' && /observation/i.test(key)) note(value, [at, { ...part, [key]: '' }]);
      else if (key === 'history' || key === 'unless') for (const one of [value].flat()) note(one, [at, key]);
      else look(typeof part === 'object' && 'name' in part ? `${at} ${part.name}` : at, value);
    }
  };
  for (const [name, antigen] of Object.entries(pack.antigens)) look(name, antigen);
  return found;
}

const of = effects();
const said = (code: string) => [...(of.get(code) ?? [])].sort().join('\n');

/** Observations that are no choice, and where they come from. */
const elsewhere: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['018', '019', '020', '021', '022', '023', '024', '025'].map((code) => [code, 'immunity: comments']),
  ),
  '077': 'a killed vaccine of the sixties: a dose',
  '078': 'a killed vaccine of the seventies: a dose',
  '169': 'an assault: too private for a record that schools read',
};

test('every condition changes something, once, under a label of its own', () => {
  for (const { code, also, label } of conditions) {
    expect(of.has(code), label).toBe(true);
    if (also) expect(of.has(also), label).toBe(true);
  }
  for (const key of ['code', 'label'] as const)
    expect(new Set(conditions.map((one) => one[key])).size).toBe(conditions.length);
});

test('every observation of the schedule can be chosen, or one with the same effect, or comes from elsewhere', () => {
  expect(of.size).toBeGreaterThan(200);
  const offered = new Set(conditions.flatMap(({ code, also }) => [code, ...(also ? [also] : [])]));
  const same = new Set([...offered].map(said));
  const left = [...of.keys()].filter((code) => !offered.has(code) && !same.has(said(code)) && !elsewhere[code]);
  expect(left).toEqual([]);
});

test('labels are short, plain and not those of the schedule', () => {
  for (const { label } of conditions) expect(label.length, label).toBeLessThanOrEqual(72);
  expect(conditions.map(({ label }) => label)).toEqual(
    expect.arrayContaining([
      'Pregnant',
      'No spleen, or one that does not work',
      'Severe allergic reaction to a dose of MMR vaccine',
      'Travel or move to an area with typhoid',
    ]),
  );
});
