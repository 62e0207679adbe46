import { alsoKnownAs } from '../../domain/clients/alias.js';
import { addressLine, type Client } from '../../domain/clients/client.js';
import { coded, codedListings } from '../../domain/clients/listing.js';
import { inWordsOf, personalFields, personalLabels } from '../../domain/clients/personal-information.js';
import { labelOf } from '../../domain/codes/choice.js';
import { clientStatuses } from '../../domain/codes/client-status.js';
import { relationships } from '../../domain/codes/relationship.js';
import { fullName } from '../../domain/text/name.js';
import { showPhone } from '../../domain/text/phone.js';
import { type Day, showDay } from '../../domain/time/day.js';
import { CodedTable } from '../parts/coded-table.js';
import type { Frame } from '../parts/layout.js';
import { ClientRow, Paper, PaperFacts } from '../parts/paper.js';

/** The client information sheet with contacts, for paper. */
export const ClientSheet = ({
  frame,
  client,
  today,
  clinic,
}: {
  frame: Frame;
  client: Client;
  today: Day;
  clinic: string;
}) => {
  const { personal, enrolment } = client;
  const shown = inWordsOf(personal);
  return (
    <Paper frame={frame} client={client} title="Client information" today={today} clinic={clinic}>
      <h2>Personal Information</h2>
      <PaperFacts
        facts={[
          ['MIIC ID', String(client.id)],
          ...personalFields.map((field) => [personalLabels[field], shown[field]] as const),
          ['Address Last Updated Date', showDay(client.addressUpdatedOn)],
          ['Also known as', alsoKnownAs(client).join('; ')],
        ]}
      />
      <h2>{frame.viewer?.organization.name}</h2>
      <PaperFacts
        facts={[
          ['Chart number', enrolment?.chartNumber ?? ''],
          ['Status', enrolment ? labelOf(clientStatuses, enrolment.status) : ''],
          ['Tracking Schedule', enrolment?.schedule ?? ''],
        ]}
      />
      <ContactTable client={client} />
      {codedListings
        .filter((listing) => client[listing].length > 0)
        .map((listing) => (
          <CodedTable
            listing={listing}
            rows={client[listing]}
            above={<ClientRow client={client} columns={Object.keys(coded[listing].days).length + 1} />}
          />
        ))}
    </Paper>
  );
};

const ContactTable = ({ client }: { client: Client }) => (
  <table class="results">
    <caption>Contact Listing</caption>
    <thead>
      <ClientRow client={client} columns={5} />
      <tr>
        <th scope="col">Name</th>
        <th scope="col">Relationship</th>
        <th scope="col">Telephone</th>
        <th scope="col">Address</th>
        <th scope="col">Primary</th>
      </tr>
    </thead>
    <tbody>
      {client.contacts.map((contact) => (
        <tr>
          <th scope="row">{fullName(contact)}</th>
          <td data-label="Relationship">{labelOf(relationships, contact.relationship)}</td>
          <td class="n" data-label="Telephone">
            {showPhone(contact.phone)}
            {contact.extension ? ` ext. ${contact.extension}` : ''}
          </td>
          <td data-label="Address">
            {[addressLine(contact), contact.email].filter(Boolean).join(', ')}
            {contact.undeliverable ? ' (undeliverable)' : ''}
          </td>
          <td data-label="Primary">{contact.isPrimary ? 'Yes' : 'No'}</td>
        </tr>
      ))}
    </tbody>
  </table>
);
