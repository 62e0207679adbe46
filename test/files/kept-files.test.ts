// Files that were sent are kept beside the database: they never take the room that it needs.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { keptFilesIn, leftFree } from '../../src/files/kept-files.js';

async function* pieces(count: number) {
  for (let i = 0; i < count; i += 1) yield Buffer.alloc(1024 * 1024);
}

test('a file for which the disk has too little room is refused, whole, while it still has enough for the database', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'titer-kept-'));
  try {
    let free = leftFree + 100 * 1024 * 1024;
    const files = keptFilesIn(folder, async () => free);
    expect((await files.keep(pieces(2))).bytes).toBe(2 * 1024 * 1024);
    free = leftFree - 1;
    await expect(files.keep(pieces(1))).rejects.toMatchObject({ code: 'ENOSPC' });
    free = leftFree;
    async function* filling() {
      yield* pieces(20);
      free -= 1;
      yield* pieces(20);
    }
    await expect(files.keep(filling())).rejects.toMatchObject({ code: 'ENOSPC' });
    expect(readdirSync(folder)).toHaveLength(1);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
