import { expect, test } from 'vitest';
import { races } from '../../src/domain/codes/race.js';
import { choices, field, select } from '../../src/views/parts/form.js';

const fruits = [
  { code: 'A', label: 'Apples & pears' },
  { code: 'B', label: '"Bananas"' },
];
const spec = { name: 'fruit', label: 'Fruit', choices: fruits };
const of = (fruit: string) => ({ values: { fruit } });

test('what is chosen is marked, once and whatever was chosen before', () => {
  const boxes = choices({ ...spec, several: true });
  expect(`${choices({ ...spec, none: 'any' })(of(''))}`).not.toContain('class="kinds"');
  const ticked = (value: string) => `${boxes(of(value))}`.match(/value="."( checked="")*>/g);
  expect(ticked('B')).toEqual(['value="A">', 'value="B" checked="">']);
  expect(ticked('A B A C')).toEqual(['value="A" checked="">', 'value="B" checked="">']);
  expect(ticked('')).toEqual(['value="A">', 'value="B">']);
});

test('a list stands as radio buttons, boxes and options on one page, each in its own markup', () => {
  expect(`${choices(spec)(of('A'))}`).toContain(
    '<input type="radio" id="fruit-first" name="fruit" value="A" checked="">',
  );
  expect(`${choices({ ...spec, several: true })(of('A'))}`).toContain('<input type="checkbox" id="fruit-first"');
  expect(`${select(spec)(of('B'))}`).toContain('<option value="B" selected="">&quot;Bananas&quot;</option>');
});

test('a value that is not among the choices stands as it is, escaped', () => {
  expect(`${select(spec)(of('<C>'))}`).toContain('<option value="&lt;C&gt;" selected="">&lt;C&gt;</option>');
});

test('a control says what there is to say of this entry, and nothing that was said of another', () => {
  const name = field({ name: 'last', label: 'Last "Name"', hint: 'as on file', class: 'w4' });
  const silent = `${name({ values: { last: 'Duck' } })}`;
  const wrong = `${name({ values: { last: '<Duck>' }, errors: { last: 'Too <short>.' } })}`;
  expect(wrong).toContain('<div class="field wrong w4">');
  expect(wrong).toContain('<span class="unseen">Error: </span>Too &lt;short&gt;.</p>');
  expect(wrong).toContain('value="&lt;Duck&gt;" aria-invalid="true" aria-describedby="last-error last-hint">');
  expect(`${name({ values: { last: 'Duck' }, notes: { last: 'Old.' } })}`).toContain(
    'id="last-note">Already on record: Old.</p>',
  );
  expect(`${name({ values: { last: '' }, notes: { last: 'Enter one.' } })}`).toContain('id="last-note">Enter one.</p>');
  expect(`${name({ values: {} }, 'another hint')}`).toContain('id="last-hint">another hint</p>');
  expect(`${name({ values: { last: 'Duck' }, errors: { other: 'Wrong.' } })}`).toBe(silent);
  expect(silent).toBe(
    '<div class="field w4"><label for="last">Last &quot;Name&quot;</label> <p class="hint" id="last-hint">as on file</p><input id="last" name="last" type="text" value="Duck" aria-describedby="last-hint"></div>',
  );
});

test('the races stand in the order of the federal categories, their kinds in a group under them (C4)', () => {
  const markup = `${choices({ name: 'race', label: 'Race', choices: races, several: true })({ values: { race: '2036-2' } })}`;
  const outside = markup.replace(/<span class="kinds"[\s\S]*?<\/span>/, '');
  expect([...outside.matchAll(/value="([^"]+)"/g)].map(([, code]) => code)).toEqual([
    '1002-5',
    '2028-9',
    '2054-5',
    '2076-8',
    '2106-3',
    '2131-1',
  ]);
  expect(markup).toMatch(
    / Asian<\/label> <span class="kinds" role="group" aria-label="Asian, in detail"><label class="choice">[^§]*?value="2034-7"> Chinese<\/label> [^§]*?value="2036-2" checked=""> Filipino<\/label> [^§]*?Japanese<\/label><\/span> /,
  );
});

test('of many boxes those that are ticked stand first, and the others are folded, unless something is wrong (C4)', () => {
  const race = choices({ name: 'race', label: 'Race', choices: races, several: true, rest: 'All races' });
  const codesIn = (text = '') =>
    [...text.matchAll(/value="([^"]+)"( checked)?/g)].map(([, code, is]) => code + (is ?? ''));
  const [shown, folded] = `${race({ values: { race: '2036-2 2106-3' } })}`.split('<summary>All races</summary>');
  expect(codesIn(shown)).toEqual(['2036-2 checked', '2106-3 checked']);
  expect(codesIn(folded)).toEqual(races.map(({ code }) => code).filter((code) => !['2036-2', '2106-3'].includes(code)));
  expect(folded).toMatch(/role="group"[^§]*?Chinese<\/label>[^§]*?Japanese<\/label><\/span>/);
  expect(`${shown}${folded}`.match(/id="race-first"/g)).toHaveLength(1);
  for (const entry of [{ values: { race: '' } }, { values: { race: '2036-2' }, errors: { race: 'Choose.' } }])
    expect(`${race(entry)}`).not.toContain('<summary>');
});
