import type { Fact } from '../person/fact.js';
import type { Dose, Subject } from '../person/history.js';
import type { AgeRule, SeriesDose } from '../schedule/schedule.js';

/** The rule of ages in force on a day (3.3); none where the dose has no ages, or none for that day. */
export function ageRule({ ages }: SeriesDose, day: number): AgeRule | undefined {
  return ages.find(({ effective, cessation }) => day >= effective && day <= cessation);
}

/** Judges the age at which a dose was given (6.4, Table 6-15). */
export function ageFact({ reaches, birth }: Subject, target: SeriesDose, dose: Dose): Fact {
  const rule = ageRule(target, dose.on.n);
  const day = dose.on.n;
  const at = (age: AgeRule['minAge'], id: string, outcome: Fact['outcome']): Fact => ({
    rule: id,
    outcome,
    limit: age && reaches(age),
    from: birth.n,
    value: age?.text,
  });
  if (rule?.absMinAge && day < reaches(rule.absMinAge)) return at(rule.absMinAge, 'CALCDTAGE-5', 'ageTooYoung');
  if (rule?.maxAge && day >= reaches(rule.maxAge)) return at(rule.maxAge, 'CALCDTAGE-1', 'ageTooOld');
  if (rule?.minAge && day < reaches(rule.minAge)) return at(rule.minAge, 'CALCDTAGE-4', 'ageGrace');
  return rule?.minAge ? at(rule.minAge, 'CALCDTAGE-4', 'age') : { rule: 'Table 6-15', outcome: 'age' };
}
