// What is proposed to be given today, and what would be said of it before it is given.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import '../support/setup/chance.js';
import { tradeNames } from '../../src/domain/vaccines/trade-name.js';
import { findVaccine } from '../../src/domain/vaccines/vaccine.js';
import { assess } from '../../src/forecast/assess.js';
import type { Person } from '../../src/forecast/assessment.js';
import { dueGroups } from '../../src/forecast/due.js';
import { type Product, proposal } from '../../src/forecast/proposal.js';
import { isDoubtful, prospects } from '../../src/forecast/prospect.js';
import { scheduleOnFile } from '../../src/forecast/schedule/on-file.js';
import { anybody, chanceOf, usualPerson } from '../support/forecast/histories.js';

const schedule = scheduleOnFile();
const today = '2026-11-22';
const person = (birthDate: string, more: Partial<Person> = {}): Person => ({
  birthDate,
  gender: 'F',
  assessmentDate: today,
  observations: [],
  doses: [],
  ...more,
});
const product = (tradeName: string): Product => {
  const found = tradeNames.find(({ name }) => name === tradeName);
  if (!found) throw new Error(`No product ${tradeName}`);
  return { cvx: found.cvx, tradeName, mvx: found.mvx };
};
const products = tradeNames.map(({ name }) => product(name));
const nobody = () => false;
const proposed = (who: Person, ...used: string[]) =>
  proposal(who, schedule, { used: used.map(product), exempt: nobody }).products.map(
    ({ cvx, tradeName }) => tradeName || cvx,
  );
const plannedOf = (products: readonly Product[]) =>
  products.map(({ cvx, mvx }, i) => ({ id: `planned ${i}`, givenOn: today, cvx, ...(mvx && { mvx }) }));

describe('what is proposed', () => {
  it('is what the organization gave last, a combination for all that it is for', () => {
    const infant = person('2026-09-20');
    expect(proposed(infant, 'Pediarix', 'Infanrix', 'Prevnar 20', 'Rotarix')).toEqual(
      expect.arrayContaining(['Pediarix', 'Prevnar 20', 'Rotarix']),
    );
    const single = proposed(infant, 'Infanrix', 'Engerix-B pediatric', 'IPOL', 'Pediarix');
    expect(single).toEqual(expect.arrayContaining(['Infanrix', 'Engerix-B pediatric', 'IPOL']));
    expect(single).not.toContain('Pediarix');
  });

  it('is no combination of which something is not due, or that is not for the age', () => {
    const immune = person('2026-09-20', { observations: [{ code: '019' }] });
    expect(proposed(immune, 'Pediarix')).not.toContain('Pediarix');
    expect(proposed(person('2025-11-01'), 'ProQuad', 'Kinrix')).not.toContain('Kinrix');
    expect(proposed(person('1990-05-05'), 'Engerix-B pediatric')).not.toContain('Engerix-B pediatric');
  });

  it('is nothing that a condition speaks against: no live vaccine in pregnancy', () => {
    const pregnant = person('1990-05-05', { observations: [{ code: '007', date: '2026-06-01' }] });
    expect(proposed(pregnant, 'M-M-R II', 'Varivax', 'FluMist')).toEqual(
      expect.not.arrayContaining(['M-M-R II', 'Varivax', 'FluMist', '03', '21', '111']),
    );
  });

  it('is nothing for a group under an exemption, and tells which groups are left', () => {
    const exempt = (group: string) => group === 'DTAP';
    const { products } = proposal(person('2026-09-20'), schedule, { used: [product('Pediarix')], exempt });
    expect(products.flatMap(({ cvx }) => findVaccine(cvx)?.groups ?? [])).not.toContain('DTAP');
  });
});

/** Somebody of a clinic, as of today; one in four with conditions and doses such as nobody should have. */
function somebody(seed: number): Person {
  const chance = chanceOf(seed);
  const usual = usualPerson(chance, Math.round(Date.parse(today) / 86_400_000));
  if (chance() > 0.25) return usual;
  const { observations, doses } = anybody(chance, schedule);
  const past = doses.filter(({ givenOn }) => givenOn >= usual.birthDate && givenOn <= today);
  return { ...usual, observations, doses: [...usual.doses, ...past.map((one) => ({ ...one, id: `x${one.id}` }))] };
}

it('whoever it is and whatever was used: no line would be invalid today, none for what is not due, and less is due after', () => {
  fc.assert(
    fc.property(fc.integer(), fc.shuffledSubarray(products, { maxLength: 30 }), (seed, used) => {
      const who = somebody(seed);
      const due = (of: Person) => dueGroups(assess(of, schedule).groups, today, nobody).map(({ group }) => group);
      const { products: given, left } = proposal(who, schedule, { used, exempt: nobody });
      const planned = plannedOf(given);
      for (const one of prospects(who, schedule, planned)) {
        expect(isDoubtful(one)).toBe(false);
        for (const { status } of one.groups) expect(status).toBe('valid');
      }
      const before = due(who);
      const covered = given.flatMap(({ cvx }) => findVaccine(cvx)?.groups ?? []);
      expect(new Set(covered).size).toBe(covered.length);
      expect([...before].sort()).toEqual([...left, ...before.filter((group) => covered.includes(group))].sort());
      if (given.length > 0)
        expect(due({ ...who, doses: [...who.doses, ...planned] }).length).toBeLessThan(before.length);
    }),
    { numRuns: 25 },
  );
});

it('what is planned is judged the same in whatever order its lines stand', () => {
  fc.assert(
    fc.property(fc.integer(), fc.shuffledSubarray(products, { minLength: 2, maxLength: 6 }), (seed, used) => {
      const who = somebody(seed);
      const planned = plannedOf(used);
      const byId = (list: readonly { readonly id: string }[]) => list.toSorted((a, b) => a.id.localeCompare(b.id));
      expect(byId(prospects(who, schedule, planned.toReversed()))).toEqual(byId(prospects(who, schedule, planned)));
    }),
    { numRuns: 100 },
  );
});
