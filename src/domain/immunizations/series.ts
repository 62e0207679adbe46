import { ageOn, type Day } from '../time/day.js';
import type { VaccineGroupCode } from '../vaccines/vaccine-group.js';

/** A dose in the order of its vaccine group. */
export type Dose = { readonly cvx: string; readonly givenOn: Day };

// CVX codes where the number of doses depends on the product.
const rotarix = '119';
const rotateq = '116';
const prpOmp = ['49', '51'];
const recombinantZoster = '187';
const adultHepB = ['43', '44', '104', '189', '220'];
const conjugates = ['133', '152', '215', '216', '100'];

/**
 * The m of "n of m" (I3): how many doses the routine schedule has for whoever got this one at this age, or undefined
 * where that depends on what the doses on file do not tell; then n stands alone. Nothing here says that a dose is
 * valid, that a series is complete or that one is due: an engine that evaluates doses takes the place of this function.
 *
 * Source: CDC and ACIP, Child and Adolescent Immunization Schedule and Adult Immunization Schedule, United States,
 * 2025, tables 1 and their notes (routine vaccination; catch-up and risk groups left out).
 *
 * @param doses all of the group on file, the earliest first
 * @param n the dose in question, from 1
 */
export function usualDoses(
  group: VaccineGroupCode,
  doses: readonly Dose[],
  n: number,
  birthDate: Day,
): number | undefined {
  const ages = doses.map(({ givenOn }) => ageOn(birthDate, givenOn));
  const months = ages.map((age) => age.years * 12 + age.months);
  const [first, now] = [months[0] ?? 0, months[n - 1] ?? 0];
  const all = (codes: readonly string[]) => doses.every(({ cvx }) => codes.includes(cvx));
  const m = numberFor();
  return m !== undefined && n > m ? undefined : m;

  function numberFor(): number | undefined {
    switch (group) {
      // Four by 18 months and a fifth at 4 to 6 years, which is not needed after a fourth at 4 years; other numbers
      // from 7.
      case 'DTAP':
        return now < 48 ? 4 : now < 84 && n === 5 ? 5 : undefined;
      // At 2, 4, 6 to 18 months and 4 to 6 years.
      case 'POLIO':
        return now < 84 ? 4 : undefined;
      // At birth, 1 to 2 and 6 to 18 months; the number for adults, and of some adolescents, is the product's.
      case 'HEPB':
        return now < 132 && !doses.some(({ cvx }) => adultHepB.includes(cvx)) ? 3 : undefined;
      // Three with PRP-OMP alone, four with others; fewer when begun late, none routinely from 5 years.
      case 'HIB':
        if (first >= 7 || now >= 60) return undefined;
        if (all(prpOmp)) return 3;
        return doses.some(({ cvx }) => prpOmp.includes(cvx)) ? undefined : 4;
      // Two of the monovalent, three of the pentavalent or of a mixture.
      case 'ROTAVIRUS':
        if (all([rotarix])) return 2;
        return all([rotarix, rotateq]) ? 3 : undefined;
      // At 2, 4, 6 and 12 to 15 months; fewer when begun late, the product's number for adults.
      case 'PNEUMO':
        return first < 7 && now < 60 && all(conjugates) ? 4 : undefined;
      // At 12 to 15 months and 4 to 6 years, or for whoever of school age has none. Adults: one or two by risk.
      case 'MMR':
      case 'VARICELLA':
        return now < 228 ? 2 : undefined;
      // From 12 months; adults: the product's number.
      case 'HEPA':
        return now >= 12 && now < 228 ? 2 : undefined;
      // Two when begun before 15 years, otherwise three.
      case 'HPV':
        if (first < 108) return undefined;
        return first < 180 ? 2 : 3;
      // At 11 to 12 and at 16 years; earlier doses are for risk, and one begun at 16 is the only one.
      case 'MENING':
        return first >= 120 && first < 192 ? 2 : undefined;
      case 'ZOSTER':
        return first >= 600 && all([recombinantZoster]) ? 2 : undefined;
      default:
        return undefined;
    }
  }
}
