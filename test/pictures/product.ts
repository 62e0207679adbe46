// The product with the demonstration and a browser, for whoever takes pictures of it.
import { type Browser, chromium } from '@playwright/test';
import { findChromium } from '../support/setup/chromium.js';
import { Registry } from '../support/setup/registry.js';
import { plantTemplate } from '../support/setup/template.js';

/** Builds and starts it with these settings, and takes it away afterwards. */
export async function withProduct(
  settings: Readonly<Record<string, string>>,
  act: (browser: Browser, registry: Registry) => Promise<void>,
): Promise<void> {
  const executablePath = findChromium();
  const browser = await chromium.launch({
    ...(executablePath && { executablePath }),
    args: ['--disable-gpu', '--disable-lcd-text'],
  });
  const template = await plantTemplate(settings);
  const registry = await Registry.copyOf(template.folder, settings);
  try {
    await act(browser, registry);
  } finally {
    await browser.close();
    await registry.remove();
    template.remove();
  }
}
