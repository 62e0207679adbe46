import type { Client } from '../domain/client.js';
import {
  changedGiven,
  type Immunization,
  type ImmunizationField,
  immunizationLabels,
  showGiven,
} from '../domain/immunization.js';
import { readLine } from '../domain/visit.js';
import type { Entry } from './form.js';
import { type Earlier, EarlierValues } from './immunization-view.js';
import { type Frame, Page } from './layout.js';
import { recordTitle } from './record-title.js';
import { VisitForm } from './visit-form.js';

type Props = {
  frame: Frame;
  client: Client;
  immunization: Immunization;
  entry: Entry;
  earlier: readonly Earlier[];
  message?: string;
  /** After a control that neither saves nor deletes. */
  kept?: boolean;
  asksToDelete?: boolean;
  /** What somebody saved since the form was shown. */
  changed?: Immunization;
};

/** The title of the page while nothing is wrong. */
export const editTitle = (client: Client) => recordTitle('Edit Immunization', client.id);

/** An immunization of the organization acted for, to be corrected or deleted (I4, I6). */
export const ImmunizationEdit = (props: Props) => {
  const { frame, client, immunization, entry, earlier, message, kept, asksToDelete, changed } = props;
  const wrong = message || changed || Object.keys(entry.errors ?? {}).length > 0;
  return (
    <Page frame={frame} title={`${wrong ? 'Error: ' : ''}${editTitle(client)}`}>
      <VisitForm
        frame={frame}
        client={client}
        action={`/clients/${client.id}/immunizations/${immunization.id}`}
        title="Edit Immunization"
        entry={entry}
        message={message ?? (changed && conflict(changed, entry))}
        carried={{ revision: (changed ?? immunization).revision }}
        controls={
          <>
            <input type="submit" class="main" name="do.save" value="Save" />{' '}
            <input type="submit" class="danger" name="do.delete" value="Delete" />{' '}
            <input type="submit" class="plain" name="do.cancel" value="Cancel" />
          </>
        }
        several={false}
      >
        {kept ? (
          <p class="notice">
            <b>Not saved yet.</b> Select Save to write it to the record.
          </p>
        ) : null}
        {asksToDelete ? <AskToDelete immunization={immunization} /> : null}
      </VisitForm>
      <EarlierValues earlier={earlier} timeZone={frame.timeZone} />
    </Page>
  );
};

const AskToDelete = ({ immunization }: { immunization: Immunization }) => (
  <section class="message" aria-labelledby="ask">
    <h2 id="ask" tabindex={-1} autofocus>
      Delete this immunization?
    </h2>
    <p>
      {showGiven('cvx', immunization.cvx)} on {showGiven('givenOn', immunization.givenOn)} will no longer stand in the
      history. What was recorded of it stays in the record's history.
    </p>
    <p class="row">
      <input type="submit" class="danger" name="do.delete-it" value="Delete it" />{' '}
      <input type="submit" name="do.stage" value="Go on editing" />
    </p>
  </section>
);

/** What is on file now where it differs from what is typed (C21). */
function conflict(now: Immunization, entry: Entry): string {
  const typed = readLine(entry.values, 1);
  const differing = changedGiven(now, typed).map(
    (field: ImmunizationField) => `${immunizationLabels[field]} "${showGiven(field, now[field]) || 'nothing'}"`,
  );
  return differing.length === 0
    ? 'Somebody saved the same while you were typing. Select Cancel to leave.'
    : `Somebody changed this immunization while you were typing. On file now: ${differing.join(', ')}. Select Save to replace it with what stands here, or type their value.`;
}
