import { compile } from './compile.js';
import { readPack } from './pack.js';
import type { Schedule } from './schedule.js';
import json from './schedule.json' with { type: 'json' };

let ready: Schedule | undefined;

/**
 * The schedule that stands in the product: CDC's supporting data 4.64-508. Read and checked when it is first asked for.
 */
export function scheduleOnFile(): Schedule {
  ready ??= compile(readPack(json));
  return ready;
}

/** The same as it stands in its file, to make another of. */
export const packOnFile = (): string => JSON.stringify(json);
