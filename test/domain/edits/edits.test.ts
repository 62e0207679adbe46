import fc from 'fast-check';
import '../../support/setup/chance.js';
import { expect, test } from 'vitest';
import { showPersonal } from '../../../src/domain/clients/personal-information.js';
import { type Draft, noDraft } from '../../../src/domain/edits/draft.js';
import { errorsOf } from '../../../src/domain/edits/edit.js';
import { layForm } from '../../../src/domain/edits/lay-over.js';
import { reconcile } from '../../../src/domain/edits/reconcile.js';
import { consequences, leftOf } from '../../../src/domain/edits/save.js';
import { screenOf } from '../../../src/domain/edits/screen.js';
import { Desk, record, setting, sourcesOf } from './record.js';

const word = fc.stringMatching(/^[a-zA-Z][a-zA-Z '-]{0,8}$/);
const phone = fc.integer({ min: 2_000_000, max: 9_999_999 }).map((n) => `612${n}`);

/** What somebody may have typed into one form of a record, right or wrong. */
const draft: fc.Arbitrary<Draft> = fc
  .record({
    personal: fc.record(
      {
        lastName: word,
        middleName: word,
        phone: fc.oneof(phone, word),
        birthDate: fc.constantFrom('09/21/2009', '9/22/2009', '01/01/2031', 'soon'),
        street: word,
        zip: fc.constantFrom('55112', '5511', '55112-1234'),
        state: fc.constantFrom('MN', 'mn', 'XX'),
      },
      { requiredKeys: [] },
    ),
    enrolment: fc.record(
      {
        chartNumber: word,
        status: fc.constantFrom('A', 'I', 'P', 'Q'),
        sharing: fc.constantFrom('Y', 'N'),
        deathDate: fc.constantFrom('', '01/02/2024', 'then'),
      },
      { requiredKeys: [] },
    ),
    contact: fc.option(fc.record({ lastName: word, phone }), { nil: undefined }),
    deleted: fc.boolean(),
  })
  .map(({ personal, enrolment, contact, deleted }) => ({
    ...noDraft,
    personal,
    enrolment,
    contacts: {
      ...noDraft.contacts,
      typed: contact ? { '12': { ...contact, relationship: 'MTH' } } : {},
      deleted: deleted && !contact ? ['12'] : [],
    },
  }));

const client = record();

test('where nothing is typed, an edit is the record (C20)', () => {
  const sources = sourcesOf(client);
  const edit = reconcile(sources, { revision: 1, draft: noDraft }, setting);
  expect(edit.personal.values).toEqual(showPersonal(client.personal));
  expect(edit.now.personal).toEqual(client.personal);
  expect(edit.draft).toEqual(noDraft);
  expect([errorsOf(edit), edit.clashes, consequences(client, edit)]).toEqual([{}, [], []]);
  expect(edit.contacts.map(({ id, mark }) => [id, mark])).toEqual([
    ['self', ''],
    ['12', ''],
  ]);
});

test('an edit of what an edit kept is the same edit, and shows what its form is held against (C20)', () => {
  fc.assert(
    fc.property(draft, (draft) => {
      const sources = sourcesOf(client);
      const once = reconcile(sources, { revision: 1, draft }, setting);
      expect(reconcile(sources, { revision: 1, draft: once.draft }, setting)).toEqual(once);
      const { personal, enrolment, ...screen } = screenOf(sources, { revision: 1, draft: once.draft });
      expect(once).toMatchObject(screen);
      expect([once.personal.values, once.enrolment.values]).toEqual([personal.values, enrolment.values]);
    }),
  );
});

test('a form that came back as it was shown changes nothing (C21)', () => {
  fc.assert(
    fc.property(draft, fc.constantFrom('information' as const, 'contacts' as const), (typed, tab) => {
      const desk = new Desk();
      const sources = sourcesOf(desk.client);
      const { draft } = reconcile(sources, { revision: 1, draft: typed }, setting);
      desk.draft = { revision: 1, draft, updatedAt: 5 };
      const form = desk.open(tab, tab === 'contacts' && draft.contacts.deleted.length === 0 ? '12' : '');
      const laid = layForm(draft, screenOf(sources, desk.draft), { ...form, writtenAt: 5, base: 1 });
      expect(reconcile(sources, { revision: 1, draft: laid }, setting).draft).toEqual(draft);
    }),
  );
});

test('the form of a row that is typed shows all of it as typed, the mark of the primary address too (C15, C16, C20)', () => {
  const id = fc.oneof(fc.constant('12'), fc.stringMatching(/^n[a-z0-9]{12}$/));
  const values = fc.record({ lastName: word, phone, isPrimary: fc.constantFrom('', 'Y') }, { requiredKeys: [] });
  const rows = fc.dictionary(id, values, { maxKeys: 3 });
  fc.assert(
    fc.property(rows, rows, fc.constantFrom('', 'self', '12'), (typed, staged, primary) => {
      const draft: Draft = { ...noDraft, contacts: { ...noDraft.contacts, typed, staged, primary } };
      const sources = sourcesOf(client);
      for (const of of [screenOf(sources, { revision: 1, draft }), reconcile(sources, { revision: 1, draft }, setting)])
        for (const [row, values] of Object.entries(typed)) {
          const shared = row === primary ? ['street', 'city', 'state', 'zip', 'county', 'undeliverable'] : [];
          const form = of.contacts.find(({ id }) => id === row)?.form ?? {};
          expect(Object.fromEntries(Object.entries(form).filter(([field]) => !shared.includes(field)))).toEqual(values);
        }
    }),
  );
});

test('nothing is asked of an edit that leaves Client Information alone (C12, C13)', () => {
  fc.assert(
    fc.property(draft, fc.boolean(), (typed, lockedHere) => {
      const locked = record({ lockedHere });
      const draft = { ...typed, enrolment: {} };
      const edit = reconcile(sourcesOf(locked), { revision: 1, draft }, setting);
      expect(consequences(locked, edit)).toEqual([]);
    }),
  );
});

test('what is typed into rows and was not written is left, each under the row that it is known by now (C15, C18)', () => {
  const id = fc.oneof(fc.constant('12'), fc.stringMatching(/^n[a-z0-9]{12}$/));
  const typed = fc.dictionary(id, fc.record({ lastName: word }));
  fc.assert(
    fc.property(typed, typed, fc.nat(), (contacts, comments, n) => {
      const draft: Draft = {
        ...noDraft,
        personal: { lastName: 'DRAKE' },
        contacts: { ...noDraft.contacts, typed: contacts },
        comments: { ...noDraft.comments, typed: comments },
      };
      const fresh = Object.keys(contacts).filter((id) => id.startsWith('n'));
      const written = fresh.slice(0, n % (fresh.length + 1)).map((key, i) => ({ part: 'contact', key, row: 100 + i }));
      const { draft: left, listing } = leftOf(draft, written, 1, 2, '');
      const known = (id: string) => String(written.find(({ key }) => key === id)?.row ?? id);
      expect(left.contacts.typed).toEqual(
        Object.fromEntries(Object.entries(contacts).map(([id, values]) => [known(id), values])),
      );
      const other = Object.keys(comments).map((id) => known(id));
      expect(Object.keys(left.comments.typed).sort()).toEqual(other.sort());
      expect(left.personal).toEqual({});
      // What was not written was typed over the revision that the draft began from, and stays so.
      const stays = (id: string) => !written.some(({ key }) => key === id);
      expect(left.over).toEqual(
        Object.fromEntries([
          ...Object.keys(contacts).flatMap((id) => (stays(id) ? [[`contact.row.${id}`, 1]] : [])),
          ...Object.keys(comments).map((id) => [`comment.row.${id}`, 1]),
        ]),
      );
      expect(listing !== '').toBe(Object.keys({ ...contacts, ...comments }).length > 0);
    }),
  );
});

/** Fields of Personal Information, one of them of the address, and of the contact in the form. */
const fields = ['middleName', 'phone', 'street', 'contact.lastName', 'contact.street'] as const;
const step = fc.record({
  window: fc.constantFrom(0, 1),
  does: fc.constantFrom('reload' as const, 'stage' as const, 'save' as const, 'somebody else saves' as const),
  field: fc.constantFrom(...fields),
});

/** A word that stands nowhere else, as the record keeps it. */
const wordOf = (n: number, field: string) =>
  field === 'phone' ? `651-201-${4000 + n}` : `WORD ${'ABCDEFGHIJKLM'.charAt(n)}`;

/** Everything that stands somewhere: on the record, in its history, in the draft, or beside it to be chosen. */
function wordsOf({ client, history, draft }: Desk): string[] {
  const { personal, contacts, rivals } = draft?.draft ?? noDraft;
  return [
    showPersonal(client.personal),
    ...history.map(({ field, before }) => showPersonal({ ...client.personal, [field]: before ?? '' })),
    personal,
    ...Object.values(contacts.typed),
    ...Object.values(rivals).flatMap((all) => all.map(({ values }) => values)),
  ].flatMap((values) => Object.values(values));
}

test('two windows of one user and somebody else lose no typed word and overwrite none unseen, in any order (C20, C21)', () => {
  const seen = { saved: 0, refused: 0, rivals: 0 };
  fc.assert(
    fc.property(fc.array(step, { minLength: 2, maxLength: 12 }), (steps) => {
      const desk = new Desk();
      const open = () => desk.open('contacts', '12');
      const windows = [open(), open()];
      /** What was sent, as long as nobody typed another over it who saw it. */
      const sent = new Set<string>();
      /** What the record had where a window showed it, or was given by one. */
      const known = new Set<string>();
      const look = (window: 0 | 1) => {
        const form = open();
        windows[window] = form;
        const kept = showPersonal(desk.client.personal);
        for (const field of fields)
          if (form.values[field] === kept[field as 'phone']) known.add(kept[field as 'phone']);
      };
      look(0);
      for (const [n, { window, does, field }] of steps.entries()) {
        const text = wordOf(n, field);
        if (does === 'reload') look(window);
        else if (does === 'somebody else saves') {
          if (!field.startsWith('contact')) desk.write({ [field]: text.replaceAll('-', '') });
        } else {
          const form = windows[window] ?? open();
          sent.delete(form.values[field] ?? '');
          sent.add(text);
          known.add(text);
          const before = desk.client.revision;
          const came = desk.send({ ...form, values: { ...form.values, [field]: text } }, does);
          if (came !== 'kept') seen[came] += 1;
          for (const change of desk.history.filter(({ revision }) => revision > before))
            expect([...known]).toContain(
              showPersonal({ ...record().personal, [change.field]: change.before })[change.field as 'phone'],
            );
          look(window);
        }
        seen.rivals += Object.keys(desk.draft?.draft.rivals ?? {}).length;
        expect(wordsOf(desk)).toEqual(expect.arrayContaining([...sent]));
      }
    }),
    { numRuns: 300 },
  );
  for (const times of Object.values(seen)) expect(times).toBeGreaterThan(50);
});

test('a draft of before a field was there does not take it away unseen: what somebody saved in it is asked about (C21)', () => {
  const comment = { id: 7, code: 'R-FLU', appliesOn: '2023-04-04' };
  const staged = { '7': { code: 'R-FLU', appliesOn: '04/04/2023' } };
  const draft = { ...noDraft, comments: { ...noDraft.comments, staged } };
  const by = { part: 'comment', row: 7, revision: 2, at: 0, organizationId: 2, organization: 'Another Clinic' };
  const clashesOver = (reason: string, field: string, before: string) => {
    const saved = record({ revision: 2, comments: [{ ...comment, reason }] });
    const sources = sourcesOf(saved, undefined, [{ ...by, field, before }]);
    return reconcile(sources, { revision: 1, draft }, setting).clashes.map(({ name }) => name);
  };
  expect(clashesOver('ILL', 'reason', '')).toEqual(['comment.row.7']);
  expect(clashesOver('', 'appliesOn', '2023-03-03'), 'the same, and nothing else').toEqual([]);
});
