// What the journeys through the client's form share: how a person finds and works its parts, by the guide's words.
import type { Locator, Page } from '@playwright/test';
import { clinical } from '../support/facts.js';
import type { Registry } from '../support/setup/registry.js';
import { expect, press } from './support.js';

export const personal = (page: Page): Locator => page.getByRole('region', { name: 'Personal Information' });
export const details = (page: Page): Locator =>
  page.getByRole('region', { name: /^(Enter New|Address for|Details for)/ });
export const listing = (page: Page): Locator => page.getByRole('table', { name: / Listing$/ });
export const row = (page: Page, name: string | RegExp): Locator => listing(page).getByRole('row', { name });

/** A field by its label, in a region of the page. */
export const field = (within: Locator, label: string): Locator => within.getByLabel(label, { exact: true });

/** A box of Race: those that are not ticked are folded where some are. */
export async function race(page: Page, label: string): Promise<Locator> {
  const box = personal(page).getByRole('group', { name: 'Race' }).getByLabel(label);
  if (!(await box.isVisible())) await personal(page).locator('summary').click();
  return box;
}

/** Opens a tab; everything typed goes with it. */
export async function openTab(page: Page, name: string): Promise<void> {
  await press(page, name);
  await expect(page.getByRole('heading', { level: 2, name, exact: true })).toBeVisible();
}

/** Selects the radio button of a row; without scripts the details come by a control. */
export async function choose(page: Page, name: string | RegExp, scripts: boolean): Promise<void> {
  await row(page, name).getByRole('radio').check();
  if (!scripts) await press(page, 'Show details');
}

/** Selects New and waits for the empty form. */
export async function begin(page: Page, title: string): Promise<void> {
  await press(page, 'New');
  await expect(page.getByRole('heading', { name: title })).toBeVisible();
}

/** Fills in or chooses in the details, by the labels. */
export async function enter(page: Page, values: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, value] of Object.entries(values)) {
    const control = field(details(page), label);
    const kind = await control.evaluate((node: { tagName: string }) => node.tagName);
    await (kind === 'SELECT' ? control.selectOption({ label: value }) : control.fill(value));
  }
}

/** Presses Save and reads that it is done. */
export async function save(page: Page, said = 'Client Updated'): Promise<void> {
  await press(page, 'Save');
  await expect(personal(page).getByRole('heading', { level: 2 })).toContainText(said);
}

/** Every clinical row, read beside the running server: what must not change before Save. */
export const onRecord = (registry: Registry): Promise<string> => registry.read((read) => clinical({ db: { read } }));
