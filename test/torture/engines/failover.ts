// npm run torture -- failover: staff save while the database's primary is killed and its standby promoted, again and again. No Save that
// was answered is lost, none is done twice, what was typed is kept, and the app processes go on by themselves.
import { setTimeout as sleep } from 'node:timers/promises';
import { and, asc, eq } from 'drizzle-orm';
import { changes, clients } from '../../../src/db/schema/clients.js';
import { type Browser, formOf } from '../../support/app.js';
import { missingPostgresql } from '../../support/setup/postgresql.js';
import { Cluster } from './cluster.js';
import { type Registries, someoneAt, startRegistries } from './registries.js';

const rounds = Number(process.env.ROUNDS ?? 50);
const roundsUnsafe = Math.min(rounds, 5);
const [apps, staff] = [4, 20];
const say = (text: string) => process.stdout.write(`${text}\n`);

type Watch = {
  /** Answers to a form that was shown from what is lost: not as shown, or another value stands there. */
  readonly shownFromLost: readonly number[];
  isOver: boolean;
  violations: string[];
  /** Forms that could not be taken and came back with what was typed. */
  cameBack: number;
  /** For each process the last time that it showed a record, by when it was asked. */
  readonly shown: number[];
};

type Person = { readonly browser: Browser; readonly app: number; readonly id: number; readonly saved: string[] };

/** A street that nobody else types. */
const streetOf = (person: number, at: number) => `${at} STAFF ${'ABCDEFGHIJKLMNOPQRST'[person]} ST`;

/** Opens a record, and again until it is shown. */
async function open({ browser, app, id }: Person, watch: Watch): Promise<string> {
  for (;;) {
    const asked = performance.now();
    const { status, text } = await browser.get(`/clients/${id}`);
    if (status === 200) {
      watch.shown[app] = asked;
      return text;
    }
    if (status !== 503) watch.violations.push(`a page was answered ${status}`);
    if (watch.isOver) return '';
    await sleep(300);
  }
}

/** What a page that refuses says. */
const faultOn = (html: string) =>
  [...html.matchAll(/class="(?:error|status|message)[^"]*"[^>]*>([\s\S]{0,300}?)<\/(?:p|div|span|section|output)>/g)]
    .map(([, text = '']) => text.replaceAll(/<[^>]*>|\s+/g, ' ').trim())
    .join(' | ')
    .slice(0, 400);

/** Types a street and saves; what comes back is sent again until it is saved. */
async function save(person: Person, street: string, watch: Watch): Promise<void> {
  const path = `/clients/${person.id}`;
  let page = await open(person, watch);
  for (let isAgain = false; page; isAgain = true) {
    const form = formOf(page, path);
    if (!isAgain) form.set('street', street);
    else if (form.get('street') !== street)
      watch.violations.push('what was typed is gone from the form that came back');
    form.set('do.save', 'Save');
    const { status, text } = await person.browser.post(path, `${form}`);
    if (status === 303) return void person.saved.push(street);
    const isOfLost = watch.shownFromLost.includes(status) && text.includes(street);
    if (status !== 503 && !isOfLost)
      return void watch.violations.push(`a Save was answered ${status}: ${faultOn(text)}`);
    watch.cameBack += 1;
    // They look at the record again, and type what they see fit.
    if (isOfLost) return;
    page = text;
    await sleep(500);
  }
}

async function work(person: Person, at: number, watch: Watch): Promise<void> {
  for (let i = 1; !watch.isOver; i += 1) {
    await save(person, streetOf(at, i), watch).catch(({ message, cause }: Error) =>
      watch.violations.push(`no answer: ${message} ${(cause as Error | undefined)?.message ?? ''}`),
    );
    await sleep(200 + Math.random() * 200);
  }
}

async function peopleOf({ all, db }: Registries): Promise<Person[]> {
  const rows = await db.read.select().from(clients).orderBy(asc(clients.id)).all();
  const ids = rows
    .filter(
      ({ lockedBy, deceasedAt, birthDate }) => !lockedBy && !deceasedAt && birthDate > '1990' && birthDate < '2020',
    )
    .map(({ id }) => id);
  const people: Person[] = [];
  for (const id of ids) {
    const i = people.length;
    const registry = all[i % apps];
    if (!registry || i === staff) break;
    const browser = people[i - apps * 2]?.browser ?? (await someoneAt(registry).logIn(i % 8 < 4 ? 'paul' : 'nora'));
    // Some of the demonstration hold values that a Save asks about.
    const form = formOf((await browser.get(`/clients/${id}`)).text, `/clients/${id}`);
    form.set('street', '1 FIRST ST');
    form.set('do.save', 'Save');
    const { status } = await browser.post(`/clients/${id}`, `${form}`);
    if (status === 303) people.push({ browser, app: i % apps, id, saved: [] });
  }
  return people;
}

/** What of the answered Saves is not in the history, and what is there twice or out of order. */
async function compare({ db }: Registries, people: readonly Person[]) {
  let [lost, twice] = [0, 0];
  for (const { id, saved } of people) {
    const rows = await db.read
      .select({ after: changes.after })
      .from(changes)
      .where(and(eq(changes.clientId, id), eq(changes.field, 'street')))
      .orderBy(asc(changes.id))
      .all();
    const history = rows.map(({ after }) => after ?? '').filter((street) => street.includes(' STAFF '));
    lost += saved.filter((street) => !history.includes(street)).length;
    const numbers = history.map((street) => Number.parseInt(street, 10));
    twice += numbers.filter((one, i) => i > 0 && one <= (numbers[i - 1] ?? 0)).length;
  }
  return { lost, twice };
}

type Times = { readonly down: number[]; readonly first: number[]; readonly all: number[] };

/** The primary is lost while the line to its standby stalls, and the standby takes its place: sometimes late. */
async function failOver(cluster: Cluster, watch: Watch, round: number, times: Times): Promise<void> {
  await sleep(1500 + Math.random() * 500);
  cluster.replication.stall();
  await sleep(300);
  const killed = performance.now();
  cluster.kill();
  await sleep(round % 5 === 4 ? 7000 : 300);
  await cluster.promote();
  const promoted = performance.now();
  const back = () => watch.shown.filter((asked) => asked > killed).length;
  let first = 0;
  for (let waited = 0; waited < 30_000 && back() < apps; waited += 20) {
    if (back() > 0) first ||= performance.now();
    await sleep(20);
  }
  const last = performance.now();
  times.down.push(promoted - killed);
  times.first.push((first || last) - promoted);
  times.all.push(last - promoted);
  if (back() < apps) watch.violations.push(`round ${round}: ${apps - back()} processes show no page`);
  await cluster.follow();
}

const seconds = (list: readonly number[]) => {
  const sorted = [...list].sort((a, b) => a - b);
  return `${((sorted[sorted.length >> 1] ?? 0) / 1000).toFixed(1)} s at the median, ${((sorted.at(-1) ?? 0) / 1000).toFixed(1)} s at most`;
};

async function saveThrough(isSynchronous: boolean, rounds: number) {
  const cluster = await Cluster.start(isSynchronous);
  const unlimited = { RECORDS_ASKED_WHY: '0', RECORDS_STOPPED: '0' };
  const registries = await startRegistries(cluster.url, apps, {
    MAIL: 'smtp',
    SMTP_URL: 'smtp://127.0.0.1:9',
    ...unlimited,
  });
  const watch: Watch = {
    shownFromLost: isSynchronous ? [] : [400, 422],
    ...{ isOver: false, violations: [], cameBack: 0, shown: Array.from({ length: apps }, () => 0) },
  };
  const times: Times = { down: [], first: [], all: [] };
  const pids = registries.all.map(({ pid }) => pid);
  try {
    await cluster.follow();
    const people = await peopleOf(registries);
    const working = people.map((person, i) => work(person, i, watch));
    for (let round = 0; round < rounds; round += 1) await failOver(cluster, watch, round, times);
    watch.isOver = true;
    await Promise.all(working);
    const found = await compare(registries, people);
    const isLate = times.first.some((ms) => ms > 10_000);
    if (isLate) watch.violations.push('a first page came later than ten seconds after the promotion');
    if (registries.all.some(({ pid }, i) => pid !== pids[i])) watch.violations.push('a process was started again');
    const saved = people.reduce((sum, person) => sum + person.saved.length, 0);
    say(
      `${isSynchronous ? 'synchronous' : 'asynchronous'}: ${rounds} failovers, ${saved} Saves answered, ${found.lost} lost, ` +
        `${found.twice} twice or out of order, ${watch.cameBack} came back with what was typed and were sent again`,
    );
    say(`  without a primary for ${seconds(times.down)}; after the promotion the first page ${seconds(times.first)},`);
    say(`  every process ${seconds(times.all)}; ${watch.violations.length} violations`);
    for (const violation of watch.violations.slice(0, 20)) process.stderr.write(`${violation}\n`);
    return { ...found, violations: watch.violations.length };
  } finally {
    watch.isOver = true;
    const faults = (await registries.remove())
      .split('\n')
      .filter((line) => line.includes('"level":50') && line.includes('"reference"'));
    if (faults.length > 0)
      say(`  ${faults.length} requests with a fault in the logs, the first: ${faults[0]?.slice(0, 600)}`);
    await cluster.stop();
  }
}

/** Synchronous first, which has to lose nothing; then what may be lost where nobody waits for the standby. */
export async function failover(): Promise<void> {
  if (missingPostgresql) throw new Error(missingPostgresql);
  const safe = await saveThrough(true, rounds);
  const unsafe = await saveThrough(false, roundsUnsafe);
  if (safe.lost + safe.twice + safe.violations > 0) process.exitCode = 1;
  if (unsafe.violations > 0) process.exitCode = 1;
}
