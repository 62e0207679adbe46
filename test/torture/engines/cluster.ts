// Two servers of PostgreSQL that follow each other, and one address that leads to whichever is the primary: what Patroni and HAProxy do
// for an operator, done by hand.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { bin, connected, freePort, ownerOfServers, user } from '../../support/setup/postgresql.js';

/** Carries connections to one port, and to another one when it is told to. Without one it takes none. */
export class Line {
  readonly #server: Server;
  readonly #open = new Set<Socket>();
  #to: number | undefined;
  #isStalled = false;

  private constructor(server: Server) {
    this.#server = server.on('connection', (socket) => this.#carry(socket));
  }

  static async open(): Promise<Line> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Line(server);
  }

  get port(): number {
    return (this.#server.address() as { port: number }).port;
  }

  #carry(near: Socket) {
    if (this.#to === undefined) return void near.on('error', () => undefined).destroy();
    const far = connect(this.#to, '127.0.0.1');
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#open.add(one);
      one.setNoDelay(true).on('error', () => undefined);
      one.on('data', (bytes) => void (this.#isStalled || other.write(bytes)));
      one.on('close', () => {
        this.#open.delete(one);
        other.destroy();
      });
    }
  }

  /** Nothing arrives any more, and nobody is told. */
  stall(): void {
    this.#isStalled = true;
  }

  /** Ends what is carried; what comes later goes there. */
  lead(to: number | undefined): void {
    for (const socket of this.#open) socket.destroy();
    this.#isStalled = false;
    this.#to = to;
  }

  close(): void {
    this.lead(undefined);
    this.#server.close();
  }
}

type Node = { readonly data: string; readonly port: number; readonly process: ChildProcess };

const settings = {
  // Processes are killed here, never the machine.
  ...{ fsync: 'off', full_page_writes: 'off', max_connections: '200', shared_buffers: '64MB', autovacuum: 'off' },
  ...{ max_wal_senders: '6', wal_keep_size: '64MB', max_wal_size: '256MB', wal_receiver_timeout: '3s', jit: 'off' },
  ...{ wal_receiver_status_interval: '1s', wal_retrieve_retry_interval: '100ms' },
  ...{ listen_addresses: '127.0.0.1', logging_collector: 'off' },
  // Shared memory of one that is killed goes with its folder.
  dynamic_shared_memory_type: 'mmap',
};

export class Cluster {
  /** Where the product finds its database, whichever server it is on. */
  readonly #folder = mkdtempSync(join(tmpdir(), 'titer-cluster-'));
  readonly #owner = process.getuid?.() === 0 ? ownerOfServers() : undefined;
  #made = 0;
  primary: Node | undefined;
  standby: Node | undefined;

  private constructor(
    readonly address: Line,
    readonly replication: Line,
    readonly isSynchronous: boolean,
  ) {
    if (this.#owner) chownSync(this.#folder, this.#owner.uid, this.#owner.gid);
  }

  /** One primary, with an empty database `registry`. */
  static async start(isSynchronous: boolean): Promise<Cluster> {
    const cluster = new Cluster(await Line.open(), await Line.open(), isSynchronous);
    const data = cluster.#newFolder();
    const first = ['-D', data, '-A', 'trust', '-E', 'UTF8', '--locale=C', '-U', user, '--no-sync', '--wal-segsize=4'];
    await cluster.#run('initdb', first);
    cluster.primary = await cluster.#start(data);
    await connected(urlOf(cluster.primary, 'postgres'), (client) => client.query('create database registry'));
    cluster.#leadToPrimary();
    return cluster;
  }

  get url(): string {
    return `postgres://${user}@127.0.0.1:${this.address.port}/registry`;
  }

  #newFolder(): string {
    this.#made += 1;
    return join(this.#folder, `node${this.#made}`);
  }

  async #run(program: string, args: readonly string[]): Promise<void> {
    await promisify(execFile)(join(bin, program), args, { ...this.#owner, cwd: this.#folder });
  }

  async #start(data: string): Promise<Node> {
    const port = await freePort();
    const set = { ...settings, port, unix_socket_directories: this.#folder };
    const options = Object.entries(set).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const stdio = 'ignore';
    const server = spawn(join(bin, 'postgres'), ['-D', data, ...options], { ...this.#owner, cwd: this.#folder, stdio });
    const node = { data, port, process: server };
    for (let tries = 1; !(await connected(urlOf(node, 'postgres'), async () => true).catch(() => false)); tries += 1) {
      if (tries > 600 || server.exitCode !== null) throw new Error('A server of the cluster did not start.');
      await sleep(100);
    }
    return node;
  }

  #leadToPrimary() {
    this.address.lead(this.primary?.port);
    this.replication.lead(this.primary?.port);
  }

  /** A standby made anew from the primary. Resolves once it follows, and is waited for where the cluster is synchronous. */
  async follow(): Promise<void> {
    const { primary } = this;
    if (!primary) throw new Error('There is no primary.');
    const data = this.#newFolder();
    const from = ['-h', '127.0.0.1', '-p', `${this.replication.port}`, '-U', user];
    await this.#run('pg_basebackup', ['-D', data, ...from, '-R', '-X', 'stream', '-c', 'fast', '--no-sync']);
    this.standby = await this.#start(data);
    await connected(urlOf(primary, 'postgres'), async (client) => {
      if (this.isSynchronous) {
        await client.query("alter system set synchronous_standby_names = '*'");
        await client.query('select pg_reload_conf()');
      }
      const wanted = this.isSynchronous ? 'sync' : 'async';
      for (let tries = 1; ; tries += 1) {
        const { rows } = await client.query("select sync_state from pg_stat_replication where state = 'streaming'");
        if (rows.some(({ sync_state }) => sync_state === wanted)) return;
        if (tries > 600) throw new Error('The standby does not follow.');
        await sleep(100);
      }
    });
  }

  /** Ends every process of the primary at once, as a machine ends that loses its power. */
  kill(): void {
    const pid = this.primary?.process.pid ?? 0;
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
    for (const one of [pid, ...children.map(Number)]) if (one > 0) process.kill(one, 'SIGKILL');
    this.address.lead(undefined);
    this.replication.lead(undefined);
  }

  /** The standby is the primary from now on. It waits for no standby until there is one again. */
  async promote(): Promise<void> {
    const former = this.primary;
    await this.#run('pg_ctl', ['promote', '-D', this.standby?.data ?? '', '-w']);
    this.primary = this.standby;
    this.standby = undefined;
    this.#leadToPrimary();
    if (former) rmSync(former.data, { recursive: true, force: true });
  }

  async stop(): Promise<void> {
    for (const node of [this.primary, this.standby]) {
      if (!node || node.process.exitCode !== null) continue;
      const ended = once(node.process, 'exit');
      node.process.kill('SIGQUIT');
      await ended;
    }
    this.address.close();
    this.replication.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

const urlOf = ({ port }: Node, database: string) => `postgres://${user}@127.0.0.1:${port}/${database}`;
