import type { Client } from '../../domain/clients/client.js';
import {
  type ContactField,
  contactFields,
  contactInWords,
  contactLabels,
  contactName,
  primaryFields,
  selfFields,
} from '../../domain/clients/contact.js';
import { labelOf } from '../../domain/codes/choice.js';
import { counties } from '../../domain/codes/county.js';
import type { LongList } from '../../domain/codes/long-list.js';
import { relationships } from '../../domain/codes/relationship.js';
import type { Edit, Row } from '../../domain/edits/edit.js';
import type { Questions } from '../../domain/forms/question.js';
import { isNewRow, type Values } from '../../domain/forms/rows.js';
import { Field, LongSelect, Select, Submit, Tick } from '../parts/form.js';
import { DetailsBar, DetailsEnd, ListingSide, MarkTag, rowEntry, SelectRow } from '../parts/listing.js';
import { FormerAddresses } from './client-tabs.js';
import { HiddenAddress, zipFills } from './personal-fields.js';

export type PanelProps = {
  client: Client;
  edit: Edit;
  /** The row whose details stand in the form; undefined to enter a new one under `newId`. */
  open: Row | undefined;
  newId: string;
  /** True if more than four contacts are shown. */
  all: boolean;
  /** True if long lists stand whole. */
  whole?: boolean | undefined;
  /** The reasons why Next did not stage, by field. */
  errors: Values;
  /** The questions before it is staged, by field. */
  questions: Questions;
  /** The place for the focus when the panel is swapped. */
  focus?: 'details' | 'field' | 'row' | undefined;
};

const others = relationships.filter(({ code }) => code !== 'SEL');

/** The Address(es)/Contact(s) tab (C14 to C17). */
export const ContactPanel = ({ client, edit, open, newId, all, whole, errors, questions, focus }: PanelProps) => {
  const listed = order(edit);
  const visible = listed.filter((row, i) => all || i < 4 || row.mark !== '' || row.id === open?.id);
  const of = open?.id ?? newId;
  return (
    <>
      <div class="listing">
        <fieldset
          class="scroll"
          data-hx-post=""
          data-hx-trigger="change"
          data-hx-vals='{"do.contact.select":"radio"}'
          data-hx-target="#client"
          data-hx-swap="none"
          data-hx-sync="#client:queue all"
        >
          <legend class="unseen">Contact Listing</legend>
          <table class="results">
            <caption>Contact Listing</caption>
            <thead>
              <tr>
                <th scope="col">Select</th>
                <th scope="col">Last Name</th>
                <th scope="col">First Name</th>
                <th scope="col">Relationship</th>
                <th scope="col">City</th>
                <th scope="col">Notices</th>
                <th scope="col">Primary</th>
              </tr>
            </thead>
            <tbody>
              {visible.map((row) => (
                <ContactRow
                  row={row}
                  chosen={row.id === of}
                  focused={focus === 'row' && row.id === of}
                  error={edit.rowErrors[`contact.row.${row.id}`]}
                />
              ))}
            </tbody>
          </table>
          {listed.length > visible.length ? (
            <p class="inside">
              {listed.length - visible.length} more on file{' '}
              <Submit class="plain" name="do.contact.all" value="Show all contacts" />
            </p>
          ) : null}
        </fieldset>
        <ListingSide kind="contact" copy />
      </div>
      {open?.mark === 'marked for deletion' ? (
        <p class="notice" id="details" tabindex={-1} autofocus={focus === 'details'}>
          <b>{contactName(open.values)} is marked for deletion.</b> Save removes it.{' '}
          <input type="hidden" name="contact.of" value="" />
          <Submit name="do.contact.undo" value="Undo" />
        </p>
      ) : (
        <Details edit={edit} row={open} of={of} whole={whole} errors={errors} questions={questions} focus={focus} />
      )}
      <FormerAddresses client={client} />
    </>
  );
};

/** The primary contact, Self, then the latest changed, then those begun here (C16). */
function order(edit: Edit): Row[] {
  const rank = (row: Row) => (row.id === edit.primary ? 0 : row.id === 'self' ? 1 : 2);
  return [...edit.contacts].filter((row) => !isNewRow(row.id) || row.mark !== '').sort((a, b) => rank(a) - rank(b));
}

const yesNo = (value: string | undefined) => (value === 'Y' ? 'Yes' : 'No');

type RowProps = { row: Row; chosen: boolean; focused: boolean; error: string | undefined };

const ContactRow = ({ row, chosen, focused, error }: RowProps) => {
  const { values } = row;
  const relation = row.id === 'self' ? 'Self' : labelOf(relationships, values.relationship ?? '');
  return (
    <tr class={[row.mark && 'staged', chosen && 'chosen'].filter(Boolean).join(' ') || undefined}>
      <td>
        <SelectRow
          kind="contact"
          id={row.id}
          chosen={chosen}
          focused={focused}
          label={`Select ${contactName(values) || 'new contact'}, ${relation}`}
        />
      </td>
      <th scope="row" data-label="Last Name">
        {values.lastName || <span class="unseen">no last name</span>} <MarkTag row={row} error={error} />
      </th>
      <td data-label="First Name">{values.firstName}</td>
      <td data-label="Relationship">{relation}</td>
      <td data-label="City">{values.city}</td>
      <td data-label="Notices">{yesNo(values.notices)}</td>
      <td data-label="Primary">{values.isPrimary === 'Y' ? <b>Yes</b> : 'No'}</td>
    </tr>
  );
};

type DetailsProps = { row: Row | undefined; of: string } & Pick<
  PanelProps,
  'edit' | 'whole' | 'errors' | 'questions' | 'focus'
>;

const Details = ({ edit, row, of, whole, errors, questions, focus }: DetailsProps) => {
  const begun = isNewRow(of);
  const fresh = begun && row?.mark !== 'not saved yet';
  const above = new Set<string>([...(of === edit.primary ? primaryFields : []), ...(of === 'self' ? selfFields : [])]);
  const about = { errors, questions, asTyped: edit.asTyped };
  const entry = { ...rowEntry('contact', contactFields, row, about), ...(whole && { whole }) };
  const label = (field: ContactField) => (field === 'relationship' && fresh ? 'Relationship' : contactLabels[field]);
  const text = (field: ContactField, extra: object = {}) => (
    <Field entry={entry} name={`contact.${field}`} label={label(field)} readonly={above.has(field)} {...extra} />
  );
  const long = (field: ContactField, list: LongList, width: string) =>
    above.has(field) ? (
      text(field, { class: width })
    ) : (
      <LongSelect entry={entry} name={`contact.${field}`} label={label(field)} list={list} class={width} />
    );
  return (
    <section class="details" aria-labelledby="details">
      <DetailsBar
        kind="contact"
        title={fresh ? 'Enter New Contact...' : `Address for Contact: ${contactName(row?.values ?? {})}`}
        undo={row?.mark === 'not saved yet'}
        focused={focus === 'details'}
      />
      <input type="hidden" name="contact.of" value={of} />
      {row?.mark === 'not saved yet' ? (
        <p class="inside">
          <b>{contactName(row.values)} is staged.</b> Select Save, top right, to write it to the record.
        </p>
      ) : null}
      {above.size > 0 ? (
        <p class="inside hint">
          {of === 'self' ? 'This contact is the client. ' : ''}
          {of === edit.primary
            ? "This is the client's primary address. "
            : `The client's primary address is that of ${contactInWords(edit.contacts.find(({ id }) => id === edit.primary)?.values ?? {})}. `}
          What cannot be typed here is changed in Personal Information above.
        </p>
      ) : null}
      <div class="fields">
        {text('lastName', { class: 'w4', ...(focus === 'field' && { autofocus: true }) })}
        {text('firstName', { class: 'w4' })}
        {text('middleName', { class: 'w4' })}
        {of === 'self' ? (
          <div class="field w4">
            <span class="label">{contactLabels.relationship}</span>
            <p class="fact">Self</p>
            <input type="hidden" name="contact.relationship" value={row?.form.relationship ?? ''} />
          </div>
        ) : (
          <Select entry={entry} name="contact.relationship" label={label('relationship')} choices={others} class="w4" />
        )}
        {text('phone', { class: 'w4', inputmode: 'tel' })}
        {text('extension', { class: 'w2', inputmode: 'numeric' })}
        {text('street', { class: 'w6' })}
        {text('otherAddress', { class: 'w6' })}
        {text('poBox', { class: 'w2' })}
        {text('city', { class: 'w4' })}
        {long('state', 'state', 'w2')}
        {text('zip', { class: 'w2', inputmode: 'numeric', behaviour: zipFills('panel') })}
        {above.has('zip') ? null : HiddenAddress(entry.values, 'contact.')}
        {above.has('county') ? <CountyAbove entry={entry} /> : long('county', 'county', 'w4')}
        {long('country', 'country', 'w4')}
        {text('email', { class: 'w4', inputmode: 'email' })}
        <fieldset class="w12">
          <legend>This address</legend>
          <Tick entry={entry} name="contact.notices" label={contactLabels.notices} />
          <Tick entry={entry} name="contact.isPrimary" label={contactLabels.isPrimary} />
          {above.has('undeliverable') ? (
            <>
              <input type="hidden" name="contact.undeliverable" value={entry.values['contact.undeliverable']} />
              <label class="choice">
                <input type="checkbox" disabled checked={entry.values['contact.undeliverable'] === 'Y'} />{' '}
                {contactLabels.undeliverable}
              </label>
            </>
          ) : (
            <Tick entry={entry} name="contact.undeliverable" label={contactLabels.undeliverable} />
          )}
        </fieldset>
      </div>
      <DetailsEnd kind="contact" says="Next, then Save, writes this contact." />
    </section>
  );
};

/** The county is kept as a code: where it cannot be chosen it is shown by name, and sent as it is. */
const CountyAbove = ({ entry }: { entry: { values: Values } }) => (
  <div class="field w4">
    <span class="label">{contactLabels.county}</span>
    <p class="fact">{labelOf(counties, entry.values['contact.county'] ?? '') || '(none)'}</p>
    <input type="hidden" name="contact.county" value={entry.values['contact.county']} />
  </div>
);
