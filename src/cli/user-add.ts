import { findOrganization } from '../db/accounts/organizations.js';
import { addToOrganization, faultsOf, newUserOf, personOptions } from './accounts.js';
import { refuse, textOption, type Verb } from './verb.js';

export const userAdd: Verb = {
  name: 'user add',
  usage: 'user add CODE USERNAME --last-name NAME [--first-name NAME] --email ADDRESS [--role ROLE]',
  description: 'add a user to an organization; prints the temporary password once',
  words: 2,
  options: { ...personOptions, role: { type: 'string' } },
  async run({ words: [code = '', username = ''], options, open }) {
    const db = open();
    const organization = await findOrganization(db.read, code);
    if (!organization) return refuse(`There is no organization ${code}; codes are case-sensitive.`);
    const user = newUserOf(username, options, textOption(options, 'role') || 'typical user');
    if (user.role === 'help desk' && organization.type !== 'help desk')
      return refuse('Only users of the help desk’s organization are help desk.');
    const faults = faultsOf(user);
    return faults ? refuse(faults) : addToOrganization(db, organization, user);
  },
};
