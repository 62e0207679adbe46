import { isCode, yesOrNo } from '../codes/choice.js';
import { clientStatuses, inactiveReasons } from '../codes/client-status.js';
import type { Values } from '../forms/rows.js';
import { isLonger, isShowable, tidy } from '../text/name.js';
import { type Day, readDay, showDay } from '../time/day.js';
import type { Client } from './client.js';

/** The fields of the Client Information tab (C11), with the guide's labels. */
export const enrolmentLabels = {
  chartNumber: 'Chart number',
  status: 'Status',
  statusReason: 'Reason when Inactive',
  deathDate: 'Date of death',
  reminder: 'Allow Reminder and Recall Contact?',
  sharing: 'Allow Sharing of immunization data?',
} as const;

export type EnrolmentField = keyof typeof enrolmentLabels;
export const enrolmentFields = Object.keys(enrolmentLabels) as EnrolmentField[];

/** The tab as it is kept, all of it text: the status a code, the date of death in ISO, Y or N for the two questions. */
export type EnrolmentValues = Readonly<Record<EnrolmentField, string>>;

/** Status with its reason and date is one value where two edits meet (C21). */
export const enrolmentGroups: readonly (readonly EnrolmentField[])[] = [
  ['chartNumber'],
  ['status', 'statusReason', 'deathDate'],
  ['reminder'],
  ['sharing'],
];

/** The data of the organization acted for about a client; for a new client, the defaults. */
export function enrolmentValues({ enrolment, lockedHere }: Pick<Client, 'enrolment' | 'lockedHere'>): EnrolmentValues {
  return {
    chartNumber: enrolment?.chartNumber ?? '',
    status: enrolment?.status ?? 'A',
    statusReason: enrolment?.statusReason ?? '',
    deathDate: '',
    reminder: enrolment?.reminder === false ? 'N' : 'Y',
    sharing: lockedHere ? 'N' : 'Y',
  };
}

/** The tab as its fields show it. */
export const showEnrolment = (kept: EnrolmentValues): Record<EnrolmentField, string> => ({
  ...kept,
  deathDate: showDay(kept.deathDate) || kept.deathDate,
});

/** The kept form of a typed value; text that is no date stays as it is, for the rules to refuse. */
export function keepEnrolment(field: string, typed: string): string {
  return field === 'deathDate' ? (readDay(typed) ?? tidy(typed)) : tidy(typed);
}

/**
 * The values typed over `base`, as they would be kept. The reason on file goes with the status Inactive; one that was
 * typed stands for the rules to refuse.
 */
export function readEnrolment(base: EnrolmentValues, typed: Values): EnrolmentValues {
  const shown = showEnrolment(base);
  const kept = Object.fromEntries(
    enrolmentFields.map((field) => {
      const text = typed[field];
      if (text === undefined || tidy(text) === tidy(shown[field])) return [field, base[field]];
      return [field, keepEnrolment(field, text)];
    }),
  ) as Record<EnrolmentField, string>;
  if (kept.status !== 'I' && kept.statusReason === base.statusReason) kept.statusReason = '';
  return kept;
}

/** The faults of the tab's values (C11, C12), by field. */
export function enrolmentFaults(
  kept: EnrolmentValues,
  context: { today: Day; birthDate: Day },
): Partial<Record<EnrolmentField, string>> {
  const faults: Partial<Record<EnrolmentField, string>> = {};
  if (!isShowable(kept.chartNumber))
    faults.chartNumber = 'Chart number has characters that cannot be shown. Type it again.';
  else if (isLonger(kept.chartNumber, 40)) faults.chartNumber = 'Chart number is longer than 40 characters.';
  if (!isCode(clientStatuses, kept.status)) faults.status = 'Choose a status from the list.';
  if (kept.statusReason && !isCode(inactiveReasons, kept.statusReason))
    faults.statusReason = 'Choose a reason from the list.';
  else if (kept.statusReason && kept.status !== 'I')
    faults.statusReason = 'A reason goes with status Inactive alone. Choose Inactive, or no reason.';
  for (const field of ['reminder', 'sharing'] as const)
    if (!isCode(yesOrNo, kept[field])) faults[field] = `Choose Yes or No for "${enrolmentLabels[field]}"`;
  if (kept.deathDate && kept.status !== 'P')
    faults.deathDate = 'A date of death goes with status Deceased alone. Choose Deceased, or leave it empty.';
  else if (kept.deathDate) {
    if (readDay(kept.deathDate) !== kept.deathDate)
      faults.deathDate = 'Enter the date of death as MM/DD/YYYY, or leave it empty.';
    else if (kept.deathDate > context.today) faults.deathDate = 'The date of death is in the future.';
    else if (kept.deathDate < context.birthDate) faults.deathDate = 'The date of death is before the birth date.';
  }
  return faults;
}
