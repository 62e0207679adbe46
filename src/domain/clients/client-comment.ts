import { type Choice, choicesFrom } from '../codes/choice.js';
import { type VaccineGroupCode, vaccineGroups } from '../vaccines/vaccine-group.js';

/** The kinds of client comment, with the headings of the grouped dropdown in its order (C18). */
export const commentKinds = [
  { code: 'immunity', label: 'Immunity by titer or history' },
  { code: 'exemption', label: 'Medical exemptions' },
  { code: 'refusal', label: 'Refusals' },
  { code: 'deferral', label: 'Deferrals' },
] as const satisfies readonly Choice[];

/** The code of a kind of client comment. */
export type CommentKind = (typeof commentKinds)[number]['code'];

/** A client comment that can be chosen: its kind, and the vaccine group that it bears on. */
export interface ClientComment extends Choice {
  readonly kind: CommentKind;
  readonly group: VaccineGroupCode;
}

/** The diseases that a titer or a history proves, in full names, each under the group of its vaccine (C18). */
const immunities = [
  { code: 'HEPA', name: 'Hepatitis A', group: 'HEPA' },
  { code: 'HEPB', name: 'Hepatitis B', group: 'HEPB' },
  { code: 'MEASLES', name: 'Measles', group: 'MMR' },
  { code: 'MUMPS', name: 'Mumps', group: 'MMR' },
  { code: 'RUBELLA', name: 'Rubella', group: 'MMR' },
  { code: 'VARZOS', name: 'Varicella or Zoster', group: 'VARICELLA' },
] as const satisfies readonly { code: string; name: string; group: VaccineGroupCode }[];

/**
 * Every client comment, in the dropdown's order (C18, I2). Labels are the guides': immunity spells the disease out
 * ("Immunity: Titer Hepatitis B"), exemptions and refusals take the group's short name ("Refusal of Hep B"),
 * and so do deferrals, which are ours: not given that day, and wanted.
 * Codes are Titer's own and stay for good, since records keep them: T- titer, H- titer or history told by a physician,
 * X- exemption, R- refusal, D- deferral, then the disease or the vaccine group.
 */
export const clientComments: readonly ClientComment[] = [
  ...immunities.flatMap(({ code, name, group }): ClientComment[] => [
    { code: `T-${code}`, label: `Immunity: Titer ${name}`, kind: 'immunity', group },
    { code: `H-${code}`, label: `Immunity: Titer/MD Dx ${name}`, kind: 'immunity', group },
  ]),
  ...vaccineGroups.map(
    ({ code, shortName }): ClientComment => ({
      code: `X-${code}`,
      label: `Medical exemption: ${shortName}`,
      kind: 'exemption',
      group: code,
    }),
  ),
  ...vaccineGroups.map(
    ({ code, shortName }): ClientComment => ({
      code: `R-${code}`,
      label: `Refusal of ${shortName}`,
      kind: 'refusal',
      group: code,
    }),
  ),
  ...vaccineGroups.map(
    ({ code, shortName }): ClientComment => ({
      code: `D-${code}`,
      label: `Deferral of ${shortName}`,
      kind: 'deferral',
      group: code,
    }),
  ),
];

const kinds = new Map(clientComments.map(({ code, kind }) => [code, kind]));

/** The kind of a comment on file; undefined for a code that is none. */
export const commentKind = (code: string): CommentKind | undefined => kinds.get(code);

/**
 * Why a vaccine was refused or deferred. Source: CDC table NIP002 for the codes of digits, which immunization data
 * exchange knows; the others are Titer's own.
 */
export const notGivenReasons = choicesFrom(`
  00 Parent's decision; 01 Religious exemption; 03 Client's decision; ILL Ill that day; STOCK Not in stock;
  LATER Another day asked for; 02 Other reason`);
