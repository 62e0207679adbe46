import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Range, readRanges } from './domain/accounts/network.js';
import type { PasswordPolicy } from './domain/accounts/password.js';
import type { Site } from './domain/site.js';
import { readIdle } from './domain/time/idle.js';
import { root } from './files/root.js';
import { settings } from './settings.js';

export type Mail =
  | { readonly kind: 'folder' }
  | { readonly kind: 'resend'; readonly apiKey: string; readonly url: string }
  | { readonly kind: 'smtp'; readonly url: string };

export type Config = {
  readonly production: boolean;
  readonly host: string;
  readonly port: number;
  readonly dataDir: string;
  /** The address of a database of PostgreSQL; undefined for the file in the data folder. */
  readonly databaseUrl: string | undefined;
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
  const databaseUrl = readDatabaseUrl(get('DATABASE_URL'), get('DATABASE_URL_FILE'));
  const mail = readMail(required('MAIL'), get);
  if (databaseUrl && mail.kind === 'folder')
    throw new Error(
      'Set MAIL to resend or smtp: with DATABASE_URL there may be several machines, and a folder is on one.',
    );
  const host = get('HOST');
  const port = whole('PORT', 0, 65535);
  return {
    production,
    host,
    port,
    dataDir: get('DATA_DIR'),
    databaseUrl,
    watchPort: get('WATCH_PORT') ? whole('WATCH_PORT', 0, 65535) : undefined,
    origin: readOrigin(
      required('PUBLIC_ORIGIN') || `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
      production,
    ),
    timeZone: readTimeZone(get('TIME_ZONE')),
    mail,
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

/**
 * The address of a database of PostgreSQL, by DATABASE_URL or from the file of DATABASE_URL_FILE; undefined where neither is set.
 * Throws an Error whose message says in a sentence what to set, where it is none.
 */
export function readDatabaseUrl(given = '', file = ''): string | undefined {
  const url = file ? readFileSync(file, 'utf8').trim() : given;
  if (!url) return undefined;
  if (/^postgres(?:ql)?:\/\/./.test(url) && URL.canParse(url)) return url;
  throw new Error('Set DATABASE_URL to an address such as postgres://titer:PASSWORD@db.example.org/registry.');
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
