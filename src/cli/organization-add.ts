import { addOrganization } from '../db/accounts/organization-administration.js';
import { organizationTypes, readOrganization } from '../domain/accounts/organization.js';
import { occasion } from './accounts.js';
import { refuse, succeed, textOption, type Verb } from './verb.js';

const types = organizationTypes.map(({ code }) => code);

export const organizationAdd: Verb = {
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
    const added = await open().write((tx) => addOrganization(tx, undefined, details, occasion()));
    if (added === 'taken')
      return refuse(`The code ${details.code} is another organization's, or was: give another one.`);
    return succeed(`${details.code} ${details.name} is added.`);
  },
};
