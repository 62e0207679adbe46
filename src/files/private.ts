import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

// All that is written holds health information or secrets: it is its owner's alone, whatever the umask, and what is
// there from before, or was copied there, is made so.

/**
 * Takes from everybody but the owner what they may do with a file or folder. Throws an Error with what the operator can
 * do.
 */
function keepPrivate(path: string): void {
  const { mode } = statSync(path);
  const wanted = (mode & 0o700) | 0o600;
  if ((mode & 0o777) === wanted) return;
  try {
    chmodSync(path, wanted);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw new Error(
      `Other users can read ${path}, and that cannot be changed (${code}). Run Titer as the user whose file it is.`,
    );
  }
}

/**
 * Makes a file of the database private before SQLite opens it: those that it makes beside it are as the file is. One that
 * is there is not opened: closing it would take the locks that this process holds on it.
 */
export function privateDatabase(path: string): void {
  if (!statSync(path, { throwIfNoEntry: false })) closeSync(openSync(path, 'a', 0o600));
  for (const file of ['', '-wal', '-shm', '-journal'].map((end) => `${path}${end}`))
    if (statSync(file, { throwIfNoEntry: false })) keepPrivate(file);
}

/** Writes a file whole, or leaves what is there as it is. */
export function writePrivate(path: string, content: string | Uint8Array): void {
  const part = `${path}.${randomUUID()}.part`;
  try {
    writeFileSync(part, content, { mode: 0o600, flag: 'wx' });
    keepPrivate(part);
    renameSync(part, path);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
}

/** Writes a file of many pieces whole, or leaves what is there as it is. */
export async function writePrivatePieces(path: string, pieces: AsyncIterable<string>): Promise<void> {
  const part = `${path}.${randomUUID()}.part`;
  const file = openSync(part, 'wx', 0o600);
  try {
    for await (const piece of pieces) writeFileSync(file, piece);
    closeSync(file);
    keepPrivate(part);
    renameSync(part, path);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
}

/** A folder that is Titer's own, with all files in it: made where there is none. */
export function privateFolder(path: string): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  keepPrivate(path);
  for (const entry of readdirSync(path, { withFileTypes: true }))
    if (entry.isFile()) keepPrivate(join(path, entry.name));
}

const ours =
  /^(?:(?:titer|throttle|copy-[\w-]+)\.db(?:-wal|-shm|-journal|-open)?|titer-replaced-[\d-]+\.db(?:-wal)?|backups|imports|link\.key|mail)$/;

/**
 * The data folder, and what Titer keeps in it: made where there is none. A folder that somebody keeps other things in
 * is left as it is; the files are private all the same.
 */
export function privateDataFolder(path: string): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const entries = readdirSync(path);
  if (entries.every((name) => ours.test(name))) keepPrivate(path);
  for (const name of entries.filter((name) => ours.test(name))) {
    const entry = join(path, name);
    if (statSync(entry).isDirectory()) privateFolder(entry);
    else keepPrivate(entry);
  }
}
