// Two windows of one person, and somebody else: what is typed in one is not lost for what another one was shown (C20, C21).
import { expect, test } from 'vitest';
import { demonstrationClients as people } from '../../../src/demonstration/plant.js';
import { choiceOn, formOf, press, startApp } from '../../support/app.js';
import { clientRow, contactsOf } from '../../support/facts.js';

const don = `/clients/${people.donDuck}`;

async function noraAndPaul() {
  const registry = startApp();
  const [nora, paul] = [await registry.open().logIn('nora'), await registry.open().logIn('paul')];
  return { registry, nora, paul };
}

test('what a window leaves as it was shown takes nothing from what another one typed: the clash is still asked about (C21)', async () => {
  const { registry, nora, paul } = await noraAndPaul();
  const one = await nora.get(don);
  await press(paul, await paul.get(don), don, 'do.save', { phone: '612-722-0202' });
  const two = await nora.get(don);
  await press(nora, one, don, 'do.stage', { phone: '612-722-0101' });
  const asked = await press(nora, two, don, 'do.save', { middleName: 'Q' });
  expect(asked.status).toBe(422);
  expect(formOf(asked.text, don).get('phone')).toBe('612-722-0101');
  expect(await clientRow(registry, people.donDuck)).toMatchObject({ phone: '6127220202', middleName: '' });
});

test('two windows that type different phones: both stand side by side, neither is dropped unseen (C21)', async () => {
  const { registry, nora } = await noraAndPaul();
  const [one, two] = [await nora.get(don), await nora.get(don)];
  await press(nora, one, don, 'do.stage', { phone: '612-722-0101' });
  const asked = await press(nora, two, don, 'do.save', { phone: '612-722-0202' });
  expect(asked.status).toBe(422);
  expect(asked.text).toContain('612-722-0101');
  expect(formOf(asked.text, don).get('phone')).toBe('612-722-0202');
  expect((await clientRow(registry, people.donDuck)).phone).toBe('5555555555');
});

test('a second Save without an answer changes nothing and asks again (C21)', async () => {
  const { registry, nora, paul } = await noraAndPaul();
  const shown = await nora.get(don);
  await press(paul, await paul.get(don), don, 'do.save', { phone: '612-722-0202' });
  let asked = await press(nora, shown, don, 'do.save', { phone: '612-722-0101' });
  for (let i = 0; i < 2; i += 1) asked = await press(nora, asked, don, 'do.save');
  expect(asked.status).toBe(422);
  expect((await clientRow(registry, people.donDuck)).phone).toBe('6127220202');
});

test('the old value typed again after another was staged is what counts (C20, C21)', async () => {
  const { nora } = await noraAndPaul();
  let page = await press(nora, await nora.get(don), don, 'do.stage', { middleName: 'QUACK' });
  page = await press(nora, page, don, 'do.stage', { middleName: '' });
  expect(formOf(page.text, don).get('middleName')).toBe('');
  expect((await nora.get(don)).text).not.toContain('Not saved: kept as a draft');
});

test('what is typed into a contact that was left in its form is not laid over what others saved of it meanwhile (C15, C21)', async () => {
  const { registry, nora, paul } = await noraAndPaul();
  const huey = String((await contactsOf(registry, people.donDuck))[0]?.id);
  const open = async (browser: typeof nora) => {
    const page = await press(browser, await browser.get(don), don, 'do.tab.contacts');
    return press(browser, page, don, 'do.contact.select', { 'contact.row': huey });
  };
  const mine = await open(nora);
  let theirs = await open(paul);
  theirs = await press(paul, theirs, don, 'do.contact.next', { 'contact.phone': '612-722-0202' });
  await press(paul, theirs, don, 'do.save');
  let page = await press(nora, mine, don, 'do.save', { 'contact.phone': '612-722-0101', middleName: 'Q' });
  expect(page.text).toContain('The contact being typed is not saved');
  page = await press(nora, page, don, 'do.contact.next');
  page = await press(nora, page, don, 'do.save');
  expect(page.status).toBe(422);
  expect((await contactsOf(registry, people.donDuck))[0]?.phone).toBe('6127220202');
});

test('what is typed over a contact that was new in one Save is written by the next, in whatever window (C15)', async () => {
  const { registry, nora } = await noraAndPaul();
  let page = await press(nora, await nora.get(don), don, 'do.tab.contacts');
  page = await press(nora, page, don, 'do.contact.new');
  const goose = { 'contact.lastName': 'GOOSE', 'contact.relationship': 'OTH' };
  const staged = await press(nora, page, don, 'do.contact.next', goose);
  page = await press(nora, staged, don, 'do.save', { 'contact.firstName': 'GUS' });
  page = await press(nora, page, don, 'do.contact.next');
  await press(nora, page, don, 'do.save');
  const names = async () => (await contactsOf(registry, people.donDuck)).map(({ firstName }) => firstName);
  expect(await names()).toEqual(['HUEY', 'GUS']);
  // The window that knew it by the id under which it was begun.
  page = await press(nora, staged, don, 'do.contact.next', { 'contact.phone': '612-722-0134' });
  page = await press(nora, page, don, 'do.save');
  expect(page.text).toContain('612-722-0134');
});

test('Discard drops what its page named: what another window typed meanwhile is asked about anew (C20)', async () => {
  const { nora } = await noraAndPaul();
  const [one, two] = [await nora.get(don), await nora.get(don)];
  const asks = await press(nora, one, don, 'do.cancel', { middleName: 'Q' });
  await press(nora, two, don, 'do.stage', { phone: '612-722-0134' });
  const again = await press(nora, asks, `${don}/draft`, 'do.discard');
  expect(again.text).toContain('Phone');
  expect(formOf((await nora.get(don)).text, don).get('phone')).toBe('612-722-0134');
  await press(nora, again, `${don}/draft`, 'do.discard');
  expect((await nora.get(don)).text).not.toContain('612-722-0134');
});

test.each(['delete', 'undo', 'cancel'])(
  '%s in a window that was not shown what another one typed into the contact drops nothing and shows it (C15, C17)',
  async (control) => {
    const { registry, nora } = await noraAndPaul();
    const huey = String((await contactsOf(registry, people.donDuck))[0]?.id);
    const page = await press(nora, await nora.get(don), don, 'do.tab.contacts');
    const [one, two] = [
      await press(nora, page, don, 'do.contact.select', { 'contact.row': huey }),
      await nora.get(`${don}?tab=contacts&row=${huey}`),
    ];
    await press(nora, one, don, 'do.stage', { 'contact.phone': '612-722-0134' });
    const answer = await press(nora, two, don, `do.contact.${control}`, { 'contact.row': huey });
    expect(answer.text).toContain('612-722-0134');
    expect(answer.text).not.toContain('marked for deletion');
  },
);

/** The sections in which something is to be chosen, as text. */
function clashesOn(page: { text: string }): string[] {
  return [...page.text.matchAll(/<section class="clash"[\s\S]*?<\/section>/g)].map(([section]) =>
    section
      .replaceAll(/<input[^>]* aria-label="([^"]*)"[^>]*>/g, '[$1]')
      .replaceAll(/<[^>]+>/g, ' ')
      .replaceAll(/\s+/g, ' ')
      .trim(),
  );
}

test('an address that two changed stands whole on both sides, with who and when, and one press chooses (C21)', async () => {
  const { registry, nora, paul } = await noraAndPaul();
  const shown = await nora.get(don);
  await press(paul, await paul.get(don), don, 'do.save', {
    street: '9 BAY ST',
    city: 'DULUTH',
    zip: '55802',
    county: '137',
  });
  const asked = await press(nora, shown, don, 'do.save', { street: '7 MY ST', middleName: 'Q' });
  expect(asked.status).toBe(422);
  expect(asked.text).toContain(
    '<a href="#street">Address: County Public Health changed this on 11/22/2026 3:14 PM, while',
  );
  expect(clashesOn(asked)).toEqual([
    'Address: choose which to keep ' +
      'Typed here Street Address 7 MY ST City SAINT PAUL State MN Zip 55112 County RAMSEY [Keep mine: Address] ' +
      'Saved by County Public Health on 11/22/2026 3:14 PM ' +
      'Street Address 9 BAY ST City DULUTH State MN Zip 55802 County SAINT LOUIS [Take theirs: Address]',
  ]);
  const differing = [...asked.text.matchAll(/<mark>([^<]*)</g)].map(([, value]) => value);
  expect(differing.slice(0, 4)).toEqual(['7 MY ST', 'SAINT PAUL', '55112', 'RAMSEY']);
  expect(asked.text).toContain('Choose, then Save. Cancel asks whether to discard it.');
  expect(asked.text).toContain('(the address on record)');
  const theirs = await press(nora, asked, don, choiceOn(asked, 'Take theirs: Address'));
  expect(clashesOn(theirs)).toEqual([]);
  expect([formOf(theirs.text, don).get('street'), formOf(theirs.text, don).get('middleName')]).toEqual([
    '9 BAY ST',
    'Q',
  ]);
  expect((await press(nora, theirs, don, 'do.save')).text).toContain('Client Updated');
  expect(await clientRow(registry, people.donDuck)).toMatchObject({
    street: '9 BAY ST',
    zip: '55802',
    middleName: 'Q',
  });
});

test('one press for mine, and Save writes it; what was saved after that was shown is asked about anew (C21)', async () => {
  const { registry, nora, paul } = await noraAndPaul();
  const shown = await nora.get(don);
  await press(paul, await paul.get(don), don, 'do.save', { phone: '612-722-0202' });
  const asked = await press(nora, shown, don, 'do.save', { phone: '612-722-0101' });
  await press(paul, await paul.get(don), don, 'do.save', { phone: '612-722-0303' });
  const again = await press(nora, asked, don, choiceOn(asked, 'Keep mine: Phone'));
  expect(clashesOn(again).join()).toContain('612-722-0303');
  const mine = await press(nora, again, don, choiceOn(again, 'Keep mine: Phone'));
  await press(nora, mine, don, 'do.save');
  expect((await clientRow(registry, people.donDuck)).phone).toBe('6127220101');
});

test('an answer given beside what another window typed meanwhile chooses nothing and drops nothing (C21)', async () => {
  const { nora, paul } = await noraAndPaul();
  const [shown, other] = [await nora.get(don), await nora.get(don)];
  await press(paul, await paul.get(don), don, 'do.save', { phone: '612-722-0202' });
  const asked = await press(nora, shown, don, 'do.save', { phone: '612-722-0101' });
  // In the other window of hers, which has not been told of any of it.
  await press(nora, other, don, 'do.stage', { phone: '612-722-0303' });
  const after = await press(nora, asked, don, choiceOn(asked, 'Take theirs: Phone'));
  const all = `${clashesOn(after)} ${clashesOn(await nora.get(don))}`;
  for (const phone of ['612-722-0202', '612-722-0101', '612-722-0303']) expect(all).toContain(phone);
});

test('of what two windows typed the one or the other is chosen (C21)', async () => {
  const { registry, nora } = await noraAndPaul();
  const [one, two] = [await nora.get(don), await nora.get(don)];
  await press(nora, one, don, 'do.stage', { phone: '612-722-0101' });
  const asked = await press(nora, two, don, 'do.stage', { phone: '612-722-0202' });
  expect(clashesOn(asked)).toEqual([
    'Phone: choose which to keep Typed here 612-722-0202 [Keep mine: Phone] ' +
      'Typed in another window on 11/22/2026 3:14 PM 612-722-0101 [Take this one: Phone]',
  ]);
  const chosen = await press(nora, asked, don, choiceOn(asked, 'Take this one: Phone'));
  await press(nora, chosen, don, 'do.save');
  expect((await clientRow(registry, people.donDuck)).phone).toBe('6127220101');
});

test('Status with its reason and date, and a contact as a row, clash whole; a deleted one is left deleted or entered anew (C21)', async () => {
  const { registry, nora, paul } = await noraAndPaul();
  const ada = await registry.open().logIn('ada');
  const huey = String((await contactsOf(registry, people.donDuck))[0]?.id);
  const shown = await nora.get(don);
  await press(ada, await ada.get(don), don, 'do.save', { status: 'I', statusReason: 'L' });
  let page = await press(nora, shown, don, 'do.save', { status: 'I', statusReason: 'M' });
  expect(clashesOn(page)[0]).toMatch(
    /Status Inactive Reason when Inactive .* Date of death \(none\) \[Keep mine: Status\]/,
  );
  page = await press(nora, page, don, choiceOn(page, 'Take theirs: Status'));
  page = await press(nora, page, don, 'do.tab.contacts');
  page = await press(nora, page, don, 'do.contact.select', { 'contact.row': huey });
  page = await press(nora, page, don, 'do.contact.next', { 'contact.phone': '612-722-0134' });
  let theirs = await press(paul, await paul.get(don), don, 'do.tab.contacts');
  theirs = await press(paul, theirs, don, 'do.contact.delete', { 'contact.row': huey });
  await press(paul, theirs, don, 'do.save');
  page = await press(nora, page, don, 'do.save');
  expect(clashesOn(page)).toEqual([
    expect.stringMatching(
      /^Contact HUEY DUCK: .* Telephone 612-722-0134 .*Deleted by County Public Health on .* Deleted \[Leave it deleted: /,
    ),
  ]);
  page = await press(nora, page, don, choiceOn(page, 'Keep mine: Contact HUEY DUCK'));
  await press(nora, page, don, 'do.save');
  expect(await contactsOf(registry, people.donDuck)).toMatchObject([{ firstName: 'HUEY', phone: '6127220134' }]);
});

test('theirs chosen for a contact that was to be the primary address leaves the address with whom it was (C16, C21)', async () => {
  const { registry, nora, paul } = await noraAndPaul();
  const huey = String((await contactsOf(registry, people.donDuck))[0]?.id);
  const open = async (browser: typeof nora) => {
    const page = await press(browser, await browser.get(don), don, 'do.tab.contacts');
    return press(browser, page, don, 'do.contact.select', { 'contact.row': huey });
  };
  const mine = await press(nora, await open(nora), don, 'do.contact.next', {
    'contact.street': '9 BAY ST',
    'contact.city': 'DULUTH',
    'contact.state': 'MN',
    'contact.zip': '55802',
    'contact.isPrimary': 'Y',
  });
  const theirs = await press(paul, await open(paul), don, 'do.contact.next', { 'contact.phone': '612-722-0202' });
  await press(paul, theirs, don, 'do.save');
  const asked = await press(nora, mine, don, 'do.save', { middleName: 'Q' });
  const left = await press(nora, asked, don, choiceOn(asked, 'Take theirs: Contact HUEY DUCK'));
  await press(nora, left, don, 'do.save');
  expect(await clientRow(registry, people.donDuck)).toMatchObject({ street: '123 1ST ST SE', middleName: 'Q' });
  expect(await contactsOf(registry, people.donDuck)).toMatchObject([{ isPrimary: false, phone: '6127220202' }]);
});
