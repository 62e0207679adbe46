// npm run torture -- NAME: long and rough proofs that take minutes. Each prints figures and fails on any violation.
import { verifyAuditOf } from './audit.js';
import { chance } from './chance.js';
import { container } from './container.js';
import { enginesRace } from './engines/engines-race.js';
import { failover } from './engines/failover.js';
import { forecast } from './forecast.js';
import { logins } from './logins.js';
import { logs } from './logs.js';
import { breakGuards } from './mutations.js';
import { production } from './production.js';
import { race } from './race.js';
import { upgrades } from './upgrades.js';

const all: Readonly<Record<string, () => Promise<void>>> = {
  audit: () => verifyAuditOf(Number(process.argv[3] ?? 10_000_000)),
  chance,
  container,
  'engines-race': enginesRace,
  failover,
  forecast,
  logins,
  logs,
  mutations: breakGuards,
  production,
  race,
  upgrades,
};

const run = all[process.argv[2] ?? ''];
if (!run) {
  process.stderr.write(`npm run torture -- NAME, one of: ${Object.keys(all).join(', ')}\n`);
  process.exit(2);
}
await run();
