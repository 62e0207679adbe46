import { deleteOldInterruptions } from '../db/interruptions.js';
import { deleteEndedLinks } from '../db/links.js';
import { forgetMade } from '../db/made.js';
import { watchClock } from './clock.js';
import { settleAllUnused } from './inactivity.js';
import { deliverDue, type Post } from './outbox.js';

type Means = Post & {
  readonly timeZone: string;
  /** Milliseconds since the process began, whatever becomes of the wall clock. */
  readonly monotonic: () => number;
  readonly log: { error(what: object): void };
};

const oneDay = 24 * 60 * 60 * 1000;

/** Does once what is due by the clock: inactivity, then what may be forgotten, then the mail (A4). */
export async function runJobs(means: Omit<Means, 'monotonic' | 'log'>) {
  const { db, clock, timeZone } = means;
  const settled = await settleAllUnused(db, clock(), timeZone);
  await forget(means);
  return { ...settled, sent: await deliverDue(means) };
}

/** Forgets forms that nobody sent again, links that ended long ago, and what forms made then. */
function forget({ db, clock }: Pick<Means, 'db' | 'clock'>): Promise<void> {
  return db.write((tx) => {
    deleteOldInterruptions(tx, clock() - oneDay);
    deleteEndedLinks(tx, clock() - 30 * oneDay);
    forgetMade(tx, clock() - 30 * oneDay);
  });
}

/** Does it once before anybody is let in, then the mail every second and the rest every ten minutes. */
export async function startJobs(means: Means): Promise<{ stop(): void }> {
  const { db, clock, monotonic, log } = means;
  const look = watchClock(db, clock, monotonic);
  const settle = async () => {
    await look();
    await settleAllUnused(db, clock(), means.timeZone);
    await forget(means);
  };
  await settle();
  const timers = [every(1000, () => deliverDue(means), log), every(60_000, look, log), every(10 * 60_000, settle, log)];
  return { stop: () => timers.forEach(clearInterval) };
}

/** One run at a time: a slow one is not overtaken by the next. */
function every(ms: number, work: () => Promise<unknown>, log: Means['log']): NodeJS.Timeout {
  let running = false;
  return setInterval(async () => {
    if (running) return;
    running = true;
    try {
      await work();
    } catch (error) {
      log.error({ fault: (error as Error).name, message: (error as Error).message });
    } finally {
      running = false;
    }
  }, ms);
}
