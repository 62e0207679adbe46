import { onlyVaccine, vaccineList } from '../../domain/vaccines/list.js';
import { findTradeName } from '../../domain/vaccines/trade-name.js';
import { vaccineName } from '../../domain/vaccines/vaccine.js';

type Props = {
  line: number;
  /** A CVX code, or CODE:trade name. */
  chosen: string;
  /** The words typed to shorten the list. */
  sought: string;
};

/** The options of a vaccine's dropdown; what is chosen stands there whatever was sought. */
export const VaccineOptions = ({ chosen, sought }: Omit<Props, 'line'>) => {
  const groups = vaccineList(sought);
  const listed = groups.some(({ choices }) => choices.some(({ code }) => code === chosen));
  return (
    <>
      <option value="">{groups.length === 0 ? '(no vaccine has all of these words)' : '(choose)'}</option>
      {chosen && !listed ? (
        <option value={chosen} selected>
          {chosenLabel(chosen)}
        </option>
      ) : null}
      {groups.map(({ group, choices }) => (
        <optgroup label={group}>
          {choices.map(({ code, label }) => (
            <option value={code} selected={code === chosen}>
              {label}
            </option>
          ))}
        </optgroup>
      ))}
    </>
  );
};

function chosenLabel(chosen: string): string {
  const [cvx = '', ...trade] = chosen.split(':');
  const name = trade.join(':');
  return `${vaccineName(cvx)}${name ? ` [${findTradeName(name)?.name ?? name}]` : ''} (${cvx})`;
}

/** The number of vaccines in a shortened list, for the status line. */
export function listSizeWords(sought: string): string {
  const count = vaccineList(sought).reduce((sum, { choices }) => sum + choices.length, 0);
  return count === 1 ? '1 vaccine in the list.' : `${count} vaccines in the list.`;
}

/**
 * The regions of a search for a vaccine over htmx: the shorter list, its length, and a single one that is left as
 * chosen.
 */
export const vaccineRegions = (typed: Readonly<Record<string, string>>, line: number) => {
  const sought = typed[`find${line}`] ?? '';
  const only = onlyVaccine(sought);
  return {
    [`vaccine${line}`]: <VaccineOptions chosen={only?.code ?? typed[`vaccine${line}`] ?? ''} sought={sought} />,
    [`found${line}`]: listSizeWords(sought),
    ...(only && { said: `Chosen: ${only.label}` }),
  };
};
