// npm run schedule -- FOLDER [DAY]: makes the schedule that stands in the product from CDC's supporting data, the XML files of
// a release unpacked into FOLDER. FOLDER may also hold the same in one schedule.json. DAY is the day of the release.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPack } from '../../src/forecast/schedule/pack.js';
import { compact, packText } from './schedule-compact.js';

const [folder = '', published = '2025-11-10'] = process.argv.slice(2);
const whole = join(folder, 'schedule.json');
if (!existsSync(whole)) throw new Error(`No schedule in ${folder}`);
const text = packText(compact(JSON.parse(readFileSync(whole, 'utf8')), published));
readPack(JSON.parse(text));
writeFileSync(new URL('../../src/forecast/schedule/schedule.json', import.meta.url), text);
process.stdout.write(`${text.length} bytes\n`);
