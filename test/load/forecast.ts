// npm run bench -- forecast: how long an assessment takes of somebody with 25 doses, of a clinic's people one after another, and
// what it costs to have the schedule ready, and the history page with it.
import { parseArgs } from 'node:util';
import { assess } from '../../src/forecast/assess.js';
import { dayNumber } from '../../src/forecast/schedule/calendar.js';
import { scheduleOnFile } from '../../src/forecast/schedule/on-file.js';
import { chanceOf, schoolGirl, usualPerson } from '../support/forecast/histories.js';
import { at, say } from './figures.js';
import { historyPages } from './history-pages.js';

const today = dayNumber('2026-02-16');
const ms = (n: number) => `${n.toFixed(3)} ms`;

/** Prints the figures; with `--clients N` so many people. */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: { clients: { type: 'string', default: '100000' } } });
  const before = process.memoryUsage().heapUsed;
  const started = performance.now();
  const schedule = scheduleOnFile();
  say(
    `schedule ready after ${ms(performance.now() - started)}, ${((process.memoryUsage().heapUsed - before) / 1e6).toFixed(1)} MB`,
  );

  const chance = chanceOf(1);
  const girls = Array.from({ length: 500 }, () => schoolGirl(chance, today));
  for (let round = 0; round < 4; round += 1) for (const one of girls) assess(one, schedule);
  const times: number[] = [];
  for (let round = 0; round < 10; round += 1)
    for (const one of girls) {
      const begun = performance.now();
      assess(one, schedule);
      times.push(performance.now() - begun);
    }
  say(
    `25 doses, every group, ${times.length} times: median ${ms(at(times, 0.5))}, 99th percentile ${ms(at(times, 0.99))}`,
  );

  const many = Number(values.clients);
  let [spent, busy, doses] = [0, 0, 0];
  for (let i = 0; i < many; i += 1) {
    const one = usualPerson(chance, today);
    doses += one.doses.length;
    const [begun, used] = [performance.now(), process.threadCpuUsage()];
    assess(one, schedule);
    const { user, system } = process.threadCpuUsage(used);
    spent += performance.now() - begun;
    busy += (user + system) / 1000;
  }
  const rate = (all: number) => Math.round(many / (all / 1000));
  say(
    `${many} people with ${(doses / many).toFixed(1)} doses each: ${rate(spent)} a second; of the processor: ${rate(busy)} a second`,
  );
  if (!(await historyPages())) process.exitCode = 1;
}
