import { Hono } from 'hono';
import { openedLately } from '../db/clients/opened.js';
import { announcementsOn, findAnnouncement } from '../db/operations/announcements.js';
import { findBackupWarning } from '../db/operations/backups.js';
import { may } from '../policy.js';
import { Announcement, Home } from '../views/home.js';
import { allow, auditAs, type Env, frame, NotFound, today } from '../web/context.js';
import { news } from '../web/news.js';
import { page } from '../web/page.js';
import { keptFormsOf } from './accounts/interrupted.js';
import { unsavedOf } from './clients/unsaved.js';

export const home = new Hono<Env>()
  .get('/', async (c) => {
    const viewer = allow(c, 'use the registry');
    const db = c.get('db');
    const clock = c.get('clock');
    // PostgreSQL is copied by its own means, which tell of themselves.
    const isOnPostgresql = c.get('config').databaseUrl !== undefined;
    const announcements = await announcementsOn(db.read, today(c));
    const unsaved = await unsavedOf(c, viewer);
    const kept = await keptFormsOf(c, viewer);
    const opened = await openedLately(db.read, viewer, clock());
    const backup =
      may(viewer, 'watch the mail') && !isOnPostgresql ? await findBackupWarning(db.read, clock()) : undefined;
    auditAs(c, 'list client', 'home');
    return page(
      c,
      <Home
        frame={frame(c)}
        announcements={announcements}
        unsaved={unsaved}
        kept={kept.length}
        opened={opened}
        backup={backup}
        said={news(c, 'already') === undefined ? undefined : 'You are already logged in.'}
        today={today(c)}
        now={clock()}
      />,
    );
  })

  .get('/announcements/:id{[0-9]+}', async (c) => {
    allow(c, 'use the registry');
    const announcement = await findAnnouncement(c.get('db').read, Number(c.req.param('id')), today(c));
    if (!announcement) throw new NotFound();
    return page(c, <Announcement frame={frame(c)} announcement={announcement} />);
  });
