// npm run bench -- desk: the main job of a clinic's day in a real browser, from the login to the print: clicks, pages
// loaded with scripts and without, and the keys that lead from place to place for somebody without a mouse.
import { type Browser, chromium, type Page } from '@playwright/test';
import { demonstrationLogins } from '../../../src/demonstration/plant.js';
import { findChromium } from '../../support/setup/chromium.js';
import { Registry } from '../../support/setup/registry.js';
import { plantTemplate } from '../../support/setup/template.js';
import { say } from '../figures.js';
import { type Hands, Keyboard, Mouse } from './hands.js';

export async function run(): Promise<void> {
  const template = await plantTemplate();
  const executablePath = findChromium();
  const args = ['--no-sandbox', '--disable-gpu'];
  const browser = await chromium.launch({ ...(executablePath && { executablePath }), args });
  try {
    const measure = (name: string, scripts: boolean, hands: (page: Page) => Hands) =>
      atTheDesk(browser, template.folder, name, scripts, hands);
    const clicks = await measure('with the mouse', true, (page) => new Mouse(page));
    const bare = await measure('with the mouse, without scripts', false, (page) => new Mouse(page));
    const keys = await measure('by the keyboard', true, (page) => new Keyboard(page));
    say(`clicks ${clicks.count}, loads ${clicks.loads}/${bare.loads}, keys ${keys.count}`);
    const held = clicks.count <= 8 && clicks.loads <= 8 && bare.loads <= 12 && keys.count <= 80;
    if (!held) throw new Error('Wanted: clicks 8, loads 8/12, keys 80 at most.');
  } finally {
    await browser.close();
    template.remove();
  }
}

/** One day's first client, at a registry of its own. */
async function atTheDesk(
  browser: Browser,
  folder: string,
  name: string,
  javaScriptEnabled: boolean,
  handsOf: (page: Page) => Hands,
): Promise<{ count: number; loads: number }> {
  const registry = await Registry.copyOf(folder);
  const context = await browser.newContext({ baseURL: registry.url, javaScriptEnabled, timezoneId: 'America/Chicago' });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  let loads = 0;
  page.on('response', (response) => {
    const shows = response.status() < 300 || response.status() >= 400;
    if (response.request().isNavigationRequest() && shows && response.status() !== 204) loads += 1;
  });
  const hands = handsOf(page);
  say(`${name}:`);
  try {
    for (const [step, take] of Object.entries(job)) {
      const before = { count: hands.count, loads };
      await take(hands, page);
      await page.waitForLoadState();
      say(`  ${step.padEnd(28)}${String(hands.count - before.count).padStart(4)}, loads ${loads - before.loads}`);
    }
  } finally {
    await context.close();
    await registry.remove();
  }
  say(`  ${'together'.padEnd(28)}${String(hands.count).padStart(4)}, loads ${loads}`);
  return { count: hands.count, loads };
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const link = (page: Page, name: string) => page.getByRole('link', { name, exact: true });
const label = (page: Page, name: string) => page.getByLabel(name, { exact: true });
const details = (page: Page) => page.getByRole('region', { name: /^(Enter New|Address for|Details for)/ });
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name });

/** The job, step by step, with the fewest presses that the screens allow. */
const job: Readonly<Record<string, (hands: Hands, page: Page) => Promise<void>>> = {
  async 'log in'(hands, page) {
    const nora = demonstrationLogins.find(({ username }) => username === 'nora');
    await page.goto('/login');
    await hands.fill(label(page, 'Organization Code'), 'RIVER');
    await hands.fill(label(page, 'Username'), 'nora');
    await hands.fill(label(page, 'Password'), nora?.password ?? '');
    await hands.enter();
    await heading(page, 'Home').waitFor();
  },
  async 'find a client'(hands, page) {
    await hands.fill(label(page, 'Find a client'), 'Duck, Don 09/21/2009');
    await hands.enter();
    await heading(page, /^DUCK, DON/).waitFor();
  },
  async 'correct the address'(hands, page) {
    await hands.fill(label(page, 'Street Address').first(), '500 CEDAR ST');
  },
  async 'add a contact'(hands, page) {
    await hands.press(button(page, 'Address(es)/Contact(s)'));
    await heading(page, 'Address(es)/Contact(s)').waitFor();
    await hands.press(button(page, 'New'));
    await heading(page, 'Enter New Contact...').waitFor();
    const field = (name: string) => details(page).getByLabel(name, { exact: true });
    await hands.fill(field('Last Name'), 'DUCK');
    await hands.fill(field('First Name'), 'DELLA');
    await hands.fill(field('Relationship'), 'Mother');
    await hands.fill(field('Telephone'), '651-555-0134');
    await hands.press(button(page, 'Next').first());
    await page.getByText('DELLA DUCK is staged.', { exact: true }).waitFor();
  },
  async 'add a comment'(hands, page) {
    await hands.press(button(page, 'Client Comment(s)'));
    await heading(page, 'Client Comment(s)').waitFor();
    const field = (name: string) => details(page).getByLabel(name, { exact: true });
    await hands.fill(field('Client Comment'), 'Immunity: Titer/MD Dx Varicella or Zoster');
    await hands.fill(field('Applies-To Date'), '03/17/2022');
  },
  async 'save, and the history'(hands, page) {
    await hands.press(button(page, 'Save and Immunize'));
    await heading(page, 'History Client Updated').waitFor();
  },
  async 'record one dose'(hands, page) {
    await hands.press(link(page, 'Add Immunization'));
    await hands.fill(label(page, 'Vaccine [Trade Name]'), 'Influenza, split virus, trivalent, preservative free (140)');
    await hands.press(button(page, 'Save'));
    await heading(page, /^History/).waitFor();
  },
  async print(hands, page) {
    await hands.press(link(page, 'Print'));
    await heading(page, 'Immunization record').waitFor();
  },
};
