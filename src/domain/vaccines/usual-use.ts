/** Routes by the letters that the tables below have. */
export const routeLetters: Readonly<Record<string, string>> = {
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

/** The routes of a vaccine, by their codes, and the volumes of one dose in mL; none where they vary. */
export type Usual = { readonly routes: readonly string[]; readonly volumes: readonly number[] };

const usualByCode = new Map<string, Usual>(
  table
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [by = [], volumes = [], codes = []] = line.split('|').map((part) => part.trim().split(' ').filter(Boolean));
      const one = { routes: by.map((letter) => routeLetters[letter] ?? letter), volumes: volumes.map(Number) };
      return codes.map((cvx) => [cvx, one] as const);
    }),
);

/** Products whose insert is narrower than that of others of the same code. */
const byProduct: Readonly<Record<string, Usual>> = { Priorix: { routes: [routeLetters.SC ?? ''], volumes: [0.5] } };

/** How a vaccine is usually given; undefined where nothing is known of it. */
export const usualUse = ({ cvx, tradeName }: Named): Usual | undefined => byProduct[tradeName] ?? usualByCode.get(cvx);

type Named = { readonly cvx: string; readonly tradeName: string };

/**
 * Volumes in mL where a vaccine comes in several: CVX code, the ages in months from and before which it is so, volume,
 * and the product where it is of one alone. Source: the package inserts. What is not here is left to whoever gives it.
 */
const volumesByAge = `
134 2 36 0.25
134 36 - 0.5
140 36 - 0.5
140 6 36 0.5 Fluarix
140 6 36 0.5 FluLaval
140 6 36 0.5 Fluzone
141 36 - 0.5
141 6 36 0.25 Afluria multi-dose
141 6 36 0.5 Fluzone multi-dose
307 0 - 1
44 216 - 1
119 1 9 1.5
174 24 72 50
174 72 - 100
206 0 - 0.5
`
  .trim()
  .split('\n')
  .map((line) => {
    const [cvx = '', from = '', before = '', volume = '', ...product] = line.split(' ');
    const until = before === '-' ? Number.POSITIVE_INFINITY : Number(before);
    return { cvx, from: Number(from), until, volume: Number(volume), product: product.join(' ') };
  });

/** Under the skin first where the insert leaves it open: measles, mumps, rubella and varicella, as most clinics do. */
const underSkin = new Set(['03', '21', '94', '183', '184', '206']);

/** A dose as it is usually given; empty where that is not known. Volume in mL. */
export type UsualGiving = { readonly amount: string; readonly route: string; readonly site: string };

/**
 * The usual volume, route and site of a vaccine at an age: an injection into the muscle goes into the thigh before the
 * third birthday and into the deltoid from then on, one under the skin into the thigh before the first and into the
 * upper arm from then on. Source: the guidance for giving vaccines of ACIP and CDC.
 *
 * @param months whole months of age
 * @param side of the body, for what may be given on both
 */
export function usualGiving(of: Named, months: number, side: 'left' | 'right'): UsualGiving {
  const known = usualUse(of);
  if (!known) return { amount: '', route: '', site: '' };
  const { volumes } = known;
  const volume = volumes.length === 1 ? volumes[0] : volumeAt(of, months);
  const bySkin = underSkin.has(of.cvx) && known.routes.includes(routeLetters.SC ?? '');
  const route = (bySkin ? routeLetters.SC : known.routes[0]) ?? '';
  return { amount: volume ? String(volume) : '', route, site: usualSite(route, months, side === 'left' ? 'L' : 'R') };
}

function volumeAt({ cvx, tradeName }: Named, months: number): number | undefined {
  return volumesByAge.find(
    (one) => one.cvx === cvx && months >= one.from && months < one.until && (!one.product || one.product === tradeName),
  )?.volume;
}

function usualSite(route: string, months: number, side: 'L' | 'R'): string {
  switch (route) {
    case routeLetters.IM:
      return side + (months < 36 ? 'T' : 'D');
    case routeLetters.SC:
      return side + (months < 12 ? 'T' : 'A');
    case routeLetters.PO:
      return 'MO';
    case routeLetters.NS:
      return 'BN';
    default:
      return '';
  }
}
