import { contactName } from '../clients/contact.js';
import type { Edit } from './edit.js';

/** The sentences about a listing of coded rows. */
const ofCoded = <K extends string>(kind: K) =>
  ({
    [`${kind}-new`]: () => `Enter the new ${kind}, then select Save, or Next for another.`,
    [`${kind}-next`]: () => `Enter the next ${kind}.`,
    [`${kind}-deleted`]: () => `The ${kind} is marked for deletion: Save removes it.`,
    [`${kind}-dropped`]: () => `What was typed into the ${kind} is dropped.`,
    [`${kind}-staged`]: () => `The ${kind} is staged: enter the next one, or select Save.`,
    [`${kind}-shown`]: () => `Details of the ${kind} shown.`,
  }) as Record<`${K}-${'new' | 'next' | 'deleted' | 'dropped' | 'staged' | 'shown'}`, () => string>;

/** The sentences for the status line, of what a control did to a listing or a choice; a contact is named by its row. */
const sentences = {
  'contact-new': () => 'Enter the new contact, then select Next.',
  'contact-copied': (name) => `${name} copied into a new contact. Change it, then select Next.`,
  'contact-deleted': (name) => `${name} is marked for deletion: Save removes it.`,
  'contact-deleted-primary': (name) =>
    `${name} is marked for deletion: Save removes it, and the client's primary address is their own again.`,
  'contact-dropped': () => 'What was typed into the contact is dropped.',
  'contact-nothing': () => 'Nothing was typed into the contact.',
  'contact-staged': (name) => `${name} is staged: select Save to write it.`,
  'contact-moved': (name, from) =>
    `${name} is staged. The client's primary address moves from ${from}: select Save to write it.`,
  'contact-shown': (name) => `Details for ${name} shown.`,
  'contact-all': () => 'All contacts are shown.',
  ...ofCoded('comment'),
  ...ofCoded('condition'),
  left: () => 'Left as it is on the record.',
  'not-dropped': () => 'Nothing is dropped: look at what stands here now, and select it again.',
  chosen: () => 'What you chose stands here: select Save to write it.',
  'not-chosen': () => 'Something else stands there now: choose from what is shown.',
  'moved-typed': () => 'What you did in another window stands here too.',
  'moved-saved': () => 'What was saved meanwhile stands here too.',
} satisfies Record<string, (name: string, from: string) => string>;

/** The action; `row` and `from` are contacts. */
export type StatusMessage = { readonly what: keyof typeof sentences; readonly row?: string; readonly from?: string };

/** As it stands in an address, which names nobody (X6): contact-moved.12.self */
export const messageCode = (all: readonly StatusMessage[]) =>
  all.map(({ what, row = '', from = '' }) => [what, row, from].join('.').replace(/\.+$/, '')).join('~');

/** The words for such a code; empty for a text that is none. */
export function readMessages(code: string | undefined): StatusMessage[] {
  return (code ?? '').split('~').flatMap((one) => {
    const [what = '', row = '', from = ''] = one.split('.');
    return Object.hasOwn(sentences, what) ? [{ what: what as StatusMessage['what'], row, from }] : [];
  });
}

/** The words for the status line, over the edit as it is then. */
export function messageWords(all: readonly StatusMessage[], { contacts }: Pick<Edit, 'contacts'>): string {
  const name = (id: string | undefined) => {
    const contact = contacts.find((row) => row.id === id);
    return contactName(contact?.values ?? {}) || 'the new contact';
  };
  return all.map(({ what, row, from }) => sentences[what](name(row), name(from))).join(' ');
}
