import { tellFault } from '../db/engine/faults.js';
import { watchClock } from './clock.js';
import { clockJobsWith, type Nightly } from './clock-jobs.js';
import type { Post } from './outbox.js';
import { openRoom, type Stepwise } from './room.js';

type Means = Post & {
  readonly timeZone: string;
  readonly nightly?: Nightly | undefined;
  /** What people may order. */
  readonly kinds?: readonly Stepwise[];
  /** Removes files that nobody knows of any more. Answers how many. */
  readonly sweep?: (() => Promise<number>) | undefined;
  /** Milliseconds since the process began, whatever becomes of the wall clock. */
  readonly monotonic: () => number;
  readonly log: { error(what: object): void; info?(what: object): void };
};

/**
 * Does now what the clock has done, whenever it is due (A4): inactivity, then what may be forgotten, then the mail. What
 * another process does at this moment is left to it.
 */
export async function runJobs(means: Omit<Means, 'monotonic'>) {
  const room = await openRoom({ ...means, clockJobs: clockJobsWith(means) });
  const settled = await room.doNow('inactivity');
  await room.doNow('retention');
  const sent = await room.doNow('mail');
  await room.stop();
  return { settled, sent } as {
    settled: { readonly reminded: number; readonly inactivated: number } | undefined;
    sent: number | undefined;
  };
}

/** Something that is done again and again until it is stopped. */
export type Running = {
  /** Resolves when the run that is under way is over; none follows. */
  stop(): Promise<void>;
};

/** Inactivates once before anybody is let in, then does what is due, looking each second. */
export async function startJobs(means: Means): Promise<Running> {
  const { db, clock, monotonic, log } = means;
  const look = watchClock(db, clock, monotonic);
  const room = await openRoom({ ...means, clockJobs: clockJobsWith(means) });
  await look();
  await room.doNow('inactivity');
  const jobs = [every(1000, room.look, log), every(60_000, look, log)];
  return {
    async stop() {
      await Promise.all([...jobs.map((job) => job.stop()), room.stop()]);
    },
  };
}

/**
 * Does something every so many milliseconds, one run at a time: a slow one is not overtaken by the next.
 * @param work is given what tells it to end early
 */
export function every(ms: number, work: (stop: AbortSignal) => Promise<unknown>, log: Means['log']): Running {
  const stop = new AbortController();
  let running: Promise<void> | undefined;
  const run = async () => {
    try {
      await work(stop.signal);
    } catch (error) {
      const { fault, message } = tellFault(error);
      log.error({ fault, message });
    }
    running = undefined;
  };
  const timer = setInterval(() => {
    running ??= run();
  }, ms);
  return {
    async stop() {
      clearInterval(timer);
      stop.abort();
      await running;
    },
  };
}
