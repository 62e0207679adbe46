import { disclose } from '../../../src/db/operations/disclosures.js';
import type { Client, Contact } from '../../../src/domain/clients/client.js';
import { kindOf } from '../../../src/domain/clients/listing.js';
import { mapFields } from '../../../src/domain/clients/personal-information.js';
import type { Tab } from '../../../src/domain/clients/tab.js';
import type { Change } from '../../../src/domain/edits/clash.js';
import { type DraftRow, isDraft, noDraft } from '../../../src/domain/edits/draft.js';
import { digestsOf } from '../../../src/domain/edits/field-group.js';
import { press } from '../../../src/domain/edits/press.js';
import { reconcile } from '../../../src/domain/edits/reconcile.js';
import { decideSave, leftOf } from '../../../src/domain/edits/save.js';
import { mayMoveBirth, oldestRevision, type Sources } from '../../../src/domain/edits/sources.js';
import { formValues } from '../../../src/domain/edits/stage.js';
import { laySubmit, type Submit } from '../../../src/domain/edits/submit.js';
import type { Values } from '../../../src/domain/forms/rows.js';

export const setting = { today: '2026-11-26', helpDesk: 'help@example.org', timeZone: 'America/Chicago' };

const noAddress = { otherAddress: '', poBox: '', country: '', undeliverable: false };
const place = { street: '123 1ST ST SE', city: 'PEGASUS', state: 'MN', zip: '55112', county: '' };
const contact: Contact = {
  ...{ ...place, ...noAddress, street: '5 LAKE RD' },
  ...{ id: 12, lastName: 'DUCK', firstName: 'DAISY', middleName: '', relationship: 'MTH', phone: '', extension: '' },
  ...{ email: '', notices: false, isPrimary: false },
};

/** A client as a record on file would be loaded, with a contact and a comment. */
export function record(changes: Partial<Client> = {}): Client {
  const personal = {
    ...mapFields(() => ''),
    ...{ lastName: 'DUCK', firstName: 'DON', gender: 'M', birthDate: '2009-09-21', ...place },
    ...changes.personal,
  };
  return disclose({}, 6714871, {
    ...{ id: 6714871, primaryContactId: undefined, addressUpdatedOn: null, hasBirthCertificate: false },
    ...{ revision: 1, updatedAt: 0, updatedBy: 1, updatedFor: 'Pegasus Clinic', aliases: [], formerAddresses: [] },
    comments: [{ id: 7, code: 'R-FLU', appliesOn: '2023-03-03' }],
    conditions: [],
    showsConditions: true,
    deleted: { contacts: [], comments: [], conditions: [] },
    ...{ enrolment: undefined, lockedHere: false, verified: undefined },
    dueState: { revision: 1, birthDate: '2009-09-21', gender: 'M', birthCountry: '', deathDate: null, doses: '0.0' },
    ...changes,
    personal,
    contacts: [
      { ...contact, ...personal, undeliverable: false, id: undefined, relationship: 'SEL', isPrimary: true },
      contact,
    ],
  });
}

/** What an edit of a record is worked out from, where all of its history is at hand. */
export function sourcesOf(client: Client, draft?: DraftRow, since: readonly Change[] = []): Sources {
  return { client, organizationId: 1, draft, since, dates: { doses: [], others: [] } };
}

/** A record in memory with the draft of one user, written as the database would. */
export class Desk {
  client = record();
  draft: DraftRow | undefined;
  history: Change[] = [];
  #at = 1000;

  sources(stamp?: Submit): Sources {
    const { client, draft } = this;
    const oldest = oldestRevision({ client, draft }, stamp);
    const since = this.history.filter(({ revision }) => revision > oldest);
    const dates = mayMoveBirth(client, draft?.draft, stamp?.values.birthDate) ? { doses: [], others: [] } : undefined;
    return { client, organizationId: 1, draft, since, dates };
  }

  /** The form as a page shows it now, ready to be typed over. */
  open(tab: Tab, id = ''): Submit {
    const sources = this.sources();
    const edit = reconcile(sources, this.draft ?? { revision: this.client.revision, draft: noDraft }, setting);
    const row = tab === 'information' ? undefined : edit[tab].find((one) => one.id === id);
    const values = formValues(edit, tab, row);
    const draftAt = this.draft?.updatedAt ?? 0;
    const of = tab === 'information' ? {} : { [`${kindOf[tab]}.of`]: id };
    return {
      ...setting,
      ...{ clientId: this.client.id, tab, revision: this.client.revision, draftAt, digests: digestsOf(tab, values) },
      values: { ...values, ...of, draftAt: String(draftAt) },
      ...{ at: 0, row: id, newId: 'n000000000000' },
    };
  }

  /** Sends a form, by Save or by a control that only keeps it; what came of it. */
  send(form: Submit, by: 'stage' | 'save'): 'kept' | 'saved' | 'refused' {
    this.#at += 1;
    const submission = laySubmit(this.sources(form), { ...form, at: this.#at });
    if (submission === 'not as shown') throw new Error('The form was not taken.');
    const { sources, submit, draftRow, edit: typed } = submission;
    if (by === 'stage') {
      this.#keep(press(submission).draftRow);
      return 'kept';
    }
    const { kind, edit } = decideSave(sources, typed, draftRow, submit, []);
    if (kind !== 'write') {
      this.#keep(draftRow);
      return 'refused';
    }
    const written = this.write(edit.now.personal);
    const { draft } = leftOf(edit.draft, written, draftRow.revision, this.client.revision, submit.row);
    this.#keep({ ...draftRow, revision: this.client.revision, draft });
    return 'saved';
  }

  /** Writes Personal Information, as a Save of anybody does. */
  write(values: Values) {
    const { personal } = this.client;
    const fields = Object.keys(values).filter((field) => values[field] !== personal[field as keyof typeof personal]);
    if (fields.length === 0) return [];
    const revision = this.client.revision + 1;
    const of = { revision, part: 'client', row: null, at: this.#at, organizationId: 2, organization: 'Another Clinic' };
    const changes = fields.map((field) => ({ ...of, field, before: personal[field as keyof typeof personal] }));
    this.history = [...changes.reverse(), ...this.history];
    this.client = record({ ...this.client, personal: { ...personal, ...values }, revision });
    return fields.map(() => ({ part: 'client', row: null }));
  }

  #keep(draft: DraftRow) {
    this.draft = isDraft(draft.draft) ? draft : undefined;
  }
}
