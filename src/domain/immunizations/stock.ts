import { ageOn, type Day, showDay } from '../time/day.js';
import { usualGiving } from '../vaccines/usual-use.js';
import type { DoseValues } from './immunization.js';
import { fieldName, filledLines, mostLines, readLine, type TypedVisit } from './visit.js';

/** A dose that an organization gave from its own stock, as far as it tells what else is in stock. */
export type StockDose = Pick<DoseValues, 'cvx' | 'tradeName' | 'mvx' | 'lot' | 'lotExpiresOn'>;

type Product = Pick<DoseValues, 'cvx' | 'tradeName' | 'mvx'>;

/** A lot that the organization gave from, and the last day on which it is good; empty where that is not known. */
export type Lot = Pick<DoseValues, 'lot' | 'lotExpiresOn'>;

/** The products that doses are of, each once, in the order of the doses. */
export function productsOf(doses: readonly StockDose[]): Product[] {
  const found = new Map<string, Product>();
  for (const { cvx, tradeName, mvx } of doses) {
    const key = `${cvx}:${tradeName}`;
    if (!found.has(key)) found.set(key, { cvx, tradeName, mvx });
  }
  return [...found.values()];
}

/**
 * The lots of a product that are good on a day, the one least used first; those that nobody noted an expiration date of
 * come last. Of a lot with several dates on file the earliest holds, so that an expired one is never offered.
 */
export function lotsOf(doses: readonly StockDose[], { cvx, tradeName }: Product, today: Day): Lot[] {
  const own = doses.filter((dose) => dose.lot && dose.cvx === cvx && dose.tradeName === tradeName);
  return [...Map.groupBy(own, ({ lot }) => lot)]
    .map(([lot, of]) => ({
      lot,
      lotExpiresOn: of.flatMap((dose) => dose.lotExpiresOn || []).sort()[0] ?? '',
      used: of.length,
    }))
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

/** The most lots that are named beside a field. */
const mostLots = 4;

/**
 * The lots in use of the products of a form, in words by line: "A4064 (05/31/2027), B77". A line whose product has none,
 * or only the one that stands there, says nothing.
 */
export function lotWords(typed: TypedVisit, doses: readonly StockDose[], today: Day): Readonly<Record<number, string>> {
  return Object.fromEntries(
    filledLines(typed).flatMap((line) => {
      const given = readLine(typed, line);
      const lots = lotsOf(doses, given, today).filter(({ lot }) => lot !== given.lot);
      const words = lots
        .slice(0, mostLots)
        .map(({ lot, lotExpiresOn }) => (lotExpiresOn ? `${lot} (${showDay(lotExpiresOn)})` : lot));
      return words.length > 0 ? [[line, words.join(', ')]] : [];
    }),
  );
}

type Start = {
  readonly birthDate: Day;
  readonly today: Day;
  readonly stock: readonly StockDose[];
  readonly clinicians: Pick<DoseValues, 'orderedBy' | 'administeredBy'>;
};

/**
 * The form of a visit of today that gives products from the organization's own stock, a line each: lots, volumes, routes
 * and sites as usual, left and right in turn. All of it can be changed.
 */
export function visitGiving(products: readonly Product[], { birthDate, today, stock, clinicians }: Start): TypedVisit {
  const { years, months } = ageOn(birthDate, today);
  const typed: Record<string, string> = {
    lines: String(Math.max(1, Math.min(products.length, mostLines))),
    givenOn: showDay(today),
    source: '00',
    ...clinicians,
  };
  let injections = 0;
  for (const [at, product] of products.slice(0, mostLines).entries()) {
    const usual = usualGiving(product, years * 12 + months, injections % 2 === 0 ? 'left' : 'right');
    if (/^[LR]/.test(usual.site)) injections += 1;
    const [lot] = lotsOf(stock, product, today);
    const line = {
      ...usual,
      unit: 'mL',
      mvx: product.mvx,
      lot: lot?.lot ?? '',
      lotExpiresOn: showDay(lot?.lotExpiresOn),
    };
    for (const [field, value] of Object.entries(line)) typed[fieldName(field as keyof typeof line, at + 1)] = value;
    typed[`vaccine${at + 1}`] = product.tradeName ? `${product.cvx}:${product.tradeName}` : product.cvx;
  }
  return typed;
}
