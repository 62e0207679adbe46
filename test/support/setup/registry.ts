import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database, Reader, Tx } from '../../../src/db/engine/database.js';
import { openFile } from '../../../src/db/open.js';
import { openPostgresql } from '../../../src/db/open-postgresql.js';
import type { Ask, Told } from './host.js';
import { settingsAt } from './served.js';

/** Something that a registry runs in. */
type Running = { readonly pid?: number | undefined; end(signal: NodeJS.Signals): Promise<void> };
export type Start = (
  env: Readonly<Record<string, string>>,
  hear: (said: string) => void,
  gone: (why: string) => void,
) => Running;

/** What `npm start` runs, once the product is built. */
const program =
  /node (--.*dist\/server\.js)/.exec(JSON.parse(readFileSync('package.json', 'utf8')).scripts.start)?.[1] ?? '';

/** In a process of its own, as an operator runs it. */
const inProcess: Start = (env, hear, gone) => {
  const server = spawn(process.execPath, program.split(' '), {
    // Nothing of the environment of whoever runs the tests.
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  server.stdout.on('data', (chunk: Buffer) => hear(`${chunk}`));
  server.stderr.on('data', (chunk: Buffer) => hear(`${chunk}`));
  server.once('exit', (code) => gone(`the server ended with ${code}`));
  return {
    pid: server.pid,
    async end(signal) {
      if (server.exitCode !== null || server.signalCode !== null) return;
      const ended = once(server, 'exit');
      server.kill(signal);
      await ended;
    },
  };
};

/** A process that runs registries of many tests: it loads the program once. */
export class Host {
  readonly #process: ChildProcess = fork('test/support/setup/host.ts', [], { execArgv: ['--import', 'tsx'] });
  #last = 0;

  readonly start: Start = (env, hear, gone) => {
    this.#last += 1;
    const id = this.#last;
    const { promise: ended, resolve } = Promise.withResolvers<void>();
    const told = ({ id: of, said, ended }: Told) => {
      if (of !== id) return;
      if (said) hear(said);
      if (!ended) return;
      this.#process.off('message', told);
      gone('the registry ended');
      resolve();
    };
    this.#process.on('message', told);
    this.#ask({ id, env });
    return {
      end: async (signal) => {
        if (signal === 'SIGKILL') throw new Error('Of many in one process none can be killed: set ownProcess.');
        this.#ask({ id });
        await ended;
      },
    };
  };

  #ask(ask: Ask) {
    this.#process.send(ask);
  }

  stop(): void {
    this.#process.kill();
  }
}

const greeting = /^(Titer is at |Open it, ).*\n/gm;

/** The real server: the built program, on a data folder and a port of its own. */
export class Registry {
  /** Where browsers reach it; the same after a restart. */
  url = '';
  #port = '0';
  #running: Running | undefined;
  #said = '';

  /**
   * @param settings beside those of every test, as an operator sets them
   * @param startIn a host, unless the server is killed or started again
   */
  constructor(
    readonly dataDir: string,
    readonly settings: Readonly<Record<string, string>> = {},
    readonly startIn: Start = inProcess,
  ) {}

  /**
   * Over a fresh copy of a data folder.
   * @param database the address of its own database, where the run is on PostgreSQL
   */
  static async copyOf(
    template: string,
    settings: Readonly<Record<string, string>> = {},
    startIn: Start = inProcess,
    database?: string,
  ): Promise<Registry> {
    const folder = mkdtempSync(join(tmpdir(), 'titer-browser-'));
    cpSync(template, folder, { recursive: true });
    const served = database ? await settingsAt(database, folder) : {};
    const registry = new Registry(folder, { ...served, ...settings }, startIn);
    await registry.start();
    return registry;
  }

  /** The server's process, where it has one of its own. */
  get pid(): number | undefined {
    return this.#running?.pid;
  }

  async start(): Promise<void> {
    const env = { DATA_DIR: this.dataDir, PORT: this.#port, ...this.settings };
    this.url = await new Promise<string>((resolve, reject) => {
      const hear = (said: string) => {
        this.#said += said;
        const address = /^Titer is at (\S+)\n(?:Open it, .*\n)?/m.exec(this.#said);
        if (address) resolve(address[1] ?? '');
      };
      this.#running = this.startIn(env, hear, (why) => reject(new Error(`${why}: ${this.#said}`)));
    });
    this.#port = new URL(this.url).port;
  }

  /** As an operator stops it. */
  async stop(): Promise<void> {
    await this.#end('SIGTERM');
  }

  /** As a crash stops it. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  #open(): Promise<Database> {
    const url = this.settings.DATABASE_URL;
    return url ? openPostgresql(url) : openFile(join(this.dataDir, 'titer.db'));
  }

  /** Changes rows beside the running server. */
  async write(body: (tx: Tx) => Promise<unknown>): Promise<void> {
    const db = await this.#open();
    await db.write(body);
    db.close();
  }

  /** Looks at rows beside the running server. */
  async read<T>(look: (db: Reader) => Promise<T>): Promise<T> {
    const db = await this.#open();
    const seen = await look(db.read);
    db.close();
    return seen;
  }

  /** What it said since its greeting, which then counts as heard. */
  forget(): string {
    const said = this.#said.replaceAll(greeting, '');
    this.#said = '';
    return said;
  }

  /** Ends it and forgets its data. The answer is what it said beside its greetings: of a server that is well, nothing. */
  async remove(): Promise<string> {
    await this.stop();
    rmSync(this.dataDir, { recursive: true, force: true });
    return this.forget();
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const running = this.#running;
    this.#running = undefined;
    await running?.end(signal);
  }
}
