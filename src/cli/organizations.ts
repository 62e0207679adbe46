import { addOrganization } from '../db/accounts/organization-administration.js';
import { findOrganization } from '../db/accounts/organizations.js';
import { organizationTypes, readOrganization } from '../domain/accounts/organization.js';
import { addToOrganization, faultsOf, newUserOf, occasion, personOptions } from './accounts.js';
import { refuse, succeed, textOption, type Verb } from './verb.js';

const types = organizationTypes.map(({ code }) => code);

const organizationAdd: Verb = {
  name: 'organization add',
  usage: 'organization add CODE NAME --type "provider|public health|school|help desk" [--region REGION]',
  description: 'add an organization',
  words: 2,
  options: { type: { type: 'string' }, region: { type: 'string' } },
  async run({ words: [code = '', name = ''], options, open }) {
    const typed = { code, name, type: textOption(options, 'type'), region: textOption(options, 'region') };
    const { details, errors } = readOrganization(typed);
    if (errors.type) return refuse(`Give --type: ${types.join(', ')}.`);
    if (Object.keys(errors).length > 0) return refuse(Object.values(errors).join(' '));
    const added = await (await open()).write((tx) => addOrganization(tx, undefined, details, occasion()));
    if (added === 'taken')
      return refuse(`The code ${details.code} is another organization's, or was: give another one.`);
    return succeed(`${details.code} ${details.name} is added.`);
  },
};

const helpDeskAdd: Verb = {
  name: 'help-desk add',
  usage: 'help-desk add USERNAME --last-name NAME [--first-name NAME] --email ADDRESS [--organization CODE]',
  description:
    "add a help desk account, the first one too, and the help desk's organization (MIIC) where it is missing",
  words: 1,
  options: { ...personOptions, organization: { type: 'string' } },
  async run({ words: [username = ''], options, open, config }) {
    const db = await open();
    const { site } = config();
    const code = textOption(options, 'organization') || site.name;
    const known = await findOrganization(db.read, code);
    if (known && known.type !== 'help desk') return refuse(`${code} is no help desk's organization.`);
    const user = newUserOf(username, options, 'help desk');
    const faults = faultsOf(user);
    if (faults) return refuse(faults);
    if (!known)
      await db.write(async (tx) => {
        await addOrganization(
          tx,
          undefined,
          { code, name: `${site.name} Help Desk`, type: 'help desk', region: '', address: '' },
          occasion(),
        );
      });
    const organization = await findOrganization(db.read, code);
    return organization
      ? addToOrganization(db, organization, user)
      : refuse(`${code} is not active, or was the code of another organization.`);
  },
};

/** The verbs that add organizations, that of the help desk among them. */
export const organizationVerbs = [organizationAdd, helpDeskAdd] as const;
