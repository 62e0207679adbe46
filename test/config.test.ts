import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readConfig } from '../src/config.js';
import { settings } from '../src/settings.js';

const safe = {
  NODE_ENV: 'production',
  PUBLIC_ORIGIN: 'https://registry.example.org',
  MAIL: 'folder',
  TRUSTED_PROXIES: 'none',
};

test('without any setting it starts for a first try', () => {
  expect(readConfig({})).toMatchObject({
    host: '127.0.0.1',
    port: 3000,
    origin: 'http://127.0.0.1:3000',
    timeZone: 'America/Chicago',
    mail: { kind: 'folder' },
    idleMinutes: 30,
  });
});

test('the names and addresses of the site are the guides unless the operator sets them', () => {
  expect(readConfig({}).site).toMatchObject({
    name: 'MIIC',
    helpDeskEmail: 'health.miichelp@state.mn.us',
    senderEmail: 'donotreply@health.state.mn.us',
  });
  expect(readConfig({ SITE_NAME: 'NORTH' }).site.name).toBe('NORTH');
});

test.each([
  ['a missing address', { PUBLIC_ORIGIN: '' }, 'Set PUBLIC_ORIGIN'],
  ['an address in clear', { PUBLIC_ORIGIN: 'http://registry.example.org' }, 'https://'],
  ['no way for mail', { MAIL: '' }, 'Set MAIL'],
  ['Resend without its key', { MAIL: 'resend' }, 'Set RESEND_API_KEY'],
  ['SMTP without its address', { MAIL: 'smtp' }, 'Set SMTP_URL'],
  ['another kind of mail', { MAIL: 'pigeon' }, 'Set MAIL to folder, resend or smtp'],
  ['a time zone that is none', { TIME_ZONE: 'Minnesota' }, 'Set TIME_ZONE'],
  ['a port that is none', { PORT: '80a' }, 'Set PORT'],
  ['a session of a week', { SESSION_HOURS: '168' }, 'Set SESSION_HOURS'],
  ['a time of day that is none', { BACKUP_AT: '24:00' }, 'Set BACKUP_AT'],
  ['no word about proxies', { TRUSTED_PROXIES: '' }, 'Set TRUSTED_PROXIES'],
  ['a proxy by its name', { TRUSTED_PROXIES: 'proxy.example.org' }, 'such as 10.0.0.5, 192.168.0.0/16, or to none'],
  ['none and a proxy', { TRUSTED_PROXIES: 'none, 10.0.0.5' }, 'Set TRUSTED_PROXIES'],
  ['everybody as a proxy', { TRUSTED_PROXIES: '0.0.0.0/0' }, 'Set TRUSTED_PROXIES'],
  ['a range that is none', { TRUSTED_PROXIES: '10.0.0.0/33' }, 'Set TRUSTED_PROXIES'],
])('in production %s stops the start with what to set', (_, change, sentence) => {
  expect(() => readConfig({ ...safe, ...change })).toThrow(sentence);
});

test('in production the proxies are named, or it is said that there are none', () => {
  expect(readConfig(safe).trustedProxies).toEqual([]);
  expect(readConfig({ ...safe, TRUSTED_PROXIES: '10.0.0.5, 2001:db8::/32' }).trustedProxies).toHaveLength(2);
});

test('docs/operating.md lists every setting with its default', () => {
  const doc = readFileSync(new URL('../docs/operating.md', import.meta.url), 'utf8');
  for (const { name, fallback, description } of settings)
    expect(doc).toContain(
      `| ${name} | ${fallback ? `\`${fallback.replaceAll('|', '\\|')}\`` : ''} | ${description.replaceAll('|', '\\|')} |`,
    );
});
