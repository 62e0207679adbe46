import { Hono } from 'hono';
import { allow, auditAs, type Env, frame, NotFound, remoteAddress } from '../context.js';
import { switchOrganization } from '../db/sessions.js';
import { organizationsOf } from '../db/users.js';
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
    auditAs(c, 'list client', 'not saved yet');
    return page(
      c,
      <SwitchOrganizations frame={frame(c)} organizations={own} unsaved={unsaved} now={viewer.organization.id} />,
    );
  })

  .post('/', async (c) => {
    const viewer = allow(c, 'use the registry');
    const { values } = await readForm(c, { choice: ['organization', 'next'], buttons: ['switch'] });
    const to = { organizationId: Number(values.organization), at: c.var.clock(), address: remoteAddress(c) };
    const switched = await c.var.db.write((tx) => switchOrganization(tx, viewer, c.var.sessionId ?? '', to));
    if (!switched) throw new NotFound();
    return goTo(c, nextOf(values.next));
  });
