// What two processes are asked at once of accounts.
import { join } from 'node:path';
import { and, eq, gt, inArray, isNull } from 'drizzle-orm';
import { createLinks, readLinkKey } from '../../../src/auth/links.js';
import { insertLink } from '../../../src/db/accounts/links.js';
import { links, memberships, users, wrongAnswers } from '../../../src/db/schema/accounts.js';
import { audit, outbox } from '../../../src/db/schema/operations.js';
import { both, filled, type Prepare, statuses } from './race-round.js';
import { someoneAt } from './registries.js';

export const lastAdministrator: Prepare = async (race) => {
  const { db } = race.registries;
  const found = await db.read
    .select()
    .from(users)
    .where(inArray(users.username, ['ada', 'victor']))
    .orderBy(users.username)
    .all();
  const ids = found.map(({ id }) => id);
  return async (round) => {
    await db.write(async (tx) => {
      await tx.update(memberships).set({ role: 'administrator' }).where(inArray(memberships.userId, ids)).run();
      await tx.update(users).set({ inactiveAt: null, lastLoginAt: Date.now() }).where(inArray(users.id, ids)).run();
    });
    const acts = await Promise.all(
      both(race).map(async (registry, i) => {
        const who = await someoneAt(registry).logIn(i === 0 ? 'ada' : 'victor');
        const path = `/users/${ids[1 - i]}`;
        const [control, fill] =
          round % 2 === 0 ? ['do.deactivate', {}] : ['do.role', { organization: '1', role: 'view only' }];
        const body = await filled(who, path, fill as Record<string, string>, control as string);
        return () => who.post(path, body);
      }),
    );
    const answers = await Promise.all(acts.map((act) => act()));
    const left = await db.read
      .select()
      .from(memberships)
      .innerJoin(users, eq(users.id, memberships.userId))
      .where(and(inArray(users.id, ids), eq(memberships.role, 'administrator'), isNull(users.inactiveAt)))
      .all();
    race.must(
      left.length === 1 && answers.every(({ status }) => status < 500),
      `${left.length} administrators left: ${statuses(answers)}`,
    );
  };
};

export const threeTries: Prepare = async (race) => {
  const { db, dataDir } = race.registries;
  const { create, tokenOf } = createLinks(readLinkKey(join(dataDir, 'link.key')));
  const nora = await db.read.select().from(users).where(eq(users.username, 'nora')).get();
  const id = nora?.id ?? 0;
  return async () => {
    const made = [create(), create()];
    const [last] = await db.read.select({ id: audit.id }).from(audit).orderBy(audit.id).limit(1).offset(0).all();
    const since = Date.now() - 1;
    await db.write(async (tx) => {
      for (const table of [links, wrongAnswers]) await tx.delete(table).where(eq(table.userId, id)).run();
      await tx.update(users).set({ lockedAt: null }).where(eq(users.id, id)).run();
      for (const link of made) await insertLink(tx, { id: link.id, userId: id, kind: 'reset', at: Date.now() });
    });
    const tries = await Promise.all(
      both(race).map(async (registry, i) => {
        const browser = someoneAt(registry);
        await browser.get(`/password/reset/${tokenOf(made[i]?.nonce ?? '')}`);
        return Promise.all(
          [1, 2, 3].map(async (n) => {
            const body = await filled(browser, '/password/answer', { answer: `wrong ${i} ${n}` }, 'do.submit');
            return () => browser.post('/password/answer', body);
          }),
        );
      }),
    );
    const answers = await Promise.all(tries.flat().map((attempt) => attempt()));
    const wrong = await db.read.select().from(wrongAnswers).where(eq(wrongAnswers.userId, id)).all();
    const locks = await db.read
      .select()
      .from(audit)
      .where(and(gt(audit.at, since), gt(audit.id, last?.id ?? 0), eq(audit.action, 'lock account')))
      .all();
    const mails = await db.read
      .select()
      .from(outbox)
      .where(and(gt(outbox.createdAt, since), eq(outbox.kind, 'locked')))
      .all();
    const isRight = wrong.length === 3 && locks.length === 1 && mails.length === 1;
    race.must(
      isRight && answers.every(({ status }) => status < 500),
      `${wrong.length} judged, ${locks.length} locks, ${mails.length} mails: ${statuses(answers)}`,
    );
  };
};

export const guesses: Prepare = async (race) => async (round) => {
  const fill = { organizationCode: 'RIVER', username: `nobody${round}`, password: 'not it' };
  const tries = await Promise.all(
    [...both(race), ...both(race), ...both(race), ...both(race), ...both(race)].map(async (registry) => {
      const browser = someoneAt(registry);
      const body = await filled(browser, '/login', fill, 'do.login');
      return () => browser.post('/login', body);
    }),
  );
  const answers = await Promise.all(tries.map((attempt) => attempt()));
  const looked = answers.filter(({ status }) => status === 422).length;
  race.must(
    looked === 7 && answers.every(({ status }) => status < 500),
    `${looked} guesses looked at: ${statuses(answers)}`,
  );
};
