import { expect } from '@playwright/test';
import { onPath } from '../support/chromium.js';
import { W3m } from '../support/terminal.js';
import { test as base } from './support.js';

const missing = ['w3m', 'tmux'].filter((program) => !onPath(program));
const skipped = missing.length > 0 ? ` (skipped: ${missing.join(' and ')} not installed)` : '';

const test = base.extend<{ w3m: W3m }>({
  w3m: async ({ registry }, use) => {
    const w3m = new W3m(`${registry.url}/login`);
    await use(w3m);
    w3m.close();
  },
});
test.skip(missing.length > 0, `apt-get install ${missing.join(' ')}`);

test(`in w3m, Nora logs in, finds DON DUCK, changes phone and address and saves${skipped}`, async ({ w3m }) => {
  await w3m.see('Organization Code');
  await w3m.fill('Organization Code', 'RIVER');
  await w3m.fill('Username', 'nora');
  await w3m.fill('Password', 'Immunize-2026');
  await w3m.press('Login');
  await w3m.see('organization Riverside Clinic');

  await w3m.follow('manage client');
  await w3m.see('Search by');
  await w3m.fill('Last Name', 'duck');
  await w3m.press('Search');
  await w3m.see('1 client found');
  await w3m.follow('DUCK, DON');
  await w3m.see('Last Updated by: Riverside Clinic on 01/11/2023');

  await w3m.fill('Phone', '651 201 4629');
  await w3m.fill('Street Address', '500 CEDAR ST');
  await w3m.press('Save');
  const page = await w3m.see('Client Updated');
  expect(page).toContain('500 CEDAR ST');
  expect(page).toContain('651-201-4629');
});

test(`in w3m, Nora reads the comments and the history of RAINBOW (I1, I2)${skipped}`, async ({ w3m }) => {
  await w3m.fill('Organization Code', 'RIVER');
  await w3m.fill('Username', 'nora');
  await w3m.fill('Password', 'Immunize-2026');
  await w3m.press('Login');
  await w3m.see('organization Riverside Clinic');
  await w3m.follow('manage immunizations');
  await w3m.see('Search by');
  await w3m.fill('Last Name', 'bright');
  await w3m.press('Search');
  await w3m.see('1 client found');
  await w3m.follow('BRIGHT, RAINBOW');
  const page = await w3m.see('Comments (1 of 4) ... 01/01/2020 ~ Immunity: Titer/MD Dx Mumps');
  expect(page).toMatch(/DTaP\/Tdap\/Td +06\/16\/2015 +1 of 4 +DTaP-Hep B-IPV \[Pediarix\] +No +Yes/);
  expect(page).toContain('11 years');
  await w3m.follow('down');
  await w3m.see('Comments (2 of 4) ... 11/04/2021 ~ Refusal of Influenza');
  await w3m.follow('up');
  await w3m.see('Comments (1 of 4)');
  await w3m.follow('all comments');
  await w3m.see('04/01/2022 ~ Refusal of Cholera');
});
