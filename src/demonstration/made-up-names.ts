import { type Random, randomFrom } from './dice.js';
import { childNames, grownUpNames } from './given-names.js';
import { familyNames } from './surnames.js';

type Draw = (next: Random) => string;

/** Draws names by how many of 100,000 people bear the one at a rank: points of the curve, joined in the logarithms. */
function byFrequency(names: readonly string[], points: readonly (readonly [rank: number, of100000: number])[]): Draw {
  const sums: number[] = [];
  let sum = 0;
  for (let rank = 1; rank <= names.length; rank += 1) {
    const next = points.findIndex(([at]) => at >= rank);
    const [toRank, to] = points[next < 0 ? points.length - 1 : next] ?? [1, 1];
    const [fromRank, from] = points[Math.max(0, (next < 0 ? points.length : next) - 1)] ?? [1, 1];
    const part = toRank === fromRank ? 0 : Math.log(rank / fromRank) / Math.log(toRank / fromRank);
    sum += Math.exp(Math.log(from) + part * (Math.log(to) - Math.log(from)));
    sums.push(sum);
  }
  return (next) => {
    const at = next() * sum;
    let low = 0;
    let high = sums.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] ?? 0) < at) low = middle + 1;
      else high = middle;
    }
    return names[low] ?? '';
  };
}

/** Makes names that sound like the ones it was shown, letter after letter by the two or three before it. */
function alike(names: readonly string[], least: number, most: number): (index: number) => string {
  const after = new Map<string, string>();
  for (const name of names) {
    const whole = `^^^${name}$`;
    for (let i = 3; i < whole.length; i += 1)
      for (const before of [whole.slice(i - 3, i), whole.slice(i - 2, i)])
        after.set(before, (after.get(before) ?? '') + whole[i]);
  }
  return (index) => {
    const next = randomFrom(index * 7919 + 17);
    for (;;) {
      let name = '';
      for (;;) {
        const choices = after.get(`^^^${name}`.slice(index % 2 === 0 ? -3 : -2)) ?? '$';
        const letter = choices[Math.floor(next() * choices.length)] ?? '$';
        if (letter === '$' || name.length > most) break;
        name += letter;
      }
      if (name.length >= least && name.length <= most) return name;
    }
  };
}

/** The number of a rare name: some of the rare are less rare than others. */
const rare = (next: Random, many: number) =>
  Math.floor(next() < 0.35 ? Math.exp(next() * Math.log(many)) : next() * many);

const census = byFrequency(familyNames, [
  [1, 1006],
  [2, 810],
  [3, 699],
  [5, 621],
  [10, 312],
  [20, 235],
  [50, 143],
  [100, 95],
  [200, 60],
  [500, 27],
  [1000, 13.5],
  [2000, 6.7],
  [3300, 3.9],
]);
const rareFamily = alike(familyNames, 4, 12);

/** A family name as the United States have them: two of three from the census list, the others from its long tail. */
export const familyName: Draw = (next) => (next() < 0.66 ? census(next) : rareFamily(rare(next, 300_000)));

const grownUp = {
  M: byFrequency(grownUpNames.M, [
    [1, 3318],
    [5, 2363],
    [10, 1400],
    [20, 950],
    [50, 420],
    [100, 175],
    [200, 64],
    [400, 22],
    [700, 9],
  ]),
  F: byFrequency(grownUpNames.F, [
    [1, 2629],
    [5, 937],
    [10, 770],
    [20, 640],
    [50, 410],
    [100, 220],
    [200, 105],
    [400, 41],
    [900, 12],
  ]),
};
const child = {
  M: byFrequency(childNames.M, [
    [1, 1000],
    [10, 700],
    [50, 400],
    [118, 220],
  ]),
  F: byFrequency(childNames.F, [
    [1, 950],
    [10, 600],
    [50, 330],
    [120, 180],
  ]),
};
const rareGivenNames = {
  M: alike([...childNames.M, ...grownUpNames.M.slice(0, 400)], 3, 9),
  F: alike([...childNames.F, ...grownUpNames.F.slice(0, 600)], 3, 10),
};

/** A given name: children's are more various than their parents'. */
export function givenName(next: Random, gender: 'M' | 'F', isChild: boolean): string {
  const chance = next();
  if (!isChild) return chance < 0.96 ? grownUp[gender](next) : rareGivenNames[gender](rare(next, 20_000));
  if (chance < 0.55) return child[gender](next);
  return chance < 0.84 ? grownUp[gender](next) : rareGivenNames[gender](rare(next, 60_000));
}
