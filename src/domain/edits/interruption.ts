import { contactLabels } from '../clients/contact.js';
import { enrolmentLabels } from '../clients/enrolment.js';
import { coded, codedListings, kindOf, listingOf } from '../clients/listing.js';
import { personalLabels } from '../clients/personal-information.js';
import { immunizationLabels } from '../immunizations/immunization.js';

const screens: readonly (readonly [RegExp, string])[] = [
  [/^\/clients\/new\/duplicates/, 'Possible duplicates'],
  [/^\/clients\/new/, 'Enter new client'],
  [/^\/clients\/\d+\/immunizations\/new/, 'Add Immunization'],
  [/^\/clients\/\d+\/immunizations\/\d/, 'Edit Immunization'],
  [/^\/clients\/\d+\/history/, 'History of this record'],
  [/^\/clients\/\d/, 'Edit Client'],
  [/^\/(?:clients|immunizations)/, 'Client search'],
  [/^\/users\/new/, 'Add users'],
  [/^\/users/, 'Manage users'],
  [/^\/email-address/, 'Email Address'],
  [/^\/restricted/, 'Restricted records'],
  [/^\/duplicates/, 'Possible duplicates'],
];

/** The screen that a form was filled in on, by its path. */
export const screenOf = (path: string): string => screens.find(([of]) => of.test(path))?.[1] ?? 'Another screen';

/** Hidden fields that forms carry and nobody types. */
const carried =
  /^(?:do\..*|organization|revision|draftAt|tab|key|lines|rows|question|version|asked|again|at|asTyped|next|shown|window|shownWith|(?:contact\.)?\w+Shown)$/;
const labels: Readonly<Record<string, string>> = { ...personalLabels, ...enrolmentLabels, ...immunizationLabels };
const labelsOf: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  contact: contactLabels,
  ...Object.fromEntries(codedListings.map((listing) => [kindOf[listing], coded[listing].labels])),
};

/**
 * The fields of a kept form that say something, each with its label, for the one who typed it to look through (L16).
 */
export function fieldsIn(body: string): { readonly label: string; readonly value: string }[] {
  return [...new URLSearchParams(body)]
    .filter(([name, value]) => value !== '' && !carried.test(name) && !/\.(?:of|row)$/.test(name))
    .map(([name, value]) => ({ label: labelOf(name), value }));
}

/** The control of a kept form that was pressed, by its whole name; undefined where none was. */
export const controlIn = (body: string): string | undefined =>
  [...new URLSearchParams(body).keys()].find((name) => name.startsWith('do.'));

function labelOf(name: string): string {
  const [, part = '', field = '', line = ''] = /^(?:(\w+)\.)?(.*?)(\d*)$/.exec(name) ?? [];
  const known = listingOf(part) ? `${inWords(part)}: ${labelsOf[part]?.[field] ?? inWords(field)}` : '';
  return `${known || (Object.hasOwn(labels, field) ? labels[field] : inWords(field))}${line && ` ${line}`}`;
}

/** `newEmail` as New Email. */
const inWords = (name: string) =>
  name.replaceAll(/[A-Z]/g, (letter) => ` ${letter}`).replace(/^./, (letter) => letter.toUpperCase());
