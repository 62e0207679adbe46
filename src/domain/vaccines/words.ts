import type { Vaccine } from './vaccine.js';
import type { VaccineGroupCode } from './vaccine-group.js';

/** Common words for a disease or its vaccine: by vaccine group, or by the name if a group protects against several. */
const words: readonly (readonly [of: readonly VaccineGroupCode[] | RegExp, words: string])[] = [
  [['VARICELLA'], 'chicken pox chickenpox'],
  [['ZOSTER'], 'shingles herpes'],
  [/dtap|tdap|dtp|pertussis/i, 'whooping cough pertussis'],
  [/dtap|tdap|dtp|\btd\b|\bdt\b|tetanus/i, 'tetanus lockjaw'],
  [/dtap|tdap|dtp|\btd\b|\bdt\b|diphtheria/i, 'diphtheria'],
  [['FLU'], 'flu influenza grippe'],
  [['COVID'], 'covid covid19 corona coronavirus sars'],
  [/mmr|measles|m\/r/i, 'measles'],
  [/mmr|mumps/i, 'mumps'],
  [/mmr|rubella|m\/r/i, 'rubella german measles'],
  [['PNEUMO'], 'pneumonia pneumo pcv'],
  [['MENING', 'MENB'], 'meningitis'],
  [['HEPA', 'HEPB'], 'hepatitis'],
  [['HIB'], 'haemophilus hemophilus'],
  [['HPV'], 'papilloma papillomavirus cervical cancer warts'],
  [['POLIO'], 'poliomyelitis'],
  [['RSV'], 'respiratory syncytial'],
  [['BCG'], 'tuberculosis tb'],
  [['VACCINIA'], 'smallpox monkeypox mpox'],
  [['TBE'], 'tick encephalitis'],
];

/** The common words that a vaccine is found by besides its name, trade name and groups. */
export function commonWords({ name, groups }: Pick<Vaccine, 'name' | 'groups'>): string {
  return words
    .filter(([of]) => (of instanceof RegExp ? of.test(name) : of.some((group) => groups.includes(group))))
    .map(([, list]) => list)
    .join(' ');
}
