// Finds the Chromium that the browser tests drive: best the headless shell, which has no windows to manage and takes little
// more than half of the time. As a program, the first step of `npm run browser`, it also installs one where it may, and
// otherwise says what to install.
import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';

const shell = 'chromium-headless-shell';
const names = [shell, 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

/** A program on the PATH, or undefined. */
export function onPath(name: string): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return folders.map((folder) => join(folder, name)).find(isProgram);
}

/** What CHROMIUM names, else a Chromium on the PATH, else playwright's own download; undefined where there is none. */
export function findChromium(): string | undefined {
  const named = process.env.CHROMIUM;
  if (named) return isProgram(named) ? named : onPath(named);
  const own = chromium.executablePath();
  return names.map(onPath).find(Boolean) ?? (existsSync(own) ? own : undefined);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Debian's package of the headless shell, or of the whole, where this user may install packages. */
function installChromium(): void {
  const apt = onPath('apt-get');
  const before = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  if (!apt || !succeeds([...before, 'true'])) return;
  process.stdout.write(`No headless Chromium found: installing the package ${shell}.\n`);
  const quietly = [...before, 'env', 'DEBIAN_FRONTEND=noninteractive', apt, '-qq'];
  const install = (name: string) => succeeds([...quietly, 'install', '-y', '--no-install-recommends', name]);
  if (succeeds([...quietly, 'update']) && !install(shell) && !findChromium()) install('chromium');
}

function succeeds([program = '', ...args]: string[]): boolean {
  try {
    execFileSync(program, args, { stdio: ['ignore', 'ignore', 'inherit'] });
    return true;
  } catch {
    return false;
  }
}

function whatToInstall(): string {
  const named = process.env.CHROMIUM;
  if (named) return `CHROMIUM is "${named}", which is no program. Set it to a Chromium, or unset it.\n`;
  return [
    'The browser tests need a Chromium, and none was found on the PATH. Do one of these:',
    '  apt-get install chromium-headless-shell         (Debian; as root)',
    '  npx playwright install --with-deps chromium     (where downloads are allowed)',
    '  CHROMIUM=/path/to/chromium npm test             (one that is elsewhere)',
    '',
  ].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (!onPath(shell) && !process.env.CHROMIUM) installChromium();
  if (!findChromium()) {
    process.stderr.write(whatToInstall());
    process.exitCode = 1;
  }
}
