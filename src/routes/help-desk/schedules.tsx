import { Hono } from 'hono';
import { previewRelease } from '../../db/immunizations/schedule-preview.js';
import {
  type Decided,
  type PutIn,
  putIn,
  putInSeasons,
  releases,
  takeBackRelease,
  useRelease,
} from '../../db/immunizations/schedule-releases.js';
import { seasonsInForce } from '../../db/immunizations/schedule-seasons.js';
import { ownSchedule, scheduleInForce } from '../../db/immunizations/schedules.js';
import { readSeasons, typedSeasons } from '../../domain/immunizations/season-dates.js';
import { type Day, readDay } from '../../domain/time/day.js';
import { PreviewPage } from '../../views/help-desk/schedule-preview.js';
import { SchedulePage } from '../../views/help-desk/schedule-release.js';
import { SeasonsPage } from '../../views/help-desk/schedule-seasons.js';
import { SchedulesPage } from '../../views/help-desk/schedules.js';
import type { Entry } from '../../views/parts/form.js';
import {
  allow,
  type Env,
  frame,
  NotFound,
  namesNobody,
  type Request,
  remoteAddress,
  today,
} from '../../web/context.js';
import { readForm } from '../../web/form.js';
import { news } from '../../web/news.js';
import { goTo, page } from '../../web/page.js';
import { readUpload } from '../../web/upload.js';

/** What a preview looks at, and for how long at most: other requests are answered meanwhile. */
const previewed = { many: 200, mostMs: 5000 };

/** The help desk's screens of the releases of the schedule: the verbs of `titer schedule`. */
export const schedules = new Hono<Env>()
  .get('/', async (c) => page(c, await listPage(c)))

  .post('/', async (c) => {
    const viewer = allow(c, 'decide schedules');
    const { text, fault = 'Choose the file of a release.' } = await readUpload(c, { file: 'pack', buttons: ['add'] });
    if (text === undefined) return page(c, await listPage(c, fault), 422);
    const db = c.get('db');
    const put = await db.write((tx) => putIn(tx, viewer, text, occasion(c)));
    return put.kind === 'refused' ? page(c, await listPage(c, put.why), 422) : goTo(c, addressOf(put));
  })

  .get('/seasons', async (c) => {
    allow(c, 'decide schedules');
    const { seasons, version } = await seasonsInForce(c.get('db').read, today(c));
    const entry = { values: { ...typedSeasons(seasons), version } };
    return page(c, <SeasonsPage frame={frame(c)} seasons={seasons} entry={entry} />);
  })

  .post('/seasons', async (c) => {
    const viewer = allow(c, 'decide schedules');
    const db = c.get('db');
    const { seasons } = await seasonsInForce(db.read, today(c));
    const again = (entry: Entry, status: 400 | 413 | 422, message?: string) =>
      page(c, <SeasonsPage frame={frame(c)} seasons={seasons} entry={entry} message={message} />, status);
    const choice = Object.keys(typedSeasons(seasons));
    const days = Object.fromEntries(choice.map((name) => [name, 'ahead' as const]));
    const shape = { text: ['version'], choice, days, buttons: ['add'] };
    const { values } = await readForm(c, shape, ({ message, status }, values) => again({ values }, status, message));
    const { dates, errors } = readSeasons(seasons, values);
    if (Object.keys(errors).length > 0) return again({ values, errors }, 422);
    if (dates.size === 0) return again({ values }, 422, 'No date was changed.');
    const changed = { dates, today: today(c), shown: values.version ?? '' };
    const put = await db.write((tx) => putInSeasons(tx, viewer, changed, occasion(c)));
    return put.kind === 'refused' ? again({ values }, 422, put.why) : goTo(c, addressOf(put));
  })

  .get('/:id{[0-9]{1,15}}', async (c) => page(c, await releasePage(c)))

  .post('/:id{[0-9]{1,15}}', async (c) => {
    const viewer = allow(c, 'decide schedules');
    const { values, command } = await readForm(
      c,
      { text: ['shown'], choice: ['from'], days: { from: 'ahead' }, buttons: ['use', 'take-back'] },
      async ({ message, status }, values) => page(c, await releasePage(c, { values }, message), status),
    );
    const db = c.get('db');
    const id = idOf(c);
    const shown = { inForceFrom: values.shown ?? '' };
    const decide = async (decided: Decided, done: string) => {
      if (decided === 'gone') throw new NotFound();
      if (decided === 'done') return goTo(c, `/schedules/${id}?done=${done}`);
      if (decided === 'past')
        return page(c, await releasePage(c, { values, errors: { from: 'Enter today or a later day.' } }), 422);
      return page(c, await releasePage(c, { values: {} }, meanwhile[decided]), 409);
    };
    if (command === 'take-back')
      return decide(await db.write((tx) => takeBackRelease(tx, viewer, { id, shown }, occasion(c))), 'taken-back');
    const from: Day | undefined = readDay(values.from ?? '');
    if (from === undefined) {
      const errors = { from: 'Enter the day from which it holds: MM/DD/YYYY.' };
      return page(c, await releasePage(c, { values, errors }), 422);
    }
    const use = { id, from, today: today(c), shown };
    return decide(await db.write((tx) => useRelease(tx, viewer, use, occasion(c))), 'used');
  })

  .get('/:id{[0-9]{1,15}}/preview', async (c) => {
    const viewer = allow(c, 'decide schedules');
    const id = idOf(c);
    const sample = { id, ...previewed, today: today(c) };
    const preview = await previewRelease(c.get('db'), viewer, sample, occasion(c));
    if (!preview) throw new NotFound();
    namesNobody(c);
    return page(c, <PreviewPage frame={frame(c)} id={id} preview={preview} />);
  });

const idOf = (c: Request) => Number(c.req.param('id'));
const occasion = (c: Request) => ({ at: c.get('clock')(), address: remoteAddress(c) });

const addressOf = ({ id, kind }: Exclude<PutIn, { kind: 'refused' }>) =>
  `/schedules/${id}?${kind === 'added' ? 'done' : 'already'}=put-in`;

const meanwhile = {
  'taken back': 'Somebody took this release back since the page was shown. Nothing was changed by you.',
  changed:
    'Somebody else decided on this release since the page was shown. Nothing was changed by you: look at it again.',
};

async function listPage(c: Request, fault?: string) {
  allow(c, 'decide schedules');
  const { read } = c.get('db');
  const list = await releases(read, today(c));
  const { version } = await scheduleInForce(read, today(c));
  return <SchedulesPage frame={frame(c)} list={list} own={ownSchedule(list)} inForce={version} fault={fault} />;
}

async function releasePage(c: Request, entry: Entry = { values: {} }, message?: string) {
  allow(c, 'decide schedules');
  const { read } = c.get('db');
  const release = (await releases(read, today(c))).find(({ id }) => id === idOf(c));
  if (!release) throw new NotFound();
  const said = news(c, 'already') ? 'already' : news(c, 'done');
  const { version } = await scheduleInForce(read, today(c));
  const shown = { release, inForce: version, today: today(c), entry, message, said };
  return <SchedulePage frame={frame(c)} {...shown} />;
}
