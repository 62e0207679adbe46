import { isHistorical } from '../codes/source.js';
import { isShowable } from '../text/name.js';
import { ageOn, type Day, readDay, readLastDay, showDay } from '../time/day.js';
import { usualGiving } from '../vaccines/usual-use.js';
import { findVaccine } from '../vaccines/vaccine.js';
import { type DoseValues, isLongAgo } from './immunization.js';
import { begunWith, fieldName, filledLines, lineCount, mostLines, readLine, type TypedVisit } from './visit.js';

/** Doses alike that an organization gave from its own stock, as far as they tell what else is in stock. */
export type StockDose = Pick<DoseValues, 'cvx' | 'tradeName' | 'mvx' | 'lot' | 'lotExpiresOn' | 'visOn'> & {
  readonly used: number;
};

type Product = Pick<DoseValues, 'cvx' | 'tradeName' | 'mvx'>;

/** A lot of an organization's list, with the doses that are left of it. */
export type StockLot = Product & { readonly lot: string; readonly expiresOn: Day; readonly doses: number };

/** What an organization has: the lots of its own list, and the doses that it gave of late, the last one first. */
export type Stock = { readonly lots: readonly StockLot[]; readonly given: readonly StockDose[] };

/**
 * A lot to give from, and the last day on which it is good; empty where that is not known. The doses left are those of
 * the organization's list.
 */
export type Lot = Pick<DoseValues, 'lot' | 'lotExpiresOn'> & { readonly left?: number };

const isOf =
  ({ cvx, tradeName }: Pick<Product, 'cvx' | 'tradeName'>) =>
  (other: Pick<Product, 'cvx' | 'tradeName'>) =>
    other.cvx === cvx && other.tradeName === tradeName;

/** The products that an organization has, each once: what it gave last first, what it only has on its list after that. */
export function productsOf({ given, lots }: Stock): Product[] {
  const found = new Map<string, Product>();
  for (const { cvx, tradeName, mvx } of [...given, ...lots]) {
    const key = `${cvx}:${tradeName}`;
    if (!found.has(key)) found.set(key, { cvx, tradeName, mvx });
  }
  return [...found.values()];
}

/**
 * The lots of a product that are good on a day. Of a product on the organization's list those with doses left, the one
 * that expires first before the others. Else those it gave from, the one least used first; those that nobody noted an
 * expiration date of come last. Of a lot with several dates on file the earliest holds, so that an expired one is never
 * offered.
 */
export function lotsOf({ lots, given }: Stock, product: Product, today: Day): Lot[] {
  const listed = lots.filter(isOf(product));
  if (listed.length > 0)
    return listed
      .filter(({ doses, expiresOn }) => doses > 0 && expiresOn >= today)
      .sort((a, b) => a.expiresOn.localeCompare(b.expiresOn) || a.lot.localeCompare(b.lot))
      .map(({ lot, expiresOn, doses }) => ({ lot, lotExpiresOn: expiresOn, left: doses }));
  const own = given.filter((dose) => dose.lot && isOf(product)(dose));
  return [...Map.groupBy(own, ({ lot }) => lot)]
    .map(([lot, of]) => ({ lot, lotExpiresOn: earliest(of), used: of.reduce((sum, { used }) => sum + used, 0) }))
    .filter(({ lotExpiresOn }) => !lotExpiresOn || lotExpiresOn >= today)
    .sort(
      (a, b) =>
        Number(!a.lotExpiresOn) - Number(!b.lotExpiresOn) ||
        a.used - b.used ||
        a.lotExpiresOn.localeCompare(b.lotExpiresOn) ||
        a.lot.localeCompare(b.lot),
    )
    .map(({ lot, lotExpiresOn }) => ({ lot, lotExpiresOn }));
}

const earliest = (doses: readonly StockDose[]): Day => doses.flatMap((dose) => dose.lotExpiresOn || []).sort()[0] ?? '';

/** The last day on which a lot is good, as the organization knows it; empty where it does not. */
function expirationOf({ lots, given }: Stock, product: Pick<Product, 'cvx' | 'tradeName'>, lot: string): Day {
  const listed = lots.find((one) => one.lot === lot && isOf(product)(one));
  return listed?.expiresOn ?? earliest(given.filter((one) => one.lot === lot && isOf(product)(one)));
}

/** The most lots that are named beside a field. */
const mostLots = 4;

const lotText = ({ lot, lotExpiresOn, left }: Lot) => {
  const facts = [showDay(lotExpiresOn), left !== undefined && `${left} left`].filter(Boolean).join(', ');
  return facts ? `${lot} (${facts})` : lot;
};

/**
 * The lots of the products of a form, in words by line: "In stock: A4064 (05/31/2027, 7 left), B77". A line whose product
 * has none says nothing, and neither does one of which nothing is known but that it stands there.
 */
export function lotWords(typed: TypedVisit, stock: Stock, today: Day): Readonly<Record<number, string>> {
  return Object.fromEntries(
    filledLines(typed).flatMap((line) => {
      const given = readLine(typed, line);
      const lots = lotsOf(stock, given, today).filter(({ lot, left }) => left !== undefined || lot !== given.lot);
      const words = lots.slice(0, mostLots).map(lotText);
      const head = lots[0]?.left === undefined ? 'Lots also in use' : 'In stock';
      return words.length > 0 ? [[line, `${head}: ${words.join(', ')}`]] : [];
    }),
  );
}

/** The fields of a line that the product brings along. */
const filledFields = ['lot', 'lotExpiresOn', 'amount', 'site', 'route', 'visOn'] as const;
type Filled = Readonly<Record<(typeof filledFields)[number], string>>;

/**
 * What the server put into a line last, so that what a person typed in its place is told apart; `dateLot` is the lot that
 * the expiration date was put there for.
 */
type Mark = Filled & { readonly dateLot: string };
const markFields = [...filledFields, 'dateLot'] as const;
const noMark: Mark = { lot: '', lotExpiresOn: '', amount: '', site: '', route: '', visOn: '', dateLot: '' };
const markOf = (mark: Mark) => JSON.stringify(markFields.map((field) => mark[field]));

function filledIn(typed: TypedVisit, line: number): Mark {
  try {
    const values: unknown = JSON.parse(typed[`filled${line}`] || '[]');
    if (!Array.isArray(values)) return noMark;
    return { ...noMark, ...Object.fromEntries(markFields.map((field, at) => [field, String(values[at] ?? '')])) };
  } catch {
    return noMark;
  }
}

type Setting = { readonly birthDate: Day; readonly today: Day; readonly stock: Stock };

/** The values of a product's dose as the organization usually gives it today. */
function usualValues(product: Product, { birthDate, today, stock }: Setting, side: 'left' | 'right'): Filled {
  const { years, months } = ageOn(birthDate, today);
  const [lot] = lotsOf(stock, product, today);
  return {
    ...usualGiving(product, years * 12 + months, side),
    lot: lot?.lot ?? '',
    lotExpiresOn: showDay(lot?.lotExpiresOn),
    visOn: showDay(stock.given.find((one) => one.visOn && isOf(product)(one))?.visOn),
  };
}

/** The side of the body for another injection: left and right in turn. */
function sideAt(typed: TypedVisit, line: number): 'left' | 'right' {
  const before = Array.from({ length: line - 1 }, (_, at) => typed[`site${at + 1}`] ?? '');
  return before.filter((site) => /^[LR]/.test(site)).length % 2 === 0 ? 'left' : 'right';
}

/**
 * The form with a line filled in as its vaccine is usually given: lot, volume, route, site and the statement handed out.
 * What a person typed there stays. A dose of another stock than the organization's own of today brings nothing along.
 */
export function fillLine(typed: TypedVisit, line: number, setting: Setting): Record<string, string> {
  const given = readLine(typed, line);
  if (!given.cvx || given.source !== '00' || isLongAgo(given.givenOn, setting.today)) return { ...typed };
  const usual = usualValues(given, setting, sideAt(typed, line));
  const before = filledIn(typed, line);
  // A lot and its date are one: beside a lot that was typed the date of another one would be wrong.
  const byHand = given.lot !== '' && given.lot !== before.lot.toUpperCase();
  const { lot, lotExpiresOn, dateLot } = byHand ? before : { ...usual, dateLot: usual.lot };
  const filled: Record<string, string> = {
    ...typed,
    [`filled${line}`]: markOf({ ...usual, lot, lotExpiresOn, dateLot }),
  };
  for (const field of filledFields) {
    if (byHand && (field === 'lot' || field === 'lotExpiresOn')) continue;
    const now = typed[`${field}${line}`] ?? '';
    if (now === '' || now === before[field]) filled[`${field}${line}`] = usual[field];
  }
  return filled;
}

/**
 * The form with the expiration date of the lot that stands on each line: a lot that was changed by hand takes its own
 * date, or none, never that of the lot before it. A date that a person typed stays.
 */
export function followLots(typed: TypedVisit, lines: readonly number[], stock: Stock): Record<string, string> {
  const followed: Record<string, string> = { ...typed };
  for (const line of lines) {
    const given = readLine(typed, line);
    const before = filledIn(typed, line);
    const shown = before.lotExpiresOn;
    const same = (readLastDay(shown) ?? shown) === given.lotExpiresOn;
    if (given.lot === before.dateLot.toUpperCase() || !same) continue;
    const date = given.lot && showDay(expirationOf(stock, given, given.lot));
    followed[`lotExpiresOn${line}`] = date;
    followed[`filled${line}`] = markOf({ ...before, dateLot: given.lot, lotExpiresOn: date });
  }
  return followed;
}

/** A dose on file as its form shows it, with the lot and date that it was shown with. */
export const withShownLot = (typed: TypedVisit): TypedVisit => ({
  ...typed,
  filled1: markOf({ ...noMark, dateLot: typed.lot1 ?? '', lotExpiresOn: typed.lotExpiresOn1 ?? '' }),
});

/**
 * The beginning of the form of a visit of today from the organization's own stock: all of it can be changed. `begun` says
 * what it began with, so that it counts as empty until something else is typed.
 */
export function beginVisit(
  today: Day,
  clinicians: Pick<DoseValues, 'orderedBy' | 'administeredBy'>,
): Record<string, string> {
  const start = { givenOn: showDay(today), source: '00', ...clinicians };
  return { lines: '1', unit1: 'mL', ...start, begun: JSON.stringify(start) };
}

/**
 * The form without what it began with, and without what vaccines brought along, once that says something else than what
 * is typed: given days before the form began, or not by the organization at all (I5). What a person typed stays, and so
 * does what is chosen after that; so does all of a draft that is gone on with weeks later. `today` is for a form that does
 * not say when it began.
 */
export function letGo(typed: TypedVisit, today: Day): Record<string, string> {
  const { givenOn, source, ...begun } = begunWith(typed);
  const now = readLine(typed, 1);
  const since = readDay(String(givenOn ?? '')) ?? today;
  const holds = !isLongAgo(now.givenOn, since) && (now.source === '' || !isHistorical(now));
  if (source === undefined || holds) return { ...typed };
  const left: Record<string, string> = { ...typed, begun: JSON.stringify({ givenOn }) };
  for (const [name, value] of Object.entries({ source, ...begun })) if (typed[name] === value) left[name] = '';
  for (let line = 1; line <= lineCount(typed); line += 1) {
    const before = filledIn(typed, line);
    const ownLot = typed[`lot${line}`] !== before.lot;
    for (const field of filledFields)
      if (typed[`${field}${line}`] === before[field] && !(ownLot && field === 'lotExpiresOn'))
        left[`${field}${line}`] = '';
    left[`filled${line}`] = '';
  }
  return left;
}

/** The form with products to give, a line each behind those that say something: as many as there is room for. */
export function addProducts(typed: TypedVisit, products: readonly Product[], setting: Setting): Record<string, string> {
  let form: Record<string, string> = { ...typed };
  for (const product of products) {
    const filled = filledLines(form);
    const line = readLine(form, filled.at(-1) ?? 1).cvx || filled.length > 1 ? (filled.at(-1) ?? 0) + 1 : 1;
    if (line > mostLines) break;
    form = {
      ...form,
      lines: String(Math.max(line, Number(form.lines) || 1)),
      [`unit${line}`]: 'mL',
      [fieldName('mvx', line)]: product.mvx,
      [`vaccine${line}`]: product.tradeName ? `${product.cvx}:${product.tradeName}` : product.cvx,
    };
    form = fillLine(form, line, setting);
  }
  return form;
}

/** The longest lot number, and the most doses of one lot. */
const longest = { lot: 30, doses: 5 };

/** The faults of a lot as it is typed into the organization's list (I5), by field; and the lot, if there are none. */
export function readLot(typed: Readonly<Record<string, string>>): {
  readonly errors: Readonly<Record<string, string>>;
  readonly lot?: StockLot;
} {
  const { cvx, tradeName, mvx, lot, lotExpiresOn } = readLine(
    { vaccine1: typed.vaccine ?? '', lot1: typed.lot ?? '', lotExpiresOn1: typed.lotExpiresOn ?? '' },
    1,
  );
  const doses = (typed.doses ?? '').trim();
  const errors: Record<string, string> = {};
  if (!findVaccine(cvx)) errors.vaccine = 'Choose a vaccine.';
  if (!lot) errors.lot = 'Enter the lot number.';
  else if (!isShowable(lot)) errors.lot = 'Lot Number has characters that cannot be shown. Type it again.';
  else if (lot.length > longest.lot) errors.lot = `Lot Number is longer than ${longest.lot} characters.`;
  if (readDay(lotExpiresOn) !== lotExpiresOn || !lotExpiresOn)
    errors.lotExpiresOn = 'Enter the expiration date as MM/DD/YYYY or MM/YYYY, like 05/2027.';
  if (!/^\d+$/.test(doses) || doses.length > longest.doses)
    errors.doses = 'Enter the doses left as a whole number, like 10.';
  if (Object.keys(errors).length > 0) return { errors };
  return { errors, lot: { cvx, tradeName, mvx, lot, expiresOn: lotExpiresOn, doses: Number(doses) } };
}
