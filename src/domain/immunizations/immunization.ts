import { bodySites } from '../codes/body-site.js';
import { type Choice, isCode, labelOf } from '../codes/choice.js';
import { doseUnits } from '../codes/dose-unit.js';
import { fundings } from '../codes/funding.js';
import { manufacturers } from '../codes/manufacturer.js';
import { routes } from '../codes/route.js';
import { immunizationSources } from '../codes/source.js';
import { isLonger, isShowable } from '../text/name.js';
import { type Day, daysBefore, readDay, showDay } from '../time/day.js';
import { findTradeName } from '../vaccines/trade-name.js';
import { findVaccine, notVaccines, vaccineName } from '../vaccines/vaccine.js';
import { reactions } from './reaction.js';

/** The fields of an immunization (I5) with their labels, in the order of the screen. */
export const immunizationLabels = {
  givenOn: 'Date Administered',
  cvx: 'Vaccine',
  tradeName: 'Trade Name',
  mvx: 'Manufacturer',
  lot: 'Lot Number',
  lotExpiresOn: 'Expiration Date',
  amount: 'Dose',
  unit: 'Dose Unit',
  site: 'Body Site',
  route: 'Route',
  orderedBy: 'Ordering Clinician',
  administeredBy: 'Administering Clinician',
  source: 'Source of Information',
  funding: 'Funding Eligibility',
  reason: 'Reason to Save All the Same',
  visOn: 'VIS Date',
  reaction: 'Reaction',
} as const;

export type ImmunizationField = keyof typeof immunizationLabels;
export const immunizationFields = Object.keys(immunizationLabels) as ImmunizationField[];

/** The data of one dose, all of it text: codes for choices, days in ISO. Empty is not known. */
export type DoseValues = Readonly<Record<ImmunizationField, string>>;

/** A dose on file, with whose it is (I4). */
export type Immunization = DoseValues & {
  readonly id: number;
  readonly clientId: number;
  /** The organization that entered it. */
  readonly owner: { readonly id: number; readonly name: string };
  /** The lot in the owner's stock that it was counted from, by its number. */
  readonly lotId: number | null;
  readonly revision: number;
  /** Epoch milliseconds. */
  readonly updatedAt: number;
};

const valueSets: Partial<Record<ImmunizationField, readonly Choice[]>> = {
  mvx: manufacturers,
  unit: doseUnits,
  site: bodySites,
  route: routes,
  source: immunizationSources,
  funding: fundings,
  reaction: reactions,
};

const longest: Partial<Record<ImmunizationField, number>> = {
  tradeName: 100,
  lot: 30,
  orderedBy: 100,
  administeredBy: 100,
  reason: 200,
};

/** The facts that the rules of an immunization need besides its values. */
export type Circumstances = { readonly birthDate: Day; readonly deathDate: Day | null; readonly today: Day };

/** The faults of the values (I5), by field in the order of the screen; empty if there are none. */
export function doseFaults(given: DoseValues, context: Circumstances): Partial<Record<ImmunizationField, string>> {
  const faults = immunizationFields.map((field) => [field, fault(field, given, context)] as const);
  return Object.fromEntries(faults.filter(([, text]) => text));
}

/** The fields in which two differ. */
export function changedDoseFields(before: DoseValues, after: DoseValues): ImmunizationField[] {
  return immunizationFields.filter((field) => before[field] !== after[field]);
}

function fault(field: ImmunizationField, given: DoseValues, context: Circumstances): string | undefined {
  const value = given[field];
  const label = immunizationLabels[field];
  const most = longest[field];
  if (!isShowable(value)) return `${label} has characters that cannot be shown. Type it again.`;
  if (most && isLonger(value, most)) return `${label} is longer than ${most} characters.`;
  if (field === 'givenOn') return dayFault(value, context);
  if (field === 'cvx') return vaccineFault(value);
  if (field === 'source' && value === '')
    return isLongAgo(given.givenOn, context.today)
      ? 'Choose a source of information: the date is more than a week back.'
      : 'Choose a source of information.';
  if (field === 'amount' && value === '' && given.unit) return 'Enter the dose that the unit is of.';
  if (value === '') return undefined;
  const set = valueSets[field];
  if (field === 'lotExpiresOn' && readDay(value) !== value)
    return 'Enter the expiration date as MM/DD/YYYY or MM/YYYY, like 05/2027.';
  if (field === 'visOn') {
    if (readDay(value) !== value) return 'Enter the VIS date as MM/DD/YYYY, like 01/31/2025.';
    return value > context.today ? 'The VIS date is in the future.' : undefined;
  }
  if (set && !isCode(set, value)) return `Choose a ${label.toLowerCase()} from the list.`;
  if (field === 'amount' && !(/^\d{0,3}(\.\d{1,3})?$/.test(value) && Number(value) > 0))
    return 'Enter a dose as a number, like 0.5.';
  if (field === 'tradeName') return tradeNameFault(value, given.cvx);
  return undefined;
}

/** So many days back a visit is still entered as one of now. */
const lateDays = 7;

/** True of a day further back than a visit is entered late: who says that, and of whose stock, is not taken for granted. */
export const isLongAgo = (givenOn: Day, today: Day): boolean =>
  readDay(givenOn) === givenOn && givenOn < daysBefore(today, lateDays);

function dayFault(value: Day, { birthDate, deathDate, today }: Circumstances): string | undefined {
  if (value === '') return 'Enter the date administered.';
  if (readDay(value) !== value) return 'Enter the date administered as MM/DD/YYYY, like 06/16/2015.';
  if (value < birthDate) return `The date administered is before the client was born, ${showDay(birthDate)}.`;
  if (value > today) return 'The date administered is in the future.';
  return deathDate && value > deathDate
    ? `The date administered is after the client died, ${showDay(deathDate)}.`
    : undefined;
}

function vaccineFault(cvx: string): string | undefined {
  if (cvx === '') return 'Choose a vaccine.';
  if (findVaccine(cvx)) return undefined;
  const why = notVaccines.get(cvx);
  return why
    ? `CVX ${cvx} cannot be recorded: ${why}.`
    : `"${cvx}" is no CVX code in use. Choose a vaccine from the list.`;
}

function tradeNameFault(name: string, cvx: string): string | undefined {
  const product = findTradeName(name);
  return product && product.cvx !== cvx
    ? `${product.name} is ${vaccineName(product.cvx)} (CVX ${product.cvx}), not the vaccine chosen.`
    : undefined;
}

/** DTaP-Hep B-IPV [Pediarix]: as the history shows it (I3). */
export function vaccineWithTrade({ cvx, tradeName }: Pick<DoseValues, 'cvx' | 'tradeName'>): string {
  return tradeName ? `${vaccineName(cvx)} [${tradeName}]` : vaccineName(cvx);
}

/** 0.5 mL; empty where the dose is not known. */
export function doseOf({ amount, unit }: Pick<DoseValues, 'amount' | 'unit'>): string {
  return amount ? `${amount} ${labelOf(doseUnits, unit)}`.trim() : '';
}

/** A value as people read it: dates as MM/DD/YYYY, codes by their labels. */
export function showDoseValue(field: ImmunizationField, value: string): string {
  if (field === 'givenOn' || field === 'lotExpiresOn' || field === 'visOn') return showDay(value) || value;
  if (field === 'cvx') return value && `${vaccineName(value)} (CVX ${value})`;
  const set = valueSets[field];
  return set ? labelOf(set, value) : value;
}

/**
 * True if two doses may be the same (I5): on the same day, of the same vaccine or for a vaccine group in common, since
 * one clinic writes the product where another writes "unspecified".
 */
export function mayBeSame(a: Pick<DoseValues, 'givenOn' | 'cvx'>, b: Pick<DoseValues, 'givenOn' | 'cvx'>): boolean {
  if (a.givenOn !== b.givenOn) return false;
  if (a.cvx === b.cvx) return true;
  const groups = findVaccine(b.cvx)?.groups ?? [];
  return findVaccine(a.cvx)?.groups.some((group) => groups.includes(group)) ?? false;
}
