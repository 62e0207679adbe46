import { auditVerbs } from './audit.js';
import { backupVerbs } from './backups.js';
import { exportClient, exportVerbs } from './export-client.js';
import { forecast, forecastCases } from './forecast.js';
import { generate } from './generate.js';
import { importClients, importComments, importContacts, importImmunizations } from './import-kinds.js';
import { jobsRun } from './jobs-run.js';
import { organizationVerbs } from './organizations.js';
import { scheduleVerbs } from './schedule.js';
import { setup } from './setup.js';
import { userVerbs } from './users.js';
import type { Verb } from './verb.js';

/** Every verb of the operator, in the order of the usage. */
export const verbs: readonly Verb[] = [
  setup,
  importClients,
  importContacts,
  importComments,
  importImmunizations,
  exportClient,
  ...exportVerbs,
  ...organizationVerbs,
  ...userVerbs,
  ...backupVerbs,
  jobsRun,
  ...auditVerbs,
  forecastCases,
  forecast,
  ...scheduleVerbs,
  generate,
  {
    name: 'help',
    usage: 'help',
    description: 'show this',
    words: 0,
    options: {},
    run: () => ({ status: 0, text: usage() }),
  },
];

/** The usage of every verb. */
export function usage(): string {
  return [
    'Usage: npm run titer -- COMMAND',
    ...verbs.map(({ usage, description }) => `  ${usage}\n      ${description}`),
    '',
  ].join('\n');
}
