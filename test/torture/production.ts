// npm run torture -- production: docs/operating.md followed word for word on a new Debian, up to a first login by HTTPS through either
// proxy; then backup, damage and restore, an upgrade and the way back. Its commands are read out of the page.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Browser } from '../support/app.js';
import { download, downloadPackages, Machine } from './machine.js';

const say = (text: string) => process.stdout.write(`${text}\n`);
const page = readFileSync('docs/operating.md', 'utf8');
const minutes = 5;
const origin = 'https://registry.example.org';
const password = 'Blue-heron-42';

/** The code blocks of a part of the page, in a language. */
function blocks(heading: string, language: string): string[] {
  const [, part = ''] = new RegExp(`^##+ ${heading}\\n([\\s\\S]*?)(?=^##|(?![\\s\\S]))`, 'm').exec(page) ?? [];
  const found = [...part.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(
    ([, text = '']) => text,
  );
  if (found.length === 0) throw new Error(`docs/operating.md has no ${language} under ${heading}.`);
  return found;
}

/** What the operator types when setup asks: Enter where there is a suggestion. */
const answers = [
  ...[
    origin,
    'NORTH',
    'Northern Immunization Registry',
    '',
    '',
    'help@registry.example.org',
    '218-555-0100',
    '',
    '',
    '',
  ],
  ...['folder', '', 'ELM', 'Elm Clinic', '', 'hanna', 'Berg', 'Hanna', 'hanna@registry.example.org'],
];
/** The command with a terminal, at which these are typed. */
const typed = (command: string) =>
  `printf '%s\\n' ${answers.map((answer) => `'${answer}'`).join(' ')} | script -qefc "${command}" /dev/null`;

/** A repository with this release, and one of later whose database is newer. */
function repositoryIn(folder: string): void {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  const bare = join(folder, 'titer.git');
  git('clone', '--quiet', '--bare', '--no-hardlinks', process.cwd(), bare);
  const head = execFileSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8' }).trim();
  git('-C', bare, 'update-ref', 'refs/heads/released', head);
  git('-C', bare, 'symbolic-ref', 'HEAD', 'refs/heads/released');
  git('-C', bare, 'tag', 'this-release', head);
}

function releaseLater(folder: string): void {
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@t.example', ...args], {
      cwd: join(folder, 'later'),
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  execFileSync('git', ['clone', '--quiet', join(folder, 'titer.git'), join(folder, 'later')]);
  const journal = join(folder, 'later/src/db/migrations/meta/_journal.json');
  const { entries, ...rest } = JSON.parse(readFileSync(journal, 'utf8'));
  const last = entries.at(-1);
  entries.push({ ...last, idx: last.idx + 1, when: last.when + 1, tag: '9999_later' });
  writeFileSync(journal, JSON.stringify({ ...rest, entries }));
  writeFileSync(
    join(folder, 'later/src/db/migrations/9999_later.sql'),
    'CREATE TABLE `later` (`id` integer PRIMARY KEY);',
  );
  git('add', '.');
  git('commit', '--quiet', '--message', 'Later');
  git('tag', 'later-release');
  git('push', '--quiet', 'origin', 'later-release');
}

const expect = (what: string, is: boolean) => {
  if (!is) throw new Error(`Not so: ${what}`);
  say(`  ${what}`);
};

export async function production(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'titer-production-'));
  repositoryIn(folder);
  const [install = '', reload = ''] = blocks('Production', 'sh');
  download();
  downloadPackages(folder);
  const machine = new Machine();
  try {
    await machine.start(folder);
    // It is there for the second half, and may have been quicker to take the port.
    machine.run('systemctl stop nginx; systemctl start caddy');
    await follow(machine, folder, install, reload);
  } catch (error) {
    say(machine.try('journalctl --no-pager --unit titer --unit caddy --lines 40').text);
    throw error;
  } finally {
    await machine.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What the database of the registry answers. */
const ask = (machine: Machine, sql: string) => {
  const sqlite = "new (require('/opt/titer/node_modules/better-sqlite3'))('/var/lib/titer/titer.db')";
  writeFileSync(
    join(machine.root, 'srv/ask.js'),
    `console.log(${sqlite}.prepare(process.argv[2]).pluck().all().join())`,
  );
  return machine.run(`runuser -u titer -- /opt/titer/node_modules/node/bin/node /srv/ask.js "${sql}"`).trim();
};

async function follow(machine: Machine, folder: string, install: string, reload: string): Promise<void> {
  const steps = (text: string, release = '', before = '') =>
    text
      .replaceAll('RELEASE_BEFORE', before)
      .replaceAll('RELEASE', release)
      .replace('REPOSITORY', '/srv/repositories/titer.git')
      .replace(/^titer setup .*$/m, typed);
  const began = performance.now();
  const told = machine.run(steps(install));
  const temporary = /Temporary password: (\S+)/.exec(told)?.[1] ?? '';
  // There is no authority to ask: Caddy is its own.
  const [caddyfile = ''] = blocks('Production', 'caddyfile');
  writeFileSync(join(machine.root, 'etc/caddy/Caddyfile'), `{\n\tlocal_certs\n\tskip_install_trust\n}\n${caddyfile}`);
  machine.run(reload);
  const certificate = 'var/lib/caddy/.local/share/caddy/pki/authorities/local/root.crt';
  machine.run(
    `for i in $(seq 100); do [ -s /${certificate} ] && curl -fsS http://127.0.0.1:9464/readyz && exit 0; sleep 0.1; done; exit 1`,
  );
  const open = (trusted = certificate) =>
    new Browser((to, init) => machine.fetch(origin + to, init, trusted, '127.0.0.9'));
  const logIn = (browser: Browser, secret: string) =>
    browser.submit('/login', { organizationCode: 'NORTH', username: 'hanna', password: secret }, 'do.login');

  const hanna = open();
  expect('the temporary password logs in by HTTPS through Caddy', (await logIn(hanna, temporary)).status === 303);
  await hanna.submit('/password/expired', { newPassword: password, confirmNewPassword: password }, 'do.save');
  await hanna.submit('/agreement', {}, 'do.accept');
  await hanna.submit('/email-address', {}, 'do.yes');
  const questions = { question1: 'street', answer1: 'Maple Lane', question2: 'teacher', answer2: 'Engstrom' };
  await hanna.submit('/security-questions', { ...questions, question3: 'toy', answer3: 'Button Bear' }, 'do.submit');
  expect('home opens', (await hanna.get('/')).text.includes('Hanna Berg'));
  const took = (performance.now() - began) / 60_000;
  say(
    `From a new Debian to home: ${took.toFixed(1)} minutes (at most ${minutes}); others here: ${loadavg()[0]?.toFixed(1)} processes`,
  );
  if (took > minutes) process.exitCode = 1;
  expect(
    'the proxy is believed: the address is that of the browser',
    ask(machine, "select distinct address from audit where action = 'login'") === '127.0.0.9',
  );
  expect(
    'the unit is hardened to at most 2.5',
    machine.try('systemd-analyze security --offline=true --threshold=25 /etc/systemd/system/titer.service').status ===
      0,
  );
  expect(
    'whoever is not Titer reads neither settings nor data',
    machine.try('runuser -u caddy -- sh -c "cat /etc/titer/titer.env || ls /var/lib/titer"').status !== 0,
  );
  expect(
    'setting up again is refused',
    /is there already/.test(machine.try('titer setup --settings /etc/titer/titer.env').text),
  );

  const [nginx = ''] = blocks('Production', 'nginx');
  writeFileSync(join(machine.root, 'etc/nginx/sites-enabled/titer'), nginx);
  machine.run(`systemctl stop caddy; openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=registry.example.org -addext subjectAltName=DNS:registry.example.org \
    -keyout /etc/ssl/private/registry.key -out /etc/ssl/registry.pem; systemctl restart nginx`);
  expect('nginx serves it too', (await logIn(open('etc/ssl/registry.pem'), password)).status === 303);
  machine.run('systemctl stop nginx; systemctl start caddy');

  machine.run('titer organization add OAK "Oak Hill School" --type school');
  const [copy = '', restore = ''] = blocks('Backup and restore', 'sh');
  machine.run(copy);
  machine.run('titer organization add LATE "Late Clinic" --type provider');
  machine.run('systemctl stop titer; truncate --size 40960 /var/lib/titer/titer.db; systemctl start titer || true');
  expect(
    'a damaged database is not served',
    /damaged/.test(machine.run('sleep 3; journalctl --unit titer --no-pager | tail -20')),
  );
  machine.run(restore);
  const ready = () =>
    machine.run('curl -fsS --retry 60 --retry-connrefused --retry-delay 1 http://127.0.0.1:9464/readyz');
  ready();
  const codes = () => ask(machine, 'select code from organizations order by id');
  expect('restored, everything of its moment is there', codes() === 'NORTH,ELM,OAK');
  expect('and its password logs in', (await logIn(open(), password)).status === 303);

  releaseLater(folder);
  const [upgrade = '', back = ''] = blocks('Upgrading, and going back', 'sh');
  machine.run(steps(upgrade, 'later-release'));
  expect('upgraded, it serves', (await logIn(open(), password)).status === 303);
  machine.run('titer organization add PINE "Pine Clinic" --type provider');
  machine.run(steps(back, '', 'this-release'));
  ready();
  expect('back again, it is as before the upgrade', codes() === 'NORTH,ELM,OAK');
  expect('and serves', (await logIn(open(), password)).status === 303);
}
