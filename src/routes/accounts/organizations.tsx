import { Hono } from 'hono';
import { organizationsOf, viewersOf } from '../../db/accounts/memberships.js';
import { switchOrganization } from '../../db/accounts/sessions.js';
import { isVisible } from '../../db/clients/visible.js';
import type { Viewer } from '../../domain/accounts/viewer.js';
import { clientIdIn } from '../../domain/clients/record-address.js';
import { SwitchOrganizations } from '../../views/accounts/organizations.js';
import { allow, auditAs, type Env, frame, NotFound, type Request, remoteAddress } from '../../web/context.js';
import { readForm } from '../../web/form.js';
import { goTo, nextOf, page } from '../../web/page.js';
import { unsavedOf } from '../clients/unsaved.js';

/** Switch organizations (C22): everything follows the organization acted for. */
export const organizations = new Hono<Env>()
  .get('/', async (c) => {
    const viewer = allow(c, 'use the registry');
    const own = await organizationsOf(c.get('db').read, viewer.userId);
    const unsaved = await unsavedOf(c, viewer);
    auditAs(c, 'list client', 'not saved yet');
    return page(
      c,
      <SwitchOrganizations
        frame={frame(c)}
        organizations={own}
        unsaved={unsaved}
        now={viewer.organization.id}
        next={nextOf(c.req.query('from'))}
      />,
    );
  })

  .post('/', async (c) => {
    const viewer = allow(c, 'use the registry');
    const { values } = await readForm(c, { choice: ['organization', 'next'], buttons: ['switch'] });
    const to = { organizationId: Number(values.organization), at: c.get('clock')(), address: remoteAddress(c) };
    const switched = await c.get('db').write((tx) => switchOrganization(tx, viewer, c.get('sessionId') ?? '', to));
    if (!switched) throw new NotFound();
    const [other] = (await viewersOf(c.get('db').read, viewer)).filter(
      ({ organization }) => organization.id === to.organizationId,
    );
    return goTo(c, other ? await backTo(c, other, nextOf(values.next)) : '/');
  });

/** Pages that are the same for every organization: a record's, and those that find one. */
const sameForAll =
  /^\/(?:clients|immunizations|clients\/\d{1,15}(?:\/(?:history|reports|immunizations(?:\/new|\/\d{1,15})?))?)$/;

/**
 * The page to go on at for another organization: the same one, unless that organization may not see the record (C13).
 */
async function backTo(c: Request, other: Viewer, next: string): Promise<string> {
  const [path = ''] = next.split('?');
  const clientId = clientIdIn(path);
  if (!sameForAll.test(path) || (clientId !== undefined && !(await isVisible(c.get('db').read, other, clientId))))
    return '/';
  return path;
}
