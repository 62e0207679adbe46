import { type Environment, readConfig } from '../config.js';
import { readOrganization } from '../domain/accounts/organization.js';
import { newUserFaults } from '../domain/accounts/user-administration.js';
import { emailFault } from '../domain/text/email.js';

/** What was answered, by the name of the setting, or of the option with its two hyphens. */
export type Answers = Readonly<Record<string, string>>;

export type Question = {
  readonly name: string;
  readonly asks: string;
  /** The answer of whoever gives none. */
  readonly suggestion?: (answers: Answers) => string;
  /** False where it is not to be answered, as other answers are. */
  readonly applies?: (answers: Answers) => boolean;
  /** What is wrong with an answer, in a sentence; empty or undefined where nothing is. */
  readonly fault?: (value: string) => string | undefined;
};

const isSafe: Environment = {
  NODE_ENV: 'production',
  PUBLIC_ORIGIN: 'https://registry.example.org',
  MAIL: 'folder',
  TRUSTED_PROXIES: 'none',
};

const sentenceOf = (check: () => unknown) => {
  try {
    check();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
};

/** The start says what is wrong with a setting: so does this, before it is written. */
const setting = (name: string, asks: string, more: Partial<Question> = {}): Question => ({
  ...{ name, asks },
  fault: (value) => valueFault(value) ?? sentenceOf(() => readConfig({ ...isSafe, [name]: value })),
  ...more,
});

const organization =
  (field: 'code' | 'name' | 'type') =>
  (value: string): string | undefined =>
    readOrganization({ code: '', name: '', type: '', region: '', [field]: value }).errors[field];

const person = (field: 'username' | 'lastName' | 'firstName' | 'email') => (value: string) =>
  newUserFaults({ username: '', lastName: '', firstName: '', email: '', role: '', [field]: value }, [])[field];

const systemTimeZone = () => {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  return timeZone === 'UTC' ? 'America/Chicago' : timeZone;
};

/** The settings that every region has otherwise, beside those that are given. */
export const regionQuestions = (given: Answers): readonly Question[] => [
  setting('PUBLIC_ORIGIN', 'Address of the site, such as https://registry.example.org'),
  setting('SITE_NAME', 'Short name of the registry, such as NORTH'),
  setting('SITE_FULL_NAME', 'Its full name'),
  setting('SITE_REGIONS', 'Regional programmes on the login page, with | between them', {
    suggestion: ({ SITE_FULL_NAME = '' }) => SITE_FULL_NAME,
  }),
  setting('TIME_ZONE', 'Time zone', { suggestion: systemTimeZone }),
  setting('HELP_DESK_EMAIL', 'Email address of the help desk', { fault: addressFault }),
  setting('HELP_DESK_PHONE', 'Telephone of the help desk'),
  setting('WEBSITE', 'Website named in mails', {
    suggestion: ({ PUBLIC_ORIGIN = '' }) => PUBLIC_ORIGIN.replace('https://', ''),
  }),
  setting('GUIDANCE_URL', 'Where the guidance page sends for more', {
    suggestion: ({ WEBSITE = '' }) => `https://${WEBSITE.replace('https://', '')}`,
  }),
  setting('SENDER_EMAIL', 'Sender of mails about passwords', {
    suggestion: ({ HELP_DESK_EMAIL = '' }) => HELP_DESK_EMAIL,
    fault: addressFault,
  }),
  setting('MAIL', 'How mails leave: smtp, resend, or folder for files that nobody is sent', {
    suggestion: () => 'smtp',
    // With a database for several machines not into a folder of one of them.
    fault: (value) =>
      sentenceOf(() =>
        readConfig({
          ...{ ...isSafe, MAIL: value, SMTP_URL: 'smtp://x', RESEND_API_KEY: 'x' },
          ...{ DATABASE_URL: given.DATABASE_URL, DATABASE_URL_FILE: given.DATABASE_URL_FILE },
        }),
      ),
  }),
  setting('SMTP_URL', 'Mail server, such as smtps://user:password@mail.example.org', {
    applies: ({ MAIL }) => MAIL === 'smtp',
    fault: (value) => valueFault(value) ?? sentenceOf(() => readConfig({ ...isSafe, MAIL: 'smtp', SMTP_URL: value })),
  }),
  setting('RESEND_API_KEY', 'Key of Resend', { applies: ({ MAIL }) => MAIL === 'resend' }),
];

/** What docs/operating.md has, unless the environment says otherwise. Nobody is asked. */
export const usualSettings: Answers = {
  NODE_ENV: 'production',
  DATA_DIR: '/var/lib/titer',
  TRUSTED_PROXIES: '127.0.0.1',
  WATCH_PORT: '9464',
};

/** The first organization, and the first account of the help desk, by the options of the verb. */
export const accountQuestions = (siteName: string): readonly Question[] => [
  {
    name: '--help-desk-code',
    asks: "Organization Code of the help desk's own organization",
    suggestion: () => siteName.replace(/[^\w-]+/g, '-').slice(0, 20),
    fault: organization('code'),
  },
  { name: '--organization-code', asks: 'First organization: its code, such as RIVER', fault: organization('code') },
  { name: '--organization-name', asks: 'First organization: its name', fault: organization('name') },
  {
    name: '--organization-type',
    asks: 'First organization: provider, public health or school',
    suggestion: () => 'provider',
    fault: organization('type'),
  },
  { name: '--username', asks: 'First help desk account: username', fault: person('username') },
  { name: '--last-name', asks: 'First help desk account: last name', fault: person('lastName') },
  { name: '--first-name', asks: 'First help desk account: first name', fault: person('firstName') },
  { name: '--email', asks: 'First help desk account: email address', fault: person('email') },
];

/** What is no setting. Its file has values in apostrophes: what has none itself is read alike by systemd, node and the shell. */
function valueFault(value: string): string | undefined {
  if (value === '') return 'There is no usual answer.';
  if (/[\n\r'\0]/.test(value))
    return 'Leave out apostrophes and line breaks: the settings are kept in a file of lines.';
  return undefined;
}

function addressFault(value: string): string | undefined {
  return valueFault(value) ?? emailFault(value);
}

/** The file of the settings, for systemd and `node --env-file`. */
export function settingsFile(answers: Answers): string {
  for (const [name, value] of Object.entries(answers))
    if (valueFault(value)) throw new Error(`${name}: ${valueFault(value)}`);
  return [
    '# Settings of Titer: docs/operating.md lists them all. Restart Titer after a change.',
    ...Object.entries(answers).map(([name, value]) => `${name}='${value}'`),
    '',
  ].join('\n');
}
