import { findOrganizations } from '../../db/accounts/organizations.js';
import type { Organization, Viewer } from '../../domain/accounts/viewer.js';
import type { Choice } from '../../domain/codes/choice.js';
import { may, mayExchangeFor } from '../../policy.js';
import type { Request } from '../../web/context.js';

/** The organizations that a viewer may import and export for. */
async function organizationsFor(c: Request, viewer: Viewer): Promise<Organization[]> {
  return (await findOrganizations(c.get('db').read)).filter((one) => mayExchangeFor(viewer, one));
}

/** What a form lets choose from: for an administrator nothing but their own, by its name. */
export async function organizationChoices(c: Request, viewer: Viewer): Promise<readonly Choice[] | string> {
  if (!may(viewer, 'see every organization')) return viewer.organization.name;
  return (await organizationsFor(c, viewer)).map(({ id, name }) => ({ code: String(id), label: name }));
}

/** The organization that a form means; undefined where the viewer may not act for it. */
export async function organizationMeant(
  c: Request,
  viewer: Viewer,
  asked: string | undefined,
): Promise<Organization | undefined> {
  if (!may(viewer, 'see every organization')) return viewer.organization;
  return (await organizationsFor(c, viewer)).find((one) => String(one.id) === asked);
}
