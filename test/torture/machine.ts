// A new Debian with systemd in namespaces of its own: no network but loopback, and nothing of this machine. Needs root and debootstrap.

import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

const suite = 'trixie';
export const store = join(tmpdir(), 'titer-debian');
export const base = join(store, suite);
const certificates = process.env.NODE_EXTRA_CA_CERTS ?? '/etc/ssl/certs/ca-certificates.crt';

/** What a process in a folder finds of a machine: /proc, a few devices. */
const prepare = `
set -e
mount -t proc proc $R/proc
mount -t sysfs -o ro sysfs $R/sys
mount -t tmpfs tmpfs $R/dev
for d in null zero full random urandom tty; do touch $R/dev/$d; mount --bind /dev/$d $R/dev/$d; done
mkdir -p $R/dev/pts $R/dev/shm $R/root/.npm $R/srv/repositories
mount -t devpts -o newinstance,ptmxmode=0666 devpts $R/dev/pts
ln -s pts/ptmx $R/dev/ptmx; ln -s /proc/self/fd $R/dev/fd
mount -t tmpfs tmpfs $R/dev/shm
mount --bind $CACHE $R/root/.npm
`;

/** Runs a script in a folder with a Debian in it, with this machine's network: for what is downloaded. */
export function inFolder(folder: string, script: string, repositories?: string): void {
  const cache = join(homedir(), '.npm');
  mkdirSync(cache, { recursive: true });
  const bind = repositories ? 'mount --bind $SOURCES $R/srv/repositories\n' : '';
  const all = `${prepare}${bind}cp /etc/resolv.conf $R/etc/; cp ${certificates} $R/tmp/certificates.crt
    exec chroot $R env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root DEBIAN_FRONTEND=noninteractive \
      NODE_EXTRA_CA_CERTS=/tmp/certificates.crt bash -euc "$SCRIPT"`;
  const env = { ...process.env, R: folder, CACHE: cache, SCRIPT: script, SOURCES: repositories };
  execFileSync('unshare', ['--mount', '--pid', '--fork', '--kill-child', 'bash', '-c', all], { env, stdio: 'inherit' });
}

/** docs/operating.md names the packages. */
const packages = () =>
  `${/^apt-get install --yes (.+)$/m.exec(readFileSync('docs/operating.md', 'utf8'))?.[1]} nginx-light`;

/** Downloads what a machine is made of, once: Debian and its packages. */
export function download(): void {
  mkdirSync(store, { recursive: true });
  const wanted = packages();
  if (!existsSync(base)) {
    const include = '--include=systemd,systemd-sysv,dbus,adduser,ca-certificates,openssl';
    execFileSync('debootstrap', ['--variant=minbase', include, suite, base, 'http://deb.debian.org/debian']);
  }
  const mark = join(store, 'packages');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return;
  inFolder(base, `apt-get update -qq; apt-get install -qq --yes --no-install-recommends ${wanted} >/dev/null`);
  writeFileSync(mark, wanted);
}

/** Downloads the packages of npm, so that they are there for a machine without a network. */
export function downloadPackages(repositories: string): void {
  const digest = createHash('sha256').update(readFileSync('package-lock.json')).digest('hex');
  const mark = join(store, 'npm');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === digest) return;
  const folder = 'rm -rf /tmp/fetched; git clone --quiet /srv/repositories/titer.git /tmp/fetched; cd /tmp/fetched';
  inFolder(base, `${folder}; npm ci --prefer-offline --silent; cd /; rm -rf /tmp/fetched`, repositories);
  writeFileSync(mark, digest);
}

export class Machine {
  readonly #folder = mkdtempSync(join(store, 'machine-'));
  readonly root = join(this.#folder, 'root');
  #init = 0;
  #process: ChildProcess | undefined;
  readonly #group = join(
    existsSync('/sys/fs/cgroup/unified') ? '/sys/fs/cgroup/unified' : '/sys/fs/cgroup',
    'titer-test',
  );

  /** @param repositories a folder that it has as /srv/repositories */
  async start(repositories: string): Promise<void> {
    for (const name of ['root', 'upper', 'work']) mkdirSync(join(this.#folder, name));
    const layers = `lowerdir=${base},upperdir=${this.#folder}/upper,workdir=${this.#folder}/work`;
    execFileSync('mount', ['-t', 'overlay', '-o', layers, 'overlay', this.root]);
    mkdirSync(this.#group, { recursive: true });
    const boot = `${prepare}
      mount --bind $SOURCES $R/srv/repositories
      mount -t cgroup2 cgroup2 $R/sys/fs/cgroup
      mount -t tmpfs tmpfs $R/run
      ip link set lo up
      hostname registry
      # Not by chroot: the kernel lets nobody in one make a namespace of users.
      cd $R; pivot_root . mnt; cd /; umount --lazy /mnt
      export container=other
      exec /lib/systemd/systemd --system`;
    const apart = ['--mount', '--net', '--pid', '--cgroup', '--uts', '--ipc', '--fork', '--kill-child'];
    const enter = `echo $$ > ${this.#group}/cgroup.procs; exec unshare ${apart.join(' ')} bash -c "$BOOT"`;
    const env = {
      PATH: process.env.PATH,
      R: this.root,
      CACHE: join(homedir(), '.npm'),
      SOURCES: repositories,
      BOOT: boot,
    };
    this.#process = spawn('bash', ['-c', enter], { env, stdio: ['ignore', 'ignore', 'inherit'] });
    const { pid } = this.#process;
    for (let tries = 0; tries < 300 && !this.#isUp(pid ?? 0); tries += 1)
      await new Promise((done) => setTimeout(done, 100));
  }

  #isUp(pid: number): boolean {
    this.#init = Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ')[0]);
    if (!this.#init || readFileSync(`/proc/${this.#init}/comm`, 'utf8') !== 'systemd\n') return false;
    return /running|degraded/.test(this.try('systemctl is-system-running').text);
  }

  /** Runs a script as root, and says how it ended. */
  try(script: string): { readonly status: number | null; readonly text: string } {
    const inside = ['-t', `${this.#init}`, '-m', '-n', '-p', '-C', '-u', '-i', '--root', '--wd'];
    const env = [
      'env',
      '-i',
      'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      'HOME=/root',
      'TERM=dumb',
    ];
    const command = [
      ...inside,
      ...env,
      'npm_config_offline=true',
      'bash',
      '-euo',
      'pipefail',
      '-c',
      `exec 2>&1; cd /root\n${script}`,
    ];
    const { status, stdout } = spawnSync('nsenter', command, { encoding: 'utf8', input: '', maxBuffer: 1e9 });
    return { status, text: stdout };
  }

  /** Runs a script as root that must succeed. */
  run(script: string): string {
    const { status, text } = this.try(script);
    if (status !== 0) throw new Error(`This ended with ${status}:\n${script}\n\n${text}`);
    return text;
  }

  /** A request by HTTPS to a name that is this machine, from an address of its loopback. */
  fetch(url: string, init: RequestInit, certificate: string, from: string): Response {
    const headers = [...new Headers(init.headers)].filter(([name]) => name !== 'content-length');
    const { status, stdout, stderr } = spawnSync(
      'nsenter',
      [
        ...[
          '-t',
          `${this.#init}`,
          '-n',
          'curl',
          '--silent',
          '--show-error',
          '--include',
          '--http1.1',
          '--interface',
          from,
        ],
        ...['--cacert', join(this.root, certificate), '--resolve', `${new URL(url).host}:443:127.0.0.1`],
        ...[
          '--request',
          init.method ?? 'GET',
          ...headers.flatMap(([name, value]) => ['--header', `${name}: ${value}`]),
        ],
        ...(init.body === undefined ? [] : ['--data-binary', '@-']),
        url,
      ],
      { encoding: 'utf8', input: `${init.body ?? ''}` },
    );
    if (status !== 0) throw new Error(stderr);
    const [head = '', ...rest] = stdout.split('\r\n\r\n');
    const [first = '', ...lines] = head.split('\r\n');
    const answered = new Headers(
      lines.map((line): [string, string] => [line.split(':')[0] ?? '', line.slice(line.indexOf(':') + 1).trim()]),
    );
    return new Response(rest.join('\r\n\r\n'), { status: Number(first.split(' ')[1]), headers: answered });
  }

  async stop(): Promise<void> {
    const ended = new Promise((done) => this.#process?.once('exit', done));
    this.#process?.kill('SIGKILL');
    await ended;
    await new Promise((done) => setTimeout(done, 500));
    execFileSync('umount', ['--lazy', this.root]);
    rmSync(this.#folder, { recursive: true, force: true });
    try {
      rmdirSync(this.#group);
    } catch {
      // Whatever ends late leaves it behind, empty.
    }
  }
}
