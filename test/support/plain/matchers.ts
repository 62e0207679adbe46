// What journeys expect of a page, as playwright says it, for the browser without scripts: it never has to wait.
import { isDisabled } from './form.js';
import { descriptionOf, nameOf } from './names.js';
import type { PlainPage } from './page.js';
import type { PlainPlace, Words } from './place.js';
import { attribute, type Element, has, isHidden, plain, textOf, valueIn } from './tree.js';

type Verdict = { pass: boolean; message: () => string };

const verdict = (pass: boolean, what: string, wanted: unknown, found: unknown): Verdict => ({
  pass,
  message: () => `${what}\nwanted: ${wanted}\nfound:  ${found}`,
});

/** Of one element: whether it is as wanted, and what it is. */
const ofOne =
  <T extends unknown[]>(look: (element: Element, place: PlainPlace, ...wanted: T) => readonly [boolean, unknown]) =>
  (place: PlainPlace, ...wanted: T): Verdict => {
    const [pass, found] = look(place.one(), place, ...wanted);
    return verdict(pass, `${place.what} on ${place.page.url()}`, wanted.map(String).join(' '), found);
  };

/** The whole of a text, as written. */
const isText = (text: string, words: Words) => (words instanceof RegExp ? words.test(text) : text === plain(words));
const within = (text: string, words: Words) =>
  words instanceof RegExp ? words.test(text) : text.includes(plain(words));
const said = (element: Element) => plain(textOf(element));

const isSeen = (place: PlainPlace) => place.all().length > 0 && !isHidden(place.one());

export const matchers = {
  toBeVisible: (place: PlainPlace) =>
    verdict(isSeen(place), `${place.what} on ${place.page.url()}`, 'seen', place.page.text),
  toBeHidden: (place: PlainPlace) => verdict(!isSeen(place), place.what, 'not seen', 'seen'),
  toHaveCount: (place: PlainPlace, count: number) =>
    verdict(place.all().length === count, `${place.what} on ${place.page.url()}`, count, place.all().length),
  toHaveText: ofOne((element, _, words: Words) => [isText(said(element), words), said(element)]),
  toContainText(place: PlainPlace, words: Words) {
    // Of what is not there, too, can be said that it does not have a text.
    if (place.all().length === 0) return verdict(false, `${place.what} on ${place.page.url()}`, words, 'nothing');
    const text = said(place.one());
    return verdict(within(text, words), `${place.what} on ${place.page.url()}`, words, text);
  },
  toHaveValue: ofOne((element, _, words: Words) => [isText(valueIn(element), words), valueIn(element)]),
  toBeChecked: ofOne((element) => [has(element, 'checked'), has(element, 'checked')]),
  toBeEditable: ofOne((element) => [!has(element, 'readonly') && !isDisabled(element), 'as it is']),
  toBeFocused: ofOne((element, place) => [place.page.focused === element, place.page.focused?.tagName]),
  toHaveAttribute: ofOne((element, _, name: string, words?: Words) => {
    const value = attribute(element, name);
    return [value !== undefined && (words === undefined || isText(value, words)), value];
  }),
  toHaveAccessibleName: ofOne((element, _, words: Words) => [isText(nameOf(element), words), nameOf(element)]),
  toHaveAccessibleDescription: ofOne((element, _, words: Words) => [
    isText(descriptionOf(element), words),
    descriptionOf(element),
  ]),
  toHaveTitle: (page: PlainPage, words: Words) => verdict(isText(page.title(), words), page.url(), words, page.title()),
  toHaveURL: (page: PlainPage, words: Words) =>
    verdict(
      words instanceof RegExp ? words.test(page.url()) : new URL(words, page.of.origin).href === page.url(),
      'the address',
      words,
      page.url(),
    ),
};
