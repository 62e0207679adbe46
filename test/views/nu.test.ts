// The HTML of every screen in every state, as it reaches a browser without scripts, before the Nu checker.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as ofVitest } from 'vitest';
import { expect, logIn, press, test as withPage } from '../journeys/support.js';
import { everyScreen } from '../screens/every.js';
import { onPath } from '../support/setup/chromium.js';

const java = onPath('java');
const title = 'the Nu checker finds no error in the HTML of any screen';

if (!java) ofVitest.skip(`${title} (java is not installed: apt-get install default-jre-headless)`, () => undefined);
else
  withPage(title, async ({ page, registry }) => {
    const folder = mkdtempSync(join(tmpdir(), 'titer-nu-'));
    for (const { username, screens } of everyScreen) {
      if (username) await logIn(page, username);
      for (const { name, open } of screens) {
        await open(page, registry);
        writeFileSync(join(folder, `${name}.html`), await page.content());
      }
      // Not every page has the button.
      await page.goto('/');
      if (username) await press(page, 'logout');
    }
    const checker = ['-jar', 'node_modules/vnu-jar/build/dist/vnu.jar', '--errors-only', folder];
    const { status, stderr } = spawnSync(java, checker, { encoding: 'utf8' });
    rmSync(folder, { recursive: true });
    expect(stderr.replaceAll(`file:${folder}/`, '')).toBe('');
    expect(status).toBe(0);
  });
