// What happens in another window, or at another organization, while somebody types (C20, C21): nothing is lost, nothing
// is overwritten unseen.
import { expect, test } from 'vitest';
import { demonstrationClients as people } from '../../src/demonstration/plant.js';
import { type Browser, formOf, press, startApp } from '../support/app.js';
import { clientRow, commentsOf, contactsOf } from '../support/facts.js';

const don = `/clients/${people.donDuck}`;
const rainbow = `/clients/${people.rainbowBright}`;

/** nora has typed a phone over HUEY, staged or not; paul deletes HUEY and saves. */
async function hueyIsDeletedMeanwhile(control: string) {
  const registry = startApp();
  const [nora, paul] = [await registry.open().logIn('nora'), await registry.open().logIn('paul')];
  const huey = String((await contactsOf(registry, people.donDuck))[0]?.id);
  let page = await press(nora, await nora.get(don), don, 'do.tab.contacts');
  page = await press(nora, page, don, 'do.contact.select', { 'contact.row': huey });
  const typed = { 'contact.phone': '612-722-0134' };
  if (control === 'staged before') page = await press(nora, page, don, 'do.contact.next', typed);
  let theirs = await press(paul, await paul.get(don), don, 'do.tab.contacts');
  theirs = await press(paul, theirs, don, 'do.contact.delete', { 'contact.row': huey });
  await press(paul, theirs, don, 'do.save');
  expect(await contactsOf(registry, people.donDuck)).toEqual([]);
  if (control !== 'staged before') page = await press(nora, page, don, 'do.contact.next', typed);
  return { registry, nora, huey, page };
}

test.each(['staged before', 'staged after'])(
  'a contact that somebody else deleted, %s it was: Save asks, what was typed stands in the listing, Undo leaves it so (C21)',
  async (when) => {
    const { registry, nora, huey, page } = await hueyIsDeletedMeanwhile(when);
    const asked = await press(nora, page, don, 'do.save', { middleName: 'Q' });
    expect(asked.status).toBe(422);
    expect(asked.text).toMatch(/County Public Health deleted this on 11\/22\/2026/);
    expect(asked.text).toContain('aria-label="Leave it deleted: Contact HUEY DUCK"');
    expect(formOf(asked.text, don).get('contact.phone')).toBe('612-722-0134');
    const left = await press(nora, asked, don, 'do.contact.undo', { 'contact.row': huey });
    const saved = await press(nora, left, don, 'do.save');
    expect(saved.text).toContain('Client Updated');
    expect((await clientRow(registry, people.donDuck)).middleName).toBe('Q');
    expect(await contactsOf(registry, people.donDuck)).toEqual([]);
  },
);

test('a contact that somebody else deleted is entered anew by Copy, with what was typed (C21)', async () => {
  const { registry, nora, huey, page } = await hueyIsDeletedMeanwhile('staged before');
  let anew = await press(nora, page, don, 'do.contact.copy', { 'contact.row': huey });
  anew = await press(nora, anew, don, 'do.contact.next');
  anew = await press(nora, anew, don, 'do.contact.undo', { 'contact.row': huey });
  await press(nora, anew, don, 'do.save');
  expect(await contactsOf(registry, people.donDuck)).toMatchObject([{ firstName: 'HUEY', phone: '6127220134' }]);
});

test('a contact that both deleted is no clash (C21)', async () => {
  const registry = startApp();
  const [nora, paul] = [await registry.open().logIn('nora'), await registry.open().logIn('paul')];
  const huey = String((await contactsOf(registry, people.donDuck))[0]?.id);
  const marked = await Promise.all(
    [nora, paul].map(async (who) => {
      const page = await press(who, await who.get(don), don, 'do.tab.contacts');
      return press(who, page, don, 'do.contact.delete', { 'contact.row': huey });
    }),
  );
  for (const [i, who] of [nora, paul].entries()) {
    const saved = await press(who, marked[i] ?? { text: '' }, don, 'do.save', { [i ? 'phone' : 'middleName']: '' });
    expect(saved.went).toContain('saved=');
  }
  expect(await contactsOf(registry, people.donDuck)).toEqual([]);
});

/** What htmx sends: the same form, asking for parts. */
async function part(browser: Browser, form: URLSearchParams) {
  return browser.request(don, {
    method: 'POST',
    body: form.toString(),
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'HX-Request-Type': 'partial' },
  });
}

test('a window that was shown before the draft became what it is gets all of it, so that its next words undo nothing (C20, C21)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const [one, two] = [await nora.get(don), await nora.get(don)];
  await press(nora, one, don, 'do.stage', { phone: '612-722-0134' });
  const form = formOf(two.text, don);
  form.set('email', 'don@example.org');
  const answer = await part(nora, form);
  expect(answer.text).toContain('What you did in another window stands here too.');
  expect(answer.text).toContain('value="612-722-0134"');
  for (const id of ['stamp', 'identity', 'address', 'panel']) expect(answer.text).toContain(`<hx-partial id="${id}">`);
});

test('two windows stage in the same instant, and neither loses what was typed (C20)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const first = formOf((await nora.get(don)).text, don);
  first.set('phone', '612-722-0134');
  await nora.post(don, first.toString());
  // The clock stands still: both were shown the draft of this instant.
  const shown = await nora.get(don);
  await press(nora, shown, don, 'do.stage', { email: 'don@example.org' });
  await press(nora, shown, don, 'do.stage', { middleName: 'Q' });
  const form = formOf((await nora.get(don)).text, don);
  expect([form.get('phone'), form.get('email'), form.get('middleName')]).toEqual([
    '612-722-0134',
    'don@example.org',
    'Q',
  ]);
});

test('what is confirmed is what was asked: a lock is not made a death by another window (C12, C13)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const question = await press(nora, await nora.get(don), don, 'do.save', { sharing: 'N' });
  expect(question.text).not.toContain('flagged as deceased');
  await press(nora, await nora.get(don), don, 'do.stage', { status: 'P' });
  const asked = await press(nora, question, `${don}/confirmation`, 'do.save');
  expect(asked.went).toBe(`${don}/confirmation`);
  expect(asked.text).toContain('will be flagged as deceased');
  expect(await clientRow(registry, people.donDuck)).toMatchObject({ deceasedAt: null, lockedBy: null });
});

test('Save confirmed twice flags a record as deceased once, and says so both times (C12)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const question = await press(nora, await nora.get(don), don, 'do.save', { status: 'P' });
  for (let i = 0; i < 2; i += 1)
    expect((await press(nora, question, `${don}/confirmation`, 'do.save')).went).toBe(`${don}/deceased`);
  expect((await clientRow(registry, people.donDuck)).revision).toBe(2);
});

test('a typed contact left over from a Save that wrote nothing does not hide what others save next (C15, C21)', async () => {
  const registry = startApp();
  const [nora, paul] = [await registry.open().logIn('nora'), await registry.open().logIn('paul')];
  let page = await press(nora, await nora.get(don), don, 'do.tab.contacts');
  page = await press(nora, page, don, 'do.contact.new');
  page = await press(nora, page, don, 'do.save', { 'contact.lastName': 'GOOSE' });
  expect(page.text).toContain('Nothing to save. The contact being typed is not saved: select Next, then Save');
  expect(page.text).toContain('value="GOOSE"');
  await press(paul, await paul.get(don), don, 'do.save', { phone: '612-722-0202' });
  const asked = await press(nora, page, don, 'do.save', { phone: '612-722-0101' });
  expect(asked.status).toBe(422);
  expect((await clientRow(registry, people.donDuck)).phone).toBe('6127220202');
});

test('after Save the contact or comment that stood in the form stands there again, a new one too', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  let page = await press(nora, await nora.get(don), don, 'do.tab.contacts');
  page = await press(nora, page, don, 'do.contact.new');
  const daisy = { 'contact.lastName': 'DUCK', 'contact.firstName': 'DAISY', 'contact.relationship': 'GRD' };
  page = await press(nora, page, don, 'do.contact.next', daisy);
  page = await press(nora, page, don, 'do.save');
  expect(page.text).toContain('Address for Contact: DAISY DUCK');
  page = await press(nora, await nora.get(rainbow), rainbow, 'do.tab.comments');
  page = await press(nora, page, rainbow, 'do.comment.new');
  page = await press(nora, page, rainbow, 'do.save', { 'comment.code': 'H-HEPA', 'comment.appliesOn': '03/03/2023' });
  expect(formOf(page.text, rainbow).get('comment.code')).toBe('H-HEPA');
  expect(await commentsOf(registry, people.rainbowBright)).toHaveLength(5);
});

test('an address for a row that is gone shows another, and takes no words under the number of the old one', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  expect(formOf((await nora.get(`${don}?tab=contacts&row=999`)).text, don).get('contact.of')).toBe('self');
  expect(formOf((await nora.get(`${rainbow}?tab=comments&row=x`)).text, rainbow).get('comment.of')).toMatch(/^\d+$/);
});

test('a refused or hidden page keeps its status when it is compressed', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  for (const encoding of ['br', 'gzip']) {
    const answer = await nora.request(`/clients/${people.locked}`, { headers: { 'Accept-Encoding': encoding } });
    expect(answer.status).toBe(404);
    expect(answer.headers.get('Content-Encoding')).toBe(encoding);
  }
});

test('a clash says the other value in the words of the screen, not in codes (C21)', async () => {
  const registry = startApp();
  const [nora, paul] = [await registry.open().logIn('nora'), await registry.open().logIn('paul')];
  const shown = await nora.get(don);
  await press(paul, await paul.get(don), don, 'do.save', { street: '9 BAY ST', county: '123', gender: 'U' });
  const asked = await press(nora, shown, don, 'do.save', { street: '7 MY ST', gender: 'F' });
  expect(asked.text).toContain('<mark>9 BAY ST</mark>');
  expect(asked.text).toContain('<p>Unknown</p>');
});

test('a form that leads elsewhere answers a window with scripts, too: the page takes the place of the one shown (C22)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora', 'LAKE');
  const form = formOf((await nora.get(don)).text, don);
  await nora.submit('/organizations', { organization: '1' }, 'do.switch');
  const answer = await part(nora, form);
  expect(answer.status).toBe(409);
  expect(answer.headers.get('HX-Retarget')).toBe('body');
  expect(answer.text).toContain('This form was shown for another organization');
});
