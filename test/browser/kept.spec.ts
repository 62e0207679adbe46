// With scripts what is typed is kept by itself; without them a button keeps it.
import { demonstrationClients as cast } from '../../src/demonstration/plant.js';
import { begin, details, field } from '../journeys/client-form.js';
import { expect, logIn, test } from '../journeys/support.js';

const rainbow = `/clients/${cast.rainbowBright}`;

test('what is typed into a record is kept within five seconds without any button, comment and all (C20)', async ({
  page,
  browser,
  registry,
}) => {
  await logIn(page, 'nora');
  await page.goto(`${rainbow}?tab=comments`);
  await page.getByLabel('Middle Name').clear();
  await page.getByLabel('Middle Name').pressSequentially('STAR');
  await begin(page, 'Enter New Client Comment ...');
  const kept = page.waitForResponse((response) => /03%2F03%2F2023/.test(response.request().postData() ?? ''), {
    timeout: 5_000,
  });
  await field(details(page), 'Applies-To Date').pressSequentially('03/03/2023');
  await kept;
  await page.context().close();
  const fresh = await (await browser.newContext({ baseURL: registry.url })).newPage();
  await logIn(fresh, 'nora');
  await fresh.goto(`${rainbow}?tab=comments`);
  await expect(fresh.getByLabel('Middle Name')).toHaveValue('STAR');
  await expect(field(details(fresh), 'Applies-To Date')).toHaveValue('03/03/2023');
  await fresh.context().close();
});

test('what is typed into a visit is kept within five seconds, the focus where it was (C20)', async ({ page }) => {
  await logIn(page, 'nora');
  await page.goto(`${rainbow}/immunizations/new`);
  const kept = page.waitForResponse((response) => response.request().method() === 'POST', { timeout: 5_000 });
  await page.getByLabel('Lot Number').pressSequentially('kept');
  await kept;
  await expect(page.getByLabel('Lot Number')).toBeFocused();
  await page.reload();
  await expect(page.getByLabel('Lot Number')).toHaveValue('kept');
});
