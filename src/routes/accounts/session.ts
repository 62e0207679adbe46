import { Hono } from 'hono';
import { limitSentence } from '../../views/parts/session.js';
import { allow, allowAnybody, type Env, frame } from '../../web/context.js';
import { readForm } from '../../web/form.js';
import { keepForm } from '../../web/interrupted-form.js';
import { goTo, isPartial, nextOf } from '../../web/page.js';

/** The rest of the session, and the forms kept at its end (L16). */
export const session = new Hono<Env>()
  // Whole seconds, rounded up: whoever waits that long finds it ended. A page asks for the user that it was shown to.
  .get('/session', (c) => {
    allowAnybody(c);
    const session = c.get('session');
    const clock = c.get('clock');
    const of = c.req.query('of') ?? '';
    if (!session || (of && of !== String(session.viewer.userId))) return c.text('ended');
    return c.text(String(Math.ceil((session.endsAt - clock()) / 1000)));
  })

  // Whoever sends here is logged out: what is typed on their page is kept, and nothing else is done.
  .post('/session/kept', async (c) => {
    allowAnybody(c);
    const kept = await keepForm(c, nextOf(c.req.query('path')));
    return c.text(kept ? 'kept' : 'not kept', kept ? 200 : 403);
  })

  .post('/session', async (c) => {
    allow(c, 'finish logging in');
    await readForm(c, { buttons: ['continue'] });
    // A page that stays where it is says the new end.
    if (isPartial(c)) return c.text(limitSentence(frame(c)));
    const from = c.req.header('referer') ?? '';
    return goTo(c, URL.canParse(from) ? nextOf(pathOf(new URL(from))) : '/');
  });

const pathOf = ({ pathname, search }: URL) => `${pathname}${search}`;
