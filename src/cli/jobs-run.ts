import { join } from 'node:path';
import { createLinks, readLinkKey } from '../auth/links.js';
import { succeed, type Verb } from './verb.js';

export const jobsRun: Verb = {
  name: 'jobs run',
  usage: 'jobs run',
  description: 'remind and inactivate who is due, and send the mail that waits; the server does this by itself',
  words: 0,
  options: {},
  async run({ open, config }) {
    // Read by this verb alone: every other one starts in half the time.
    const { runJobs } = await import('../jobs/runner.js');
    const { createMailTransport } = await import('../mail/transports.js');
    const { dataDir, mail, site, origin, timeZone } = config();
    const { tokenOf } = createLinks(readLinkKey(join(dataDir, 'link.key')));
    const send = createMailTransport(mail, join(dataDir, 'mail'));
    const log = { error: (what: object) => void process.stderr.write(`${JSON.stringify(what)}\n`) };
    const post = { db: await open(), clock: Date.now, send, site, origin, tokenOf };
    const { settled, sent } = await runJobs({ ...post, timeZone, log });
    const busy = 'is under way elsewhere';
    return succeed(
      [
        settled ? `${settled.reminded} reminded, ${settled.inactivated} made inactive` : `Inactivity ${busy}`,
        sent === undefined ? `the mail ${busy}.` : `${sent} messages sent.`,
      ].join(', '),
    );
  },
};
