// npm run bench -- pages [seconds]: what rendering costs a client page with everything on, uncompressed, over 20
// connections; and how long a tab or Next takes the server. Servers are measured in turns, so that all meet the same noise.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import autocannon from 'autocannon';
import { demonstrationClients as people } from '../../src/demonstration/plant.js';
import { Browser, formOf } from '../support/app.js';
import { plantTemplate } from '../support/setup/template.js';
import { median, say } from './figures.js';

const turns = 9;
const wanted = { unrendered: 0.55, bare: 0.1, swap: 5 };

type Started = { ports: number[]; headers: Record<string, string>; path: string; size: number };

async function start(folder: string): Promise<{ server: ChildProcess; started: Started }> {
  const server = spawn(process.execPath, ['--import', 'tsx', 'test/load/pages-server.ts', folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(server.stdout, 'data')) as [Buffer];
  return { server, started: JSON.parse(line.toString()) };
}

/** Measures and prints; exits with 1 where a figure is not held. */
export async function run([seconds = '3']: readonly string[]): Promise<void> {
  const template = await plantTemplate();
  const { server, started } = await start(template.folder);
  try {
    const held = [await rendering(started, Number(seconds)), await swaps(started)];
    if (held.includes(false)) process.exitCode = 1;
  } finally {
    server.kill();
    template.remove();
  }
}

async function rendering({ ports, headers, path, size }: Started, duration: number): Promise<boolean> {
  const rates: number[][] = [];
  for (let turn = 0; turn <= turns; turn += 1) {
    const rate: number[] = [];
    for (const port of ports) {
      const result = await autocannon({ url: `http://127.0.0.1:${port}${path}`, connections: 20, duration, headers });
      if (result.non2xx + result.errors > 0) throw new Error(`${result.non2xx + result.errors} requests failed.`);
      rate.push(result.requests.average);
    }
    // The first turn warms up.
    if (turn > 0) rates.push(rate);
  }
  say(
    `The client page, ${size} bytes, at the median of ${turns} turns: ${median(rates.map(([whole = 0]) => whole)).toFixed(0)} a second`,
  );
  // A machine is not as fast in each turn: the servers are held against each other within one.
  const share = (of: number) => rates.map(([whole = 0, ...others]) => whole / (others[of] ?? 0));
  const tell = (name: string, shares: number[], least: number) => {
    const [low, middle, high] = [Math.min(...shares), median(shares), Math.max(...shares)].map((one) => one.toFixed(3));
    say(`  of ${name}: ${middle} (${least}), ${low} to ${high}`);
    return median(shares) >= least;
  };
  return [tell('the same unrendered', share(0), wanted.unrendered), tell('Hono alone', share(1), wanted.bare)].every(
    Boolean,
  );
}

/** Each tab and Next, as htmx asks for them, one after the other. */
async function swaps({ ports, headers }: Started): Promise<boolean> {
  const path = `/clients/${people.rainbowBright}`;
  const nora = new Browser((to, init) => {
    const all = new Headers(init.headers);
    for (const [name, value] of Object.entries(headers)) all.set(name, value);
    return fetch(`http://127.0.0.1:${ports[0]}${to}`, { ...init, headers: all, redirect: 'manual' });
  });
  const times = new Map<string, number[]>();
  const press = async (query: string, control: string, fill: Record<string, string> = {}) => {
    const form = formOf((await nora.get(path + query)).text, path);
    for (const [name, value] of Object.entries({ ...fill, [control]: control })) form.set(name, value);
    const began = performance.now();
    const answer = await nora.request(path, {
      method: 'POST',
      body: form.toString(),
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'HX-Request-Type': 'partial' },
    });
    times.set(control, [...(times.get(control) ?? []), performance.now() - began]);
    if (answer.status !== 200) throw new Error(`${control} answered ${answer.status}.`);
  };
  for (let i = 0; i < 60; i += 1) {
    await press('', 'do.tab.contacts');
    await press('?tab=contacts', 'do.tab.comments');
    await press('?tab=comments', 'do.tab.information');
    await press('?tab=contacts&row=self', 'do.contact.next', { 'contact.extension': String(i) });
    await press('?tab=comments', 'do.comment.next', { 'comment.appliesOn': `01/${10 + (i % 20)}/2021` });
  }
  const medians = [...times].map(([control, all]) => [control, median(all.slice(10))] as const);
  for (const [control, time] of medians) say(`${control}: ${time.toFixed(1)} ms at the median (${wanted.swap})`);
  return medians.every(([, time]) => time < wanted.swap);
}
