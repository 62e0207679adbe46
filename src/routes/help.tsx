import { Hono } from 'hono';
import { Guide } from '../views/guide.js';
import { HelpDesk } from '../views/help.js';
import { allowAnybody, type Env, frame } from '../web/context.js';
import { nextOf, page } from '../web/page.js';

export const help = new Hono<Env>()
  .get('/help-desk', (c) => {
    allowAnybody(c);
    return page(c, <HelpDesk frame={frame(c)} from={nextOf(c.req.query('from'))} />);
  })

  .get('/guidance', (c) => {
    allowAnybody(c);
    const shown = { screen: c.req.query('for') ?? '', from: nextOf(c.req.query('from')) };
    return page(c, <Guide frame={frame(c)} {...shown} pictures={c.get('assets').pictures} />);
  });
