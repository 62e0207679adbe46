// npm run torture -- container: the steps of Containerfile, in folders with a Debian in them instead of images, since a builder needs
// more than a test has; then what came of it, as nobody on a root that cannot be written to.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chownSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { base, download, inFolder, store } from './machine.js';

const say = (text: string) => process.stdout.write(`${text}\n`);
const port = '39777';
const watchPort = '39778';
const nobody = 65534;

const settings = {
  ...{
    PUBLIC_ORIGIN: 'https://registry.example.org',
    MAIL: 'folder',
    TRUSTED_PROXIES: '127.0.0.1',
    SITE_NAME: 'NORTH',
  },
  ...{ PORT: port, WATCH_PORT: watchPort },
};

type Image = {
  readonly root: string;
  readonly env: Record<string, string>;
  folder: string;
  user: string;
  command: string[];
};

/** A writable Debian over the one that was downloaded. */
function emptyImage(folder: string, name: string): Image {
  for (const part of ['root', 'upper', 'work']) mkdirSync(join(folder, name, part), { recursive: true });
  const [root, upper, work] = ['root', 'upper', 'work'].map((part) => join(folder, name, part));
  const layers = `lowerdir=${base},upperdir=${upper},workdir=${work}`;
  execFileSync('mount', ['-t', 'overlay', '-o', layers, 'overlay', root ?? '']);
  return { root: root ?? '', folder: '/', env: {}, user: 'root', command: [] };
}

function copy(images: ReadonlyMap<string, Image>, into: Image, rest: string): void {
  const [, from, paths = ''] = /^(?:--from=(\S+) )?(.*)$/.exec(rest) ?? [];
  const source = from ? (images.get(from)?.root ?? '') : process.cwd();
  const names = paths.split(' ');
  const to = names.pop() ?? '';
  for (const name of names) {
    const target = to.endsWith('/') ? join(to, name.split('/').at(-1) ?? '') : to;
    cpSync(join(source, name), join(into.root, into.folder, target), { recursive: true, verbatimSymlinks: true });
  }
}

/** Does what each line says, and gives the last image. */
function build(folder: string): Image {
  const images = new Map<string, Image>();
  let image: Image | undefined;
  for (const line of readFileSync('Containerfile', 'utf8').split('\n')) {
    const [, word, rest = ''] = /^([A-Z]+) (.*)$/.exec(line) ?? [];
    if (word === undefined) continue;
    if (word === 'FROM') {
      const name = / AS (\w+)$/.exec(rest)?.[1] ?? 'last';
      image = emptyImage(folder, name);
      images.set(name, image);
      continue;
    }
    if (!image) throw new Error('Containerfile begins with FROM.');
    if (word === 'WORKDIR') {
      image.folder = rest;
      mkdirSync(join(image.root, rest), { recursive: true });
    } else if (word === 'COPY') copy(images, image, rest);
    else if (word === 'RUN') inFolder(image.root, `cd ${image.folder}; export npm_config_prefer_offline=true; ${rest}`);
    else if (word === 'ENV') Object.assign(image.env, Object.fromEntries(rest.split(' ').map((one) => one.split('='))));
    else if (word === 'USER') image.user = rest;
    else if (word === 'CMD') image.command = JSON.parse(rest);
    else if (word !== 'VOLUME' && word !== 'EXPOSE') throw new Error(`This test does not know ${word}.`);
  }
  if (!image) throw new Error('Containerfile has no FROM.');
  return image;
}

/** A command as a container runs it: its environment alone, as nobody, the root read only, /data apart. */
function runIn({ root, folder, env, user }: Image, data: string, command: readonly string[]): ChildProcess {
  const inside = `set -e
    mount --bind $R $R; mount -o remount,bind,ro $R
    mount -t proc proc $R/proc; mount -t tmpfs -o ro tmpfs $R/tmp; mount --bind $DATA $R/data
    exec chroot $R setpriv --reuid=${user} --regid=nogroup --clear-groups --no-new-privs --bounding-set=-all \\
      env -i --chdir=${folder} "$@"`;
  const variables = Object.entries({ ...env, ...settings }).map(([name, value]) => `${name}=${value}`);
  const apart = [
    '--mount',
    '--pid',
    '--fork',
    '--kill-child',
    'bash',
    '-c',
    inside,
    'container',
    ...variables,
    ...command,
  ];
  return spawn('unshare', apart, {
    env: { PATH: process.env.PATH, R: root, DATA: data },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function ended(child: ChildProcess): Promise<{ status: number | null; text: string }> {
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (text += chunk));
  const status = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { status, text };
}

const expect = (what: string, is: boolean, told = '') => {
  if (!is) throw new Error(`Not so: ${what}\n${told}`);
  say(`  ${what}`);
};

async function use(image: Image, data: string): Promise<void> {
  const account = [
    '--organization-code',
    'ELM',
    '--organization-name',
    'Elm',
    '--username',
    'hanna',
    '--last-name',
    'Berg',
  ];
  const titer = (...words: string[]) => ended(runIn(image, data, ['node', 'dist/cli/titer.js', ...words]));
  const made = await titer('setup', ...account, '--email', 'hanna@registry.example.org');
  expect('titer setup makes the registry in the volume', made.status === 0, made.text);
  const tried = await ended(runIn(image, data, ['sh', '-c', 'touch /opt/titer/x /tmp/x /var/x; id -u']));
  expect(
    'nothing else can be written to, and it is nobody',
    /^65534$/m.test(tried.text) && tried.text.match(/Read-only/g)?.length === 3,
    tried.text,
  );
  const server = runIn(image, data, image.command);
  try {
    await useServer(image, data, server);
  } finally {
    server.kill('SIGKILL');
  }
}

async function useServer(image: Image, data: string, server: ChildProcess): Promise<void> {
  let told = '';
  for (const stream of [server.stdout, server.stderr]) stream?.on('data', (chunk) => (told += chunk));
  const over = ended(server);
  const readyz = () =>
    fetch(`http://127.0.0.1:${watchPort}/readyz`).then(
      ({ status }) => status === 200,
      () => false,
    );
  for (let tries = 0; tries < 100 && !(await readyz()); tries += 1) await new Promise((done) => setTimeout(done, 100));
  expect('it is ready', await readyz(), told);
  expect('it answers', (await fetch(`http://127.0.0.1:${port}/login`)).status === 200, told);
  const copied = await ended(runIn(image, data, ['node', 'dist/cli/titer.js', 'backup', '/data/copy.db']));
  expect('a verb works beside it', copied.status === 0, copied.text);
  const child = Number(readFileSync(`/proc/${server.pid}/task/${server.pid}/children`, 'utf8').trim());
  process.kill(child, 'SIGTERM');
  expect('SIGTERM stops it cleanly', (await over).status === 0, told);
  expect('what it wrote is its own', statSync(join(data, 'titer.db')).uid === nobody);
}

export async function container(): Promise<void> {
  download();
  const folder = mkdtempSync(join(store, 'container-'));
  try {
    const began = performance.now();
    const image = build(folder);
    say(`Containerfile, step by step: ${((performance.now() - began) / 1000).toFixed(0)} s`);
    const data = join(folder, 'data');
    mkdirSync(data, { mode: 0o700 });
    chownSync(data, nobody, nobody);
    await use(image, data);
  } finally {
    for (const name of ['build', 'last']) execFileSync('umount', ['--lazy', join(folder, name, 'root')]);
    rmSync(folder, { recursive: true, force: true });
  }
}
