import { readFileSync } from 'node:fs';
import { findOrganization } from '../db/accounts/organizations.js';
import { type Preview, previewRelease } from '../db/immunizations/schedule-preview.js';
import {
  type Decided,
  type PutIn,
  putIn,
  putInSeasons,
  type Release,
  releases,
  takeBackRelease,
  useRelease,
} from '../db/immunizations/schedule-releases.js';
import { scheduleInForce } from '../db/immunizations/schedules.js';
import { type Day, dayOf, readDay, showDay } from '../domain/time/day.js';
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
    const db = await call.open();
    const { version } = await scheduleInForce(db.read, todayOf(call));
    const list = await releases(db.read, todayOf(call));
    return succeed([`In force: ${version}`, ...list.map(releaseLine)].join('\n'));
  },
};

function releaseLine({ id, version, standing, inForceFrom, until, published }: Release): string {
  const days = `from ${showDay(inForceFrom)}${until ? ` until ${showDay(until)}` : ''}`;
  const state = { waits: 'not in force', 'taken back': 'taken back' }[standing as string] ?? `in force ${days}`;
  return `${id}  ${version}  ${state}${published ? '' : ', cannot be read by this version of the product'}`;
}

const scheduleAdd: Verb = {
  name: 'schedule add',
  usage: 'schedule add FILE',
  description:
    'check a release of the schedule, made by npm run schedule, and put it in; it is in force for nobody yet',
  words: 1,
  options: {},
  async run(call) {
    const pack = readFileSync(call.words[0] ?? '', 'utf8');
    return told(await (await call.open()).write((tx) => putIn(tx, undefined, pack, occasion())));
  },
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
    const dates = new Map([[call.words[0] ?? '', end ? { start, end } : { start }]]);
    const seasons = { dates, today: todayOf(call) };
    return told(await (await call.open()).write((tx) => putInSeasons(tx, undefined, seasons, occasion())));
  },
};

function told(put: PutIn): Ending {
  if (put.kind === 'refused') return refuse(put.why);
  return succeed(
    [
      `Release ${put.id} ${put.kind === 'added' ? 'is put in. It is in force for nobody yet.' : 'was put in before.'}`,
      `  titer schedule preview ${put.id}`,
      `  titer schedule use ${put.id} --from DAY`,
    ].join('\n'),
  );
}

const schedulePreview: Verb = {
  name: 'schedule preview',
  usage: 'schedule preview RELEASE [--clients N] [--organization CODE]',
  description: 'tell for a sample of clients what a release would change, and why; nobody is named',
  words: 1,
  options: { clients: { type: 'string' }, organization: { type: 'string' } },
  async run(call) {
    const { words, options, open, config } = call;
    const db = await open();
    const many = Number(textOption(options, 'clients') || 200);
    if (!Number.isInteger(many) || many < 1) throw new Unusable('Say how many: --clients 200.');
    const organization = await findOrganization(db.read, textOption(options, 'organization') || config().site.name);
    if (!organization) return refuse("Name an organization: without one the help desk's is taken.");
    const sample = { id: Number(words[0]), many, mostMs: Number.POSITIVE_INFINITY, today: todayOf(call) };
    const preview = await previewRelease(db, { organization }, sample, occasion());
    return preview ? succeed(previewLines(preview).join('\n')) : refuse(decidedWords.gone(words[0]));
  },
};

function previewLines({ version, clients, changed, differences }: Preview): string[] {
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
    const [db, id] = [await call.open(), Number(call.words[0])];
    const use = { id, from, today: todayOf(call) };
    const decided = await db.write((tx) => useRelease(tx, undefined, use, occasion()));
    if (decided !== 'done') return refuse(decidedWords[decided](call.words[0]));
    return succeed(`Release ${id} is in force from ${showDay(from)}.`);
  },
};

const scheduleTakeBack: Verb = {
  name: 'schedule take-back',
  usage: 'schedule take-back RELEASE',
  description: 'take a release back for good, so that what was in force before it is again',
  words: 1,
  options: {},
  async run(call) {
    const [db, id] = [await call.open(), Number(call.words[0])];
    const decided = await db.write((tx) => takeBackRelease(tx, undefined, { id }, occasion()));
    if (decided !== 'done') return refuse(decidedWords[decided](call.words[0]));
    return succeed(`Release ${id} is taken back. In force: ${(await scheduleInForce(db.read, todayOf(call))).version}`);
  },
};

const decidedWords: Readonly<Record<Exclude<Decided, 'done'>, (release: string | undefined) => string>> = {
  gone: (release) => `There is no release ${release} that can be read.`,
  'taken back': (release) => `Release ${release} was taken back.`,
  changed: (release) => `Somebody else decided on release ${release} meanwhile.`,
  past: () => 'Say today or a later day.',
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
