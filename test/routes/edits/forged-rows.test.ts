// A tab's form with what it was never shown with: another client's rows, a mark sent twice, Self renamed. Nothing of it is taken.
import { expect, test } from 'vitest';
import { demonstrationClients as people } from '../../../src/demonstration/plant.js';
import { type App, type Browser, formOf, press, startApp } from '../../support/app.js';
import { clinical, commentsOf, contactsOf } from '../../support/facts.js';

const don = `/clients/${people.donDuck}`;

const daisy = {
  'contact.lastName': 'DUCK',
  'contact.firstName': 'DAISY',
  'contact.relationship': 'GRD',
  'contact.city': 'DULUTH',
  'contact.state': 'MN',
  'contact.zip': '55802',
};

/** Sends a tab's form with a row id that it was not shown with. */
async function forge(
  path: string,
  kind: 'contact' | 'comment' | 'condition',
  control: string,
  ids: Record<string, string>,
) {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const before = await clinical(registry);
  const page = await press(nora, await nora.get(path), path, `do.tab.${kind}s`);
  const answer = await press(nora, page, path, control, { ...ids, middleName: 'KEPT' });
  return { registry, nora, answer, unchanged: (await clinical(registry)) === before };
}

const someContact = async (registry: App) => String((await contactsOf(registry, people.sevenContacts))[0]?.id);
const someComment = async (registry: App) => String((await commentsOf(registry, people.rainbowBright))[0]?.id);

test.each([
  'do.contact.next',
  'do.contact.delete',
  'do.contact.copy',
  'do.contact.select',
  'do.contact.undo',
  'do.save',
])(
  "%s with the number of another client's contact shows nothing of it, changes nothing and keeps what was typed",
  async (control) => {
    const theirs = await someContact(startApp());
    for (const name of ['contact.of', 'contact.row']) {
      const { answer, unchanged, registry } = await forge(don, 'contact', control, {
        [name]: theirs,
        'contact.phone': '612-722-0134',
      });
      expect(answer.status).toBe(400);
      expect(answer.text).toContain('This form did not arrive as it was shown. Nothing was changed.');
      expect(formOf(answer.text, don).get('middleName')).toBe('KEPT');
      for (const { firstName } of await contactsOf(registry, people.sevenContacts))
        expect(answer.text).not.toContain(firstName);
      expect(unchanged).toBe(true);
    }
  },
);

test.each(['do.comment.next', 'do.comment.delete', 'do.save'])(
  "%s with the number of another client's comment changes nothing and keeps what was typed",
  async (control) => {
    const theirs = await someComment(startApp());
    for (const name of ['comment.of', 'comment.row']) {
      const { answer, unchanged } = await forge(don, 'comment', control, { [name]: theirs });
      expect(answer.status).toBe(400);
      expect(formOf(answer.text, don).get('middleName')).toBe('KEPT');
      expect(unchanged).toBe(true);
    }
  },
);

/** Gives HUEY and a new DAISY an address and the mark, one after the other. */
async function markBoth(nora: Browser, registry: App) {
  const huey = String((await contactsOf(registry, people.donDuck))[0]?.id);
  let page = await press(nora, await nora.get(don), don, 'do.tab.contacts');
  page = await press(nora, page, don, 'do.contact.select', { 'contact.row': huey });
  const edina = { 'contact.city': 'EDINA', 'contact.state': 'MN', 'contact.isPrimary': 'Y' };
  page = await press(nora, page, don, 'do.contact.next', edina);
  page = await press(nora, page, don, 'do.contact.new');
  return press(nora, page, don, 'do.contact.next', { ...daisy, 'contact.isPrimary': 'Y' });
}

test("two contacts marked as the client's primary address before one Save: the last mark holds, and it is said from whom it moved (C16)", async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const page = await markBoth(nora, registry);
  await press(nora, page, don, 'do.save');
  expect(
    (await contactsOf(registry, people.donDuck)).map(({ firstName, isPrimary }) => [firstName, isPrimary]),
  ).toEqual([
    ['HUEY', false],
    ['DAISY', true],
  ]);
  expect((await contactsOf(registry, people.donDuck))[0]?.city).toBe('EDINA');
});

test('two primary marks in one forged form are refused as a field that came twice, and nothing is changed (C16)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const before = await clinical(registry);
  let page = await press(nora, await nora.get(don), don, 'do.tab.contacts');
  page = await press(nora, page, don, 'do.contact.new');
  const form = formOf(page.text, don);
  for (const [name, value] of Object.entries(daisy)) form.set(name, value);
  form.append('contact.isPrimary', 'Y');
  form.append('contact.isPrimary', 'Y');
  form.append('do.contact.next', 'Next');
  const answer = await nora.post(don, form.toString());
  expect(answer.status).toBe(400);
  expect(answer.text).toContain('a field in it twice');
  expect(formOf(answer.text, don).get('contact.firstName')).toBe('DAISY');
  expect(await clinical(registry)).toBe(before);
});

test('Self cannot be deleted, renamed or given another relation by a forged form (C16)', async () => {
  const { answer, registry, nora } = await forge(don, 'contact', 'do.contact.next', {
    'contact.of': 'self',
    'contact.row': 'self',
    'contact.lastName': 'FORGED',
    'contact.relationship': 'MTH',
    'contact.street': 'FORGED',
  });
  await press(nora, answer, don, 'do.save');
  expect(await clinical(registry)).not.toContain('FORGED');
  expect(await contactsOf(registry, people.donDuck)).toHaveLength(1);
});
