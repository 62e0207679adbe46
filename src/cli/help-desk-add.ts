import { addOrganization } from '../db/accounts/organization-administration.js';
import { findOrganization } from '../db/accounts/organizations.js';
import { addToOrganization, faultsOf, newUserOf, occasion, personOptions } from './accounts.js';
import { refuse, textOption, type Verb } from './verb.js';

export const helpDeskAdd: Verb = {
  name: 'help-desk add',
  usage: 'help-desk add USERNAME --last-name NAME [--first-name NAME] --email ADDRESS [--organization CODE]',
  description:
    "add a help desk account, the first one too, and the help desk's organization (MIIC) where it is missing",
  words: 1,
  options: { ...personOptions, organization: { type: 'string' } },
  async run({ words: [username = ''], options, open, config }) {
    const db = open();
    const { site } = config();
    const code = textOption(options, 'organization') || site.name;
    const known = await findOrganization(db.read, code);
    if (known && known.type !== 'help desk') return refuse(`${code} is no help desk's organization.`);
    const user = newUserOf(username, options, 'help desk');
    const faults = faultsOf(user);
    if (faults) return refuse(faults);
    if (!known)
      await db.write((tx) => {
        addOrganization(
          tx,
          undefined,
          { code, name: `${site.name} Help Desk`, type: 'help desk', region: '' },
          occasion(),
        );
      });
    const organization = await findOrganization(db.read, code);
    return organization
      ? addToOrganization(db, organization, user)
      : refuse(`${code} is not active, or was the code of another organization.`);
  },
};
