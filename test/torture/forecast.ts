// A hundred thousand random histories, or as many as are asked for, each assessed twice; a seed for each, so that what fails can be
// had again.
import { scheduleOnFile } from '../../src/forecast/schedule/on-file.js';
import { brokenBy } from '../support/forecast/any-history.js';
import { anybody, chanceOf } from '../support/forecast/histories.js';

const rounds = Number(process.argv[3] ?? 100_000);

/** Says which of the histories are not assessed as all must be. */
export async function forecast(): Promise<void> {
  const schedule = scheduleOnFile();
  const first = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 30));
  const broken: string[] = [];
  for (let seed = first; seed < first + rounds; seed += 1) {
    const chance = chanceOf(seed);
    const person = anybody(chance, schedule);
    try {
      const what = brokenBy(person, schedule, chance);
      if (what) broken.push(`SEED=${seed}: ${what}`);
    } catch (error) {
      broken.push(`SEED=${seed}: ${error}`);
    }
  }
  for (const line of broken.slice(0, 20)) process.stdout.write(`${line}\n`);
  process.stdout.write(`${rounds} histories from seed ${first}, ${broken.length} broken\n`);
  if (broken.length > 0) process.exitCode = 1;
}
