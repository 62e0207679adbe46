// What axe finds on the screens as they are seen: wide and dark, narrow and light.
import { expect, type Page } from '@playwright/test';
import axe from 'axe-core';
import { logIn, test } from '../journeys/support.js';
import { everyScreen, isFurther } from '../screens/every.js';

/** Before a release every state of a screen, each day every screen (docs/testing.md). */
const all = process.env.TEST_ALL === '1';
const everything = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };

for (const { of, screens, username } of everyScreen)
  test(`axe finds nothing on the screens ${of}, and none is wider than 320 px`, async ({ page, registry }) => {
    test.slow();
    if (username) await logIn(page, username);
    const found: string[] = [];
    for (const { name, open } of screens.filter((screen) => all || !isFurther(screen)))
      await test.step(name, async () => {
        await open(page, registry);
        // What opens is looked at open; the menu on Home alone, since it lies over the rest.
        await page.evaluate(openAll);
        await page.evaluate(axe.source);
        // Each day long lists of choices are looked at by their beginning: they are most of a page's nodes, and all alike.
        if (!all) await page.evaluate(shortenLists);
        for (const look of mainly.includes(of) ? looks : looks.slice(1)) {
          await page.emulateMedia({ colorScheme: look.colorScheme });
          await page.setViewportSize({ width: look.width, height: 800 });
          for (const fault of await faults(page, look.rules))
            found.push(`${name}, ${look.width} px, ${look.colorScheme}: ${fault}`);
          await page.evaluate(shortenLists);
        }
        if (name === 'home') {
          await page.evaluate("document.querySelector('.menu').open = true");
          for (const fault of await faults(page, everything, '.menu')) found.push(`the menu, open: ${fault}`);
        }
        await page.setViewportSize({ width: 320, height: 640 });
        const width = await page.evaluate('document.documentElement.scrollWidth');
        if (width !== 320) found.push(`${name} is ${width} px wide at 320 px`);
        // The next one may begin by a press on this page.
        await page.evaluate(closeOpened);
      });
    expect(found).toEqual([]);
  });

const openAll =
  "document.querySelectorAll('details:not([open], .menu)').forEach((one) => { one.open = one.looked = true; })";
const closeOpened =
  "document.querySelectorAll('details').forEach((one) => { one.open &&= !one.looked && one.className !== 'menu'; })";
const shortenLists = "document.querySelectorAll('option:nth-child(n + 9)').forEach((option) => option.remove())";

/** The screens that clinics live in are looked at wide and dark as well. */
const mainly = ['editing', 'viewing', 'before logging in', 'around the work', 'searching', 'reading immunizations'];

/** The markup is the same twice: each day it is looked at once, and the second time the colours alone. */
const looks = [
  { width: 1280, colorScheme: 'dark', rules: all ? everything : { type: 'rule', values: ['color-contrast'] } },
  { width: 360, colorScheme: 'light', rules: everything },
] as const;

type Found = { id: string; nodes: { target: string[]; any: { message: string }[] }[] }[];

/** What axe finds: the rule, and where. */
async function faults(page: Page, runOnly: object, within = 'html'): Promise<string[]> {
  const options = { runOnly, resultTypes: ['violations'] };
  const run = `axe.run('${within}', ${JSON.stringify(options)}).then(({ violations }) => violations)`;
  return (await page.evaluate<Found>(run)).flatMap(({ id, nodes }) =>
    nodes.map(({ target, any }) => `${id}: ${target.join(' ')} ${any.map(({ message }) => message).join(' ')}`),
  );
}
