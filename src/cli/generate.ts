import { join } from 'node:path';
import { hashPassword } from '../auth/passwords.js';
import { openFile } from '../db/open.js';
import { generate } from '../demonstration/generate.js';
import { plantDemonstration } from '../demonstration/plant.js';
import { dayOf } from '../domain/time/day.js';
import { privateDataFolder } from '../files/private.js';
import type { Ending } from './import-file.js';

type Around = { readonly clients: number; readonly seed: number; readonly at: number; readonly timeZone: string };

/**
 * Makes a registry in a folder: the demonstration's organizations, users and clients where it is empty, then as many
 * made-up clients as asked for. The same for the same seed; nobody in it is real.
 */
export async function generateRegistry(folder: string, { clients, seed, at, timeZone }: Around): Promise<Ending> {
  privateDataFolder(folder);
  const file = join(folder, 'titer.db');
  const db = openFile(file);
  await plantDemonstration(db, { at, today: dayOf(at, timeZone), hashPassword });
  db.close();
  const began = performance.now();
  generate({ file, clients, seed, at, tell: (line) => process.stderr.write(`${line}\n`) });
  const most = Math.round(process.resourceUsage().maxRSS / 1024);
  const seconds = Math.round((performance.now() - began) / 1000);
  return { status: 0, text: `${clients} clients made in ${seconds} s, with at most ${most} MB of memory.\n` };
}
