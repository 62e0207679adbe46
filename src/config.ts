import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Range, readRanges } from './domain/accounts/network.js';
import type { PasswordPolicy } from './domain/accounts/password.js';
import type { Site } from './domain/site.js';
import { readIdle } from './domain/time/idle.js';
import { root } from './files/root.js';

export type Mail =
  | { readonly kind: 'folder' }
  | { readonly kind: 'resend'; readonly apiKey: string; readonly url: string }
  | { readonly kind: 'smtp'; readonly url: string };

export type Config = {
  readonly production: boolean;
  readonly host: string;
  readonly port: number;
  readonly dataDir: string;
  /** The port of this machine on which whoever watches is answered; undefined for none. */
  readonly watchPort: number | undefined;
  /** The address at which browsers reach the site, without a slash at the end. */
  readonly origin: string;
  readonly timeZone: string;
  readonly mail: Mail;
  readonly idleMinutes: number;
  readonly sessionHours: number;
  readonly passwordPolicy: PasswordPolicy;
  /** The most records that somebody may open within an hour before they are asked why, and before they are stopped. */
  readonly openings: { readonly asks: number; readonly stops: number };
  /** The file of the user agreement; empty for the one that comes along. */
  readonly agreementFile: string;
  /** The nightly copies of the database. */
  readonly backups: {
    readonly folder: string;
    /** The number of copies that are kept; 0 for none made. */
    readonly keep: number;
    /** The time of day, in the registry's time zone. */
    readonly hour: number;
    readonly minute: number;
  };
  /** Proxies whose X-Forwarded-For is believed. */
  readonly trustedProxies: readonly Range[];
  readonly site: Site;
};

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

export type Environment = Readonly<Record<string, string | undefined>>;

/** What whoever started the process has set. */
export const environment: Environment = process.env;

type Name = (typeof settings)[number]['name'];

const version = (JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as { version: string }).version;

/**
 * Reads and checks the settings. Throws an Error whose message says in a sentence what to set, where one is missing or
 * unsafe.
 */
export function readConfig(env: Environment = environment): Config {
  const get = (name: Name) => env[name]?.trim() || settings.find((setting) => setting.name === name)?.fallback || '';
  const whole = (name: Name, least: number, most: number) => {
    const value = Number(get(name));
    if (Number.isInteger(value) && value >= least && value <= most) return value;
    throw new Error(`Set ${name} to a whole number from ${least} to ${most}; it is "${get(name)}".`);
  };
  const production = get('NODE_ENV') === 'production';
  const required = (name: Name) => {
    if (production && !env[name]?.trim()) throw new Error(`Set ${name}: in production it has no default.`);
    return get(name);
  };
  const host = get('HOST');
  const port = whole('PORT', 0, 65535);
  return {
    production,
    host,
    port,
    dataDir: get('DATA_DIR'),
    watchPort: get('WATCH_PORT') ? whole('WATCH_PORT', 0, 65535) : undefined,
    origin: readOrigin(
      required('PUBLIC_ORIGIN') || `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
      production,
    ),
    timeZone: readTimeZone(get('TIME_ZONE')),
    mail: readMail(required('MAIL'), get),
    idleMinutes: idleOf(get('SESSION_IDLE_MINUTES'), production),
    sessionHours: whole('SESSION_HOURS', 1, 24),
    passwordPolicy: readPolicy(get('PASSWORD_POLICY')),
    openings: {
      asks: whole('RECORDS_ASKED_WHY', 0, 100_000) || Number.POSITIVE_INFINITY,
      stops: whole('RECORDS_STOPPED', 0, 100_000) || Number.POSITIVE_INFINITY,
    },
    agreementFile: get('AGREEMENT_FILE'),
    backups: {
      folder: get('BACKUP_DIR') || join(get('DATA_DIR'), 'backups'),
      keep: whole('BACKUP_KEEP', 0, 400),
      ...readTime(get('BACKUP_AT')),
    },
    trustedProxies: readProxies(required('TRUSTED_PROXIES')),
    site: {
      name: get('SITE_NAME'),
      fullName: get('SITE_FULL_NAME'),
      release: `${production ? get('SITE_RELEASE') : 'Demonstration'} ${version}`,
      helpDeskEmail: get('HELP_DESK_EMAIL'),
      helpDeskPhone: get('HELP_DESK_PHONE'),
      website: get('WEBSITE'),
      guidance: get('GUIDANCE_URL'),
      senderEmail: get('SENDER_EMAIL'),
      regions: get('SITE_REGIONS')
        .split('|')
        .map((region) => region.trim())
        .filter(Boolean),
    },
  };
}

function idleOf(text: string, production: boolean): number {
  const minutes = readIdle(text);
  const least = production || !text.endsWith('s') ? 5 : 1 / 60;
  if (minutes >= least && minutes <= 120 && !(production && text.endsWith('s'))) return minutes;
  throw new Error(`Set SESSION_IDLE_MINUTES to a whole number from 5 to 120; it is "${text}".`);
}

function readOrigin(text: string, production: boolean): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search || url.hash)
    throw new Error(`Set PUBLIC_ORIGIN to an address such as https://registry.example.org; it is "${text}".`);
  if (production && url.protocol !== 'https:')
    throw new Error('Set PUBLIC_ORIGIN to an https:// address: health information must not travel in clear.');
  return url.origin;
}

function readTimeZone(zone: string): string {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: zone });
    return zone;
  } catch {
    throw new Error(`Set TIME_ZONE to a time zone such as America/Chicago; it is "${zone}".`);
  }
}

function readTime(text: string): { hour: number; minute: number } {
  const [, hour, minute] = /^(\d\d):(\d\d)$/.exec(text) ?? [];
  if (hour && minute && Number(hour) < 24 && Number(minute) < 60) return { hour: Number(hour), minute: Number(minute) };
  throw new Error(`Set BACKUP_AT to a time of day such as 02:30; it is "${text}".`);
}

function readProxies(text: string): readonly Range[] {
  const ranges = text === 'none' ? [] : readRanges(text);
  if (ranges) return ranges;
  throw new Error(
    'Set TRUSTED_PROXIES to addresses or ranges such as 10.0.0.5, 192.168.0.0/16, or to none where there is no ' +
      `proxy; it is "${text}".`,
  );
}

function readPolicy(policy: string): PasswordPolicy {
  if (policy === 'miic' || policy === 'nist') return policy;
  throw new Error(`Set PASSWORD_POLICY to miic or nist; it is "${policy}".`);
}

function readMail(kind: string, get: (name: Name) => string): Mail {
  if (kind === 'folder') return { kind };
  if (kind === 'resend') {
    if (!get('RESEND_API_KEY')) throw new Error('Set RESEND_API_KEY, or MAIL to folder or smtp.');
    return { kind, apiKey: get('RESEND_API_KEY'), url: get('RESEND_BASE_URL') };
  }
  if (kind === 'smtp') {
    if (!/^smtps?:\/\/./.test(get('SMTP_URL')))
      throw new Error(
        'Set SMTP_URL to an address such as smtps://user:password@mail.example.org, or MAIL to folder or resend.',
      );
    return { kind, url: get('SMTP_URL') };
  }
  throw new Error(`Set MAIL to folder, resend or smtp; it is "${kind}".`);
}
