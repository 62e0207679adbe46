// What is found on a page, and what a person does with it by keyboard or mouse: as playwright's locators name it, so that a
// journey is written once. What is not here fails the journey that asks for it.
import { defaultButton, formOf, groupOf, isDisabled, isFile, isSubmit, isTicked } from './form.js';
import { labelTexts, nameOf, roleOf } from './names.js';
import type { PlainPage } from './page.js';
import {
  around,
  attribute,
  type Element,
  elementsIn,
  has,
  isElement,
  isHidden,
  optionsOf,
  plain,
  type Root,
  setAttribute,
  textOf,
  valueIn,
  valueOfOption,
} from './tree.js';

export type Words = string | RegExp;
type Manner = { readonly exact?: boolean };

/** Whether a text is what was asked for: any part of it in any case, unless exactly that is meant. */
function matches(text: string, words: Words, exact = false): boolean {
  if (words instanceof RegExp) return words.test(plain(text));
  const sought = plain(words);
  return exact ? plain(text) === sought : plain(text).toLowerCase().includes(sought.toLowerCase());
}

export class PlainPlace {
  constructor(
    readonly page: PlainPage,
    readonly what: string,
    readonly find: () => readonly (Root | Element)[],
  ) {}

  #below(what: string, choose: (element: Element, all: readonly Element[]) => boolean): PlainPlace {
    return new PlainPlace(this.page, `${this.what} ${what}`.trim(), () => {
      const found = this.find().flatMap((root) => {
        const all = elementsIn(root);
        return all.filter((element) => choose(element, all));
      });
      return [...new Set(found)];
    });
  }

  getByRole(role: string, { name, exact, level }: { name?: Words; exact?: boolean; level?: number } = {}): PlainPlace {
    return this.#below(
      `${role} ${name ?? ''}`,
      (element) =>
        roleOf(element) === role &&
        !isHidden(element) &&
        around(element).every((one) => attribute(one, 'aria-hidden') !== 'true') &&
        (level === undefined || element.tagName === `h${level}`) &&
        (name === undefined || matches(nameOf(element), name, exact)),
    );
  }

  getByLabel(words: Words, { exact }: Manner = {}): PlainPlace {
    return this.#below(`labelled ${words}`, (element) =>
      labelTexts(element).some((label) => matches(label, words, exact)),
    );
  }

  /** The innermost elements that have a text. */
  getByText(words: Words, { exact }: Manner = {}): PlainPlace {
    const says = (element: Element) =>
      matches(isSubmit(element) ? valueIn(element) : textOf(element), words, exact) &&
      !['script', 'style', 'html', 'head', 'title', 'option'].includes(element.tagName);
    return this.#below(`saying ${words}`, (element) => says(element) && !elementsIn(element).some(says));
  }

  /** By `#id`, a name of an element or `.class`, for what a person finds by looking. */
  locator(selector: string): PlainPlace {
    const [, tag = '', sign = '', word = ''] = /^(\w*)(?:([#.])([\w-]+))?$/.exec(selector) ?? [];
    if (!tag && !word) throw new Error(`The plain browser finds nothing by ${selector}.`);
    return this.#below(selector, (element) => {
      const said = attribute(element, sign === '#' ? 'id' : 'class')?.split(' ') ?? [];
      return (!tag || element.tagName === tag) && (!word || said.includes(word));
    });
  }

  first(): PlainPlace {
    return this.nth(0);
  }

  nth(at: number): PlainPlace {
    return new PlainPlace(this.page, `${this.what} (${at})`, () => this.find().slice(at).slice(0, 1));
  }

  filter({ hasText }: { hasText: Words }): PlainPlace {
    return new PlainPlace(this.page, `${this.what} with ${hasText}`, () =>
      this.find().filter((one) => matches(textOf(one), hasText)),
    );
  }

  or(other: PlainPlace): PlainPlace {
    return new PlainPlace(this.page, `${this.what} or ${other.what}`, () => [
      ...new Set([...this.find(), ...other.find()]),
    ]);
  }

  /** The elements found. */
  all(): Element[] {
    return this.find().filter((one): one is Element => 'tagName' in one);
  }

  /** The one element that is meant: as with playwright, none or several are a mistake of the journey or the page. */
  one(): Element {
    const [one, ...more] = this.all();
    if (one && more.length === 0) return one;
    throw new Error(`${one ? `${more.length + 1} of` : 'No'} "${this.what}" on ${this.page.url()}.`);
  }

  #usable(): Element {
    const one = this.one();
    if (isHidden(one) || isDisabled(one)) throw new Error(`"${this.what}" cannot be used.`);
    this.page.focused = one;
    return one;
  }

  async focus(): Promise<void> {
    this.#usable();
  }

  async fill(text: string): Promise<void> {
    const one = this.#usable();
    if (one.tagName !== 'input' || isTicked(one) || isSubmit(one) || isFile(one) || has(one, 'readonly'))
      throw new Error(`Nothing is typed into "${this.what}".`);
    const most = Number(attribute(one, 'maxlength') ?? Number.POSITIVE_INFINITY);
    setAttribute(one, 'value', text.slice(0, most));
  }

  async setInputFiles({ name, mimeType, buffer }: { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
    const one = this.#usable();
    if (!isFile(one)) throw new Error(`"${this.what}" takes no file.`);
    this.page.files.set(one, new File([new Uint8Array(buffer)], name, { type: mimeType }));
  }

  clear = (): Promise<void> => this.fill('');
  pressSequentially = (text: string): Promise<void> => this.fill(valueIn(this.one()) + text);

  async selectOption(chosen: string | { readonly label: string }): Promise<void> {
    const select = this.#usable();
    const said = typeof chosen === 'string' ? chosen : chosen.label;
    const option = optionsOf(select).find(
      (one) => plain(textOf(one)) === said || (typeof chosen === 'string' && valueOfOption(one) === said),
    );
    if (select.tagName !== 'select' || !option) throw new Error(`"${this.what}" has no choice ${said}.`);
    for (const one of optionsOf(select)) setAttribute(one, 'selected', one === option ? '' : undefined);
  }

  async check(): Promise<void> {
    const one = this.#usable();
    if (!isTicked(one)) throw new Error(`"${this.what}" is nothing to tick.`);
    if (attribute(one, 'type') === 'radio')
      for (const other of groupOf(this.page.root, one)) setAttribute(other, 'checked', undefined);
    setAttribute(one, 'checked', '');
  }

  async click(): Promise<void> {
    const one = this.#usable();
    const href = one.tagName === 'a' ? attribute(one, 'href') : undefined;
    if (href !== undefined) return this.page.follow(href);
    if (isTicked(one)) return this.check();
    const details = [one, ...around(one)].find(({ tagName }) => tagName === 'summary')?.parentNode;
    if (details && isElement(details)) return setAttribute(details, 'open', has(details, 'open') ? undefined : '');
    const form = isSubmit(one) && formOf(this.page.root, one);
    if (!form) throw new Error(`Without scripts nothing happens when "${this.what}" is pressed.`);
    return this.page.submit(form, one);
  }

  /** A key in a field: Enter presses the first button of its form, as browsers do; a list stays as it is. */
  async press(key: string): Promise<void> {
    const one = this.#usable();
    if (key === 'Space' && isTicked(one)) return this.check();
    if (key === 'ArrowDown' && one.tagName === 'select') {
      const next = optionsOf(one)[optionsOf(one).findIndex((option) => valueOfOption(option) === valueIn(one)) + 1];
      return next && this.selectOption(valueOfOption(next));
    }
    if (key !== 'Enter') throw new Error(`The plain browser has no key ${key} for "${this.what}".`);
    const form = one.tagName === 'input' ? formOf(this.page.root, one) : undefined;
    const button = form && defaultButton(this.page.root, form);
    if (form && button) await this.page.submit(form, button);
  }

  inputValue = async (): Promise<string> => valueIn(this.one());
  textContent = async (): Promise<string> => textOf(this.one());
  innerText = async (): Promise<string> => plain(textOf(this.one()));
  isVisible = async (): Promise<boolean> => this.all().length > 0 && !isHidden(this.one());
  evaluate = async <T>(look: (element: { tagName: string }) => T): Promise<T> =>
    look({ tagName: this.one().tagName.toUpperCase() });
}
