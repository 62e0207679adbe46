import type { Choice } from '../codes/choice.js';

/** A vaccine group: `label` heads it in the immunization history, `shortName` names it within a client comment. */
export interface VaccineGroup extends Choice {
  readonly shortName: string;
}

/**
 * Vaccine groups by label (I3, C18). Source: the groups of immunization data exchange, in upper case, and MENB, RSV,
 * COVID and others that came later. Measles, mumps and rubella stand under MMR, as smallpox and mpox under one.
 * Only hepatitis and meningococcal B are shortened, as the guide does in "Refusal of Hep B".
 */
export const vaccineGroups = [
  { code: 'ADENO', label: 'Adenovirus', shortName: 'Adenovirus' },
  { code: 'ANTHRAX', label: 'Anthrax', shortName: 'Anthrax' },
  { code: 'BCG', label: 'BCG', shortName: 'BCG' },
  { code: 'CHIK', label: 'Chikungunya', shortName: 'Chikungunya' },
  { code: 'CHOLERA', label: 'Cholera', shortName: 'Cholera' },
  { code: 'COVID', label: 'COVID-19', shortName: 'COVID-19' },
  { code: 'DENGUE', label: 'Dengue', shortName: 'Dengue' },
  { code: 'DTAP', label: 'DTaP/Tdap/Td', shortName: 'DTaP/Tdap/Td' },
  { code: 'EBOLA', label: 'Ebola', shortName: 'Ebola' },
  { code: 'HBIG', label: 'HBIG', shortName: 'HBIG' },
  { code: 'HEPA', label: 'Hepatitis A', shortName: 'Hep A' },
  { code: 'HEPB', label: 'Hepatitis B', shortName: 'Hep B' },
  { code: 'HIB', label: 'Hib', shortName: 'Hib' },
  { code: 'HPV', label: 'HPV', shortName: 'HPV' },
  { code: 'IG', label: 'Immune Globulin', shortName: 'Immune Globulin' },
  { code: 'FLU', label: 'Influenza', shortName: 'Influenza' },
  { code: 'JE', label: 'Japanese Encephalitis', shortName: 'Japanese Encephalitis' },
  { code: 'LYME', label: 'Lyme Disease', shortName: 'Lyme Disease' },
  { code: 'MENING', label: 'Meningococcal', shortName: 'Meningococcal' },
  { code: 'MENB', label: 'Meningococcal B', shortName: 'Men B' },
  { code: 'MMR', label: 'MMR', shortName: 'MMR' },
  { code: 'PNEUMO', label: 'Pneumococcal', shortName: 'Pneumococcal' },
  { code: 'POLIO', label: 'Polio', shortName: 'Polio' },
  { code: 'RABIES', label: 'Rabies', shortName: 'Rabies' },
  { code: 'ROTAVIRUS', label: 'Rotavirus', shortName: 'Rotavirus' },
  { code: 'RSV', label: 'RSV', shortName: 'RSV' },
  { code: 'VACCINIA', label: 'Smallpox/Mpox', shortName: 'Smallpox/Mpox' },
  { code: 'TBE', label: 'Tick-borne Encephalitis', shortName: 'Tick-borne Encephalitis' },
  { code: 'TYPHOID', label: 'Typhoid', shortName: 'Typhoid' },
  { code: 'VARICELLA', label: 'Varicella', shortName: 'Varicella' },
  { code: 'YELLOWFEVER', label: 'Yellow Fever', shortName: 'Yellow Fever' },
  { code: 'ZOSTER', label: 'Zoster', shortName: 'Zoster' },
] as const satisfies readonly VaccineGroup[];

/** The code of a vaccine group. */
export type VaccineGroupCode = (typeof vaccineGroups)[number]['code'];
