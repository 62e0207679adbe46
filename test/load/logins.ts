// npm run bench -- logins [tries]: what an outsider who guesses does to everybody else, and what the time of an answer
// tells. The real server, behind a stand-in of a trusted proxy.
import { readFileSync } from 'node:fs';
import { memberships, users } from '../../src/db/schema/accounts.js';
import { Browser, formOf } from '../support/app.js';
import { Registry } from '../support/setup/registry.js';
import { plantTemplate } from '../support/setup/template.js';
import { at, say } from './figures.js';

const settings = { TRUSTED_PROXIES: '127.0.0.1' };
const right = { organizationCode: 'RIVER', username: 'nora', password: 'Immunize-2026' };
const people = 200;

/** A browser at an address of its own. */
function browserAt(registry: Registry, address: string): Browser {
  return new Browser((path, init) => {
    const headers = new Headers(init.headers);
    headers.set('X-Forwarded-For', address);
    return fetch(new URL(path, registry.url), { ...init, headers, redirect: 'manual' });
  });
}

const addressOf = (n: number) => `198.${18 + (n >> 16)}.${(n >> 8) & 255}.${n & 255}`;

const ms = (value: number) => `${value.toFixed(1)} ms`;

/** Measures and prints; exits with 1 where a figure is not held. */
export async function run([tries = '2000']: readonly string[]): Promise<void> {
  const template = await plantTemplate();
  const registry = await Registry.copyOf(template.folder, settings);
  try {
    await addPeople(registry);
    const known = await browserAt(registry, '192.0.2.1').logIn('nora');
    const held = [
      await resetsTellNothing(registry),
      await guessing(registry, known, 'many accounts', Number(tries), (n) => `guess${n}`),
      await guessing(registry, known, 'one account', Number(tries), () => 'nora'),
    ];
    if (held.includes(false)) process.exitCode = 1;
  } finally {
    await registry.remove();
    template.remove();
  }
}

/** Two hundred users with an address and questions on file, so that each right request sends a mail. */
function addPeople(registry: Registry): Promise<void> {
  return registry.write(async (tx) => {
    for (let i = 0; i < people; i += 1) {
      const username = `person${i}`;
      const at = Date.now();
      const { id } = await tx
        .insert(users)
        .values({
          ...{ username, lastName: username, email: `${username}@riverside.example`, passwordHash: 'none' },
          ...{ passwordSetAt: at, homeOrganizationId: 1, createdAt: at, questionsSetAt: at, questionAsked: 1 },
        })
        .returning({ id: users.id })
        .get();
      await tx.insert(memberships).values({ userId: id, username, organizationId: 1, role: 'view only' }).run();
    }
  });
}

async function resetsTellNothing(registry: Registry): Promise<boolean> {
  const times: Record<'right' | 'wrong', number[]> = { right: [], wrong: [] };
  const answers = new Set<string>();
  const ask = async (kind: 'right' | 'wrong', i: number) => {
    const browser = browserAt(registry, addressOf(i * 2 + (kind === 'right' ? 0 : 1)));
    const form = formOf((await browser.get('/password/forgot')).text, '/password/forgot');
    const domain = kind === 'right' ? 'riverside' : 'elsewhere';
    const fill = { organizationCode: 'RIVER', username: `person${i}`, email: `person${i}@${domain}.example` };
    for (const [name, value] of Object.entries({ ...fill, 'do.submit': 'Submit' })) form.set(name, value);
    const body = form.toString();
    const began = performance.now();
    const answer = await browser.post('/password/forgot', body);
    times[kind].push(performance.now() - began);
    const page = await browser.get(answer.location);
    answers.add(`${answer.status} ${answer.text.length} ${page.status} ${page.text.length}`);
  };
  for (let i = 0; i < people; i += 1)
    for (const kind of i % 2 ? (['right', 'wrong'] as const) : (['wrong', 'right'] as const)) await ask(kind, i);
  const [known, unknown] = [at(times.right, 0.5), at(times.wrong, 0.5)];
  say(`${people} requests for a reset with right, ${people} with wrong details:`);
  say(`  answers: ${[...answers].join(', ')} (status and length, then of the page)`);
  say(`  median ${ms(known)} right, ${ms(unknown)} wrong, apart ${ms(Math.abs(known - unknown))} (at most 5)`);
  return answers.size === 1 && Math.abs(known - unknown) <= 5;
}

async function guessing(
  registry: Registry,
  known: Browser,
  what: string,
  tries: number,
  username: (n: number) => string,
): Promise<boolean> {
  await known.submit('/', {}, 'do.logout', '/logout');
  const victor = await browserAt(registry, '192.0.2.2').logIn('victor');
  const before = memoryOf(registry);
  const pages: number[] = [];
  const statuses = new Map<number, number>();
  let asked = 0;
  let running = true;
  const attack = Array.from({ length: 20 }, async () => {
    for (let n = asked++; n < tries; n = asked++) {
      const fill = { organizationCode: 'RIVER', username: username(n), password: `wrong ${n}` };
      const { status } = await browserAt(registry, addressOf(5000 + n)).submit('/login', fill, 'do.login');
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
  });
  const reader = (async () => {
    for (let i = 0; running; i += 1) {
      const began = performance.now();
      await victor.get(i % 2 ? '/' : '/clients/6714871');
      pages.push(performance.now() - began);
      await new Promise((done) => setTimeout(done, 50));
    }
  })();
  const began = performance.now();
  await new Promise((done) => setTimeout(done, 1000));
  const owner = performance.now();
  const login = await known.submit('/login', right, 'do.login');
  const ownerTook = performance.now() - owner;
  await Promise.all(attack);
  const took = (performance.now() - began) / 1000;
  running = false;
  await reader;
  const fresh = await browserAt(registry, '192.0.2.3').submit('/login', right, 'do.login');
  const wait = Number(fresh.headers.get('Retry-After') ?? 0);
  const grown = (memoryOf(registry) - before) / 1024;
  const slow = at(pages, 0.95);
  say(`${tries} wrong passwords for ${what}, 20 at a time, in ${took.toFixed(1)} s:`);
  say(`  answers: ${[...statuses].map(([status, count]) => `${count} × ${status}`).join(', ')}`);
  say(`  others' pages: median ${ms(at(pages, 0.5))}, 95th percentile ${ms(slow)} of ${pages.length} (under 500)`);
  say(`  the owner from a known browser, meanwhile: ${login.status} in ${ms(ownerTook)}`);
  say(`  the owner from a new browser, after it: ${fresh.status}, to wait ${wait} s (at most 900)`);
  say(`  memory grew by ${grown.toFixed(1)} MB (under 50)`);
  return slow < 500 && login.status === 303 && wait <= 900 && grown < 50;
}

/** Resident memory of the server in KB. */
function memoryOf(registry: Registry): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${registry.pid}/status`, 'utf8'))?.[1]);
}
