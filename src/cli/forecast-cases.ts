import { readFileSync } from 'node:fs';
import { type OfficialCase, tally, tallyWords } from '../forecast/official-case.js';
import { letter, readings } from '../forecast/readings.js';
import { scheduleOnFile } from '../forecast/schedule/on-file.js';
import { type Ending, refuse, type Verb } from './verb.js';

export const forecastCases: Verb = {
  name: 'forecast --cases',
  usage: 'forecast --cases FILE',
  description: "try the forecast on CDC's test cases, a line of JSON each; every miss in a line, the figures last",
  words: 1,
  options: {},
  run: ({ words: [file = ''] }) => runCases(file),
};

/**
 * Runs the cases of a file by the readings in use, and counts them by the letter as well. Status 1 where one is missed.
 */
function runCases(file: string): Ending {
  const cases: OfficialCase[] = [];
  for (const [i, line] of readFileSync(file, 'utf8').split('\n').entries()) {
    if (line.trim() === '') continue;
    try {
      cases.push(JSON.parse(line));
    } catch {
      return refuse(`Line ${i + 1} of ${file} is no JSON.`);
    }
  }
  const schedule = scheduleOnFile();
  const usual = tally(cases, schedule, readings);
  const { misses, several, first } = usual;
  const lines = [
    ...misses.toSorted(),
    `schedule ${schedule.version}`,
    `to the letter of the specification: ${tallyWords(tally(cases, schedule, letter))}`,
    `several forecasts of the group, the first is meant: ${first}/${several}`,
    tallyWords(usual),
  ];
  return { status: misses.length === 0 ? 0 : 1, text: `${lines.join('\n')}\n` };
}
