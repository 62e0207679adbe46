// Every property test again with other values than those of the daily run, a round a seed.
import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';

const rounds = Number(process.argv[3] ?? 20);

/** Runs the files that try properties with so many seeds that no run had before; says which failed. */
export async function chance(): Promise<void> {
  const files = globSync('test/**/*.test.{ts,tsx}').filter((file) =>
    readFileSync(file, 'utf8').includes('support/setup/chance.js'),
  );
  const failed: number[] = [];
  for (let round = 1; round <= rounds; round++) {
    const seed = Math.floor(Math.random() * 2 ** 31);
    const { status, stdout } = spawnSync('npx', ['vitest', 'run', ...files], {
      encoding: 'utf8',
      // Where a run is long, fewer stand in the daily one.
      env: { RUNS: '30', ...process.env, SEED: String(seed) },
    });
    if (status !== 0) {
      failed.push(seed);
      process.stdout.write(`${stdout}\nSEED=${seed} failed\n`);
    }
  }
  process.stdout.write(
    `${files.length} files of properties, ${rounds} seeds, ${failed.length} failed ${failed.join(' ')}\n`,
  );
  if (failed.length > 0) process.exitCode = 1;
}
