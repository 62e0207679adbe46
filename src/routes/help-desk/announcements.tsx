import { Hono } from 'hono';
import { formKeyOf } from '../../auth/form-key.js';
import {
  addAnnouncement,
  allAnnouncements,
  changeAnnouncement,
  findAnyAnnouncement,
  withdrawAnnouncement,
} from '../../db/operations/announcements.js';
import { makeOnce } from '../../db/operations/form-results.js';
import { announcementFields, readAnnouncement, typedAnnouncement } from '../../domain/announcement.js';
import { tidy } from '../../domain/text/name.js';
import { showDay } from '../../domain/time/day.js';
import { AnnouncementForm, AnnouncementList } from '../../views/help-desk/announcements.js';
import type { Entry } from '../../views/parts/form.js';
import { allow, type Env, frame, NotFound, type Request, remoteAddress, today } from '../../web/context.js';
import { readForm } from '../../web/form.js';
import { news } from '../../web/news.js';
import { goTo, page } from '../../web/page.js';

type Status = 200 | 400 | 409 | 413 | 422;
type Values = Readonly<Record<string, string>>;

const days = { date: 'ahead', activeFrom: 'ahead', activeTo: 'ahead' } as const;

/** Announcements, for the help desk: written, previewed, changed and withdrawn (A3). */
export const helpDeskAnnouncements = new Hono<Env>()
  .get('/', async (c) => {
    allow(c, 'manage announcements');
    const list = await allAnnouncements(c.get('db').read);
    return page(c, <AnnouncementList frame={frame(c)} list={list} today={today(c)} />);
  })

  .get('/new', (c) => {
    const now = showDay(today(c));
    return showNew(c, { values: { date: now, activeFrom: now } });
  })

  .post('/new', async (c) => {
    const viewer = allow(c, 'manage announcements');
    const shape = { text: announcementFields, days, keyed: true, buttons: ['save', 'preview'] };
    const { values, command } = await readForm(c, shape, ({ message, status }, values) =>
      showNew(c, { values }, status, message),
    );
    const { text, errors } = readAnnouncement(typedIn(values));
    if (Object.keys(errors).length > 0) return showNew(c, { values, errors }, 422);
    if (command === 'preview') return showNew(c, { values }, 200, undefined, text);
    const when = occasion(c);
    const sent = { by: viewer, form: 'add announcement', key: values.key ?? '', at: when.at };
    const { result } = await c
      .get('db')
      .write((tx) => makeOnce(tx, sent, () => addAnnouncement(tx, viewer, text, when)));
    return goTo(c, `/help-desk/announcements/${result}?done=saved`);
  })

  .get('/:id{[0-9]{1,15}}', (c) => show(c))

  .post('/:id{[0-9]{1,15}}', async (c) => {
    const viewer = allow(c, 'manage announcements');
    const shape = { text: [...announcementFields, 'revision'], days, buttons: ['save', 'preview', 'withdraw', 'show'] };
    const { values, command } = await readForm(c, shape, ({ message, status }, values) =>
      show(c, { values }, status, message),
    );
    const shown = { id: idOf(c), revision: Number(values.revision) };
    const { text, errors } = readAnnouncement(typedIn(values));
    const isText = command === 'save' || command === 'preview';
    if (isText && Object.keys(errors).length > 0) return show(c, { values, errors }, 422);
    if (command === 'preview') return show(c, { values }, 200, undefined, text);
    const changed = await c
      .get('db')
      .write(async (tx) =>
        command === 'save'
          ? changeAnnouncement(tx, viewer, shown, text, occasion(c))
          : withdrawAnnouncement(tx, viewer, shown, command === 'withdraw', occasion(c)),
      );
    if (changed === 'gone') throw new NotFound();
    if (changed === 'changed') return show(c, { values }, 409, changedMeanwhile);
    // What was typed beside the button that acts stands in its form, and is not saved.
    const kept = await findAnyAnnouncement(c.get('db').read, shown.id);
    if (command !== 'save' && kept && isTyped(values, typedAnnouncement(kept)))
      return show(c, { values: typedIn(values) }, 200, undefined, undefined, `${said.get(command)} ${unsaved}`);
    return goTo(c, `/help-desk/announcements/${shown.id}?done=${command === 'save' ? 'saved' : command}`);
  });

const idOf = (c: Request) => Number(c.req.param('id'));
const occasion = (c: Request) => ({ at: c.get('clock')(), address: remoteAddress(c) });
const typedIn = ({ title = '', body = '', date = '', activeFrom = '', activeTo = '' }: Values) => ({
  ...{ title, body, date, activeFrom, activeTo },
});

const isTyped = (values: Values, kept: Values) =>
  announcementFields.some((field) => tidy(values[field] ?? '') !== tidy(kept[field] ?? ''));
const unsaved = 'What you typed is not saved: Save writes it.';

const changedMeanwhile =
  'Somebody else changed this announcement since the page was shown. Nothing was changed by you: what it is now stands ' +
  'below. Save puts what you typed in its place.';

const said: ReadonlyMap<string, string> = new Map([
  ['saved', 'The announcement is saved.'],
  ['withdraw', 'The announcement is withdrawn: it stands on Home no more.'],
  ['show', 'The announcement is shown again on its days.'],
]);

type Preview = Parameters<typeof AnnouncementForm>[0]['preview'];

function showNew(c: Request, entry: Entry, status: Status = 200, message?: string, preview?: Preview) {
  allow(c, 'manage announcements');
  const keyed = { ...entry, values: { ...entry.values, key: formKeyOf(entry.values.key) } };
  const shown = { entry: keyed, message, preview, today: today(c) };
  return page(c, <AnnouncementForm frame={frame(c)} {...shown} />, status);
}

async function show(
  c: Request,
  entry?: Entry,
  status: Status = 200,
  message?: string,
  preview?: Preview,
  notice?: string,
) {
  allow(c, 'manage announcements');
  const kept = await findAnyAnnouncement(c.get('db').read, idOf(c));
  if (!kept) throw new NotFound();
  // What is sent next is held against the page that it was typed on, until what somebody else made of it is shown.
  const now = String(kept.revision);
  const values = {
    ...typedAnnouncement(kept),
    revision: now,
    ...entry?.values,
    ...(status === 409 && { revision: now }),
  };
  const shown = { kept, entry: { ...entry, values }, message, preview: preview ?? (entry ? undefined : kept) };
  const just = notice ?? said.get(news(c, 'done') ?? '');
  return page(
    c,
    <AnnouncementForm frame={frame(c)} {...shown} meanwhile={status === 409} said={just} today={today(c)} />,
    status,
  );
}
