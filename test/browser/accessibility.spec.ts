import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

import { administering, helping, resetting, wayIn } from './account-screens.js';
import { editing, general, helpDesk, outside, reading, recording, type Screen, searching, viewing } from './screens.js';

import { logIn, test } from './support.js';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const groups: readonly { of: string; screens: readonly Screen[]; username?: string }[] = [
  { of: 'editing', screens: editing, username: 'nora' },
  { of: 'before logging in', screens: outside },
  { of: 'around the work', screens: general, username: 'nora' },
  { of: 'searching', screens: searching, username: 'nora' },
  { of: 'reading immunizations', screens: reading, username: 'nora' },
  { of: 'recording immunizations', screens: recording, username: 'nora' },
  { of: 'viewing', screens: viewing, username: 'victor' },
  { of: 'on the way in', screens: wayIn, username: 'newt' },
  { of: 'on the way back in', screens: resetting },
  { of: 'about users', screens: administering, username: 'ada' },
  { of: 'of the help desk', screens: [...helping, ...helpDesk], username: 'helen' },
];

for (const { of, screens, username } of groups)
  test(`axe finds nothing on the screens ${of}, and none is wider than 320 px`, async ({ page, registry }) => {
    test.slow();
    if (username) await logIn(page, username);
    const found: string[] = [];
    for (const { name, open } of screens) {
      await open(page, registry);
      for (const look of mainly.includes(of) ? looks : looks.slice(1)) {
        await page.emulateMedia({ colorScheme: look.colorScheme });
        await page.setViewportSize({ width: look.width, height: 800 });
        for (const fault of await faults(page)) found.push(`${name}, ${look.width} px, ${look.colorScheme}: ${fault}`);
        // The long lists of choices have been looked at: they are most of a page's nodes, and the same at any width.
        await page.evaluate(
          "document.querySelectorAll('option:nth-child(n + 9)').forEach((option) => option.remove())",
        );
      }
      await page.setViewportSize({ width: 320, height: 640 });
      const width = await page.evaluate('document.documentElement.scrollWidth');
      if (width !== 320) found.push(`${name} is ${width} px wide at 320 px`);
    }
    expect(found).toEqual([]);
  });

/** The screens that clinics live in are looked at wide and dark as well. */
const mainly = ['editing', 'viewing', 'before logging in', 'around the work', 'searching', 'reading immunizations'];

const looks = [
  { width: 1280, colorScheme: 'dark' },
  { width: 360, colorScheme: 'light' },
] as const;

/** What axe finds: the rule, and where. */
async function faults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(tags).setLegacyMode(true).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, any }) => `${id}: ${target.join(' ')} ${any.map(({ message }) => message).join(' ')}`),
  );
}
