import { onlyVaccine } from '../../domain/vaccines/list.js';
import { listSizeWords, VaccineOptions } from './vaccine-options.js';

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
