import { expect, test } from 'vitest';
import { Choices, Select } from '../../src/views/form.js';

const choices = [
  { code: 'A', label: 'Apples & pears' },
  { code: 'B', label: '"Bananas"' },
];
const fruit = (value: string) => ({ entry: { values: { fruit: value } }, name: 'fruit', label: 'Fruit', choices });

test('what is chosen is marked, once and whatever was chosen before', () => {
  const ticked = (value: string) => `${Choices({ ...fruit(value), several: true })}`.match(/value="."( checked="")*>/g);
  expect(ticked('B')).toEqual(['value="A">', 'value="B" checked="">']);
  expect(ticked('A B A C')).toEqual(['value="A" checked="">', 'value="B" checked="">']);
  expect(ticked('')).toEqual(['value="A">', 'value="B">']);
});

test('a list stands as radio buttons, boxes and options on one page, each in its own markup', () => {
  expect(`${Choices(fruit('A'))}`).toContain('<input type="radio" id="fruit-first" name="fruit" value="A" checked="">');
  expect(`${Choices({ ...fruit('A'), several: true })}`).toContain('<input type="checkbox" id="fruit-first"');
  expect(`${Select(fruit('B'))}`).toContain('<option value="B" selected="">&quot;Bananas&quot;</option>');
});

test('a value that is not among the choices stands as it is, escaped', () => {
  expect(`${Select(fruit('<C>'))}`).toContain('<option value="&lt;C&gt;" selected="">&lt;C&gt;</option>');
});
