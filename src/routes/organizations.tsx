import { Hono } from 'hono';
import { allow, type Env, frame, NotFound, remoteAddress } from '../context.js';
import { trace } from '../db/audit.js';
import { actFor } from '../db/sessions.js';
import { findMembership, organizationsOf } from '../db/users.js';
import { readForm } from '../form.js';
import { SwitchOrganizations } from '../views/organizations.js';
import { goTo, nextOf, page } from './page.js';
import { unsavedOf } from './unsaved.js';

/** Switch organizations (C22): everything follows the organization acted for. */
export const organizations = new Hono<Env>()
  .get('/', async (c) => {
    const viewer = allow(c, 'use the registry');
    const own = await organizationsOf(c.var.db.read, viewer.userId);
    const unsaved = await unsavedOf(c, viewer);
    return page(
      c,
      <SwitchOrganizations frame={frame(c)} organizations={own} unsaved={unsaved} now={viewer.organization.id} />,
    );
  })

  .post('/', async (c) => {
    const viewer = allow(c, 'use the registry');
    const { values } = await readForm(c, { choice: ['organization', 'next'], buttons: ['switch'] });
    const other = await findMembership(c.var.db.read, viewer, Number(values.organization));
    if (!other) throw new NotFound();
    await c.var.db.write((tx) => {
      actFor(tx, c.var.sessionId ?? '', other.organization.id);
      trace(tx, other, { at: c.var.clock(), action: 'switch organization', address: remoteAddress(c) });
    });
    return goTo(c, nextOf(values.next));
  });
