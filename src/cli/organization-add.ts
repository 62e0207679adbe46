import { addOrganization, findOrganization } from '../db/accounts/organizations.js';
import type { OrganizationType } from '../domain/accounts/viewer.js';
import { occasion } from './accounts.js';
import { refuse, succeed, textOption, type Verb } from './verb.js';

const types: readonly OrganizationType[] = ['provider', 'public health', 'school', 'help desk'];

export const organizationAdd: Verb = {
  name: 'organization add',
  usage: 'organization add CODE NAME --type "provider|public health|school|help desk" [--region REGION]',
  description: 'add an organization',
  words: 2,
  options: { type: { type: 'string' }, region: { type: 'string' } },
  async run({ words: [code = '', name = ''], options, open }) {
    const type = types.find((one) => one === options.type);
    if (!type) return refuse(`Give --type: ${types.join(', ')}.`);
    if (!/^[\w-]{2,20}$/.test(code) || !name.trim())
      return refuse('Give a code of 2 to 20 letters, digits or hyphens, and a name.');
    const db = open();
    if (await findOrganization(db.read, code)) return refuse(`There is an organization ${code} already.`);
    const region = textOption(options, 'region');
    await db.write((tx) => addOrganization(tx, undefined, { code, name: name.trim(), type, region }, occasion()));
    return succeed(`${code} ${name.trim()} is added.`);
  },
};
