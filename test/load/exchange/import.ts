// npm run bench -- import [clients] [doses]: a file of clients and one of doses are brought on the page, checked and imported in
// the background, beside people who open pages; the process is killed in the middle of each. Then all is exported and brought again.
import { mkdtempSync, openAsBlob, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { demonstrationClients as people } from '../../../src/demonstration/plant.js';
import { standingWords } from '../../../src/views/exchange/standing.js';
import { Browser, formOf } from '../../support/app.js';
import { Registry } from '../../support/setup/registry.js';
import { plantTemplate } from '../../support/setup/template.js';
import { at, say } from '../figures.js';
import { writeFiles } from './made-up-files.js';

/** What must hold: seconds, and milliseconds of nineteen pages of twenty. */
const limits = { clients: 180, doses: 600, pages: 300 };

const pages = ['/', '/clients', `/clients/${people.rainbowBright}`, `/clients/${people.donDuck}/immunizations`];

export async function run([clients = '100000', doses = '1000000']: readonly string[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'titer-import-'));
  const template = await plantTemplate();
  const files = { clients: join(folder, 'clients.csv'), doses: join(folder, 'doses.csv') };
  const wrote = writeFiles(files, { clients: Number(clients), doses: Number(doses) });
  const registry = new Registry(template.folder);
  try {
    await registry.start();
    const ada = await logIn(registry, 'ada');
    const desk = openDesk(registry, await logIn(registry, 'nora'));
    const first = await bring(registry, ada, desk, {
      kind: 'clients',
      file: files.clients,
      rows: wrote.clients,
      kill: true,
    });
    const second = await bring(registry, ada, desk, {
      kind: 'immunizations',
      file: files.doses,
      rows: wrote.doses,
      kill: true,
    });
    hold(first.seconds <= limits.clients, `clients took ${first.seconds} s`);
    hold(second.seconds <= limits.doses, `immunizations took ${second.seconds} s`);
    for (const kind of ['clients', 'immunizations'] as const) {
      const file = join(folder, `${kind}-out.csv`);
      const began = performance.now();
      const rows = await takeOut(registry, ada, kind, file);
      say(`export of ${rows} ${kind}: ${seconds(began)} s`);
      const again = await bring(registry, ada, desk, { kind, file, rows, kill: false });
      hold(!/Entered: |Changed a record: |Put aside/.test(again.page), `what was exported of ${kind} is not the same`);
    }
    await desk.close();
  } finally {
    await registry.stop();
    template.remove();
    rmSync(folder, { recursive: true });
  }
}

function hold(holds: boolean, what: string): void {
  if (holds) return;
  say(`FAILS: ${what}`);
  process.exitCode = 1;
}

const seconds = (began: number) => Math.round((performance.now() - began) / 1000);

async function logIn(registry: Registry, username: string): Promise<Browser> {
  const browser = new Browser((path, init) => fetch(registry.url + path, { ...init, redirect: 'manual' }));
  return browser.logIn(username);
}

/** Somebody who opens pages all the time, ten a second. */
function openDesk(registry: Registry, nora: Browser) {
  let took: number[] = [];
  const state = { isOpen: true, isDown: false };
  const working = (async () => {
    for (let i = 0; state.isOpen; i += 1) {
      await sleep(100);
      if (state.isDown) continue;
      const began = performance.now();
      try {
        const { status } = await nora.get(pages[i % pages.length] ?? '/');
        if (status !== 200) throw new Error(`${pages[i % pages.length]} answered ${status}`);
        took.push(performance.now() - began);
      } catch (error) {
        if (!state.isDown) throw error;
      }
    }
  })();
  return {
    /** The pages since it was asked last. */
    figures() {
      const list = took;
      took = [];
      return { many: list.length, p50: at(list, 0.5), p95: at(list, 0.95), most: Math.max(0, ...list) };
    },
    async whileDown(act: () => Promise<void>) {
      state.isDown = true;
      await registry.kill();
      await act();
      state.isDown = false;
    },
    async close() {
      state.isOpen = false;
      await working;
    },
  };
}

type Desk = ReturnType<typeof openDesk>;
type Order = {
  readonly kind: 'clients' | 'immunizations';
  readonly file: string;
  readonly rows: number;
  readonly kill: boolean;
};

/** Brings a file, has it checked and imported. Answers how long the import took, and what its page says. */
async function bring(registry: Registry, ada: Browser, desk: Desk, { kind, file, rows, kill }: Order) {
  const form = new FormData();
  const shown = formOf((await ada.get('/imports')).text, '/imports');
  for (const field of ['csrf', 'organization']) form.append(field, shown.get(field) ?? '');
  form.append('kind', kind);
  form.append('file', await openAsBlob(file, { type: 'text/csv' }), `${kind}.csv`);
  form.append('do.send', 'Send');
  desk.figures();
  const sent = performance.now();
  const { location, status, text } = await send(registry, ada, form);
  if (status !== 303) throw new Error(`The file was refused: ${status} ${text.slice(0, 2000)}`);
  tell(`${rows} ${kind} sent`, seconds(sent), rows, desk);
  const checked = performance.now();
  await waitFor(ada, location, standingWords.checked);
  tell(`${rows} ${kind} checked`, seconds(checked), rows, desk);
  const began = performance.now();
  const pressed = formOf((await ada.get(location)).text, location);
  pressed.append('do.import', 'Import');
  await ada.post(location, `${pressed}`);
  if (kill) {
    await waitFor(ada, location, /(?:4\d|5\d|6\d) %,|>Imported/);
    await desk.whileDown(() => registry.start());
  }
  const page = await waitFor(ada, location, `>${standingWords.imported}`);
  tell(`${rows} ${kind} imported${kill ? ', killed in the middle' : ''}`, seconds(began), rows, desk);
  say(
    `  ${[...page.matchAll(/<li>([^<]*)<\/li>/g)]
      .map(([, what]) => what)
      .filter((what) => /\d/.test(what ?? ''))
      .join('; ')}`,
  );
  if (kill)
    hold(page.includes('The server ended on the way'), `the page of ${kind} does not say that it was gone on with`);
  return { seconds: seconds(began), page };
}

async function send({ url }: Registry, ada: Browser, body: FormData) {
  const Cookie = [...ada.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const request = new Request(`${url}/imports`, { method: 'POST', body });
  const bytes = await request.blob();
  const headers = { Cookie, 'Content-Type': request.headers.get('Content-Type') ?? '' };
  const answer = await fetch(`${url}/imports`, { method: 'POST', body: bytes, headers, redirect: 'manual' });
  const location = new URL(answer.headers.get('Location') ?? '/', url).pathname;
  return { status: answer.status, location, text: await answer.text() };
}

function tell(what: string, took: number, rows: number, desk: Desk): void {
  const { many, p50, p95, most } = desk.figures();
  const rate = took > 0 ? `, ${Math.round(rows / took)} rows a second` : '';
  say(
    `${what}: ${took} s${rate}; ${many} pages beside it: median ${p50.toFixed(0)}, p95 ${p95.toFixed(0)}, at most ${most.toFixed(0)} ms; load ${loadavg()[0]?.toFixed(1)}`,
  );
  hold(p95 <= limits.pages, `the 95th percentile of pages was ${p95.toFixed(0)} ms`);
}

async function waitFor(ada: Browser, path: string, what: string | RegExp): Promise<string> {
  for (;;) {
    const { text } = await ada.get(path);
    if (typeof what === 'string' ? text.includes(what) : what.test(text)) return text;
    if (/>(?:Broken off|Stopped|Cannot be used)/.test(text))
      throw new Error(text.replaceAll(/<[^>]*>/g, ' ').slice(-1500));
    await sleep(500);
  }
}

async function takeOut(registry: Registry, ada: Browser, kind: string, file: string): Promise<number> {
  const form = formOf((await ada.get('/exports')).text, '/exports');
  form.set('kind', kind);
  form.append('do.export', 'Export');
  const Cookie = [...ada.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const answer = await fetch(`${registry.url}/exports`, { method: 'POST', body: form, headers: { Cookie } });
  const text = await answer.text();
  await writeFile(file, text);
  return text.split('\n').length - 2;
}
