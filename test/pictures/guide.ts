// npm run guide [-- word …]: takes the pictures of the guide (static/guide) from the running product, or those with a word in
// their name: the people of the cast, a clock that stands still, one size, so that what did not change gives the same file.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { guide } from '../../src/views/guide-parts.js';
import { logIn } from '../journeys/support.js';
import { fixedNow, timeZone } from '../support/now.js';
import { guideShots } from './guide-shots.js';
import { palettePng } from './palette-png.js';
import { withProduct } from './product.js';

const folder = 'static/guide';
const screen = { width: 1124, height: 1200 };
/** Letter paper, as wide as a browser makes it for a table of this width, with some of its margin. */
const paper = { width: 780, height: 1010 };
const margin = 10;
/** A longer part is shown by its beginning. */
const highest = 560;
const words = process.argv.slice(2);
const wanted = guide
  .flatMap(({ sections }) => sections.flatMap(({ picture }) => (picture ? [picture.name] : [])))
  .filter((name) => words.length === 0 || words.some((word) => name.includes(word)));
mkdirSync(folder, { recursive: true });
if (words.length === 0) for (const file of readdirSync(folder)) rmSync(join(folder, file));

/** In the browser, which reads its own pictures: the pixels, RGBA, in base64. */
const pixelsOf = `async (png) => {
  const bitmap = await createImageBitmap(new Blob([Uint8Array.fromBase64(png)]));
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = canvas.getContext('2d');
  context.drawImage(bitmap, 0, 0);
  return new Uint8Array(context.getImageData(0, 0, bitmap.width, bitmap.height).data.buffer).toBase64();
}`;

/** The server's clock stands still from its start. */
const still = { NODE_OPTIONS: `--import=data:text/javascript,Date.now%3D()%3D%3E${fixedNow}` };

await withProduct(still, async (browser, registry) => {
  for (const name of wanted) {
    const shot = guideShots[name];
    if (!shot) throw new Error(`Nobody knows how to take ${name}.`);
    const context = await browser.newContext({
      baseURL: registry.url,
      timezoneId: timeZone,
      viewport: screen,
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    if (shot.username) await logIn(page, shot.username);
    await shot.open(page, registry);
    if (shot.onPaper) {
      await page.setViewportSize(paper);
      await page.emulateMedia({ media: 'print' });
      await page.evaluate("document.body.style.padding = '1rem'");
    }
    const file = join(folder, `${name}.png`);
    const content = await take(page, shot.from, shot.to);
    writeFileSync(file, content);
    process.stdout.write(`${file}: ${content.length} bytes\n`);
    await context.close();
  }
});

/** The part of the page from the top of one element to the end of another, as wide as the first, with a margin around. */
async function take(page: Page, from: string, to = from): Promise<Buffer> {
  // Neither the focus, nor what the status line says above.
  await page.evaluate(
    'document.activeElement?.blur(), document.getElementById("said")?.replaceChildren(), scrollTo(0, 0)',
  );
  const [first, last] = [await boxOf(page, from), await boxOf(page, to)];
  const [x, y] = [Math.max(Math.floor(first.x) - margin, 0), Math.max(Math.floor(first.y) - margin, 0)];
  const most = page.viewportSize()?.width ?? 0;
  const width = Math.min(Math.ceil(first.x + first.width) + margin, most) - x;
  const height = Math.min(Math.ceil(last.y + last.height) + margin - y, highest);
  const shown = await page.screenshot({ clip: { x, y, width, height }, fullPage: true, animations: 'disabled' });
  const pixels = await page.evaluate<string>(`(${pixelsOf})('${shown.toString('base64')}')`);
  return palettePng(Buffer.from(pixels, 'base64'), width, height);
}

async function boxOf(page: Page, selector: string) {
  const box = await page.locator(selector).first().boundingBox();
  if (!box) throw new Error(`There is no ${selector} to be seen.`);
  return box;
}
