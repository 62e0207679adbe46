import type { Choice } from '../codes/choice.js';
import { nameKey } from '../text/name.js';
import { tradeNames } from './trade-name.js';
import { vaccines } from './vaccine.js';
import { vaccineGroups } from './vaccine-group.js';
import { commonWords } from './words.js';

/** A heading with what can be chosen under it. A code is a CVX code, or with a trade name CODE:trade name. */
export type VaccineChoices = { readonly group: string; readonly choices: readonly Choice[] };

type Entry = Choice & {
  readonly cvx: string;
  readonly older: boolean;
  /** The heading that it stands under, once: that of its group, or that of combinations. */
  readonly group: string;
  /** The words of its own name, and those of its groups and of common speech, as keys. */
  readonly own: readonly string[];
  readonly others: readonly string[];
};

/** The keys of a text: of each word, of each of its parts, and of what is joined by hyphens (M-M-R is MMR). */
const keysOf = (text: string) => [
  ...new Set(
    text
      .split(/\s+/)
      .flatMap((word) => [word, ...word.split(/[^\p{L}\p{N}]+/u)])
      .map(nameKey)
      .filter(Boolean),
  ),
];

const combinations = 'Combinations';

const entries: readonly Entry[] = vaccines.flatMap((vaccine) => {
  const groups = vaccineGroups.filter(({ code }) => vaccine.groups.includes(code));
  const [first, second] = groups;
  const others = keysOf(
    `${groups.map(({ label, shortName }) => `${label} ${shortName}`).join(' ')} ${commonWords(vaccine)}`,
  );
  const entry = (code: string, label: string): Entry => ({
    code,
    label: `${label} (${vaccine.cvx})`,
    cvx: vaccine.cvx,
    older: vaccine.older,
    group: second ? combinations : (first?.label ?? 'Other'),
    own: keysOf(label),
    others,
  });
  return [
    entry(vaccine.cvx, vaccine.name),
    ...tradeNames
      .filter(({ cvx }) => cvx === vaccine.cvx)
      .map(({ name }) => entry(`${vaccine.cvx}:${name}`, `${vaccine.name} [${name}]`)),
  ];
});

const headings = [...vaccineGroups.map(({ label }) => label), combinations].toSorted((a, b) =>
  a.localeCompare(b, 'en', { sensitivity: 'base' }),
);

/**
 * The vaccines to choose from (I5), each once. Without words sought, those given now by vaccine group, what counts for
 * several under Combinations; with words, those of any time whose name, trade name, group or common name has all of
 * them, or whose CVX code they are, the nearest first.
 */
export function vaccineList(sought = ''): VaccineChoices[] {
  const words = sought.split(/\s+/).map(nameKey).filter(Boolean);
  if (words.length > 0) {
    const choices = findVaccines(words, sought);
    return choices.length > 0 ? [{ group: 'Found, the nearest first', choices }] : [];
  }
  return [...headings, 'Other']
    .map((group) => ({
      group,
      choices: entries.filter((entry) => entry.group === group && !entry.older).map(choiceOf),
    }))
    .filter(({ choices }) => choices.length > 0);
}

/** The one vaccine that the words leave; undefined where they leave none or several, or nothing is sought. */
export function onlyVaccine(sought: string): Choice | undefined {
  if (nameKey(sought) === '') return undefined;
  const [first, ...more] = vaccineList(sought).flatMap(({ choices }) => choices);
  return more.length === 0 ? first : undefined;
}

const choiceOf = ({ code, label }: Entry): Choice => ({ code, label });

function findVaccines(words: readonly string[], sought: string): Choice[] {
  const code = /^\d{1,3}$/.test(sought.trim()) ? sought.trim().padStart(2, '0') : undefined;
  return entries
    .map((entry) => ({ entry, far: code === entry.cvx ? 0 : Math.max(...words.map((word) => distance(entry, word))) }))
    .filter(({ far }) => far < nowhere)
    .toSorted((a, b) => a.far - b.far || Number(a.entry.older) - Number(b.entry.older))
    .map(({ entry }) => choiceOf(entry));
}

const nowhere = 10;

/**
 * The distance of a word from an entry: its own names before those of its group, whole words before their beginnings.
 */
function distance({ own, others }: Entry, word: string): number {
  const within = (list: readonly string[]) => {
    if (list.includes(word)) return 0;
    if (list.some((key) => key.startsWith(word))) return 1;
    return word.length >= 3 && list.some((key) => key.includes(word)) ? 2 : nowhere;
  };
  return Math.min(within(own), within(others) + 3);
}
