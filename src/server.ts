import './node-version.js';
import { type Config, readConfig } from './config.js';
import { CannotStart, start } from './start.js';

/** Ends with the sentence that says what to set, or to do. */
function refuse(error: unknown): never {
  process.stderr.write(`${(error as Error).message}\n`);
  return process.exit(1);
}

function configured(): Config {
  try {
    return readConfig();
  } catch (error) {
    return refuse(error);
  }
}

const stop = await start(configured(), (text) => process.stdout.write(text)).catch((error) => {
  if (error instanceof CannotStart) return refuse(error);
  throw error;
});

// Starting leaves some 20 MB behind that V8 would keep until it is busy. `npm start` hands its collector over.
globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' });

/** Longer than a mail that is under way may take, in milliseconds: one cut off would be sent again. */
const longestStop = 12_000;

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    void stop().then(() => process.exit(0));
    setTimeout(() => process.exit(0), longestStop).unref();
  });
}
