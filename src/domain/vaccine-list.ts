import type { Choice } from './choice.js';
import { nameKey } from './name.js';
import { tradeNames } from './trade-name.js';
import { vaccines } from './vaccine.js';
import { vaccineGroups } from './vaccine-group.js';

/** A vaccine group with what can be chosen under it. A code is a CVX code, or with a trade name CODE:trade name. */
export type VaccineChoices = { readonly group: string; readonly choices: readonly Choice[] };

type Entry = Choice & { readonly words: string; readonly cvx: string; readonly older: boolean };

const entries = vaccines.map((vaccine) => {
  const groups = vaccineGroups.filter(({ code }) => vaccine.groups.includes(code));
  const names = groups.map(({ label, shortName }) => `${label} ${shortName}`).join(' ');
  const entry = (code: string, label: string): Entry => ({
    code,
    label: `${label} (${vaccine.cvx})`,
    words: nameKey(`${label} ${names}`),
    cvx: vaccine.cvx,
    older: vaccine.older,
  });
  return {
    groups: groups.length > 0 ? groups.map(({ code }) => code) : ['none'],
    entries: [
      entry(vaccine.cvx, vaccine.name),
      ...tradeNames
        .filter(({ cvx }) => cvx === vaccine.cvx)
        .map(({ name }) => entry(`${vaccine.cvx}:${name}`, `${vaccine.name} [${name}]`)),
    ],
  };
});

/**
 * The vaccines to choose from, by vaccine group (I5), a combination under each of its groups. Without words sought, those
 * given now; with words, those of any time whose name, trade name or group has all of them, or whose CVX code they are.
 */
export function vaccineList(sought = ''): VaccineChoices[] {
  const words = sought.split(/\s+/).map(nameKey).filter(Boolean);
  const code = /^\d{1,3}$/.test(sought.trim()) ? sought.trim().padStart(2, '0') : undefined;
  const isSought = (entry: Entry) =>
    words.length === 0 ? !entry.older : code === entry.cvx || words.every((word) => entry.words.includes(word));
  const groups: readonly { code: string; label: string }[] = [...vaccineGroups, { code: 'none', label: 'Other' }];
  return groups
    .map((group) => ({
      group: group.label,
      choices: entries
        .filter((vaccine) => vaccine.groups.includes(group.code))
        .flatMap((vaccine) => vaccine.entries.filter(isSought))
        .map(({ code, label }) => ({ code, label })),
    }))
    .filter(({ choices }) => choices.length > 0);
}
