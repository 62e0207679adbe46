import { bodySites } from '../codes/body-site.js';
import { labelOf } from '../codes/choice.js';
import { doseUnits } from '../codes/dose-unit.js';
import { routes } from '../codes/route.js';
import { type Questions, question } from '../forms/question.js';
import { routeLetters, type Usual, usualUse } from '../vaccines/usual-use.js';
import { type DoseValues, doseOf, vaccineWithTrade } from './immunization.js';

/** More than this in one dose is asked about where no volume is known; what runs into a vein may be more. */
const mostVolume = 10;

const arms = 'LA RA LD RD';
const limbs = `${arms} LT RT LVL RVL`;
/** The usual places on the body by route; a route that is not here may be anywhere. */
const sitesOf: Readonly<Record<string, string>> = {
  C28161: limbs,
  C38299: limbs,
  C38238: `${arms} LLFA RLFA`,
  C38288: 'MO',
  C38284: 'LN RN BN',
  C38676: arms,
};
/** Antibodies of which more is given than an arm or thigh takes, and one that is given around the wound. */
const alsoGluteal = new Set(['13', '14', '30', '86']);
const anywhere = new Set(['34']);

/** The fields that a dose is judged by: the volume, the route, the site. */
type DoseFacts = 'amount' | 'route' | 'site';

/**
 * The questions about a dose that differs from the usual one of its product (I5): 500 mL, by mouth, an injection at the
 * mouth. Asked, never refused: somebody may have given it so. By the field that is asked about; empty when there is
 * nothing.
 */
export function unusualDose(given: DoseValues): Questions {
  const known = usualUse(given);
  const texts: Record<DoseFacts, string | undefined> = {
    amount: amountDoubt(given, known),
    route: routeDoubt(given, known),
    site: siteDoubt(given, known),
  };
  const asked = Object.entries(texts).flatMap(([field, text]) =>
    text ? [[field, question(`${text} Was it given so?`)] as const] : [],
  );
  return Object.fromEntries(asked);
}

function amountDoubt(given: DoseValues, known: Usual | undefined): string | undefined {
  const { amount, unit } = given;
  if (!amount) return undefined;
  const is = `${doseOf(given)} is not usual for ${vaccineWithTrade(given)}`;
  const { volumes = [], routes: by = [] } = known ?? {};
  if (unit !== 'mL') {
    // A weight is no volume: it is not judged. A tablet is swallowed.
    const swallowed = by.length === 0 || by.includes(routeLetters.PO ?? '');
    return /[{[](?:tablet|capsule|drp)/.test(unit) && !swallowed ? `${is}${usually(volumes)}.` : undefined;
  }
  if (volumes.length > 0) return volumes.includes(Number(amount)) ? undefined : `${is}${usually(volumes)}.`;
  return Number(amount) > mostVolume && !by.includes(routeLetters.IV ?? '') ? `${is}.` : undefined;
}

const usually = (volumes: readonly number[]) =>
  volumes.length > 0 ? `: usually ${volumes.join(' or ')} ${labelOf(doseUnits, 'mL')}` : '';

function routeDoubt(given: DoseValues, known: Usual | undefined): string | undefined {
  if (!given.route || !known || known.routes.includes(given.route)) return undefined;
  const by = known.routes.map((code) => labelOf(routes, code)).join(' or ');
  return `${labelOf(routes, given.route)} is not usual for ${vaccineWithTrade(given)}: usually ${by}.`;
}

function siteDoubt({ site, route, ...given }: DoseValues, known: Usual | undefined): string | undefined {
  const by = route ? [route] : (known?.routes ?? []);
  if (!site || by.length === 0 || by.some((code) => !sitesOf[code]) || anywhere.has(given.cvx)) return undefined;
  const sites = by.flatMap((code) => (sitesOf[code] ?? '').split(' '));
  if (sites.includes(site) || (alsoGluteal.has(given.cvx) && /^[LR]G$/.test(site))) return undefined;
  const how = by.map((code) => labelOf(routes, code)).join(' or ');
  return `${labelOf(bodySites, site)} is not usual for ${vaccineWithTrade(given)} given by the route ${how}.`;
}
