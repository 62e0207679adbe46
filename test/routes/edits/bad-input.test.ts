// Everything that should not be typed into contacts, comments and Client Information: the error at its field, what was typed kept, nothing changed (X4).
import { expect, test } from 'vitest';
import { demonstrationClients as people } from '../../../src/demonstration/plant.js';
import { inCapitals } from '../../../src/domain/text/name.js';
import { formOf, press, pressAsTyped, startApp } from '../../support/app.js';
import { clinical, commentsOf, conditionsOf, contactsOf } from '../../support/facts.js';

const don = `/clients/${people.donDuck}`;
const rainbow = `/clients/${people.rainbowBright}`;

const daisy = {
  'contact.lastName': 'DUCK',
  'contact.firstName': 'DAISY',
  'contact.relationship': 'GRD',
  'contact.city': 'DULUTH',
  'contact.state': 'MN',
  'contact.zip': '55802',
};

/** A name of 10,000 characters, and texts that other programs have fallen over. */
const long = 'X'.repeat(10_000);
const odd = {
  markup: `<script>alert('x')</script> & "quoted" <b>`,
  'right-to-left': 'שָׁלוֹם مرحبا',
  combining: 'Z̸͖̓a͔̐l̵g̈o e\u0301',
  'beyond the first plane': '𝒟𝑜𝓃 🦆',
  'a formula': '=HYPERLINK("http://example.org","x")',
};

/** Opens a tab and New as nora, presses a control with what is given, and hands back what came of it. */
async function enter(
  path: string,
  kind: 'contact' | 'comment' | 'condition',
  control: string,
  fill: Record<string, string>,
) {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const before = await clinical(registry);
  let page = await press(nora, await nora.get(path), path, `do.tab.${kind}s`);
  page = await press(nora, page, path, `do.${kind}.new`);
  page = await press(nora, page, path, control, fill);
  return { registry, nora, page, unchanged: (await clinical(registry)) === before };
}

/** The error stands at the field and in the summary, which links to it; the fields still have what was typed. */
function expectRefused(page: { status: number; text: string }, field: string, message: string) {
  const text = page.text.replaceAll('&quot;', '"').replaceAll('&#39;', "'");
  expect(page.status).toBe(422);
  expect(text).toContain(`id="${field}-error"`);
  expect(text).toContain(`href="#${field}`);
  expect(text.split(message).length - 1).toBeGreaterThanOrEqual(2);
  expect(text).toContain('<title>Error: ');
}

test.each([
  ['lastName', "Enter the contact's last name.", ''],
  ['lastName', "Enter the contact's last name.", '12345'],
  ['lastName', 'Last Name is longer than 100 characters.', long],
  ['firstName', 'First Name is longer than 100 characters.', long],
  ['middleName', 'Middle Name must have a letter in it.', '???'],
  ['relationship', "Choose the contact's relation to the client.", ''],
  ['relationship', "Choose the contact's relation to the client.", 'BOSS'],
  ['relationship', 'Self is the client. Choose another relation.', 'SEL'],
  ['phone', '999-999-9999 is not a working number.', '999-999-9999'],
  ['phone', '000-000-0000 is not a working number.', '000-000-0000'],
  ['phone', '123-456-7890 is not a working number.', '1234567890'],
  ['phone', 'Enter a phone number of ten digits, like 651-201-4629.', '12'],
  ['extension', 'Enter the extension in digits.', 'x7'],
  ['extension', 'Extension is longer than 10 characters.', '1'.repeat(11)],
  ['street', '"Needs Update" is not a street.', 'Needs Update'],
  ['street', 'check the "Undeliverable Address?" box', 'bad address, BAD ADDRESS'],
  ['street', 'Street Address is longer than 150 characters.', long],
  ['otherAddress', 'Other Address is longer than 150 characters.', long],
  ['poBox', 'P.O. Box is longer than 20 characters.', long],
  ['city', '"Unknown" is not a city.', 'Unknown'],
  ['state', 'Choose a state from the list.', 'XX'],
  ['zip', 'Enter a ZIP of five digits', '5'],
  ['zip', '90210 is a ZIP of CALIFORNIA.', '90210'],
  ['county', 'Choose a county from the list.', '999'],
  ['country', 'Choose a country from the list.', 'ZZZ'],
  ['email', 'Enter an email address like name@example.org.', 'daisy at home'],
  ['isPrimary', 'Enter the address first', 'Y'],
  ['isPrimary', 'Check the box or leave it.', 'yes'],
  ['notices', 'Check the box or leave it.', '1'],
  ['undeliverable', 'Check the box or leave it.', 'true'],
] as const)('a contact whose %s is refused at Next: %s', async (field, message, value) => {
  const none = field === 'isPrimary' && value === 'Y' ? { 'contact.city': '', 'contact.zip': '' } : {};
  const { page, nora, unchanged, registry } = await enter(don, 'contact', 'do.contact.next', {
    ...daisy,
    ...none,
    [`contact.${field}`]: value,
  });
  expectRefused(page, `contact.${field}`, message);
  const kept = formOf(page.text, don);
  if (!['isPrimary', 'notices', 'undeliverable'].includes(field)) expect(kept.get(`contact.${field}`)).toBe(value);
  expect(kept.get('contact.firstName')).toBe(field === 'firstName' ? value : 'DAISY');
  expect(unchanged).toBe(true);
  // Saved all the same, it is not written, and stands in its form.
  const after = await press(nora, page, don, 'do.save');
  expect(after.text).toContain('The contact being typed is not saved');
  expect(await contactsOf(registry, people.donDuck)).toHaveLength(1);
});

test.each([
  ['code', 'Choose a client comment.', ''],
  ['code', 'Choose a client comment from the list.', 'R-NOTHING'],
  ['appliesOn', 'Enter the date that the comment applies to.', ''],
  ['appliesOn', 'The date is in the future.', '12/01/2026'],
  ['appliesOn', 'The date is before the client was born.', '02/13/2015'],
  ['appliesOn', 'Enter the date as MM/DD/YYYY, like 03/03/2023.', '02/31/2020'],
  ['appliesOn', 'Enter the date as MM/DD/YYYY, like 03/03/2023.', '13/01/2020'],
  ['appliesOn', 'Enter the date as MM/DD/YYYY, like 03/03/2023.', 'last week'],
  ['appliesOn', 'Enter the date as MM/DD/YYYY, like 03/03/2023.', long],
  ['appliesOn', 'Enter the date as MM/DD/YYYY, like 03/03/2023.', odd.markup],
] as const)('a comment whose %s is refused at Next, and not written by Save: %s', async (field, message, value) => {
  const { page, nora, unchanged, registry } = await enter(rainbow, 'comment', 'do.comment.next', {
    'comment.code': 'H-HEPA',
    'comment.appliesOn': '03/03/2023',
    [`comment.${field}`]: value,
  });
  expectRefused(page, `comment.${field}`, message);
  expect(formOf(page.text, rainbow).get(`comment.${field}`)).toBe(value);
  expect(unchanged).toBe(true);
  const after = await press(nora, page, rainbow, 'do.save');
  expect(after.text).toContain('The comment being typed is not saved');
  expect(after.text).toContain(message);
  expect(formOf(after.text, rainbow).get(`comment.${field}`)).toBe(value);
  expect(await commentsOf(registry, people.rainbowBright)).toHaveLength(4);
});

test.each([
  ['chartNumber', 'Chart number is longer than 40 characters.', long],
  ['status', 'Choose a status from the list.', 'X'],
  ['status', 'Choose a status from the list.', ''],
  ['statusReason', 'Choose a reason from the list.', 'ZZ'],
  ['deathDate', 'Enter the date of death as MM/DD/YYYY, or leave it empty.', '02/31/2020'],
  ['deathDate', 'The date of death is in the future.', '12/01/2026'],
  ['deathDate', 'The date of death is before the birth date.', '01/01/2001'],
  ['reminder', 'Choose Yes or No for "Allow Reminder and Recall Contact?"', 'maybe'],
  ['sharing', 'Choose Yes or No for "Allow Sharing of immunization data?"', 'maybe'],
] as const)('Client Information whose %s is refused at Save: %s', async (field, message, value) => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const before = await clinical(registry);
  const status = field === 'statusReason' ? { status: 'I' } : field === 'deathDate' ? { status: 'P' } : {};
  const page = await press(nora, await nora.get(don), don, 'do.save', {
    ...status,
    middleName: 'KEPT',
    [field]: value,
  });
  expectRefused(page, field, message);
  const kept = formOf(page.text, don);
  expect(kept.get('middleName')).toBe('KEPT');
  if (!['status', 'reminder', 'sharing', 'statusReason'].includes(field)) expect(kept.get(field)).toBe(value);
  expect(await clinical(registry)).toBe(before);
});

test.each(Object.entries(odd))(
  '%s in every text field is stored and shown back as typed, a name in capitals',
  async (_, text) => {
    // A text must have a letter in it, and no more characters than the field takes.
    const typed = text.normalize('NFC');
    const fill = {
      ...daisy,
      'contact.lastName': typed,
      'contact.firstName': typed,
      'contact.middleName': typed,
      'contact.street': typed,
      'contact.otherAddress': typed,
      'contact.city': typed,
    };
    const names = { middleName: typed, motherFirst: typed };
    const { page, nora, registry } = await enter(don, 'contact', 'do.stage', { ...fill, ...names });
    const staged = await pressAsTyped(nora, page, don, 'do.contact.next');
    expect(staged.status).toBe(200);
    const saved = await pressAsTyped(nora, staged, don, 'do.save');
    expect(saved.text).toContain('Client Updated');
    expect((await contactsOf(registry, people.donDuck))[1]).toMatchObject({
      lastName: inCapitals(typed),
      firstName: inCapitals(typed),
      middleName: inCapitals(typed),
      street: typed,
      otherAddress: typed,
      city: typed,
    });
    const shown = formOf(saved.text, don);
    for (const [field, text] of Object.entries({ ...fill, middleName: typed, motherFirst: typed }))
      expect(shown.get(field)).toBe(/Name|First/.test(field) ? inCapitals(text) : text);
    expect(saved.text).not.toContain('<script>alert');
    const victor = await registry.open().logIn('victor');
    expect((await victor.get(`${don}?tab=contacts`)).text).not.toContain('<script>alert');
  },
);

test.each([
  ['code', 'Choose a condition.', ''],
  ['code', 'Choose a condition from the list.', '999'],
  ['fromOn', 'The date is in the future.', '12/01/2026'],
  ['fromOn', 'The date is before the client was born.', '02/13/2015'],
  ['fromOn', 'Enter the date as MM/DD/YYYY, like 03/03/2023.', '02/31/2020'],
  ['fromOn', 'Enter the date as MM/DD/YYYY, like 03/03/2023.', odd.markup],
  ['untilOn', 'Until is before From.', '03/02/2023'],
  ['untilOn', 'The date is before the client was born.', '02/13/2015'],
  ['untilOn', 'Enter the date as MM/DD/YYYY, like 03/03/2023.', 'spring'],
] as const)('a condition whose %s is refused at Next, and not written by Save: %s', async (field, message, value) => {
  const { page, nora, unchanged, registry } = await enter(rainbow, 'condition', 'do.condition.next', {
    'condition.code': '027',
    'condition.fromOn': '03/03/2023',
    [`condition.${field}`]: value,
  });
  expectRefused(page, `condition.${field}`, message);
  expect(formOf(page.text, rainbow).get(`condition.${field}`)).toBe(value);
  expect(unchanged).toBe(true);
  const after = await press(nora, page, rainbow, 'do.save');
  expect(after.text).toContain('The condition being typed is not saved');
  expect(after.text).toContain(message);
  expect(formOf(after.text, rainbow).get(`condition.${field}`)).toBe(value);
  expect(await conditionsOf(registry, people.rainbowBright)).toHaveLength(0);
});
