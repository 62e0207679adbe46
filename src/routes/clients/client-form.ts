import { kindOf, listingOf } from '../../domain/clients/listing.js';
import { personalFields } from '../../domain/clients/personal-information.js';
import { type Tab, tabOf, tabs } from '../../domain/clients/tab.js';
import { addressShownField } from '../../domain/clients/typed-address.js';
import { areDigests, unknownDigests } from '../../domain/edits/field-group.js';
import { commandOf, commands } from '../../domain/edits/listing-commands.js';
import type { Control } from '../../domain/edits/press.js';
import { tabFields } from '../../domain/edits/stage.js';
import { questionLists } from '../../domain/forms/question.js';
import type { FormStamp } from '../../views/clients/client-edit.js';
import type { Form, FormShape } from '../../web/form.js';

/** The fields whose lists a button shows whole. */
const longFields = [
  'birthCountry',
  ...['', 'contact.'].flatMap((of) => [`${of}state`, `${of}county`]),
  'contact.country',
];

const buttons = [
  ...['', 'stage', 'zip', 'save', 'save.immunize', 'immunize', 'give', 'editNext', 'reports', 'find', 'cancel'],
  ...Object.keys(tabs).map((tab) => `tab.${tab}`),
  'take.',
  ...longFields.map((field) => `lists.${field}`),
  ...Object.values(kindOf).flatMap((kind) => commands.map((command) => `${kind}.${command}`)),
];

const addressesShown = ['', 'contact.'].map((prefix) => prefix + addressShownField);

/** @param details whether the details of a row must arrive: of one that is marked for deletion there are none */
function shapeBehind(tab: Tab, details: 'text' | 'choice'): FormShape {
  const behind = tabFields[tab];
  const chosen = ['gender', 'race', 'undeliverable'];
  return {
    text: [
      'organization',
      'revision',
      'draftAt',
      'shown',
      'tab',
      ...personalFields.filter((field) => !chosen.includes(field)),
      ...(details === 'text' ? behind.text : []),
    ],
    choice: [
      'gender',
      'undeliverable',
      'box',
      ...addressesShown,
      ...behind.choice,
      ...(details === 'choice' ? behind.text : []),
    ],
    list: ['race', 'verified', ...questionLists],
    buttons,
  };
}

const shapes = Object.fromEntries(
  (Object.keys(tabs) as Tab[]).map((tab) => [
    tab,
    { text: shapeBehind(tab, 'text'), choice: shapeBehind(tab, 'choice') },
  ]),
) as Record<Tab, Record<'text' | 'choice', FormShape>>;

/** The fields of the form: Personal Information and what is behind the tab that it was shown with. */
export function shapeOf(sent: ReadonlyMap<string, string>): FormShape {
  const isMarked = Object.values(kindOf).some((kind) => sent.get(`${kind}.of`) === '');
  return shapes[tabOf(sent.get('tab'))][isMarked ? 'choice' : 'text'];
}

/**
 * The state that a refused form was shown with (C21). It is shown again as it came, so that it still stands on that;
 * where that cannot be read, on the first revision and on no digests: all that differs is asked about.
 */
export function stampOf({ revision, draftAt, shown: digests }: Form['values'], tab: Tab, latest: number): FormStamp {
  const isRevision = /^\d{1,15}$/.test(revision ?? '') && Number(revision) >= 1 && Number(revision) <= latest;
  return {
    revision: isRevision ? Number(revision) : 1,
    draftAt: /^\d{1,15}$/.test(draftAt ?? '') ? Number(draftAt) : 0,
    digests: digests !== undefined && areDigests(tab, digests) ? digests : unknownDigests(tab),
  };
}

/**
 * The effect of a button besides keeping what is typed: a command of a listing, or a choice between values that clash.
 */
export function controlOf(verb: string, what: string): Control | undefined {
  if (verb === 'take') return { choice: what };
  const [listing, command] = [listingOf(verb), commandOf(what)];
  return listing && command && { listing, verb: command };
}
