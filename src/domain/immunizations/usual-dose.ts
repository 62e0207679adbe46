import { bodySites } from '../codes/body-site.js';
import { labelOf } from '../codes/choice.js';
import { doseUnits } from '../codes/dose-unit.js';
import { routes } from '../codes/route.js';
import { type Questions, question } from '../forms/question.js';
import { type DoseValues, doseOf, vaccineWithTrade } from './immunization.js';

/** Routes by the letters that the table below has. */
const letters: Readonly<Record<string, string>> = {
  IM: 'C28161',
  SC: 'C38299',
  ID: 'C38238',
  PO: 'C38288',
  NS: 'C38284',
  IV: 'C38276',
  PC: 'C38676',
};

/**
 * Usual routes, volumes of one dose in mL, and the CVX codes that they are of: what the package inserts of the products
 * say, for every age that they are given at. Without a volume where it depends on weight, or is no liquid. A vaccine
 * that is not named here, "unspecified" ones among them, is judged by its route alone.
 */
const table = `
IM | 0.5 | 01 20 28 50 106 107 110 115 120 130 146 09 113 139 196 22 17 46 47 48 49 51 08 83 189 62 118 137 165
IM | 0.5 | 135 153 155 168 171 185 186 205 320 114 136 148 162 163 164 203 316 328 100 133 152 215 216 327
IM | 0.5 | 187 303 305 306 326 101 317 211 212 221 227 312 313 224
IM | 0.25 0.5 | 134 140 141 150 158 207 229
IM | 0.25 | 161 223 228 311
IM | 0.3 | 208 217 300 308 309 310
IM | 0.2 | 218 219 230 301 302 334
IM | 0.5 1 | 85
IM | 0.5 1 2 | 45
IM | 1 | 43 52 104 175 176 204 220
IM | 1 2 | 44 307
IM | 0.7 | 197 332
IM | 0.8 | 329
IM SC | 0.5 | 03 10 21 24 33 94 108 109 183 184
SC | 0.5 | 05 06 07 32 37 38 56
SC | 0.65 | 121
SC | 0.5 1 | 39
SC ID | 0.1 0.5 | 206
ID | 0.1 | 40 144 166
NS | 0.2 | 111 149 151 333
PO | 1 1.5 | 119
PO | 2 | 116
PO | 1 1.5 2 | 122
PO | 2.5 | 74
PO | 50 100 | 174
PO | | 02 25 143
PC | | 75
PC ID | | 19
IM | | 13 30 34 86
IM IV | | 14
IV | | 87
`;

type Usual = { readonly routes: readonly string[]; readonly volumes: readonly number[] };

const usual = new Map<string, Usual>(
  table
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [by = [], volumes = [], codes = []] = line.split('|').map((part) => part.trim().split(' ').filter(Boolean));
      const one = { routes: by.map((letter) => letters[letter] ?? letter), volumes: volumes.map(Number) };
      return codes.map((cvx) => [cvx, one] as const);
    }),
);

/** Products whose insert is narrower than that of others of the same code. */
const byProduct: Readonly<Record<string, Usual>> = { Priorix: { routes: [letters.SC ?? ''], volumes: [0.5] } };

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
  const known = byProduct[given.tradeName] ?? usual.get(given.cvx);
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
    const swallowed = by.length === 0 || by.includes(letters.PO ?? '');
    return /[{[](?:tablet|capsule|drp)/.test(unit) && !swallowed ? `${is}${usually(volumes)}.` : undefined;
  }
  if (volumes.length > 0) return volumes.includes(Number(amount)) ? undefined : `${is}${usually(volumes)}.`;
  return Number(amount) > mostVolume && !by.includes(letters.IV ?? '') ? `${is}.` : undefined;
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
