import type { HtmlEscapedString } from 'hono/utils/html';
import type { Choice } from '../domain/choice.js';
import { finished } from './markup.js';

/** What a list of choices is rendered as, and where in it the mark of each code goes when that is chosen. */
type Rendered = { readonly all: string; readonly marks: ReadonlyMap<string, number> };

const lists = new WeakMap<readonly Choice[], Map<string, Rendered>>();

/**
 * The choices of a list with those marked that are chosen. Each list is rendered once for a use: countries, counties and
 * boxes to tick are most of what a page of the record has to render.
 * @param use tells the uses of one list apart
 * @param item one choice: what stands before its mark, and what after
 */
export function markedList(
  choices: readonly Choice[],
  use: string,
  item: (choice: Choice, i: number) => readonly [before: HtmlEscapedString, after: HtmlEscapedString],
  chosen: readonly string[],
  mark: string,
) {
  const uses = lists.get(choices) ?? new Map<string, Rendered>();
  const { all, marks } = uses.get(use) ?? rendered(choices, item);
  if (!uses.has(use)) lists.set(choices, uses.set(use, { all, marks }));
  let [text, from] = ['', 0];
  for (const at of [...new Set(chosen)].flatMap((code) => marks.get(code) ?? []).sort((a, b) => a - b)) {
    text += all.slice(from, at) + mark;
    from = at;
  }
  return finished(text + all.slice(from));
}

function rendered(choices: readonly Choice[], item: Parameters<typeof markedList>[2]): Rendered {
  const marks = new Map<string, number>();
  let all = '';
  for (const [i, choice] of choices.entries()) {
    const [before, after] = item(choice, i);
    all += before;
    marks.set(choice.code, all.length);
    all += after;
  }
  return { all, marks };
}
