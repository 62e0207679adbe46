// The role and the name of what stands on a page, as assistive technology tells them: the parts of HTML-AAM and of
// accname-1.2 that the product's pages need.
import {
  around,
  attribute,
  chosenOf,
  type Element,
  elementsIn,
  has,
  isElement,
  plain,
  type Root,
  textOf,
  valueIn,
} from './tree.js';

const ofInput: Readonly<Record<string, string>> = {
  ...{ submit: 'button', button: 'button', reset: 'button', radio: 'radio', checkbox: 'checkbox' },
  ...{ hidden: '', password: '', file: '', search: 'searchbox' },
};
const ofTag: Readonly<Record<string, string>> = {
  ...{ button: 'button', select: 'combobox', option: 'option', output: 'status' },
  ...{ h1: 'heading', h2: 'heading', h3: 'heading', h4: 'heading', h5: 'heading', h6: 'heading' },
  ...{ nav: 'navigation', main: 'main', section: 'region', form: 'form', fieldset: 'group', article: 'article' },
  ...{ table: 'table', tr: 'row', td: 'cell', ul: 'list', ol: 'list', li: 'listitem', dd: 'definition', dt: 'term' },
};

/** What an element is, or '' where it is nothing of its own. */
export function roleOf(element: Element): string {
  const said = attribute(element, 'role');
  if (said) return said;
  const { tagName } = element;
  if (tagName === 'a') return has(element, 'href') ? 'link' : '';
  if (tagName === 'input') return ofInput[attribute(element, 'type') ?? 'text'] ?? 'textbox';
  if (tagName === 'th') return attribute(element, 'scope') === 'row' ? 'rowheader' : 'columnheader';
  return ofTag[tagName] ?? '';
}

const fields = ['input', 'select', 'button'];
const isField = (element: Element) =>
  fields.includes(element.tagName) && !(element.tagName === 'input' && attribute(element, 'type') === 'hidden');

const topOf = (element: Element): Root => around(element).at(-1) ?? element;
const byIds = (element: Element, ids: string): Element[] => {
  const all = elementsIn(topOf(element));
  return ids.split(/\s+/).flatMap((id) => all.find((one) => attribute(one, 'id') === id) ?? []);
};

/** The labels of a field, as their own text. */
function labelsOf(field: Element): Element[] {
  const id = attribute(field, 'id');
  return elementsIn(topOf(field)).filter((one) => {
    if (one.tagName !== 'label') return false;
    const of = attribute(one, 'for');
    return of === undefined ? elementsIn(one).find(isField) === field : of === id;
  });
}

/** The texts that a field is found by. */
export function labelTexts(element: Element): string[] {
  const by = attribute(element, 'aria-labelledby');
  if (by) return byIds(element, by).map((one) => plain(textOf(one)));
  const said = attribute(element, 'aria-label');
  if (said) return [said];
  return isField(element) ? labelsOf(element).map((label) => plain(textOf(label))) : [];
}

const fromContent =
  /^(?:button|link|heading|row|cell|rowheader|columnheader|option|radio|checkbox|tab|switch|tooltip)$/;
const inLine = /^(?:a|abbr|b|bdi|cite|code|em|i|kbd|label|mark|q|s|small|span|strong|sub|sup|time|u|var|wbr)$/;

/** What an element tells from within: its text, and of controls in it what they hold. */
function contentOf(node: Element['childNodes'][number], inside: Element): string {
  if (!isElement(node)) return textOf(node);
  if (attribute(node, 'aria-hidden') === 'true' || has(node, 'hidden')) return '';
  if (['script', 'style', 'template'].includes(node.tagName)) return '';
  const said = attribute(node, 'aria-label');
  if (said) return ` ${said} `;
  if (node.tagName === 'img') return attribute(node, 'alt') ?? '';
  // The field that a label is of is no part of its own name.
  if (isField(node) && inside.tagName === 'label') return '';
  if (node.tagName === 'select')
    return ` ${chosenOf(node)
      .map((option) => textOf(option))
      .join(' ')} `;
  const role = roleOf(node);
  if (role === 'textbox' || role === 'searchbox') return ` ${valueIn(node)} `;
  if (isField(node)) return ` ${nameOf(node)} `;
  const text = node.childNodes.map((child) => contentOf(child, inside)).join('');
  return inLine.test(node.tagName) ? text : ` ${text} `;
}

const content = (element: Element) => plain(element.childNodes.map((child) => contentOf(child, element)).join(''));
const child = (element: Element, tag: string) => elementsIn(element).find(({ tagName }) => tagName === tag);

/** The accessible name. */
export function nameOf(element: Element): string {
  const by = attribute(element, 'aria-labelledby');
  if (by) return plain(byIds(element, by).map(content).join(' '));
  const said = attribute(element, 'aria-label');
  if (said) return plain(said);
  if (isField(element)) {
    const labels = labelsOf(element).map(content);
    if (labels.length > 0) return labels.join(' ');
    if (element.tagName === 'input' && roleOf(element) === 'button') return attribute(element, 'value') ?? 'Submit';
  }
  const heading = { fieldset: 'legend', table: 'caption' }[element.tagName];
  const named = heading && child(element, heading);
  if (named) return content(named);
  return (fromContent.test(roleOf(element)) && content(element)) || attribute(element, 'title') || '';
}

/** What is told besides the name. */
export const descriptionOf = (element: Element): string =>
  plain(
    byIds(element, attribute(element, 'aria-describedby') ?? '')
      .map(content)
      .join(' '),
  );
