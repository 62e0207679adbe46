// tsx test/pictures/pictures.ts FOLDER [word …]: a picture of every screen (or of those with a word in their name) for
// people to look at: wide and narrow, light and dark, some without scripts and on paper.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { logIn } from '../journeys/support.js';
import { everyScreen } from '../screens/every.js';
import { withProduct } from './product.js';

const [folder, ...words] = process.argv.slice(2);
if (!folder) {
  process.stderr.write('Name the folder for the pictures: tsx test/pictures/pictures.ts pictures\n');
  process.exit(2);
}
mkdirSync(folder, { recursive: true });

await withProduct({}, async (browser, registry) => {
  for (const javaScriptEnabled of [true, false])
    for (const { username, screens } of everyScreen) {
      const chosen = screens.filter(({ name }) => wanted(name, javaScriptEnabled));
      if (chosen.length === 0) continue;
      const context = await browser.newContext({
        baseURL: registry.url,
        javaScriptEnabled,
        timezoneId: 'America/Chicago',
      });
      const page = await context.newPage();
      if (username) await logIn(page, username);
      for (const { name, open } of chosen) {
        await open(page, registry);
        await (javaScriptEnabled ? takeAll(page, name) : take(page, `${name}-no-scripts`));
      }
      await context.close();
    }
});

/** Without scripts two screens show that nothing is missing. */
function wanted(name: string, scripts: boolean): boolean {
  if (!scripts && name !== 'client' && name !== 'search-results') return false;
  return words.length === 0 || words.some((word) => name.includes(word));
}

async function takeAll(page: Page, name: string) {
  for (const width of [1280, 360])
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize({ width, height: width > 1000 ? 800 : 720 });
      await page.emulateMedia({ colorScheme });
      await take(page, `${name}-${width}-${colorScheme}`);
    }
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'active' });
  if (name === 'client') await take(page, `${name}-forced-colours`);
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none', media: 'print' });
  if (name === 'view-client') await take(page, `${name}-paper`);
  await page.emulateMedia({ media: 'screen' });
}

async function take(page: Page, name: string) {
  await page.screenshot({ path: join(folder ?? '', `${name}.png`), fullPage: true });
}
