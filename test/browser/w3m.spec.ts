import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { demonstrationClients as cast } from '../../src/demonstration/plant.js';
import { dayOf, daysBefore, showDay } from '../../src/domain/time/day.js';
import { packOnFile } from '../../src/forecast/schedule/on-file.js';
import { onRecord } from '../journeys/client-form.js';
import { test as base } from '../journeys/support.js';
import { onPath } from '../support/setup/chromium.js';
import { W3m } from '../support/setup/terminal.js';

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

async function logIn(w3m: W3m, organization: string, username: string) {
  await w3m.see('Organization Code');
  await w3m.fill('Organization Code', organization);
  await w3m.fill('Username', username);
  await w3m.fill('Password', 'Immunize-2026');
  await w3m.press('Login');
  await w3m.see('announcements:');
}

/** Logs nora in and opens what a routine function leads to for a client who is the only one found. */
async function open(w3m: W3m, routine: 'manage client' | 'manage immunizations', lastName: string, firstName: string) {
  await logIn(w3m, 'RIVER', 'nora');
  await w3m.follow(routine);
  await w3m.see('Search by');
  await w3m.fill('Last Name', lastName);
  await w3m.fill('First Name', firstName);
  await w3m.press('Search');
  await w3m.see('1 client found');
  // The first name stands on the next line where what is due needs room; what was searched stands above.
  await w3m.follow(`${lastName},`, 'MIIC ID');
}

/** Opens the client's form. */
async function openRecord(w3m: W3m, lastName: string, firstName: string) {
  await open(w3m, 'manage client', lastName, firstName);
  await w3m.see('Last Updated by');
}

test(`in w3m, Nora logs in, finds DON DUCK, changes phone and address and saves${skipped}`, async ({ w3m }) => {
  await openRecord(w3m, 'DUCK', 'DON');
  await w3m.see('Last Updated by: Riverside Clinic on 01/11/2023');
  await w3m.fill('Phone', '651 201 4629');
  await w3m.fill('Street Address', '500 CEDAR ST');
  await w3m.press('Save');
  const page = await w3m.see('Client Updated');
  expect(page).toContain('500 CEDAR ST');
  expect(page).toContain('651-201-4629');
});

test(`in w3m, Nora reads the comments and the history of RAINBOW (I1, I2)${skipped}`, async ({ w3m }) => {
  await open(w3m, 'manage immunizations', 'BRIGHT', 'RAINBOW');
  const page = await w3m.see('Comments (1 of 4) ... 01/01/2020 ~ Immunity: Titer/MD Dx Mumps');
  expect(page).toMatch(/DTaP\/Tdap\/Td +▲ Overdue, dose 2/);
  expect(page).toContain('11 years');
  await w3m.follow('down');
  await w3m.see('Comments (2 of 4) ... 11/04/2021 ~ Refusal of Influenza');
  await w3m.follow('up');
  await w3m.see('Comments (1 of 4)');
  await w3m.follow('all comments');
  await w3m.see('04/01/2022 ~ Refusal of Cholera');
});

test(`in w3m, Nora changes a contact, copies it and deletes one, by Next and Save; Enter only takes the text${skipped}`, async ({
  w3m,
  registry,
}) => {
  test.slow();
  await openRecord(w3m, 'DUCK', 'DON');
  const before = await onRecord(registry);
  await w3m.fill('Middle Name', 'STAR');
  expect(await onRecord(registry)).toBe(before);
  await w3m.press('Keep what is typed as a draft');
  await w3m.see('Not saved: kept as a draft');

  await w3m.press('Address(es)/Contact(s)');
  await w3m.see('Contact Listing');
  await w3m.press('New');
  await w3m.see('Enter New Contact...');
  await w3m.press('Next');
  await w3m.see("Enter the contact's last name.");
  await w3m.choose('Select HUEY DUCK');
  await w3m.press('Show details');
  await w3m.see('Address for Contact: HUEY DUCK');
  await w3m.fill('Telephone', '218 722 0134');
  await w3m.press('Next');
  await w3m.see('not saved yet');
  await w3m.press('Copy');
  await w3m.see('Enter New Contact...');
  await w3m.fill('P.O. Box', '77');
  await w3m.press('Next');
  await w3m.see(/not saved yet[\s\S]*not saved yet/);
  expect(await onRecord(registry)).toBe(before);
  await w3m.press('Save');
  expect((await w3m.see('Client Updated')).match(/Select HUEY DUCK/g)).toHaveLength(2);
  await w3m.choose('Select HUEY DUCK');
  await w3m.press('Delete');
  await w3m.see('marked for deletion');
  await w3m.press('Save');
  expect((await w3m.see('Client Updated')).match(/Select HUEY DUCK/g)).toHaveLength(1);
});

test(`in w3m, Nora changes a comment by its date and Save, without Next; a wrong date says so${skipped}`, async ({
  w3m,
  registry,
}) => {
  test.slow();
  await openRecord(w3m, 'BRIGHT', 'RAINBOW');
  const before = await onRecord(registry);
  await w3m.press('Client Comment(s)');
  await w3m.see('Client Comment Listing');
  await w3m.choose('Select 11/04/2021');
  await w3m.press('Show details');
  await w3m.see('[11/04/2021');
  await w3m.fill('Applies-To Date', '02/31/2021');
  await w3m.press('Next');
  await w3m.see('Enter the date as MM/DD/YYYY');
  expect(await onRecord(registry)).toBe(before);
  await w3m.fill('Applies-To Date', '11/05/2021');
  await w3m.press('Save');
  expect(await w3m.see('Client Updated')).toContain('Select 11/05/2021 Refusal of Influenza');
});

test(`in w3m, Nora adds one comment by New, choose, date, Save, without Next (C18)${skipped}`, async ({
  w3m,
  registry,
}) => {
  await openRecord(w3m, 'BRIGHT', 'RAINBOW');
  const before = await onRecord(registry);
  await w3m.press('Client Comment(s)');
  await w3m.see('Client Comment Listing');
  await w3m.press('New');
  await w3m.see('Enter New Client Comment ...');
  await w3m.pick('Client Comment', 'Immunity: Titer/MD Dx Hepatitis A');
  await w3m.fill('Applies-To Date', '03/03/2023');
  expect(await onRecord(registry)).toBe(before);
  await w3m.press('Save');
  const page = await w3m.see('Client Updated');
  expect(page).toContain('Select 03/03/2023 Immunity: Titer/MD Dx Hepatitis A');
  expect(page).not.toContain('not saved yet');
});

test(`in w3m, Nora adds a contact by New, the relationship chosen, names, Next and Save (C14, C15)${skipped}`, async ({
  w3m,
  registry,
}) => {
  test.slow();
  await openRecord(w3m, 'BRIGHT', 'RAINBOW');
  const before = await onRecord(registry);
  await w3m.press('Address(es)/Contact(s)');
  await w3m.see('Contact Listing');
  await w3m.press('New');
  await w3m.see('Enter New Contact...');
  await w3m.pick('Relationship', 'Guardian');
  await w3m.fill('P.O. Box', '77');
  await w3m.tick('Notices?');
  await w3m.press('Next');
  expect(await w3m.see("Enter the contact's last name.")).toContain('[Guardian');
  await w3m.fill('Last Name', 'BUTLER', 'Enter New Contact...');
  await w3m.fill('First Name', 'PATTY', 'Enter New Contact...');
  await w3m.press('Next');
  await w3m.see('not saved yet');
  expect(await onRecord(registry)).toBe(before);
  await w3m.press('Save');
  const page = await w3m.see('Client Updated');
  expect(page).toMatch(/BUTLER +PATTY +Guardian +Yes +No/);
});

test(`in w3m, Enter in every kind of field only takes what is typed or chosen; nothing is saved (C20)${skipped}`, async ({
  w3m,
  registry,
}) => {
  test.slow();
  await openRecord(w3m, 'BRIGHT', 'RAINBOW');
  const before = await onRecord(registry);
  await w3m.fill('Middle Name', 'STAR');
  await w3m.pick('Birth Country', 'CANADA');
  await w3m.tick('White');
  await w3m.choose('F');
  await w3m.fill('Chart number', 'R-7');
  await w3m.press('Client Comment(s)');
  await w3m.see('Client Comment Listing');
  await w3m.choose('Select 11/04/2021');
  await w3m.pick('Client Comment', 'Refusal of Hep A');
  await w3m.press('Keep what is typed as a draft');
  const page = await w3m.see('typed, not staged');
  for (const kept of ['[STAR', '[CANADA', '[*] White', '(*) F', '[Refusal of Hep A']) expect(page).toContain(kept);
  expect(page).not.toContain('Client Updated');
  await w3m.press('Client Information');
  await w3m.see('[R-7');
  expect(await onRecord(registry)).toBe(before);
});

test(`in w3m, Nora gives what is due today by one link and Save (I5)${skipped}`, async ({ w3m }) => {
  await open(w3m, 'manage immunizations', 'BRIGHT', 'RAINBOW');
  await w3m.see('MMR (overdue)');
  await w3m.follow("Give today's due vaccines");
  await w3m.see('Filled in with what is due today');
  await w3m.press('Save');
  const page = await w3m.see('immunizations added');
  expect(page).not.toContain('MMR (overdue)');
});

test(`in w3m, Nora is asked once about a dose two days early (I5)${skipped}`, async ({ w3m, registry }) => {
  test.slow();
  await logIn(w3m, 'RIVER', 'nora');
  const give = async (vaccine: string, on: string, source = 'New immunization record') => {
    await w3m.visit(`${registry.url}/clients/${cast.rainbowBright}/immunizations/new`);
    await w3m.see('Date Administered');
    await w3m.fill('Date Administered', on);
    await w3m.pick('Source of Information', source, '');
    await w3m.pick('Vaccine [Trade Name]', vaccine, '');
    await w3m.press('Save');
  };
  await give(
    'MMR [M-M-R II] (03)',
    showDay(daysBefore(dayOf(Date.now(), 'America/Chicago'), 26)),
    'Historical: from other provider',
  );
  await w3m.see('Immunization added');
  await give('Varicella [Varivax] (21)', 't');
  await w3m.see('2 days too early: would not count; wait until');
  await w3m.fill('Reason to Save All the Same', 'They travel tomorrow');
  await w3m.press('Save');
  await w3m.see('Immunization added');
});

test(`in w3m, Nora notes a condition, and what is due changes (F1)${skipped}`, async ({ w3m }) => {
  await openRecord(w3m, 'DUCK', 'DON');
  await w3m.press('Conditions that change what is due');
  await w3m.see('Enter New Condition ...');
  await w3m.pick('Condition', 'Travel or move to an area with typhoid');
  await w3m.press('Save');
  await w3m.see('Client Updated');
  await w3m.press('Immunize');
  expect(await w3m.see('Immunization history')).toMatch(/Due today: .*Typhoid/);
});

test(`in w3m, Helen previews a release of the schedule and puts it in force (F1)${skipped}`, async ({
  w3m,
  registry,
}) => {
  const file = join(registry.dataDir, 'release.json');
  writeFileSync(file, JSON.stringify({ ...JSON.parse(packOnFile()), version: '4.99-508' }));
  await logIn(w3m, 'MIIC', 'helen');
  await w3m.follow('vaccine schedules');
  await w3m.see('File of the release');
  await w3m.fill('File of the release', file);
  await w3m.press('Put in');
  await w3m.see('It is in force for nobody yet.');
  await w3m.follow('Preview');
  await w3m.see('Back to the release');
  await w3m.follow('Back to the release');
  await w3m.see('[Put in force]');
  await w3m.press('Put in force');
  await w3m.see('Done: it takes force on its day.');
});
