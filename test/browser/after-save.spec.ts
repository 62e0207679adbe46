// After Save the guide's screen is in view: the name, who updated it and when, the buttons, "Client Updated" (C9, C4).
import { expect } from '@playwright/test';
import { demonstrationClients as cast } from '../../src/demonstration/plant.js';
import { field, personal, save } from '../journeys/client-form.js';
import { logIn, test } from '../journeys/support.js';

test('after Save the name, Last Updated by, the buttons and "Client Updated" are in view, on a wide and a narrow screen', {
  tag: '@no-scripts',
}, async ({ page }) => {
  await logIn(page, 'nora');
  for (const [width, height, street] of [
    [1280, 720, '1 ELM ST'],
    [360, 740, '2 ELM ST'],
  ] as const) {
    await page.setViewportSize({ width, height });
    await page.goto(`/clients/${cast.rainbowBright}`);
    await field(personal(page), 'Street Address').fill(street);
    await field(personal(page), 'Email').focus();
    await save(page);
    for (const seen of [
      page.getByRole('heading', { level: 1, name: 'BRIGHT, RAINBOW' }),
      page.locator('#last-updated'),
      page.getByRole('button', { name: 'Save', exact: true }),
      page.getByText('Client Updated'),
    ])
      await expect(seen, `${width} pixels wide`).toBeInViewport({ ratio: 1 });
  }
});
