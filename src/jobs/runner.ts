import { deleteEndedLinks } from '../db/accounts/links.js';
import { deleteOldInterruptions } from '../db/edits/interruptions.js';
import { deleteResults } from '../db/operations/form-results.js';
import { watchClock } from './clock.js';
import { settleInactivities } from './inactivity.js';
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
  const settled = await settleInactivities(db, clock(), timeZone);
  await forget(means);
  return { ...settled, sent: await deliverDue(means) };
}

/** Forgets forms that nobody sent again, links that ended long ago, and what forms made then. */
function forget({ db, clock }: Pick<Means, 'db' | 'clock'>): Promise<void> {
  return db.write((tx) => {
    deleteOldInterruptions(tx, clock() - 7 * oneDay);
    deleteEndedLinks(tx, clock() - 30 * oneDay);
    deleteResults(tx, clock() - 30 * oneDay);
  });
}

/** Something that is done again and again until it is stopped. */
export type Job = {
  /** Resolves when the run that is under way is over; none follows. */
  stop(): Promise<void>;
};

/** Does it once before anybody is let in, then the mail every second and the rest every ten minutes. */
export async function startJobs(means: Means): Promise<Job> {
  const { db, clock, monotonic, log } = means;
  const look = watchClock(db, clock, monotonic);
  const settle = async (stop?: AbortSignal) => {
    await look();
    await settleInactivities(db, clock(), means.timeZone, stop);
    await forget(means);
  };
  await settle();
  const jobs = [
    every(1000, (stop) => deliverDue(means, stop), log),
    every(60_000, look, log),
    every(10 * 60_000, settle, log),
  ];
  return { stop: async () => void (await Promise.all(jobs.map((job) => job.stop()))) };
}

/**
 * Does something every so many milliseconds, one run at a time: a slow one is not overtaken by the next.
 * @param work is given what tells it to end early
 */
export function every(ms: number, work: (stop: AbortSignal) => Promise<unknown>, log: Means['log']): Job {
  const stop = new AbortController();
  let running: Promise<void> | undefined;
  const run = async () => {
    try {
      await work(stop.signal);
    } catch (error) {
      log.error({ fault: (error as Error).name, message: (error as Error).message });
    }
    running = undefined;
  };
  const timer = setInterval(() => (running ??= run()), ms);
  return {
    async stop() {
      clearInterval(timer);
      stop.abort();
      await running;
    },
  };
}
