// Logins in a loop on four connections while the password changes, or the help desk acts: no session lives on that stands on
// what was before (L2, L8, L9, L13, A1).
import { join } from 'node:path';
import { and, eq, gt, inArray } from 'drizzle-orm';
import { createLinks, readLinkKey } from '../../src/auth/links.js';
import { insertLink } from '../../src/db/accounts/links.js';
import { openFile } from '../../src/db/open.js';
import { formerPasswords, links, memberships, sessions, users, wrongAnswers } from '../../src/db/schema/accounts.js';
import { audit, outbox } from '../../src/db/schema/operations.js';
import { demonstrationAnswers } from '../../src/demonstration/accounts.js';
import { type Answer, Browser, formOf } from '../support/app.js';
import { Registry } from '../support/setup/registry.js';
import { plantTemplate } from '../support/setup/template.js';

const rounds = Number(process.env.ROUNDS ?? 100);
const connections = 4;
const nora = { organizationCode: 'LAKE', username: 'nora', password: 'Immunize-2026' };
const fresh = { newPassword: 'Grey-goose-77', confirmNewPassword: 'Grey-goose-77' };
const lake = 2;

type Act = {
  readonly name: string;
  /** Makes ready, and answers what is to be pressed in the middle of the logins. */
  prepare(registry: Registry, id: number): Promise<() => Promise<Answer>>;
  /** What it leaves in the audit log. */
  readonly leaves: string;
  /** Whether the same login goes on working after it. */
  readonly goesOn: boolean;
  /** Sessions that may live on: of whoever changes their own password. */
  readonly spared: number;
};

const someone = (registry: Registry) =>
  new Browser((path, init) => fetch(`${registry.url}${path}`, { ...init, redirect: 'manual' }));

/** A form as it is shown, filled in, its button pressed: to be sent later. */
async function filled(browser: Browser, path: string, fill: Record<string, string>, control: string) {
  const form = formOf((await browser.get(path)).text, path);
  for (const [name, value] of Object.entries(fill)) form.set(name, value);
  form.set(control, control);
  return () => browser.post(path, form.toString());
}

const byHelen =
  (control: string, fill: Record<string, string> = {}) =>
  async (registry: Registry, id: number) =>
    filled(await someone(registry).logIn('helen'), `/users/${id}`, fill, control);

const acts: readonly Act[] = [
  {
    name: 'nora changes her password',
    prepare: async (registry) => filled(await someone(registry).logIn('nora'), '/account/password', fresh, 'do.save'),
    leaves: 'change password',
    goesOn: false,
    spared: 1,
  },
  {
    name: 'nora resets it by a mailed link',
    prepare: async (registry, id) => {
      const { create: newLink, tokenOf } = createLinks(readLinkKey(join(registry.dataDir, 'link.key')));
      const link = newLink();
      await registry.write((tx) => insertLink(tx, { id: link.id, userId: id, kind: 'reset', at: Date.now() }));
      const browser = someone(registry);
      await browser.get(`/password/reset/${tokenOf(link.nonce)}`);
      await browser.submit('/password/answer', { answer: demonstrationAnswers[0].answer }, 'do.submit');
      return filled(browser, '/password/new', fresh, 'do.save');
    },
    leaves: 'change password',
    goesOn: false,
    spared: 0,
  },
  {
    name: 'the help desk issues a temporary password',
    prepare: byHelen('do.password'),
    leaves: 'issue temporary password',
    goesOn: false,
    spared: 0,
  },
  { name: 'it ends her sessions', prepare: byHelen('do.sessions'), leaves: 'end session', goesOn: true, spared: 0 },
  {
    name: 'it gives her another role',
    prepare: byHelen('do.role', { organization: String(lake), role: 'view only' }),
    leaves: 'change user',
    goesOn: true,
    spared: 0,
  },
  {
    name: 'it ends her membership',
    prepare: byHelen(`do.leave.${lake}`),
    leaves: 'end membership',
    goesOn: false,
    spared: 0,
  },
  {
    name: 'it deactivates her account',
    prepare: byHelen('do.deactivate'),
    leaves: 'deactivate account',
    goesOn: false,
    spared: 0,
  },
];

const violations: string[] = [];

type Tally = { before: number; refused: number; after: number };

/** Logs in again and again until told to stop; answers how often it was let in. */
async function logInAgainAndAgain(browser: Browser, isOver: () => boolean, tally: Tally) {
  while (!isOver()) {
    browser.cookies.delete('session');
    const { status } = await browser.submit('/login', nora, 'do.login');
    if (status !== 303) tally.refused += 1;
  }
}

async function once(registry: Registry, browsers: readonly Browser[], act: Act, round: number, tally: Tally) {
  const must = (isSo: boolean, what: string) => {
    if (!isSo) violations.push(`${act.name}, round ${round}: ${what}`);
  };
  const { id, mark } = await restore(registry);
  const press = await act.prepare(registry, id);
  let isOver = false;
  const loops = browsers.map((browser) => logInAgainAndAgain(browser, () => isOver, tally));
  await new Promise((done) => setTimeout(done, 40 + ((round * 37) % 80)));
  const answer = await press();
  must(answer.status === 303 || answer.status === 200, `answered ${answer.status}`);
  isOver = true;
  await Promise.all(loops);

  const { log, living } = await look(registry, id, mark, act.leaves);
  const acted = log.findIndex(({ action }) => action === act.leaves);
  must(acted >= 0, 'it left no trace');
  const after = log.slice(acted + 1).filter(({ action }) => action === 'login').length;
  tally.before += log.slice(0, acted).filter(({ action }) => action === 'login').length;
  tally.after += after;
  if (!act.goesOn) must(after === 0, `${after} logins were let in after it`);
  must(living === after + act.spared, `${living} sessions live, ${after + act.spared} may`);
  for (const browser of browsers) {
    const page = await browser.get('/account');
    const isIn = page.status === 200;
    if (!act.goesOn) must(!isIn, 'a connection is still in');
    else if (isIn && act.leaves === 'change user')
      must(page.text.includes('View Only'), 'a connection goes on with the former role');
  }
  browsers[0]?.cookies.delete('session');
  const late = await browsers[0]?.submit('/login', nora, 'do.login');
  must((late?.status === 303) === act.goesOn, `a later login answers ${late?.status}`);
}

/** What the audit log says since a mark, and how many sessions of the user live. */
async function look(registry: Registry, id: number, mark: number, leaves: string) {
  const db = await openFile(join(registry.dataDir, 'titer.db'));
  const log = (
    await db.read
      .select({ action: audit.action, userId: audit.userId, detail: audit.detail })
      .from(audit)
      .where(and(gt(audit.id, mark), inArray(audit.action, ['login', leaves])))
      .orderBy(audit.id)
      .all()
  ).filter(({ action, userId }) => action !== 'login' || userId === id);
  const living = await db.read.select().from(sessions).where(eq(sessions.userId, id)).all();
  db.close();
  return { log, living: living.filter(({ endedAt }) => endedAt === null).length };
}

let original: { user: typeof users.$inferSelect; memberships: (typeof memberships.$inferSelect)[] } | undefined;

/** Nora as she was at first, with no session, mail or link; and the last row of the audit log. */
async function restore(registry: Registry): Promise<{ id: number; mark: number }> {
  const db = await openFile(join(registry.dataDir, 'titer.db'));
  const user = await db.read.select().from(users).where(eq(users.username, 'nora')).get();
  if (!user) throw new Error('nora is not there.');
  const { id } = user;
  original ??= { user, memberships: await db.read.select().from(memberships).where(eq(memberships.userId, id)).all() };
  const { user: first, memberships: held } = original;
  await db.write(async (tx) => {
    await tx.delete(sessions).run();
    for (const table of [links, formerPasswords, wrongAnswers])
      await tx.delete(table).where(eq(table.userId, id)).run();
    await tx.delete(outbox).run();
    await tx.update(users).set(first).where(eq(users.id, id)).run();
    await tx.delete(memberships).where(eq(memberships.userId, id)).run();
    await tx.insert(memberships).values(held).run();
  });
  const rows = await db.read.select({ id: audit.id }).from(audit).all();
  db.close();
  return { id, mark: rows.at(-1)?.id ?? 0 };
}

/** A hundred rounds of each act. */
export async function logins(): Promise<void> {
  const template = await plantTemplate();
  const registry = await Registry.copyOf(template.folder);
  try {
    const browsers = Array.from({ length: connections }, () => someone(registry));
    for (const act of acts) {
      const began = performance.now();
      const [tally, known] = [{ before: 0, refused: 0, after: 0 }, violations.length];
      for (let round = 0; round < rounds; round += 1) await once(registry, browsers, act, round, tally);
      const seconds = ((performance.now() - began) / 1000).toFixed(0);
      process.stdout.write(
        `${act.name}: ${rounds} rounds, ${tally.before} logins before it, ${tally.refused} refused, ${tally.after} after it; ` +
          `${violations.length - known} violations; ${seconds} s\n`,
      );
    }
  } finally {
    await registry.remove();
    template.remove();
  }
  for (const violation of violations.slice(0, 20)) process.stderr.write(`${violation}\n`);
  if (violations.length > 0) process.exitCode = 1;
}
