import { Cron } from 'croner';
import { auditHead, headText } from '../db/operations/audit-chain.js';
import { dueMessages } from '../db/operations/outbox.js';
import { type Removing, removeOver } from '../db/operations/retention.js';
import { settleInactivities } from './inactivity.js';
import { deliverDue, type Post } from './outbox.js';
import type { ClockJob } from './room.js';

type Means = Post & {
  readonly timeZone: string;
  readonly log: { info?(what: object): void };
  /** Copies the database to the folder of the nightly copies, beside it; undefined where none are kept. */
  readonly nightly?: Nightly | undefined;
  /** Removes the files of imports that are not kept any more. Answers how many. */
  readonly sweep?: (() => Promise<number>) | undefined;
};

export type Nightly = {
  readonly hour: number;
  readonly minute: number;
  /** @throws Error with why there is no good copy */
  readonly backUp: (stop: AbortSignal) => Promise<string>;
};

const minute = 60_000;
const oneDay = 24 * 60 * minute;

const every = (ms: number) => (after: number) => after + ms;

/**
 * The instant of a time of day, in a time zone: once a day, also where the clocks are put forward over it or back
 * (docs/decisions/croner.md).
 */
function daily({ hour, minute }: Pick<Nightly, 'hour' | 'minute'>, timezone: string): ClockJob['next'] {
  const times = new Cron(`${minute} ${hour} * * *`, { timezone, paused: true });
  return (after) => times.nextRun(new Date(after))?.getTime() ?? after + oneDay;
}

/** What the clock has done (A4). */
export function clockJobsWith(means: Means): readonly ClockJob[] {
  const { db, clock, timeZone, log, nightly, sweep } = means;
  return [
    ...(nightly ? [{ name: 'backup', next: daily(nightly, timeZone), work: nightly.backUp }] : []),
    {
      name: 'mail',
      // Whenever there is any.
      next: (after) => after,
      isWanted: async () => (await dueMessages(db.read, clock())).length > 0,
      work: (stop) => deliverDue(means, stop),
    },
    {
      name: 'inactivity',
      next: every(10 * minute),
      work: (stop) => settleInactivities(db, clock(), timeZone, stop),
    },
    {
      name: 'retention',
      next: every(60 * minute),
      async step(tx, state: Removing, at) {
        const reached = await removeOver(tx, state, at);
        return reached.rule === undefined ? { result: reached.removed } : { state: reached };
      },
    },
    ...(sweep ? [{ name: 'files', next: every(60 * minute), work: sweep }] : []),
    {
      // Kept elsewhere, it tells of an audit log that was made anew, or whose end was cut off (A6).
      name: 'audit head',
      next: every(oneDay),
      work: async () => log.info?.({ auditHead: headText(await auditHead(db.read)) }),
    },
  ];
}
