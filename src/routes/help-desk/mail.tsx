import { Hono } from 'hono';
import { openLeaps, settleLeaps } from '../../db/accounts/clock-leaps.js';
import { trace } from '../../db/operations/audit.js';
import { reviveMessage, troubledMessages } from '../../db/operations/outbox.js';
import { TroubledMail } from '../../views/help-desk/mail.js';
import { allow, type Env, frame, remoteAddress } from '../../web/context.js';
import { readForm } from '../../web/form.js';
import { goTo, page } from '../../web/page.js';

/** Mail that did not leave, and leaps of the clock that wait for the help desk's word (L9). */
export const mail = new Hono<Env>()
  .get('/', async (c) => {
    allow(c, 'watch the mail');
    const db = c.get('db');
    const shown = { messages: await troubledMessages(db.read), leaps: await openLeaps(db.read) };
    return page(c, <TroubledMail frame={frame(c)} {...shown} />);
  })

  .post('/', async (c) => {
    const viewer = allow(c, 'watch the mail');
    const db = c.get('db');
    const clock = c.get('clock');
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
