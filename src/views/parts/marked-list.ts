import type { HtmlEscapedString } from 'hono/utils/html';
import type { Choice } from '../../domain/codes/choice.js';
import { flatten, rawMarkup } from './markup.js';

/**
 * The choices of a list, rendered once, and what marks those of them that are chosen: countries, counties and boxes to
 * tick are most of what a page of the record has to show.
 * @param item one choice: what stands before its mark, and what after
 */
export function markedList(
  choices: readonly Choice[],
  item: (choice: Choice, i: number) => readonly [before: HtmlEscapedString, after: HtmlEscapedString],
  mark: string,
) {
  /** The place of the mark of each code. */
  const places = new Map<string, number>();
  let text = '';
  for (const [i, choice] of choices.entries()) {
    const [before, after] = item(choice, i);
    text += before;
    places.set(choice.code, text.length);
    text += after;
  }
  const all = `${flatten(rawMarkup(text))}`;
  const placesOf = (chosen: readonly string[]) =>
    chosen.length === 1
      ? [places.get(chosen[0] ?? '')]
      : [...places].map(([code, at]) => (chosen.includes(code) ? at : undefined));
  return (chosen: readonly string[]) => {
    let [marked, from] = ['', 0];
    for (const at of placesOf(chosen))
      if (at !== undefined) {
        marked += all.slice(from, at) + mark;
        from = at;
      }
    return rawMarkup(marked + all.slice(from));
  };
}
