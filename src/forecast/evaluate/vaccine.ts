import type { Fact } from '../person/fact.js';
import { type Dose, type Subject, within } from '../person/history.js';
import type { SeriesDose, VaccineRule } from '../schedule/schedule.js';

const plain = (name: string) => name.trim().toLowerCase();

/**
 * True of a dose of the product that a rule names, or where it names none. Its code and manufacturer tell that; the
 * trade name, which everybody spells in another way, only where no manufacturer is on file.
 */
function sameProduct({ tradeName, mvx }: VaccineRule, { given }: Dose): boolean {
  if (!tradeName) return true;
  return given.mvx ? given.mvx === mvx : given.tradeName !== undefined && plain(given.tradeName) === plain(tradeName);
}

/**
 * Judges which vaccine was given (6.8 Table 6-26, 6.9 Table 6-29): preferable, else allowable, else not counted, with
 * what spoke against it. A volume below the usual is only a remark.
 */
export function vaccineFacts({ reaches }: Subject, target: SeriesDose, dose: Dose): Fact[] {
  const against: Fact[] = [];
  const { volume } = dose.given;
  for (const rule of target.preferable) {
    if (rule.cvx !== dose.cvx) continue;
    if (!within(reaches, rule, dose.on.n)) {
      against.push({ rule: 'Table 6-26', outcome: 'vaccineAge', cvx: [dose.cvx] });
    } else if (!sameProduct(rule, dose)) {
      against.push({ rule: 'Table 6-26', outcome: 'wrongTradeName', cvx: [dose.cvx], value: rule.tradeName });
    } else {
      const fact: Fact = { rule: 'Table 6-26', outcome: 'preferableVaccine', cvx: [dose.cvx] };
      const low = rule.volume !== undefined && volume !== undefined && volume < rule.volume;
      return low ? [fact, { rule: 'Table 6-26', outcome: 'volumeTooLow', count: volume, than: rule.volume }] : [fact];
    }
  }
  for (const rule of target.allowable.get(dose.cvx) ?? []) {
    if (within(reaches, rule, dose.on.n))
      return [{ rule: 'Table 6-29', outcome: 'allowableVaccine', cvx: [dose.cvx] }, ...against];
    const end = rule.endAge && dose.on.n >= reaches(rule.endAge) ? rule.endAge : rule.beginAge;
    against.push({
      rule: 'Table 6-29',
      outcome: 'vaccineAge',
      cvx: [dose.cvx],
      limit: end && reaches(end),
      value: end?.text,
    });
  }
  return [{ rule: 'Table 6-31', outcome: 'notPreferableOrAllowable', cvx: [dose.cvx] }, ...against];
}
