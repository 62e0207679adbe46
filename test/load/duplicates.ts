// npm run bench -- duplicates [FILE]: how well possible duplicates are told, over labelled pairs of records, one JSON
// object a line with scenario, expect, a and b. Only fields that a client record has are read.
import { existsSync, readFileSync } from 'node:fs';
import { judge } from '../../src/domain/matching/duplicate.js';
import type { Identity } from '../../src/domain/matching/likeness.js';
import { phoneDigits } from '../../src/domain/text/phone.js';

const usual = '../shared/data/matching-pairs.jsonl';
const wanted: Record<string, (flagged: number) => boolean> = {
  Match: (flagged) => flagged >= 99,
  'Possible Match': (flagged) => flagged >= 95,
  'Not a Match': (flagged) => flagged <= 1.5,
};

type Raw = Readonly<Record<string, string | undefined>>;
type Count = { pairs: number; flagged: number; sure: number };

function known(raw: Raw): Identity {
  return {
    lastName: raw.nameLast ?? '',
    firstName: raw.nameFirst ?? '',
    middleName: raw.nameMiddle ?? '',
    nameSuffix: (raw.nameSuffix ?? '').toUpperCase(),
    birthDate: (raw.birthDate ?? '').replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3'),
    gender: raw.gender ?? '',
    street: raw.addressStreet1 ?? '',
    zip: raw.addressZip ?? raw.address2Zip ?? '',
    phone: phoneDigits(raw.phone ?? '') ?? '',
    motherMaidenLast: raw.motherMaidenName ?? '',
    motherFirst: '',
  };
}

const percent = (part: number, of: number) => (of === 0 ? '' : `${((100 * part) / of).toFixed(2)} %`);
const line = (cells: readonly string[]) =>
  process.stdout.write(`${cells.map((cell, i) => (i === 0 ? cell.padEnd(34) : cell.padStart(16))).join('')}\n`);

export async function run(args: readonly string[]): Promise<void> {
  const file = args[0] ?? usual;
  if (!existsSync(file)) {
    process.stderr.write(`${file} is not there: name a file of labelled pairs, npm run bench -- duplicates FILE\n`);
    process.exitCode = 1;
    return;
  }
  const all = new Map<string, Count>();
  const scenarios = new Map<string, Map<string, Count>>();
  const add = (counts: Map<string, Count>, expect: string, verdict: string) => {
    const count = counts.get(expect) ?? { pairs: 0, flagged: 0, sure: 0 };
    counts.set(expect, count);
    count.pairs += 1;
    if (verdict !== 'other') count.flagged += 1;
    if (verdict === 'sure') count.sure += 1;
  };
  let micros = 0;
  for (const text of readFileSync(file, 'utf8').split('\n').filter(Boolean)) {
    const { scenario, expect, a, b } = JSON.parse(text) as { scenario: string; expect: string; a: Raw; b: Raw };
    const [one, other] = [known(a), known(b)];
    const began = performance.now();
    const { verdict } = judge(one, other);
    micros += (performance.now() - began) * 1000;
    add(all, expect, verdict);
    const name = scenario.split(':')[1] ?? scenario.split('-')[0] ?? '';
    const counts = scenarios.get(name) ?? new Map<string, Count>();
    scenarios.set(name, counts);
    add(counts, expect, verdict);
  }
  const labels = Object.keys(wanted);
  line(['flagged, by scenario', ...labels]);
  for (const [name, counts] of [...scenarios].sort()) {
    const cell = (label: string) => {
      const count = counts.get(label);
      return count ? `${count.flagged}/${count.pairs}` : '';
    };
    line([name, ...labels.map(cell)]);
  }
  const of = (label: string) => all.get(label) ?? { pairs: 0, flagged: 0, sure: 0 };
  line(['all', ...labels.map((label) => percent(of(label).flagged, of(label).pairs))]);
  line(['of these "sure"', ...labels.map((label) => percent(of(label).sure, of(label).pairs))]);
  line(['wanted', '>= 99 %', '>= 95 %', '<= 1.5 %']);
  const total = [...all.values()].reduce((sum, { pairs }) => sum + pairs, 0);
  process.stdout.write(`${total} pairs, ${(micros / total).toFixed(1)} µs each\n`);
  for (const label of labels)
    if (of(label).pairs > 0 && !wanted[label]?.((100 * of(label).flagged) / of(label).pairs)) process.exitCode = 1;
}
