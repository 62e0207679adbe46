import { join } from 'node:path';
import { hashPassword } from '../auth/passwords.js';
import { openFile } from '../db/open.js';
import { dayOf } from '../domain/time/day.js';
import { privateDataFolder } from '../files/private.js';
import { type Ending, refuse, succeed, Unusable, type Verb } from './verb.js';

type Size = { readonly clients: number; readonly seed: number; readonly at: number; readonly timeZone: string };

export const generate: Verb = {
  name: 'generate',
  usage: 'generate --clients N [--seed S]',
  description: 'fill a new registry with made-up clients, for measuring; not in production',
  words: 0,
  options: { clients: { type: 'string' }, seed: { type: 'string' } },
  async run({ options, config }) {
    const [clients, seed] = [Number(options.clients), Number(options.seed ?? 1)];
    if (!Number.isInteger(clients) || clients < 1 || !Number.isInteger(seed))
      throw new Unusable('Say how many: --clients 100000.');
    const { production, dataDir, databaseUrl, timeZone } = config();
    if (production) return { status: 1, text: 'Nothing was written: made-up clients have no place in production.\n' };
    if (databaseUrl)
      return refuse(
        'Nothing was written: made-up clients fill a file. Leave DATABASE_URL out, and copy it with titer copy.',
      );
    return generateRegistry(dataDir, { clients, seed, at: Date.now(), timeZone });
  },
};

/**
 * Makes a registry in a folder: the demonstration's organizations, users and clients where it is empty, then as many
 * made-up clients as asked for. The same for the same seed; nobody in it is real.
 */
export async function generateRegistry(folder: string, { clients, seed, at, timeZone }: Size): Promise<Ending> {
  // Read by this verb alone: the lists of names are long.
  const { generateClients } = await import('../demonstration/generate.js');
  const { plantDemonstration } = await import('../demonstration/plant.js');
  privateDataFolder(folder);
  const file = join(folder, 'titer.db');
  const db = await openFile(file);
  await plantDemonstration(db, { at, today: dayOf(at, timeZone), hashPassword });
  db.close();
  const began = performance.now();
  await generateClients({ file, clients, seed, at, tell: (line) => process.stderr.write(`${line}\n`) });
  const most = Math.round(process.resourceUsage().maxRSS / 1024);
  const seconds = Math.round((performance.now() - began) / 1000);
  return succeed(`${clients} clients made in ${seconds} s, with at most ${most} MB of memory.`);
}
