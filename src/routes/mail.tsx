import { Hono } from 'hono';
import { allow, type Env, frame, remoteAddress } from '../context.js';
import { trace } from '../db/audit.js';
import { openLeaps, settleLeaps } from '../db/clock-leaps.js';
import { reviveMessage, troubledMessages } from '../db/outbox.js';
import { readForm } from '../form.js';
import { TroubledMail } from '../views/mail.js';
import { goTo, page } from './page.js';

/** Mail that did not leave, and leaps of the clock that wait for the help desk's word (L9). */
export const mail = new Hono<Env>()
  .get('/', async (c) => {
    allow(c, 'watch the mail');
    const { db } = c.var;
    const shown = { messages: await troubledMessages(db.read), leaps: await openLeaps(db.read) };
    return page(c, <TroubledMail frame={frame(c)} {...shown} />);
  })

  .post('/', async (c) => {
    const viewer = allow(c, 'watch the mail');
    const { db, clock } = c.var;
    const { command } = await readForm(c, { buttons: ['clock.', 'again.'] });
    const when = { at: clock(), address: remoteAddress(c) };
    await db.write((tx) => {
      const shown = /^clock\.(\d{1,15})$/.exec(command)?.[1];
      if (shown) settleLeaps(tx, viewer, Number(shown), when);
      const id = /^again\.(\d{1,15})$/.exec(command)?.[1];
      if (id && reviveMessage(tx, Number(id), when.at))
        trace(tx, viewer, { ...when, action: 'send mail again', detail: `message ${id}` });
    });
    return goTo(c, '/mail');
  });
