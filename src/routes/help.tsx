import { Hono } from 'hono';
import { allowAnybody, type Env, frame } from '../context.js';
import { Guidance, HelpDesk } from '../views/help.js';
import { page } from './page.js';

export const help = new Hono<Env>()
  .get('/help-desk', (c) => {
    allowAnybody(c);
    return page(c, <HelpDesk frame={frame(c)} />);
  })

  .get('/guidance', (c) => {
    allowAnybody(c);
    return page(c, <Guidance frame={frame(c)} screen={c.req.query('for') ?? ''} />);
  });
