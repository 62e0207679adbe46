import { alsoKnownAs } from '../domain/alias.js';
import { labelOf } from '../domain/choice.js';
import { addressLine, type Client } from '../domain/client.js';
import { clientComments } from '../domain/client-comment.js';
import { clientStatuses } from '../domain/client-status.js';
import { countries } from '../domain/country.js';
import { counties } from '../domain/county.js';
import { type Day, showDay } from '../domain/day.js';
import { ethnicities } from '../domain/ethnicity.js';
import { genders } from '../domain/gender.js';
import { fullName } from '../domain/name.js';
import { personalFields, personalLabels, showPersonal } from '../domain/personal-information.js';
import { showPhone } from '../domain/phone.js';
import { races } from '../domain/race.js';
import { relationships } from '../domain/relationship.js';
import type { Frame } from './layout.js';
import { Paper, PaperFacts, Whose } from './paper.js';

/** The client information sheet with contacts, for paper. */
export const ClientSheet = ({ frame, client, today }: { frame: Frame; client: Client; today: Day }) => {
  const { personal, enrolment } = client;
  const shown = {
    ...showPersonal(personal),
    gender: labelOf(genders, personal.gender),
    birthCountry: labelOf(countries, personal.birthCountry),
    race: personal.race
      .split(' ')
      .map((code) => labelOf(races, code))
      .join(', '),
    ethnicity: labelOf(ethnicities, personal.ethnicity),
    county: labelOf(counties, personal.county),
    undeliverable: personal.undeliverable ? 'Yes' : 'No',
  };
  return (
    <Paper frame={frame} client={client} title="Client information" today={today}>
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
      {client.comments.length > 0 ? <CommentTable client={client} /> : null}
    </Paper>
  );
};

const ContactTable = ({ client }: { client: Client }) => (
  <table class="results">
    <caption>Contact Listing</caption>
    <thead>
      <Whose client={client} columns={5} />
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

const CommentTable = ({ client }: { client: Client }) => (
  <table class="results">
    <caption>Client Comment Listing</caption>
    <thead>
      <Whose client={client} columns={2} />
      <tr>
        <th scope="col">Date</th>
        <th scope="col">Client Comment</th>
      </tr>
    </thead>
    <tbody>
      {client.comments.map((comment) => (
        <tr>
          <th scope="row">{showDay(comment.appliesOn)}</th>
          <td data-label="Client Comment">{labelOf(clientComments, comment.code)}</td>
        </tr>
      ))}
    </tbody>
  </table>
);
