import { Hono } from 'hono';
import { allow, allowAnybody, auditAs, type Env, frame, NotFound } from '../context.js';
import { deleteInterruption, findInterruption } from '../db/interruptions.js';
import { readForm } from '../form.js';
import { may, permissionOfForm } from '../policy.js';
import { Interrupted } from '../views/interrupted.js';
import { goTo, page } from './page.js';

/** How long the session has, and what it had not received when it ended (L16). */
export const session = new Hono<Env>()
  .get('/session', (c) => {
    allowAnybody(c);
    const { session, clock } = c.var;
    return c.text(String(session ? Math.max(0, Math.floor((session.endsAt - clock()) / 1000)) : 0));
  })

  .post('/session', async (c) => {
    allow(c, 'finish logging in');
    await readForm(c, { buttons: ['continue'] });
    const from = c.req.header('referer');
    return goTo(c, from && URL.canParse(from) ? new URL(from).pathname : '/');
  })

  .get('/interrupted/:id', async (c) => {
    const viewer = allow(c, 'use the registry');
    const kept = await findInterruption(c.var.db.read, viewer, c.req.param('id'));
    if (!kept || !may(viewer, permissionOfForm(kept.path))) throw new NotFound();
    auditAs(c, 'view client', 'kept form');
    return page(c, <Interrupted frame={frame(c)} kept={kept} fields={[...new URLSearchParams(kept.body)]} />);
  })

  .post('/interrupted/:id', async (c) => {
    const viewer = allow(c, 'use the registry');
    const kept = await findInterruption(c.var.db.read, viewer, c.req.param('id'));
    if (!kept || !may(viewer, permissionOfForm(kept.path))) throw new NotFound();
    await readForm(c, { buttons: ['discard'] });
    await c.var.db.write((tx) => deleteInterruption(tx, viewer, kept.id));
    return goTo(c, kept.path);
  });
