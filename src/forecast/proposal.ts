import { tradeNames } from '../domain/vaccines/trade-name.js';
import { findVaccine, vaccines } from '../domain/vaccines/vaccine.js';
import type { VaccineGroupCode } from '../domain/vaccines/vaccine-group.js';
import { assess } from './assess.js';
import type { GroupForecast, Person, RecommendedVaccine } from './assessment.js';
import { dueGroups } from './due.js';
import { isDoubtful, prospects } from './prospect.js';
import type { Schedule } from './schedule/schedule.js';
import { standingOf } from './standing.js';

/** A vaccine, by the product where one is known: the trade name is empty where none is. */
export type Product = { readonly cvx: string; readonly tradeName: string; readonly mvx: string };

/** What to give, and the groups that are due and for which nothing is proposed. */
export type Proposal = { readonly products: readonly Product[]; readonly left: readonly VaccineGroupCode[] };

type Setting = {
  /** The products that the organization gives, the one that it gave last first. */
  readonly used: readonly Product[];
  /** True of a vaccine group that a medical exemption stands against. */
  readonly exempt: (group: VaccineGroupCode) => boolean;
  /** The one group that something is wanted for, instead of all that are due. */
  readonly wanted?: string | undefined;
};

/**
 * The products to give today for the vaccine groups that are due, the most urgent group first: what the organization
 * gave last for it, a combination too where all that it is for is due or may be given; else what the schedule names. All
 * of it given today would be valid: what the schedule calls too early, contraindicated, or not the usual vaccine at the
 * age is never proposed, so that a group may be left without.
 */
export function proposal(person: Person, schedule: Schedule, { used, exempt, wanted }: Setting): Proposal {
  const today = person.assessmentDate;
  const { groups } = assess(person, schedule);
  const open = new Set(
    groups
      .filter((one) => ['overdue', 'due', 'may be given'].includes(standingOf(one, today, exempt(one.group))))
      .map(({ group }) => group),
  );
  const chosen: Product[] = [];
  const covered = new Set<VaccineGroupCode>();
  const due = dueGroups(groups, today, exempt)
    .map(({ group }) => group)
    .filter((group) => wanted === undefined || group === wanted);
  for (const group of due) {
    if (covered.has(group)) continue;
    const found = [...used, ...named(groups, group)].find((product) => {
      const counts = findVaccine(product.cvx)?.groups ?? [];
      if (!counts.includes(group) || counts.some((one) => covered.has(one) || !open.has(one))) return false;
      return isRightToday(person, schedule, [...chosen, product]);
    });
    if (!found) continue;
    chosen.push(found);
    for (const one of findVaccine(found.cvx)?.groups ?? []) covered.add(one);
  }
  return { products: chosen, left: due.filter((group) => !covered.has(group)) };
}

/**
 * The vaccines for a group alone: those that the schedule names, then any other that is given now, each under our trade
 * name where it is of one product. What goes into the nose comes last: most that speaks against it stands in no registry.
 */
function named(groups: readonly GroupForecast[], wanted: VaccineGroupCode): Product[] {
  const byForecast = groups.filter(({ group }) => group === wanted).flatMap((one) => one.vaccines);
  const others = vaccines.filter((one) => !one.older && one.groups.length === 1 && one.groups[0] === wanted);
  return [...byForecast, ...others].map(productOf).sort((a, b) => Number(nasal.has(a.cvx)) - Number(nasal.has(b.cvx)));
}

const nasal = new Set(['111', '333']);

function productOf({ cvx, mvx }: RecommendedVaccine): Product {
  const [only, other] = tradeNames.filter((one) => one.cvx === cvx && (!mvx || one.mvx === mvx));
  return only && !other ? { cvx, tradeName: only.name, mvx: only.mvx } : { cvx, tradeName: '', mvx: mvx ?? '' };
}

/** True if products, all given today, would each be valid for everything that they are for, and the usual vaccine. */
function isRightToday(person: Person, schedule: Schedule, products: readonly Product[]): boolean {
  const planned = products.map(({ cvx, tradeName, mvx }, i) => ({
    id: `planned ${i}`,
    givenOn: person.assessmentDate,
    cvx,
    ...(mvx ? { mvx } : tradeName ? { tradeName } : {}),
  }));
  return prospects(person, schedule, planned).every(
    (one, i) =>
      !isDoubtful(one) &&
      one.groups.length === findVaccine(products[i]?.cvx ?? '')?.groups.length &&
      one.groups.every(
        ({ status, evaluation }) =>
          status === 'valid' && evaluation.reasons.some(({ outcome }) => outcome === 'preferableVaccine'),
      ),
  );
}
