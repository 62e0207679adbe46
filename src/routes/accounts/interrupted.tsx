import { Hono } from 'hono';
import { deleteInterruption, findInterruption, interruptionsOf, withNames } from '../../db/edits/interruptions.js';
import type { Viewer } from '../../domain/accounts/viewer.js';
import { may, permissionOfForm } from '../../policy.js';
import { Interrupted, InterruptedList } from '../../views/accounts/interrupted.js';
import { allow, auditAs, type Env, frame, NotFound, type Request } from '../../web/context.js';
import { readForm } from '../../web/form.js';
import { goTo, page } from '../../web/page.js';

/** Forms that a session's end interrupted: kept, and offered again to the same user for the same organization (L16). */
export const interrupted = new Hono<Env>()
  .get('/', async (c) => {
    const viewer = allow(c, 'use the registry');
    const kept = await keptFormsOf(c, viewer);
    if (kept.length === 0) return goTo(c, '/');
    auditAs(c, 'list client', 'kept forms');
    return page(c, <InterruptedList frame={frame(c)} kept={await withNames(c.get('db').read, viewer, kept)} />);
  })

  .get('/:id', async (c) => {
    const viewer = allow(c, 'use the registry');
    const kept = await loadKeptForm(c, viewer);
    auditAs(c, 'view client', 'kept form');
    return page(c, <Interrupted frame={frame(c)} kept={kept} />);
  })

  .post('/:id', async (c) => {
    const viewer = allow(c, 'use the registry');
    const kept = await loadKeptForm(c, viewer);
    await readForm(c, { buttons: ['discard'] });
    await c.get('db').write((tx) => deleteInterruption(tx, viewer, kept.id));
    const others = await keptFormsOf(c, viewer);
    return goTo(c, others.length > 0 ? '/interrupted' : kept.path);
  });

/** The forms kept for the viewer that they may still see and send. */
export async function keptFormsOf(c: Request, viewer: Viewer) {
  const all = await interruptionsOf(c.get('db').read, viewer);
  return all.filter(({ path }) => may(viewer, permissionOfForm(path)));
}

async function loadKeptForm(c: Request, viewer: Viewer) {
  const kept = await findInterruption(c.get('db').read, viewer, c.req.param('id') ?? '');
  if (!kept || !may(viewer, permissionOfForm(kept.path))) throw new NotFound();
  return kept;
}
