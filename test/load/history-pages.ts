// Part of npm run bench -- forecast: what the history page costs with the forecast, held against the same page by a schedule
// that has nothing in it. Both in this process, in turns; of the processor's time, in brotli as browsers ask for it.
import { join } from 'node:path';
import { pino } from 'pino';
import { createApp } from '../../src/app.js';
import { createLinks } from '../../src/auth/links.js';
import { createSessions } from '../../src/auth/sessions.js';
import { createThrottle } from '../../src/auth/throttle.js';
import { readConfig } from '../../src/config.js';
import { openFile } from '../../src/db/open.js';
import { immunizations } from '../../src/db/schema/immunizations.js';
import { schedules } from '../../src/db/schema/schedules.js';
import { openThrottleFile } from '../../src/db/throttle/throttle-file.js';
import { demonstrationClients as people } from '../../src/demonstration/plant.js';
import { keptFilesIn } from '../../src/files/kept-files.js';
import { readAgreement } from '../../src/web/agreement.js';
import { loadAssets } from '../../src/web/assets.js';
import { plantTemplate } from '../support/setup/template.js';
import { median, say } from './figures.js';

const turns = 30;
const requests = 40;
const wanted = 0.5;

/** A schedule without an antigen: nothing is recommended, and no dose is judged. */
const nothing = JSON.stringify({
  ...{ version: 'nothing', published: '2026-01-01', seasons: {}, groups: {}, vaccines: {}, conflicts: [] },
  ...{ observations: {}, lists: [], antigens: {} },
});

/** The doses of a girl of twelve who missed nothing. */
const codes = '08 110 110 110 20 49 49 49 133 133 133 133 122 122 10 03 94 21 83 83 20 165 165 115 140'.split(' ');
const doses = codes.map((cvx, at) => ({
  cvx,
  givenOn: new Date(Date.parse('2015-02-15') + at * 160 * 86_400_000).toISOString().slice(0, 10),
}));

/** A registry in this process, and a way to ask it for the history of somebody with 25 doses. */
async function serve(folder: string, pack?: string) {
  const config = readConfig({ DATA_DIR: folder });
  const db = await openFile(join(folder, 'titer.db'));
  const clock = Date.now;
  const sessions = createSessions(db, clock, {
    ...{ idleMinutes: config.idleMinutes, hours: config.sessionHours, https: false },
  });
  await db.write(async (tx) => {
    const by = { clientId: people.rainbowBright, organizationId: 1, source: '00', amount: '0.5', unit: 'mL' };
    await tx
      .insert(immunizations)
      .values(doses.map((dose) => ({ ...dose, ...by, updatedAt: 1 })))
      .run();
    if (pack)
      await tx.insert(schedules).values({ version: 'nothing', pack, addedAt: 1, inForceFrom: '2020-01-01' }).run();
  });
  const app = createApp({
    ...{ config, db, clock, sessions, log: pino({ base: null, level: 'warn' }), assets: loadAssets() },
    ...{ links: createLinks(Buffer.alloc(32, 7)), throttle: createThrottle(openThrottleFile()) },
    agreement: readAgreement(config.agreementFile),
    files: keptFilesIn(join(folder, 'imports')),
  });
  const begun = await sessions.begin({ userId: 1, organizationId: 1, browser: 'bench' }, async () => undefined);
  const headers = { Cookie: ('cookie' in begun ? begun.cookie : '').split(';')[0] ?? '', 'Accept-Encoding': 'br' };
  const path = `/clients/${people.rainbowBright}/immunizations`;
  const ask = async () => {
    const answer = await app.request(path, { headers });
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}.`);
    return (await answer.arrayBuffer()).byteLength;
  };
  return { ask, close: () => db.close() };
}

/** Milliseconds of the processor for a page. */
async function cost(ask: () => Promise<number>): Promise<number> {
  const before = process.threadCpuUsage();
  for (let i = 0; i < requests; i += 1) await ask();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000 / requests;
}

/** Prints the figures, and whether they are held. */
export async function historyPages(): Promise<boolean> {
  const templates = [await plantTemplate(), await plantTemplate()];
  const [withIt, without] = [await serve(templates[0]?.folder ?? ''), await serve(templates[1]?.folder ?? '', nothing)];
  try {
    const sizes = [await withIt.ask(), await without.ask()];
    const costs: [number, number][] = [];
    for (let turn = 0; turn < turns + 5; turn += 1) {
      const pair: [number, number] = [await cost(withIt.ask), await cost(without.ask)];
      // The first turns warm up.
      if (turn >= 5) costs.push(pair);
    }
    const [a, b] = [median(costs.map(([one]) => one)), median(costs.map(([, one]) => one))];
    const share = median(costs.map(([one, other]) => other / one));
    say(
      `The history page of 25 doses: ${a.toFixed(3)} ms, ${sizes[0]} bytes; by an empty schedule ${b.toFixed(3)} ms, ${sizes[1]} bytes`,
    );
    say(`  as many a second as of those without the forecast: ${share.toFixed(2)} (${wanted})`);
    return share >= wanted;
  } finally {
    for (const one of [withIt, without]) one.close();
    for (const one of templates) one.remove();
  }
}
