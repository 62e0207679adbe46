import type { Choice } from '../../domain/codes/choice.js';
import { rememberedFor } from '../../domain/text/remembered.js';
import { vaccineList } from '../../domain/vaccines/list.js';
import { findTradeName } from '../../domain/vaccines/trade-name.js';
import { vaccineName } from '../../domain/vaccines/vaccine.js';
import { markedList } from '../parts/marked-list.js';
import { markup } from '../parts/markup.js';

type Props = {
  /** A CVX code, or CODE:trade name. */
  chosen: string;
  /** The words typed to shorten the list. */
  sought: string;
};

/** What is given now: the list that stands in every line of a visit, put together once. */
const usual = vaccineList();

const optionsOf = rememberedFor((choices: readonly Choice[]) =>
  markedList(
    choices,
    ({ code, label }) => [markup`<option value="${code}"`, markup`>${label}</option>`],
    ' selected=""',
  ),
);

/** The options of a vaccine's dropdown; what is chosen stands there whatever was sought. */
export const VaccineOptions = ({ chosen, sought }: Props) => {
  const groups = sought.trim() ? vaccineList(sought) : usual;
  const listed = groups.some(({ choices }) => choices.some(({ code }) => code === chosen));
  const none = groups.length === 0 ? '(no vaccine has all of these words)' : '(choose)';
  return markup`<option value="">${none}</option>${
    chosen && !listed ? markup`<option value="${chosen}" selected="">${chosenLabel(chosen)}</option>` : ''
  }${groups.map(({ group, choices }) => markup`<optgroup label="${group}">${optionsOf(choices)([chosen])}</optgroup>`)}`;
};

function chosenLabel(chosen: string): string {
  const [cvx = '', ...trade] = chosen.split(':');
  const name = trade.join(':');
  return `${vaccineName(cvx)}${name ? ` [${findTradeName(name)?.name ?? name}]` : ''} (${cvx})`;
}

/** The number of vaccines in a shortened list, for the status line. */
export function listSizeWords(sought: string): string {
  const groups = sought.trim() ? vaccineList(sought) : usual;
  const count = groups.reduce((sum, { choices }) => sum + choices.length, 0);
  return count === 1 ? '1 vaccine in the list.' : `${count} vaccines in the list.`;
}
