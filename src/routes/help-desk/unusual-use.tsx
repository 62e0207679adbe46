import { Hono } from 'hono';
import { trace } from '../../db/operations/audit.js';
import { letGoOn } from '../../db/operations/openings.js';
import { unusualOn } from '../../db/operations/unusual-use.js';
import type { Viewer } from '../../domain/accounts/viewer.js';
import { type Day, readDay, showDay } from '../../domain/time/day.js';
import { may } from '../../policy.js';
import { UnusualUse } from '../../views/help-desk/unusual-use.js';
import type { Entry } from '../../views/parts/form.js';
import { allow, type Env, frame, NotFound, type Request, remoteAddress, today } from '../../web/context.js';
import { readForm } from '../../web/form.js';
import { news } from '../../web/news.js';
import { goTo, page } from '../../web/page.js';

/** What was unusual on a day (A6), for the help desk and, in their own organization, administrators. */
export const unusualUse = new Hono<Env>()
  .get('/', async (c) => {
    const viewer = allow(c, 'read the audit log');
    const db = c.get('db');
    const day = readDay(c.req.query('day') ?? '') ?? today(c);
    const unusual = await unusualOn(db.read, viewer, scopeOf(c, viewer), day);
    const when = { at: c.get('clock')(), address: remoteAddress(c) };
    await db.write((tx) =>
      trace(tx, viewer, { ...when, action: 'read audit log', detail: `unusual use, from ${day}, to ${day}` }),
    );
    return screen(c, viewer, { values: { day: showDay(day) } }, { day, unusual });
  })

  .post('/', async (c) => {
    const viewer = allow(c, 'read the audit log');
    const { values, command } = await readForm(
      c,
      { text: ['day'], days: { day: 'past' }, buttons: ['show', 'go.'] },
      ({ message, status }, values) => screen(c, viewer, { values }, {}, status, message),
    );
    const id = Number(/^go\.(\d{1,15})$/.exec(command)?.[1] ?? 0);
    const day = readDay(values.day ?? '');
    if (id > 0) {
      allow(c, 'see every organization');
      const when = { at: c.get('clock')(), address: remoteAddress(c) };
      if (!(await c.get('db').write((tx) => letGoOn(tx, viewer, id, when)))) throw new NotFound();
      return goTo(c, `/unusual-use?day=${day ?? today(c)}&done=go`);
    }
    if (day) return goTo(c, `/unusual-use?day=${day}`);
    return screen(c, viewer, { values, errors: { day: 'Enter a date: MM/DD/YYYY.' } }, {}, 422);
  });

const scopeOf = (c: Request, viewer: Viewer) => ({
  everyOrganization: may(viewer, 'see every organization'),
  timeZone: c.get('config').timeZone,
});

type Found = { readonly day?: Day; readonly unusual?: Awaited<ReturnType<typeof unusualOn>> };

function screen(
  c: Request,
  viewer: Viewer,
  entry: Entry,
  { day, unusual }: Found,
  status: 200 | 400 | 413 | 422 = 200,
  message?: string,
): Response {
  const all = may(viewer, 'see every organization');
  const of = all ? undefined : viewer.organization.name;
  const props = { of, letsGo: all, done: news(c, 'done') !== undefined, day, entry, unusual, message };
  return page(c, <UnusualUse frame={frame(c)} {...props} />, status);
}
