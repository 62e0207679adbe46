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

/** Said where the form was shown to whoever acted for another organization then: its rows are not this one's. */
export const otherOrganization =
  'You act for another organization now: this page is for it. Nothing was done with what you sent.';

/** The organization that a form means; undefined where the viewer may not act for it, or acts for another one by now. */
export async function organizationMeant(
  c: Request,
  viewer: Viewer,
  asked: string | undefined,
): Promise<Organization | undefined> {
  const all = may(viewer, 'see every organization') ? await organizationsFor(c, viewer) : [viewer.organization];
  return all.find((one) => String(one.id) === asked);
}
