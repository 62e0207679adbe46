// The plain browser finds and sends what a real one does.
import { expect, test } from 'vitest';
import { defaultButton, entriesOf } from './form.js';
import { descriptionOf, labelTexts, nameOf, roleOf } from './names.js';
import { attribute, type Element, elementsIn, isHidden, parsePage, textOf } from './tree.js';

const page = parsePage(`<!doctype html><title>t</title><main>
<form id=f action=/x method=post><input type=hidden name=csrf value="&amp;1">
<input name=off value=1 disabled><fieldset disabled><legend>Closed</legend><input name=in value=2></fieldset>
<label>Given <input name=given value=A></label><label for=city>City</label><input id=city name=city aria-describedby="hint" value="">
<span id=hint>as on the <b>letter</b></span>
<fieldset><legend>Gender</legend><label><input type=radio name=g value=F>F</label><label><input type=radio name=g value=M checked>M</label></fieldset>
<label><input type=checkbox name=race value=W>White</label><label><input type=checkbox name=race value=B checked>Black</label>
<label for=s>State</label><select id=s name=s><option value="">(none)<option value=MN selected>Minnesota</select>
<select name=first aria-label="First of all"><option value=1>one<option value=2>two</select>
<input type=submit name=do.keep value="Keep"><button name=do.save value=Save>Save <span aria-hidden=true>!</span></button></form>
<input name=far form=f value=away><section aria-labelledby=h><h2 id=h>Listing</h2>
<table><caption>Contacts</caption><tr><td><input type=radio aria-label="Select HUEY"></td><td>HUEY</td><td hidden>secret</td></tr></table></section>
<details><summary>Why <b>so</b></summary><i>because</i></details><noscript><p>without scripts</p></noscript></main>`);
const all = elementsIn(page);
const one = (choose: (element: Element) => boolean) => all.find(choose) as Element;
const named = (name: string) => one((element) => attribute(element, 'name') === name);
const form = one(({ tagName }) => tagName === 'form');

test('what is sent is what a browser sends: no control that is disabled, unticked or not pressed, and those of elsewhere', () => {
  expect([...entriesOf(page, form, named('do.save'))]).toEqual([
    ['csrf', '&1'],
    ['given', 'A'],
    ['city', ''],
    ['g', 'M'],
    ['race', 'B'],
    ['s', 'MN'],
    ['first', '1'],
    ['do.save', 'Save'],
    ['far', 'away'],
  ]);
});

test('Enter presses the first button of the form', () => {
  expect(defaultButton(page, form)).toBe(named('do.keep'));
});

test.each<[string, Element, string, string]>([
  ['a field by the label around it', named('given'), 'textbox', 'Given'],
  ['a field by the label that names it', named('city'), 'textbox', 'City'],
  ['a list by what is said of it', named('first'), 'combobox', 'First of all'],
  ['a button by its value', named('do.keep'), 'button', 'Keep'],
  ['a button by what can be read of it', named('do.save'), 'button', 'Save'],
  [
    'a group by its legend',
    one((of) => of.tagName === 'fieldset' && !attribute(of, 'disabled') && textOf(of).includes('Gender')),
    'group',
    'Gender',
  ],
  ['a part of the page by its heading', one(({ tagName }) => tagName === 'section'), 'region', 'Listing'],
  ['a table by its caption', one(({ tagName }) => tagName === 'table'), 'table', 'Contacts'],
  [
    'a row by its cells and controls, without what is hidden',
    one(({ tagName }) => tagName === 'tr'),
    'row',
    'Select HUEY HUEY',
  ],
])('%s', (_, element, role, name) => {
  expect([roleOf(element), nameOf(element)]).toEqual([role, name]);
});

test('labels, descriptions and what nobody sees are told apart; what stands for those without scripts is seen', () => {
  expect(labelTexts(named('city'))).toEqual(['City']);
  expect(descriptionOf(named('city'))).toBe('as on the letter');
  expect(isHidden(named('csrf'))).toBe(true);
  expect(isHidden(one((element) => element.tagName === 'p'))).toBe(false);
  const told = one(({ tagName }) => tagName === 'i');
  expect([isHidden(one(({ tagName }) => tagName === 'b')), isHidden(told)]).toEqual([false, true]);
});
