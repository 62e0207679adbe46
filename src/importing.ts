import type { Config } from './config.js';
import type { Database } from './db/engine/database.js';
import { importJobs } from './db/imports/import-job.js';
import { keptFiles } from './db/imports/imports.js';
import { dayOf } from './domain/time/day.js';
import type { KeptFiles } from './files/kept-files.js';
import { mayExchangeFor } from './policy.js';

/**
 * What the jobs need for imports: the kinds that may be ordered, and what removes files that are not kept any more.
 * @param longestStep of an import, in milliseconds, where it is not to follow the disk
 */
export function importing(
  db: Database,
  files: KeptFiles,
  config: Pick<Config, 'timeZone' | 'site'>,
  clock: () => number,
  longestStep?: number,
) {
  return {
    kinds: importJobs({
      read: files.read,
      mayImport: (roles, organization) => roles.some((viewer) => mayExchangeFor(viewer, organization)),
      today: (at) => dayOf(at, config.timeZone),
      helpDesk: config.site.helpDeskEmail,
      ...(longestStep !== undefined && { longestStep }),
    }),
    sweep: async () => {
      const known = await keptFiles(db.read);
      return files.sweep((name) => known.has(name), clock());
    },
  };
}
