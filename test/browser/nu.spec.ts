import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Response } from '@playwright/test';
import { onPath } from '../support/chromium.js';

import { administering, helping, resetting, wayIn } from './account-screens.js';
import { editing, general, helpDesk, outside, reading, recording, searching, viewing } from './screens.js';

import { logIn, press, test } from './support.js';

const java = onPath('java');
test.skip(!java, 'apt-get install default-jre-headless');

test(`the Nu checker finds no error in the HTML of any screen${java ? '' : ' (skipped: java is not installed)'}`, async ({
  page,
  registry,
}, info) => {
  test.slow();
  const folder = info.outputPath('html');
  mkdirSync(folder, { recursive: true });
  let shown: Response | undefined;
  page.on('response', (response) => {
    if (response.request().isNavigationRequest() && !response.headers().location) shown = response;
  });
  for (const [username, screens] of [
    ['', outside],
    // Before the users whom she meets are locked, reset and administered.
    ['nora', [...general, ...searching, ...editing, ...reading, ...recording]],
    ['', resetting],
    ['newt', wayIn],
    ['ada', administering],
    ['helen', [...helping, ...helpDesk]],
    ['victor', viewing],
  ] as const) {
    if (username) await logIn(page, username);
    for (const { name, open } of screens) {
      await open(page, registry);
      writeFileSync(join(folder, `${name}.html`), (await shown?.text()) ?? '');
    }
    if (username) await press(page, 'logout');
  }
  const { status, stderr } = spawnSync(
    'java',
    ['-jar', 'node_modules/vnu-jar/build/dist/vnu.jar', '--errors-only', folder],
    {
      encoding: 'utf8',
    },
  );
  expect(stderr.replaceAll(`file:${folder}/`, '')).toBe('');
  expect(status).toBe(0);
});
