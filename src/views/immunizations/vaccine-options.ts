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
  /** The vaccines of the organization, which come first where nothing is sought. */
  own?: readonly Choice[] | undefined;
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
export const VaccineOptions = ({ chosen, sought, own = [] }: Props) => {
  const first = own.length > 0 ? [{ group: "Your clinic's vaccines", choices: own }] : [];
  const groups = sought.trim() ? vaccineList(sought) : [...first, ...usual];
  const none = groups.length === 0 ? '(no vaccine has all of these words)' : '(choose)';
  // What is chosen stands among the own ones and in the list: it is marked once.
  const place = groups.findIndex(({ choices }) => choices.some(({ code }) => code === chosen));
  return markup`<option value="">${none}</option>${
    chosen && place < 0 ? markup`<option value="${chosen}" selected="">${chosenLabel(chosen)}</option>` : ''
  }${groups.map(
    ({ group, choices }, at) =>
      markup`<optgroup label="${group}">${optionsOf(choices)(at === place ? [chosen] : [])}</optgroup>`,
  )}`;
};

/** A product as it stands in the list: MMR [M-M-R II] (03). */
export const productChoice = ({ cvx, tradeName }: { readonly cvx: string; readonly tradeName: string }): Choice => {
  const code = tradeName ? `${cvx}:${tradeName}` : cvx;
  return { code, label: chosenLabel(code) };
};

function chosenLabel(chosen: string): string {
  const [cvx = '', ...trade] = chosen.split(':');
  const name = trade.join(':');
  return `${vaccineName(cvx)}${name ? ` [${findTradeName(name)?.name ?? name}]` : ''} (${cvx})`;
}

/** The number of vaccines in a shortened list, for the status line; nothing of the whole one. */
export function listSizeWords(sought: string): string {
  if (!sought.trim()) return '';
  const count = vaccineList(sought).reduce((sum, { choices }) => sum + choices.length, 0);
  return count === 1 ? '1 vaccine in the list.' : `${count} vaccines in the list.`;
}
