// Where scripts run, long lists are whole from the first moment, and whatever is shown anew (X3).
import { expect, type Page } from '@playwright/test';
import { demonstrationClients as cast } from '../../src/demonstration/plant.js';
import { longLists } from '../../src/domain/codes/long-list.js';
import { begin, details, field, openTab, personal } from '../journeys/client-form.js';
import { logIn, press, test } from '../journeys/support.js';

test.skip(({ javaScriptEnabled }) => javaScriptEnabled === false, 'without scripts a button shows them whole');

const whole = ['', ...longLists.country.all.map(({ code }) => code)];
const codes = (page: Page, id: string) =>
  page.locator(`[id="${id}"] option`).evaluateAll((all: { value: string }[]) => all.map(({ value }) => value));

test('a list is whole, in its order, what is on file chosen, and no button beside it', async ({ page }) => {
  await logIn(page, 'nora');
  await page.goto(`/clients/${cast.donDuck}`);
  expect(await codes(page, 'birthCountry')).toEqual(whole);
  await expect(field(personal(page), 'County')).toHaveValue('123');
  await expect(page.getByRole('button', { name: /^All / })).toHaveCount(0);
  await field(personal(page), 'Birth Country').selectOption({ label: 'NORWAY' });
  await press(page, 'Save');
  await expect(page.getByText('Client Updated')).toBeVisible();
  expect(await codes(page, 'birthCountry')).toEqual(whole);
  await expect(field(personal(page), 'Birth Country')).toHaveValue('NOR');
});

test('a choice of the whole list that is made while an answer is under way stands in the form that comes', async ({
  page,
}) => {
  await logIn(page, 'nora');
  await page.goto(`/clients/${cast.donDuck}`);
  await openTab(page, 'Address(es)/Contact(s)');
  await begin(page, 'Enter New Contact...');
  await page.route('**/clients/*', async (route) => {
    await new Promise((done) => setTimeout(done, 500));
    await route.continue();
  });
  const before = await page.locator('[name="contact.of"]').inputValue();
  await press(page, 'New');
  await field(details(page), 'Country').selectOption({ label: 'NORWAY' });
  await expect(page.locator('[name="contact.of"]')).not.toHaveValue(before);
  await expect(field(details(page), 'Country')).toHaveValue('NOR');
  expect(await codes(page, 'contact.country')).toEqual(whole);
});
