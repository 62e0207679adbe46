import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openFile, type Tx } from '../../src/db/open.js';

/** The real server as an operator runs it: the built program, on a data folder and a port of its own. */
export class Registry {
  /** Where browsers reach it; the same after a restart. */
  url = '';
  #port = '0';
  #server: ChildProcess | undefined;
  #said = '';

  /** @param settings beside those of every test, as an operator sets them */
  constructor(
    readonly dataDir: string,
    readonly settings: Readonly<Record<string, string>> = {},
  ) {}

  /** Over a fresh copy of a data folder. */
  static async copyOf(template: string, settings: Readonly<Record<string, string>> = {}): Promise<Registry> {
    const folder = mkdtempSync(join(tmpdir(), 'titer-browser-'));
    cpSync(template, folder, { recursive: true });
    const registry = new Registry(folder, settings);
    await registry.start();
    return registry;
  }

  /** The server's process. */
  get pid(): number | undefined {
    return this.#server?.pid;
  }

  async start(): Promise<void> {
    const server = spawn(process.execPath, ['dist/server.js'], {
      // Nothing of the environment of whoever runs the tests.
      env: { PATH: process.env.PATH, DATA_DIR: this.dataDir, PORT: this.#port, ...this.settings },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#server = server;
    this.url = await new Promise<string>((resolve, reject) => {
      const hear = (chunk: Buffer) => {
        this.#said += chunk;
        const address = /^Titer is at (\S+)\n(?:Log in as .*\n(?: {2}\S.*\n)+)?/m.exec(this.#said);
        if (address) resolve(address[1] ?? '');
      };
      server.stdout.on('data', hear);
      server.stderr.on('data', hear);
      server.once('exit', (code) => reject(new Error(`The server ended with ${code}: ${this.#said}`)));
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

  /** Changes rows beside the running server. */
  async write(body: (tx: Tx) => void): Promise<void> {
    const db = openFile(join(this.dataDir, 'titer.db'));
    await db.write(body);
    db.close();
  }

  /** Ends it and forgets its data. The answer is what it said beside its greetings: of a server that is well, nothing. */
  async remove(): Promise<string> {
    await this.kill();
    rmSync(this.dataDir, { recursive: true, force: true });
    return this.#said.replaceAll(/^(Titer is at |Log in as | {2}[A-Z]+ +\w+ +\S+ {2,}).*\n/gm, '');
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, 'exit');
    server.kill(signal);
    await ended;
  }
}
