// A page as its HTML says it, parsed as browsers without scripts parse it.
import { type DefaultTreeAdapterTypes, html, parse } from 'parse5';

export type Element = DefaultTreeAdapterTypes.Element;
type Node = DefaultTreeAdapterTypes.Node;
export type Root = DefaultTreeAdapterTypes.Document | Element;

/** The tree of a page: what stands in `noscript` is part of it. */
export const parsePage = (text: string): Root => parse(text, { scriptingEnabled: false });

export const isElement = (node: Node): node is Element => 'tagName' in node;

const childrenOf = (node: Node): Node[] => ('childNodes' in node ? node.childNodes : []);

/** Every element below one, in the order of the page. */
export function elementsIn(within: Node): Element[] {
  const found: Element[] = [];
  const visit = (node: Node) => {
    for (const child of childrenOf(node)) {
      if (!isElement(child)) continue;
      found.push(child);
      visit(child);
    }
  };
  visit(within);
  return found;
}

/** What encloses an element, the nearest first. */
export function around(element: Element): Element[] {
  const found: Element[] = [];
  for (let at = element.parentNode; at && isElement(at); at = at.parentNode) found.push(at);
  return found;
}

export const attribute = (element: Element, name: string): string | undefined =>
  element.attrs.find((one) => one.name === name)?.value;

export const has = (element: Element, name: string): boolean => attribute(element, name) !== undefined;

export function setAttribute(element: Element, name: string, value: string | undefined): void {
  element.attrs = element.attrs.filter((one) => one.name !== name);
  if (value !== undefined) element.attrs.push({ name, value });
}

const unread: readonly string[] = [html.TAG_NAMES.SCRIPT, html.TAG_NAMES.STYLE, html.TAG_NAMES.TEMPLATE];

/** The text of an element and what is in it. */
export function textOf(node: Node): string {
  if ('value' in node) return node.value;
  if (isElement(node) && unread.includes(node.tagName)) return '';
  return childrenOf(node).map(textOf).join('');
}

/** Without the spaces that no reader sees. */
export const plain = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

/**
 * Whether an element or what encloses it is shown to nobody, or waits in details that are closed: those of the menu, which
 * the stylesheet opens but on a phone, hide nothing.
 */
export const isHidden = (element: Element): boolean =>
  [element, ...around(element)].some(
    (one, i, path) =>
      has(one, 'hidden') ||
      one.tagName === 'head' ||
      (one.tagName === 'input' && attribute(one, 'type') === 'hidden') ||
      (one.tagName === 'details' &&
        i > 0 &&
        !has(one, 'open') &&
        attribute(one, 'class') !== 'menu' &&
        path[i - 1]?.tagName !== 'summary'),
  );

/** The options that a select has, and those of them that are chosen: the first, where none says so. */
export const optionsOf = (select: Element): Element[] =>
  elementsIn(select).filter(({ tagName }) => tagName === 'option');

export function chosenOf(select: Element): Element[] {
  const options = optionsOf(select);
  const chosen = options.filter((option) => has(option, 'selected'));
  if (has(select, 'multiple')) return chosen;
  return chosen.slice(-1).concat(chosen.length > 0 ? [] : options.slice(0, 1));
}

export const valueOfOption = (option: Element): string => attribute(option, 'value') ?? plain(textOf(option));

/** What stands in a field. */
export function valueIn(field: Element): string {
  if (field.tagName === 'select') return chosenOf(field).map(valueOfOption)[0] ?? '';
  return attribute(field, 'value') ?? (/^(?:radio|checkbox)$/.test(attribute(field, 'type') ?? '') ? 'on' : '');
}
