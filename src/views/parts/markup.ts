import type { Child } from 'hono/jsx';
import type { HtmlEscapedString } from 'hono/utils/html';
import { rememberedFor } from '../../domain/text/remembered.js';

/** Markup that is finished: hono/jsx puts it into a page as it stands. */
class Markup {
  readonly isEscaped = true;

  constructor(readonly text: string) {}

  toString(): string {
    return this.text;
  }
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string) =>
  /[&<>"']/.test(text) ? text.replace(/[&<>"']/g, (character) => entities[character] ?? '') : text;

function textOf(piece: Child): string {
  if (typeof piece === 'string') return escaped(piece);
  if (piece instanceof Markup) return piece.text;
  if (piece === undefined || piece === null || typeof piece === 'boolean') return '';
  if (Array.isArray(piece)) {
    let text = '';
    for (const one of piece) text += textOf(one);
    return text;
  }
  // Anything that JSX made is markup; anything else is text.
  return typeof piece === 'object' && 'isEscaped' in piece ? `${piece}` : escaped(`${piece}`);
}

/** The fixed parts of a template without the ends of its lines, which are there for the reader alone. */
const partsOf = rememberedFor((strings: TemplateStringsArray) => strings.map((text) => text.replaceAll(/\n\s*/g, '')));

/**
 * A template of HTML, which takes a fraction of JSX's time: docs/decisions/text-templates.md says where it is used.
 * Values are escaped, except for markup; attributes stand in double quotes. A new line with its indent counts as
 * nothing, as in JSX: a space at the end of a line is written as `${' '}`.
 */
export function markup(strings: TemplateStringsArray, ...pieces: readonly Child[]): HtmlEscapedString {
  const parts = partsOf(strings);
  let text = parts[0] ?? '';
  for (let i = 0; i < pieces.length; i += 1) text += textOf(pieces[i]) + parts[i + 1];
  return rawMarkup(text);
}

/** Text that is markup already. */
export function rawMarkup(text: string): HtmlEscapedString {
  return new Markup(text) as unknown as HtmlEscapedString;
}

/** Attributes that an element has or not: none for one that is undefined or false. */
export function attributes(list: Readonly<Record<string, string | number | boolean | undefined>>): HtmlEscapedString {
  let text = '';
  for (const name in list) {
    const value = list[name];
    if (value !== undefined && value !== false) text += ` ${name}="${value === true ? '' : escaped(`${value}`)}"`;
  }
  return rawMarkup(text);
}

/**
 * The same in one piece, for what is put into many pages: a text that was added up stays a tree of its parts, and each
 * copy walks it.
 */
export function flatten(made: HtmlEscapedString): HtmlEscapedString {
  return rawMarkup(Buffer.from(`${made}`).toString());
}
