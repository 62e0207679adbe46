// npm run schedule -- FOLDER [--version 4.64-508] [--published 2025-11-10] [--to FILE]: makes a schedule of the XML files of a
// release of CDC's supporting data, unpacked into FOLDER; or of the same in one schedule.json there. Without --to it
// becomes the one that stands in the product.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { compile } from '../../../src/forecast/schedule/compile.js';
import { readPack } from '../../../src/forecast/schedule/pack.js';
import { compact, packText } from './schedule-compact.js';
import { readRelease } from './schedule-xml.js';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    version: { type: 'string' },
    published: { type: 'string' },
    to: {
      type: 'string',
      default: fileURLToPath(new URL('../../src/forecast/schedule/schedule.json', import.meta.url)),
    },
  },
});
const [folder = ''] = positionals;
const whole = join(folder, 'schedule.json');
const plain = existsSync(whole) ? JSON.parse(readFileSync(whole, 'utf8')) : readRelease(folder);
if ((values.version === undefined) !== (values.published === undefined))
  throw new Error('Name both the version and the day on which it was published.');
const { version = '4.64-508', published = '2025-11-10' } = values;
const text = packText(compact({ ...plain, version }, published));
// What the product would refuse is refused here.
const { antigens, version: read } = compile(readPack(JSON.parse(text)));
writeFileSync(values.to, text);
const series = antigens.flatMap((antigen) => antigen.series);
const doses = series.flatMap((one) => one.doses);
process.stdout.write(
  `${read}: ${antigens.length} antigens, ${series.length} series, ${doses.length} doses, ${text.length} bytes\n`,
);
