import { createHash } from 'node:crypto';
import type { Counter, ThrottleStore } from '../db/throttle/throttle-store.js';
import { networkOf } from '../domain/accounts/network.js';

/** The accounts and the address that a try is counted for. */
export type Tries = { readonly accounts: readonly string[]; readonly address: string };

/**
 * Slows down whoever guesses (L14). Counts are kept by digests; nothing here asks whether an account exists.
 */
export type Throttle = {
  /**
   * Counts a try before it is looked at. Answers how many milliseconds to wait; 0: go on. A try that must wait is not
   * counted.
   */
  enter(tries: Tries): Promise<number>;
  /** After a right answer: the account's tries are forgotten, and this one of the address. */
  forgive(tries: Tries): Promise<void>;
  /** Counts a request for a reset from an address: thirty an hour. Answers how many milliseconds to wait; 0: go on. */
  ask(address: string): Promise<number>;
};

const longest = 15 * 60;
/** Failures that cost nothing, then waits of 1, 2, 4, … seconds, 15 minutes at most. Many share a clinic's address. */
const free = { account: 6, address: 40 };

/** Counts of guesses in a store of their own. */
export function createThrottle({ counter, alone }: ThrottleStore): Throttle {
  const tries = counter('try', 1_000_000, 24 * 60 * 60);
  const pauses = counter('pause', 1, longest);
  const asks = counter('ask', 30, 60 * 60);

  const consume = async (of: Counter, key: string) => {
    try {
      await of.consume(key);
      return 0;
    } catch (refusal) {
      if (refusal instanceof Error) throw refusal;
      return (refusal as { msBeforeNext: number }).msBeforeNext;
    }
  };
  return {
    enter: (who) =>
      alone(async () => {
        const keys = keysOf(who);
        const waits = await Promise.all(keys.map(async ({ key }) => (await pauses.get(key))?.msBeforeNext ?? 0));
        const wait = Math.max(...waits);
        if (wait > 0) return wait;
        for (const { key, free } of keys) {
          const { consumedPoints } = await tries.penalty(key);
          const seconds = consumedPoints <= free ? 0 : Math.min(longest, 2 ** (consumedPoints - free - 1));
          if (seconds > 0) await pauses.block(key, seconds);
        }
        return 0;
      }),
    forgive: (who) =>
      alone(async () => {
        for (const { key, ofAddress } of keysOf(who)) {
          if (ofAddress) await tries.reward(key);
          else await Promise.all([tries.delete(key), pauses.delete(key)]);
        }
      }),
    ask: (address) => alone(() => consume(asks, digest(networkOf(address)))),
  };
}

const keysOf = ({ accounts, address }: Tries) => [
  ...accounts.map((account) => ({ key: digest(`account ${account}`), free: free.account, ofAddress: false })),
  ...(address ? [{ key: digest(`address ${networkOf(address)}`), free: free.address, ofAddress: true }] : []),
];

const digest = (text: string) => createHash('sha256').update(text).digest('base64url').slice(0, 24);

/** A wait as people read it. */
export function showWait(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  if (seconds <= 90) return seconds === 1 ? '1 second' : `${seconds} seconds`;
  return `${Math.ceil(seconds / 60)} minutes`;
}
