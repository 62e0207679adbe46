// What starts the server: npm start, the unit for systemd, the container.
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const flagsIn = (text: string) =>
  (/(?:--[\w-]+(?:=\d+)?[", ]+)+dist\/server\.js/.exec(text)?.[0] ?? '').match(/--[\w-]+(?:=\d+)?/g);

test('the server is started with the same flags everywhere', () => {
  const [start, ...others] = ['package.json', 'docs/titer.service', 'Containerfile'].map((name) =>
    flagsIn(readFileSync(name, 'utf8')),
  );
  expect(start).toHaveLength(4);
  for (const flags of others) expect(flags).toEqual(start);
});

const judge = spawnSync('systemd-analyze', ['--version'], { encoding: 'utf8' });
// Offline since 250.
const canJudge = judge.status === 0 && Number(/systemd (\d+)/.exec(judge.stdout)?.[1]) >= 250;

test.runIf(canJudge)('systemd finds the unit exposed to at most 2.5 of 10', () => {
  const args = ['security', '--offline=true', '--no-pager', 'docs/titer.service'];
  const said = execFileSync('systemd-analyze', args, { encoding: 'utf8' });
  expect(Number(/Overall exposure level for \S+: ([\d.]+)/.exec(said)?.[1])).toBeLessThanOrEqual(2.5);
});
