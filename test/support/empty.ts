// A registry with nothing in it. Its schema is made once: all migrations take a hundred times as long as opening a copy.
import type { Database } from '../../src/db/engine/database.js';
import { openBytes } from '../../src/db/open.js';

let made: Buffer | undefined;

export function openEmpty(): Database {
  made ??= openBytes().serialize();
  return openBytes(Buffer.from(made));
}
