type Setting = { readonly name: string; readonly fallback: string; readonly description: string };

/** Every setting with its default: the table in docs/operating.md is held against this list by a test. */
export const settings = [
  {
    name: 'NODE_ENV',
    fallback: '',
    description: '`production` turns the demonstration data off and the checks below on',
  },
  { name: 'HOST', fallback: '127.0.0.1', description: 'address to listen on' },
  { name: 'PORT', fallback: '3000', description: 'port to listen on; 0 takes a free one' },
  {
    name: 'WATCH_PORT',
    fallback: '',
    description: 'port on 127.0.0.1 for /metrics, /healthz and /readyz, such as 9464; none when empty',
  },
  { name: 'DATA_DIR', fallback: './data', description: 'folder of the database and, with MAIL=folder, of the mails' },
  {
    name: 'DATABASE_URL',
    fallback: '',
    description:
      'database of PostgreSQL 15 or newer in place of the file in DATA_DIR, such as `postgres://titer:PASSWORD@db.example.org/registry`',
  },
  {
    name: 'DATABASE_URL_FILE',
    fallback: '',
    description: 'file that DATABASE_URL stands in, to keep it from the environment',
  },
  {
    name: 'PUBLIC_ORIGIN',
    fallback: '',
    description:
      'where browsers reach the site, such as `https://registry.example.org`; `http://HOST:PORT` when empty. ' +
      'Required, and https, in production',
  },
  { name: 'TIME_ZONE', fallback: 'America/Chicago', description: 'time zone of every date and time on screen' },
  {
    name: 'MAIL',
    fallback: 'folder',
    description:
      '`folder` (each message a readable .eml file in DATA_DIR/mail), `resend` or `smtp`. Required in production',
  },
  { name: 'RESEND_API_KEY', fallback: '', description: 'with MAIL=resend: its key' },
  {
    name: 'RESEND_BASE_URL',
    fallback: '',
    description: 'with MAIL=resend: another host of its API, for trying it out',
  },
  { name: 'SMTP_URL', fallback: '', description: 'with MAIL=smtp: such as `smtps://user:password@mail.example.org`' },
  {
    name: 'SESSION_IDLE_MINUTES',
    fallback: '30',
    description:
      'idle minutes after which a session ends, 5 to 120; for trying it out, outside production, seconds such as `30s`',
  },
  { name: 'SESSION_HOURS', fallback: '12', description: 'hours after which a session ends in any case, 1 to 24' },
  {
    name: 'PASSWORD_POLICY',
    fallback: 'miic',
    description: '`miic` (8 characters, three of four types) or `nist` (15 characters, of any type)',
  },
  {
    name: 'RECORDS_ASKED_WHY',
    fallback: '60',
    description: 'records that a user opens within an hour before being asked why, once a day; 0 for no question',
  },
  {
    name: 'RECORDS_STOPPED',
    fallback: '180',
    description: 'records that a user opens within an hour before being stopped, and the help desk told; 0 for no stop',
  },
  {
    name: 'AGREEMENT_FILE',
    fallback: '',
    description:
      'text file of the user agreement, an empty line between paragraphs; a changed text asks everyone again. ' +
      'Empty: the one that comes along',
  },
  {
    name: 'TRUSTED_PROXIES',
    fallback: '',
    description:
      'addresses of proxies before the server whose X-Forwarded-For is believed, or ranges such as 10.0.0.0/8, ' +
      'with commas between; `none` where there is no proxy. Required in production',
  },
  {
    name: 'BACKUP_DIR',
    fallback: '',
    description:
      'folder of the nightly copies of the database, on another disk if there is one; `DATA_DIR/backups` when empty',
  },
  { name: 'BACKUP_KEEP', fallback: '14', description: 'how many of them are kept, 0 to 400; 0 makes none' },
  { name: 'BACKUP_AT', fallback: '02:30', description: 'time of day, in TIME_ZONE, at which they are made' },
  { name: 'SITE_NAME', fallback: 'MIIC', description: 'short name of the registry' },
  { name: 'SITE_FULL_NAME', fallback: 'Minnesota Immunization Information Connection', description: 'its full name' },
  {
    name: 'SITE_RELEASE',
    fallback: 'Production Region',
    description: 'words before the release number under the name; `Demonstration` stands there unless in production',
  },
  {
    name: 'SITE_REGIONS',
    fallback:
      'Communities Caring for Children (CCC) | North East Minnesota Immunization Connection (NEMIC) | MIIC Help ' +
      'Desk (MDH) | Southwest Minnesota Immunization Information Connection (SW-MIIC) | Central Minnesota ' +
      'Immunization Connection (CMIC) | ImmuLink | Southeast Minnesota Immunization Connection (SEMIC) | ' +
      'Immtrack',
    description: 'regional programmes on the login page, with `|` between them',
  },
  {
    name: 'HELP_DESK_EMAIL',
    fallback: 'health.miichelp@state.mn.us',
    description: 'address of the help desk, also the sender of reminders',
  },
  { name: 'HELP_DESK_PHONE', fallback: '651-201-5207', description: 'telephone of the help desk' },
  { name: 'WEBSITE', fallback: 'www.health.state.mn.us/immunize', description: 'website named in mails' },
  {
    name: 'GUIDANCE_URL',
    fallback: 'https://www.health.state.mn.us/people/immunize/miic/train/index.html',
    description: 'where the guidance page sends for more',
  },
  { name: 'SENDER_EMAIL', fallback: 'donotreply@health.state.mn.us', description: 'sender of password mails' },
] as const satisfies readonly Setting[];
