import type { Client } from '../clients/client.js';
import { showRow } from '../clients/coded-rows.js';
import { primaryFields, showContact } from '../clients/contact.js';
import { showEnrolment } from '../clients/enrolment.js';
import { type CodedListing, coded, type Listing } from '../clients/listing.js';
import { showPersonal } from '../clients/personal-information.js';
import { isNewRow, type Rows, type Values } from '../forms/rows.js';
import type { Draft } from './draft.js';
import type { Row, Screen } from './edit.js';
import { mergeEnrolment, mergePersonal, valuesOnScreen } from './merge.js';
import type { From, Sources } from './sources.js';

/** The values that the form of a record shows over a draft: a submitted form is compared with them (C20, C21). */
export function screenOf(sources: Sources, from: From): Screen {
  const { client } = sources;
  const { draft } = from;
  const personal = valuesOnScreen(mergePersonal(sources, from), showPersonal, draft.personal);
  const enrolment = valuesOnScreen(mergeEnrolment(sources, from), showEnrolment, draft.enrolment);
  return {
    personal: { values: personal },
    enrolment: { values: enrolment },
    ...listingsOf(client, draft, personal),
    verified: draft.verified,
  };
}

type Listings = Pick<Screen, Listing | 'primary' | 'savedRows' | 'deletedRows'>;

/** The listings as a draft leaves them, beside what Personal Information shows (C14 to C18). */
export function listingsOf(client: Client, draft: Draft, personal: Values): Listings {
  const savedRows = byId(client);
  const deletedRows = byId(client.deleted);
  const primary = draft.contacts.primary || primaryOf(client);
  const contacts = rowsOf(draft.contacts, savedRows.contacts, deletedRows.contacts).map((row) => {
    const mark = { isPrimary: row.id === primary ? 'Y' : '' };
    const above = {
      ...(row.id === primary && addressOf(personal)),
      ...(row.id === 'self' && selfValues(personal)),
    };
    const isTyped = row.mark === 'typed, not staged';
    const values = { ...row.values, ...mark, ...above };
    const isAsListed = !isTyped && row.form === row.values;
    const form = isAsListed ? values : { ...row.form, ...(isTyped ? {} : mark), ...above };
    return { id: row.id, mark: row.mark, values, form };
  });
  const others = ofCoded((listing) => rowsOf(draft[listing], savedRows[listing], deletedRows[listing]));
  return { contacts, ...others, primary, savedRows, deletedRows };
}

/** The row that is the client's primary address on the record (C16). */
export const primaryOf = (client: Client): string => String(client.primaryContactId ?? 'self');

/** Rows as their forms show them. */
const byId = (of: Pick<Client, Listing>): Screen['savedRows'] => ({
  contacts: new Map(of.contacts.map((contact) => [String(contact.id ?? 'self'), showContact(contact)])),
  ...ofCoded(
    (listing): ReadonlyMap<string, Values> =>
      new Map(of[listing].map((row) => [String(row.id), showRow(coded[listing], row)])),
  ),
});

const ofCoded = <T>(make: (listing: CodedListing) => T): Record<CodedListing, T> => ({
  comments: make('comments'),
  conditions: make('conditions'),
});

/** The rows of a listing as a draft leaves them: those of the record, then those begun here or deleted by others. */
function rowsOf(rows: Rows, saved: ReadonlyMap<string, Values>, deleted: ReadonlyMap<string, Values>): Row[] {
  const begun = [...new Set([...Object.keys(rows.staged), ...Object.keys(rows.typed)])].filter(
    (id) => !saved.has(id) && (isNewRow(id) || deleted.has(id)),
  );
  return [...saved.keys(), ...begun].map((id): Row => {
    const values = rows.staged[id] ?? saved.get(id) ?? deleted.get(id);
    const typed = rows.typed[id];
    const mark = rows.deleted.includes(id)
      ? 'marked for deletion'
      : typed
        ? 'typed, not staged'
        : rows.staged[id]
          ? 'not saved yet'
          : '';
    return { id, values: values ?? typed ?? {}, form: typed ?? values ?? {}, mark };
  });
}

/** The fields that the primary contact takes from Personal Information (C16). */
const addressOf = (personal: Values): Values =>
  Object.fromEntries(primaryFields.map((field) => [field, personal[field] ?? '']));

/** The fields that the Self contact shares with Personal Information (C16). */
function selfValues(personal: Values): Values {
  const { lastName = '', firstName = '', middleName = '', phone = '', email = '' } = personal;
  return { lastName, firstName, middleName, phone, email };
}
