import { readFileSync } from 'node:fs';
import { findOrganization } from '../db/accounts/organizations.js';
import { type Preview, previewSchedule } from '../db/immunizations/schedule-preview.js';
import {
  addRelease,
  findSchedule,
  packInForce,
  type Release,
  releases,
  scheduleInForce,
  takeBackRelease,
  useRelease,
} from '../db/immunizations/schedules.js';
import { type Day, dayOf, readDay, showDay } from '../domain/time/day.js';
import { withSeason } from '../forecast/schedule/season.js';
import { PackFault } from '../forecast/schedule/shape.js';
import { occasion } from './accounts.js';
import { type Call, type Ending, refuse, succeed, textOption, Unusable, type Verb } from './verb.js';

const todayOf = ({ config }: Call): Day => dayOf(occasion().at, config().timeZone);

/** A day of an option; undefined where it is left out. Throws Unusable where it is none. */
function dayOption({ options }: Call, name: string): Day | undefined {
  const typed = textOption(options, name);
  const day = readDay(typed);
  if (typed !== '' && day === undefined) throw new Unusable(`"${typed}" is no day: --${name} 2026-07-01.`);
  return day;
}

const scheduleList: Verb = {
  name: 'schedule list',
  usage: 'schedule list',
  description: 'list the schedule in force, and the releases that were put in',
  words: 0,
  options: {},
  async run(call) {
    const db = call.open();
    const { version } = scheduleInForce(db.read, todayOf(call));
    const list = await releases(db.read);
    return succeed([`In force: ${version}`, ...list.map(releaseLine)].join('\n'));
  },
};

function releaseLine({ id, version, inForceFrom, takenBackAt }: Release): string {
  const state =
    takenBackAt !== null
      ? 'taken back'
      : inForceFrom === null
        ? 'not in force'
        : `in force from ${showDay(inForceFrom)}`;
  return `${id}  ${version}  ${state}`;
}

const scheduleAdd: Verb = {
  name: 'schedule add',
  usage: 'schedule add FILE',
  description:
    'check a release of the schedule, made by npm run schedule, and put it in; it is in force for nobody yet',
  words: 1,
  options: {},
  run: (call) => add(call, readFileSync(call.words[0] ?? '', 'utf8')),
};

const scheduleSeason: Verb = {
  name: 'schedule season',
  usage: 'schedule season NAME --start DAY [--end DAY]',
  description: 'put in the schedule in force with other dates of a season (Influenza, RSV, COVID-19)',
  words: 1,
  options: { start: { type: 'string' }, end: { type: 'string' } },
  async run(call) {
    const [start, end] = [dayOption(call, 'start'), dayOption(call, 'end')];
    if (start === undefined) throw new Unusable('Say when it begins: --start 2026-07-01.');
    if (end !== undefined && end < start) throw new Unusable('The season would end before it begins.');
    const name = call.words[0] ?? '';
    const pack = withSeason(packInForce(call.open().read, todayOf(call)), name, end ? { start, end } : { start });
    return pack ? add(call, pack) : refuse(`The schedule has no season ${name}.`);
  },
};

/** Puts a release in, if it can be used. */
async function add({ open }: Call, pack: string): Promise<Ending> {
  const db = open();
  try {
    const id = await db.write((tx) => addRelease(tx, undefined, pack, occasion()));
    return succeed(
      [
        `Release ${id}, ${findSchedule(db.read, id)?.version}, is put in. It is in force for nobody yet.`,
        `  titer schedule preview ${id}`,
        `  titer schedule use ${id} --from DAY`,
      ].join('\n'),
    );
  } catch (fault) {
    if (fault instanceof PackFault) return refuse(`It cannot be used. ${fault.message}`);
    if (fault instanceof SyntaxError) return refuse('It cannot be used. It is no JSON.');
    throw fault;
  }
}

const schedulePreview: Verb = {
  name: 'schedule preview',
  usage: 'schedule preview RELEASE [--clients N] [--organization CODE]',
  description: 'tell for a sample of clients what a release would change, and why; nobody is named',
  words: 1,
  options: { clients: { type: 'string' }, organization: { type: 'string' } },
  async run(call) {
    const { words, options, open, config } = call;
    const db = open();
    const many = Number(textOption(options, 'clients') || 200);
    if (!Number.isInteger(many) || many < 1) throw new Unusable('Say how many: --clients 200.');
    const organization = await findOrganization(db.read, textOption(options, 'organization') || config().site.name);
    if (!organization) return refuse("Name an organization: without one the help desk's is taken.");
    const schedule = findSchedule(db.read, Number(words[0]));
    if (!schedule) return refuse(`There is no release ${words[0]} that can be read.`);
    const sample = { schedule, many, today: todayOf(call), at: occasion().at };
    return succeed(previewLines(await previewSchedule(db, { organization }, sample), schedule.version).join('\n'));
  },
};

function previewLines({ clients, changed, differences }: Preview, version: string): string[] {
  return [
    `${version}, for ${clients} clients: something changes for ${changed}.`,
    ...differences.map(({ clients, group, what, why }) => `${String(clients).padStart(6)}  ${group}: ${what} (${why})`),
  ];
}

const scheduleUse: Verb = {
  name: 'schedule use',
  usage: 'schedule use RELEASE --from DAY',
  description: 'let a release take force on a day',
  words: 1,
  options: { from: { type: 'string' } },
  async run(call) {
    const from = dayOption(call, 'from');
    if (from === undefined) throw new Unusable('Say from when: --from 2026-12-01.');
    const [db, id] = [call.open(), Number(call.words[0])];
    if (!findSchedule(db.read, id)) return refuse(`There is no release ${call.words[0]} that can be read.`);
    const done = await db.write((tx) => useRelease(tx, undefined, id, from, occasion()));
    return done ? succeed(`Release ${id} is in force from ${showDay(from)}.`) : refuse(`Release ${id} was taken back.`);
  },
};

const scheduleTakeBack: Verb = {
  name: 'schedule take-back',
  usage: 'schedule take-back RELEASE',
  description: 'take a release back for good, so that what was in force before it is again',
  words: 1,
  options: {},
  async run(call) {
    const [db, id] = [call.open(), Number(call.words[0])];
    const done = await db.write((tx) => takeBackRelease(tx, undefined, id, occasion()));
    if (!done) return refuse(`There is no release ${call.words[0]} to take back.`);
    return succeed(`Release ${id} is taken back. In force: ${scheduleInForce(db.read, todayOf(call)).version}`);
  },
};

/** The verbs of the help desk about releases of the schedule. */
export const scheduleVerbs: readonly Verb[] = [
  scheduleList,
  scheduleAdd,
  scheduleSeason,
  schedulePreview,
  scheduleUse,
  scheduleTakeBack,
];
