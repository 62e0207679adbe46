import { spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Config } from './config.js';
import { root } from './files/root.js';
import type { Nightly } from './jobs/clock-jobs.js';

/** Built, or as it is written where that runs. */
const program = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? 'src/cli/titer.ts' : 'dist/cli/titer.js', root),
);

/**
 * The nightly copy of the database, made by `titer backup --nightly` in a process of its own: reading all of the file, and
 * checking it, must hold up nobody. Undefined where no copies are kept, and on PostgreSQL, which is copied by its own means.
 */
export function nightlyBackup({ backups, dataDir, databaseUrl, timeZone }: Config): Nightly | undefined {
  if (backups.keep === 0 || databaseUrl) return undefined;
  const env = {
    ...process.env,
    ...{ DATA_DIR: dataDir, BACKUP_DIR: backups.folder, BACKUP_KEEP: String(backups.keep), TIME_ZONE: timeZone },
  };
  return {
    hour: backups.hour,
    minute: backups.minute,
    backUp: (signal) =>
      new Promise((resolve, reject) => {
        const args = [...process.execArgv, program, 'backup', '--nightly'];
        const child = spawn(process.execPath, args, { env, signal, stdio: ['ignore', 'pipe', 'pipe'] });
        if (child.pid) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
        let said = '';
        for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk));
        child.once('error', reject);
        child.once('close', (status) => (status === 0 ? resolve(said.trim()) : reject(new Error(said.trim()))));
      }),
  };
}
