import { addressLine, type Client, type Contact } from '../../domain/clients/client.js';
import { type CodedListing, isCoded } from '../../domain/clients/listing.js';
import type { Tab } from '../../domain/clients/tab.js';
import { labelOf } from '../../domain/codes/choice.js';
import { clientStatuses, inactiveReasons } from '../../domain/codes/client-status.js';
import { relationships } from '../../domain/codes/relationship.js';
import { fullName } from '../../domain/text/name.js';
import { showPhone } from '../../domain/text/phone.js';
import { showDay } from '../../domain/time/day.js';
import { CodedTable } from '../parts/coded-table.js';

/** The data on file behind the open tab, as text (C10). */
export const TabPanel = ({ tab, client, organization }: { tab: Tab; client: Client; organization: string }) => {
  if (tab === 'contacts') return <Contacts client={client} />;
  if (isCoded(tab)) return <Coded client={client} listing={tab} />;
  return <Information client={client} organization={organization} />;
};

const yesNo = (is: boolean) => (is ? 'Yes' : 'No');

const Information = ({ client: { enrolment, lockedHere }, organization }: { client: Client; organization: string }) => (
  <>
    <p class="inside hint">This tab is specific to {organization}.</p>
    {enrolment ? (
      <dl class="facts">
        <div>
          <dt>Chart number</dt>
          <dd>{enrolment.chartNumber || 'none'}</dd>
        </div>
        <div>
          <dt>Status</dt>
          <dd>
            {labelOf(clientStatuses, enrolment.status)}
            {enrolment.statusReason ? ` (${labelOf(inactiveReasons, enrolment.statusReason)})` : ''}
          </dd>
        </div>
        <div>
          <dt>Allow Reminder and Recall Contact?</dt>
          <dd>{yesNo(enrolment.reminder)}</dd>
        </div>
        <div>
          <dt>Allow Sharing of immunization data?</dt>
          <dd>{yesNo(!lockedHere)}</dd>
        </div>
        <div>
          <dt>Tracking Schedule</dt>
          <dd>{enrolment.schedule}</dd>
        </div>
      </dl>
    ) : (
      <p class="inside">{organization} keeps nothing about this client yet.</p>
    )}
  </>
);

const Contacts = ({ client }: { client: Client }) => (
  <>
    <div class="scroll">
      <table class="results">
        <caption>Contact Listing</caption>
        <thead>
          <tr>
            <th scope="col">Last Name</th>
            <th scope="col">First Name</th>
            <th scope="col">Relationship</th>
            <th scope="col">Telephone</th>
            <th scope="col">Address</th>
            <th scope="col">Notices</th>
            <th scope="col">Primary</th>
          </tr>
        </thead>
        <tbody>
          {client.contacts.map((contact) => (
            <ContactRow contact={contact} />
          ))}
        </tbody>
      </table>
    </div>
    <FormerAddresses client={client} />
  </>
);

/** Replaced addresses with their dates, never edited (C7). */
export const FormerAddresses = ({ client }: { client: Client }) =>
  client.formerAddresses.length > 0 ? (
    <table class="results">
      <caption>Former addresses</caption>
      <thead>
        <tr>
          <th scope="col">Address</th>
          <th scope="col">From</th>
          <th scope="col">Until</th>
        </tr>
      </thead>
      <tbody>
        {client.formerAddresses.map((former) => (
          <tr>
            <th scope="row">
              {addressLine(former)}
              {former.undeliverable ? ' (undeliverable)' : ''}
            </th>
            <td class="n" data-label="From">
              {showDay(former.fromOn) || 'unknown'}
            </td>
            <td class="n" data-label="Until">
              {showDay(former.untilOn)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  ) : null;

const ContactRow = ({ contact }: { contact: Contact }) => (
  <tr>
    <th scope="row">{contact.lastName || <span class="unseen">no last name</span>}</th>
    <td data-label="First Name">{contact.firstName}</td>
    <td data-label="Relationship">{labelOf(relationships, contact.relationship)}</td>
    <td class="n" data-label="Telephone">
      {showPhone(contact.phone)}
      {contact.extension ? ` ext. ${contact.extension}` : ''}
    </td>
    <td data-label="Address">
      {addressLine(contact)}
      {contact.undeliverable ? ' (undeliverable)' : ''}
    </td>
    <td data-label="Notices">{yesNo(contact.notices)}</td>
    <td data-label="Primary">{yesNo(contact.isPrimary)}</td>
  </tr>
);

const Coded = ({ client, listing }: { client: Client; listing: CodedListing }) =>
  client[listing].length === 0 ? (
    <p class="inside">
      No {listing} are on file for {fullName(client.personal)}.
    </p>
  ) : (
    <CodedTable listing={listing} rows={client[listing]} />
  );
