// Enter in a field keeps what is typed; it never saves, deletes, locks or leaves (C20).
import type { Locator, Page } from '@playwright/test';
import { demonstrationClients as cast } from '../../src/demonstration/plant.js';
import { begin, details, field, listing, onRecord, openTab, personal } from './client-form.js';
import { expect, logIn, test } from './support.js';

const rainbow = `/clients/${cast.rainbowBright}`;

/** One field of each kind on each tab, and what is done to it before Enter. */
const kinds: readonly (readonly [tab: string, kind: string, of: (page: Page) => Locator])[] = [
  ['Client Information', 'text', (page) => field(personal(page), 'Middle Name')],
  ['Client Information', 'select', (page) => field(personal(page), 'Birth Country')],
  ['Client Information', 'radio', (page) => personal(page).getByRole('group', { name: 'Gender' }).getByLabel('F')],
  ['Client Information', 'checkbox', (page) => field(personal(page), 'Undeliverable Address')],
  ['Client Information', 'text', (page) => page.getByLabel('Chart number')],
  ['Client Information', 'select', (page) => page.getByLabel('Reason when Inactive')],
  ['Client Information', 'radio', (page) => page.getByLabel('Deceased', { exact: true })],
  ['Client Information', 'radio', (page) => page.getByRole('group', { name: 'Allow Sharing' }).getByLabel('No')],
  ['Address(es)/Contact(s)', 'text', (page) => field(details(page), 'Extension')],
  ['Address(es)/Contact(s)', 'select', (page) => field(details(page), 'Country')],
  ['Address(es)/Contact(s)', 'checkbox', (page) => field(details(page), 'Notices?')],
  ['Address(es)/Contact(s)', 'listed', (page) => listing(page).getByRole('radio').first()],
  ['Client Comment(s)', 'select', (page) => field(details(page), 'Client Comment')],
  ['Client Comment(s)', 'text', (page) => field(details(page), 'Applies-To Date')],
  ['Client Comment(s)', 'listed', (page) => listing(page).getByRole('radio').nth(1)],
];

for (const tab of ['Client Information', 'Address(es)/Contact(s)', 'Client Comment(s)'])
  test(`Enter in every kind of field with ${tab} open keeps what was typed, and nothing else happens (C20)`, {
    tag: tab === 'Client Information' ? '@no-scripts' : [],
  }, async ({ page, registry }) => {
    test.slow();
    await logIn(page, 'nora');
    await page.goto(rainbow);
    await openTab(page, tab);
    const before = await onRecord(registry);
    for (const [of, kind, find] of kinds.filter(([on]) => on === tab)) {
      const control = find(page);
      await control.focus();
      if (kind === 'text') await control.pressSequentially('7');
      if (kind === 'select') await control.press('ArrowDown');
      if (kind === 'radio' || kind === 'checkbox') await control.press('Space');
      await control.press('Enter');
      // A select of the browser's own opens its list on Enter: Escape closes it.
      await page.keyboard.press('Escape');
      await page.waitForLoadState();
      expect(new URL(page.url()).pathname, `Enter in a ${kind} of ${of}`).toBe(rainbow);
      await expect(page.getByRole('heading', { level: 2, name: tab, exact: true })).toBeVisible();
    }
    await expect(page.getByText('Not saved: kept as a draft')).toBeVisible();
    // What the last Enter sends is on its way: a page that is loaded anew would break it off.
    await page.waitForLoadState('networkidle');
    await page.reload();
    if (tab === 'Client Information') {
      await expect(field(personal(page), 'Middle Name')).toHaveValue(/7/);
      await expect(page.getByLabel('Deceased', { exact: true })).toBeChecked();
      await expect(page.getByRole('group', { name: 'Allow Sharing' }).getByLabel('No')).toBeChecked();
    }
    await expect(page.getByText('marked for deletion')).toHaveCount(0);
    expect(await onRecord(registry)).toBe(before);
  });

for (const [tab, title] of [
  ['Address(es)/Contact(s)', 'Enter New Contact...'],
  ['Client Comment(s)', 'Enter New Client Comment ...'],
] as const)
  test(`Enter in "${title}" keeps what was typed there`, async ({ page, registry }) => {
    await logIn(page, 'nora');
    await page.goto(rainbow);
    await openTab(page, tab);
    const before = await onRecord(registry);
    await begin(page, title);
    const text = details(page).getByRole('textbox').first();
    await text.fill('DAISY');
    await text.press('Enter');
    await expect(page.getByText('Not saved: kept as a draft')).toBeVisible();
    await page.goto(`${rainbow}?tab=${tab.startsWith('Client') ? 'comments' : 'contacts'}`);
    await expect(page.getByRole('heading', { name: title })).toBeVisible();
    await expect(details(page).getByRole('textbox').first()).toHaveValue('DAISY');
    expect(await onRecord(registry)).toBe(before);
  });
