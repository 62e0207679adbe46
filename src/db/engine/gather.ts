/** What is to run with others, and who waits for it. */
export type Waiting<Body = () => unknown> = {
  readonly body: Body;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
};

/**
 * Gathers what is asked for during some turns of the event loop (in each, requests are read that arrived in the one
 * before), to be run together.
 * @param run runs them and answers each; where it throws, all that wait are told
 */
export function gather<Body>(
  turns: number,
  run: (all: readonly Waiting<Body>[]) => unknown,
): (one: Waiting<Body>) => void {
  let gathered: Waiting<Body>[] = [];
  const later = (turn: number) => setImmediate(() => (turn < turns ? later(turn + 1) : end()));
  async function end() {
    const all = gathered;
    gathered = [];
    try {
      await run(all);
    } catch (error) {
      for (const { reject } of all) reject(error);
    }
  }
  return (one) => {
    if (gathered.length === 0) later(1);
    gathered.push(one);
  };
}
