import type { Child } from 'hono/jsx';
import type { HtmlEscapedString } from 'hono/utils/html';
import type { Choice } from '../../domain/codes/choice.js';
import { markedList } from './marked-list.js';
import { flatten, markup } from './markup.js';

export type ChoicesSpec = {
  name: string;
  label: string;
  choices: readonly Choice[];
  class?: string;
  hint?: Child;
  several?: boolean;
  none?: string;
  /** The explanations beside choices, by code. */
  explained?: Readonly<Record<string, string>>;
  /** Of many boxes, those that are not ticked are folded under these words where some are. */
  rest?: string;
};

/** The boxes of a list, to be marked. */
export function boxesOf({ name, explained, several }: ChoicesSpec, all: readonly Choice[], isFirst = true) {
  const type = several ? 'checkbox' : 'radio';
  return markedList(
    all,
    ({ code, label, under }, i) => {
      // The kinds of a choice stand after it in a group.
      const of = under && all.find((one) => one.code === under);
      const first = of && all[i - 1]?.under !== under;
      const last = of && all[i + 1]?.under !== under;
      const says = explained?.[code];
      return [
        markup`${first && markup`<span class="kinds" role="group" aria-label="${of.label}, in detail">`}
          <label class="choice">
            <input type="${type}"${isFirst && i === 0 && markup` id="${name}-first"`} name="${name}" value="${code}"`,
        markup`${says && markup` aria-describedby="${name}-${code}-says"`}> ${label}</label>
          ${says && markup`<span class="says" id="${name}-${code}-says">${says}</span>`}
          ${last && markup`</span>`} `,
      ];
    },
    ' checked=""',
  );
}

/** Of the ways in which boxes are ticked together; there are few that occur. */
const mostKept = 200;

/** The ticked boxes, and the others folded: written once for whatever is ticked together. */
export function foldedBoxes(spec: ChoicesSpec, rest: string) {
  const made = new Map<string, HtmlEscapedString>();
  return (chosen: readonly string[]) => {
    const ticked = spec.choices.filter(({ code }) => chosen.includes(code));
    const others = spec.choices.filter((one) => !ticked.includes(one));
    const key = ticked.map(({ code }) => code).join(' ');
    if (ticked.length === 0 || others.length === 0) return undefined;
    const boxes = made.get(key);
    if (boxes) return boxes;
    const folded = flatten(
      markup`${boxesOf(spec, ticked)(chosen)}
        <details class="rest"><summary>${rest}</summary>${boxesOf(spec, others, false)([])}</details>`,
    );
    return made.size < mostKept ? made.set(key, folded) && folded : folded;
  };
}
