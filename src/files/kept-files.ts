import { randomUUID } from 'node:crypto';
import { closeSync, createReadStream, existsSync, openSync, readdirSync, readSync, rmSync, statSync } from 'node:fs';
import { type FileHandle, open, rename, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { privateFolder } from './private.js';

/** Files that were sent, by names that say nothing, in a folder of their own that only its owner reads. */
export type KeptFiles = {
  /** Keeps a file whole, or nothing of it. Answers its name. Throws ENOSPC before the disk is full. */
  keep(pieces: AsyncIterable<Uint8Array>): Promise<{ readonly name: string; readonly bytes: number }>;
  /** Some bytes of one, fewer at its end. */
  read(name: string, offset: number, length: number): Buffer;
  /** All of one, piece by piece. */
  pieces(name: string): AsyncIterable<Buffer>;
  has(name: string): boolean;
  remove(name: string): void;
  /** Removes those that nobody knows of any more, unless they came within the day. Answers how many. */
  sweep(isKnown: (name: string) => boolean, now: number): number;
};

/** The bytes that a disk is to have left: the database, which is on it too, is worth more than any file. */
export const leftFree = 512 * 1024 * 1024;
/** Between two looks at how many there are, at most so many are written. */
const oneLook = 16 * 1024 * 1024;

async function freeOn(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

const oneDay = 24 * 60 * 60 * 1000;
const named = /^[\da-f-]{36}(?:\.part)?$/;

/**
 * The kept files of a folder, which is made with the first of them.
 * @param free the bytes that are free on the disk of a folder
 */
export function keptFilesIn(folder: string, free = freeOn): KeptFiles {
  const pathOf = (name: string) => {
    if (!named.test(name)) throw new Error('This is no name of a kept file.');
    return join(folder, name);
  };
  const orFull = async () => {
    if ((await free(folder)) >= leftFree) return;
    throw Object.assign(new Error('The disk has no room for another file.'), { code: 'ENOSPC' });
  };
  return {
    async keep(pieces) {
      if (!existsSync(folder)) privateFolder(folder);
      const name = randomUUID();
      const part = `${pathOf(name)}.part`;
      let file: FileHandle | undefined;
      try {
        await orFull();
        file = await open(part, 'wx', 0o600);
        let bytes = 0;
        for await (const piece of pieces) {
          const looks = Math.floor(bytes / oneLook);
          bytes += await writeAll(file, piece);
          if (Math.floor(bytes / oneLook) > looks) await orFull();
        }
        await file.sync();
        await file.close();
        await rename(part, pathOf(name));
        return { name, bytes };
      } catch (error) {
        await file?.close().catch(() => undefined);
        rmSync(part, { force: true });
        throw error;
      }
    },
    read(name, offset, length) {
      const file = openSync(pathOf(name), 'r');
      try {
        const room = Buffer.allocUnsafe(length);
        let size = 0;
        for (let read = -1; read !== 0 && size < length; size += read)
          read = readSync(file, room, size, length - size, offset + size);
        return room.subarray(0, size);
      } finally {
        closeSync(file);
      }
    },
    pieces: (name) => createReadStream(pathOf(name), { highWaterMark: 256 * 1024 }),
    has: (name) => existsSync(pathOf(name)),
    remove: (name) => rmSync(pathOf(name), { force: true }),
    sweep(isKnown, now) {
      if (!existsSync(folder)) return 0;
      const unknown = readdirSync(folder).filter(
        (name) => named.test(name) && !isKnown(name) && now - statSync(join(folder, name)).mtimeMs > oneDay,
      );
      for (const name of unknown) rmSync(join(folder, name), { force: true });
      return unknown.length;
    },
  };
}

async function writeAll(file: FileHandle, piece: Uint8Array): Promise<number> {
  for (let at = 0; at < piece.length; ) at += (await file.write(piece, at)).bytesWritten;
  return piece.length;
}
