import type { Database, Tx } from '../db/engine/database.js';
import { isBusy, tellFault } from '../db/engine/faults.js';
import {
  claimJob,
  type Job,
  type Lease,
  leaveJob,
  loadHeld,
  noteProgress,
  openJobs,
  putOnClock,
} from '../db/operations/jobs.js';

/** How far a job has come, or what came of it. All of it is kept as JSON. */
export type Step<State> =
  | { readonly state: State; readonly done?: number; readonly total?: number }
  | { readonly result: unknown };

/**
 * What is done in steps, each one transaction: killed between two of them it goes on with the next, killed within one
 * that one is taken back and done again.
 */
export type Stepwise = {
  readonly name: string;
  /**
   * Does the next piece, in some hundredths of a second: pages wait meanwhile.
   * @param state what it was ordered with, or what the step before it left; `{}` for a job of the clock
   * @param at epoch milliseconds
   */
  step(tx: Tx, state: never, at: number): Promise<Step<unknown>>;
};

/** What does not stand in the database alone, and may be done twice when it is broken off. */
type Whole = {
  readonly name: string;
  /** Whether there is anything to do: asked before it is taken hold of. */
  isWanted?(): Promise<boolean>;
  work(stop: AbortSignal): Promise<unknown>;
};

/** A job of the clock: once at each of its instants, however many processes there are. */
export type ClockJob = (Stepwise | Whole) & {
  /** The instant at which it is due next, after this one. */
  next(after: number): number;
};

type Kind = Stepwise | ClockJob;

export type Room = {
  /** Begins what is due. */
  look(): Promise<void>;
  /** Does a job of the clock now, whenever it is due. Answers what came of it; undefined where it was not done. */
  doNow(name: string): Promise<unknown>;
  /** Resolves when nothing is under way. */
  atRest(): Promise<void>;
  /** Begins nothing more, and ends between two steps what is under way. */
  stop(): Promise<void>;
};

type Means = {
  readonly db: Database;
  readonly clock: () => number;
  /** What may be ordered. */
  readonly kinds?: readonly Stepwise[];
  readonly clockJobs: readonly ClockJob[];
  readonly log: { error(what: object): void };
  /** The time after which a process that is not heard of has lost what it held, in milliseconds, where it is not the usual. */
  readonly leaseMs?: number;
};

/**
 * The usual leases. Each step renews its own, and looks in its write whether it is still held: a step that comes too late does
 * nothing. What is done whole may only be begun by another when its holder is surely gone.
 */
const [leaseOfSteps, leaseOfWhole] = [5000, 20_000];

/** The times that a job may be begun, or gone on with, without a step forward. */
const mostAttempts = 5;

/** Where jobs are done: each is held by a lease in the database meanwhile, so that no two processes do the same. */
export async function openRoom({ db, clock, kinds = [], clockJobs, log, leaseMs }: Means): Promise<Room> {
  const holder = crypto.randomUUID();
  const leaseFor = (kind: Kind): Lease => ({
    holder,
    ms: leaseMs ?? ('step' in kind ? leaseOfSteps : leaseOfWhole),
  });
  const stop = new AbortController();
  const running = new Map<number, Promise<unknown>>();
  const byName = new Map<string, Kind>([...kinds, ...clockJobs].map((kind) => [kind.name, kind]));
  let orderedRuns = 0;

  const known = new Set((await openJobs(db.read)).map(({ clockName }) => clockName));
  const missing = clockJobs.filter(({ name }) => !known.has(name));
  if (missing.length > 0)
    await db.write(async (tx) => {
      for (const { name, next } of missing) await putOnClock(tx, name, clock(), next(clock()));
    });

  async function run(job: Job, kind: Kind): Promise<unknown> {
    if (!(await db.write((tx) => claimJob(tx, job, leaseFor(kind), clock())))) return undefined;
    try {
      if (!job.clockName && job.attempts >= mostAttempts)
        throw new Error('It was begun again and again, and came no further.');
      return await ('step' in kind ? doSteps(job, kind) : doWhole(job, kind));
    } catch (error) {
      const { fault, message } = tellFault(error);
      log.error({ job: kind.name, id: job.id, fault, message });
      const isOver = !isBusy(error) && job.attempts >= mostAttempts - 1;
      const again = isOver ? null : clock() + 1000 * 2 ** job.attempts;
      await leave(job.id, { nextAt: nextOf(kind) ?? again, fault: `${fault}: ${message}` });
      return undefined;
    }
  }

  /** The instant at which a job of the clock is due again; of what was ordered there is none. */
  const nextOf = (kind: Kind) => ('next' in kind ? kind.next(clock()) : undefined);

  const leave = (id: number, end: Parameters<typeof leaveJob>[3]) =>
    db.write((tx) => leaveJob(tx, id, holder, { ...end, endedAt: clock() }));

  async function doSteps({ id }: Job, kind: Stepwise): Promise<unknown> {
    for (let over: { readonly result: unknown } | undefined; ; ) {
      over = await db.write((tx) => stepOnce(tx, id, kind));
      if (over) return over.result;
    }
  }

  /** Takes one step and notes it, in the same write. Answers what came of the job, where it goes no further here. */
  async function stepOnce(tx: Tx, id: number, kind: Stepwise): Promise<{ readonly result: unknown } | undefined> {
    const held = await loadHeld(tx, id, holder);
    const at = clock();
    if (!held) return { result: undefined };
    if (held.stopAskedAt !== null) {
      await leaveJob(tx, id, holder, { nextAt: null, endedAt: at });
      return { result: undefined };
    }
    if (stop.signal.aborted) {
      await leaveJob(tx, id, holder, { nextAt: at, attempts: 0 });
      return { result: undefined };
    }
    const step = await kind.step(tx, JSON.parse(held.state) as never, at);
    if ('result' in step) {
      const result = JSON.stringify(step.result ?? null);
      const end = { result, fault: '', state: '{}', attempts: 0, done: held.total, endedAt: at };
      await leaveJob(tx, id, holder, { nextAt: nextOf(kind) ?? null, ...end });
      return step;
    }
    const { state, done = held.done, total = held.total } = step;
    await noteProgress(tx, id, leaseFor(kind), at, { state: JSON.stringify(state), done, total, attempts: 0 });
    return undefined;
  }

  async function doWhole({ id }: Job, kind: Extract<Kind, Whole>): Promise<unknown> {
    const lost = new AbortController();
    const lease = leaseFor(kind);
    const hold = setInterval(() => {
      db.write((tx) => noteProgress(tx, id, lease, clock())).then(
        (isHeld) => isHeld || lost.abort(),
        () => undefined,
      );
    }, lease.ms / 3);
    try {
      const result = await kind.work(AbortSignal.any([stop.signal, lost.signal]));
      const nextAt = nextOf(kind) ?? null;
      await leave(id, { nextAt, result: JSON.stringify(result ?? null), fault: '', attempts: 0 });
      return result;
    } finally {
      clearInterval(hold);
    }
  }

  function begin(job: Job, kind: Kind): Promise<unknown> {
    if (!job.clockName) orderedRuns += 1;
    const done = run(job, kind)
      .catch((error: unknown) => {
        const { fault, message } = tellFault(error);
        log.error({ job: kind.name, id: job.id, fault, message });
      })
      .finally(() => {
        running.delete(job.id);
        if (!job.clockName) orderedRuns -= 1;
      });
    running.set(job.id, done);
    return done;
  }

  const isHeld = ({ heldUntil }: Job, kind: Kind) =>
    heldUntil !== null && heldUntil > clock() && heldUntil <= clock() + leaseFor(kind).ms;

  async function look() {
    for (const job of await openJobs(db.read)) {
      const kind = byName.get(job.kind);
      if (!kind || stop.signal.aborted || running.has(job.id) || isHeld(job, kind) || !isDue(job, kind, clock()))
        continue;
      // What was ordered is done one by one: two imports at once would only make both slower.
      if (!job.clockName && orderedRuns > 0) continue;
      if ('isWanted' in kind && !(await kind.isWanted?.())) continue;
      if (!running.has(job.id)) void begin(job, kind);
    }
  }

  return {
    look,
    async doNow(name) {
      const job = (await openJobs(db.read)).find(({ clockName }) => clockName === name);
      const kind = byName.get(name);
      if (!job || !kind || stop.signal.aborted || isHeld(job, kind)) return undefined;
      return (await running.get(job.id)) ?? begin(job, kind);
    },
    atRest: async () => void (await Promise.all(running.values())),
    async stop() {
      stop.abort();
      await Promise.all(running.values());
    },
  };
}

/** A job of the clock is also due where its instant is further off than it can be: the clock was set back. */
function isDue({ nextAt }: Job, kind: Kind, now: number): boolean {
  if (nextAt === null) return false;
  return nextAt <= now || ('next' in kind && nextAt > kind.next(now));
}
