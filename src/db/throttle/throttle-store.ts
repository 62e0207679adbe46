import type { RateLimiterStoreAbstract } from 'rate-limiter-flexible';

/** Counts by key, each for a while. */
export type Counter = RateLimiterStoreAbstract;

/** Where the throttle counts: in whatever process somebody tries, it is counted in one place. */
export type ThrottleStore = {
  /** A counter of its own, by its name: so many within so many seconds. */
  readonly counter: (keyPrefix: string, points: number, duration: number) => Counter;
  /**
   * Counts while nobody else does: of twenty tries that arrive together, none passes between another's look and its count.
   */
  readonly alone: <T>(count: () => Promise<T>) => Promise<T>;
  readonly close: () => void;
};

/** One after the other, in this process. */
export function oneByOne(): ThrottleStore['alone'] {
  let turn: Promise<unknown> = Promise.resolve();
  return (count) => {
    const mine = turn.then(count);
    turn = mine.catch(() => undefined);
    return mine;
  };
}
