import type { Client } from '../domain/client.js';
import { showInstant } from '../domain/day.js';
import type { Entry } from './form.js';
import { type Frame, Page } from './layout.js';
import { recordTitle } from './record-title.js';
import { VisitForm } from './visit-form.js';

type Props = {
  frame: Frame;
  client: Client;
  action: string;
  entry: Entry;
  message?: string | undefined;
  /** After a submit that was refused. */
  failed?: boolean;
  /** When the draft that the form goes on with was typed. */
  draftAt?: number | undefined;
};

/** The title of the page while nothing is wrong. */
export const visitTitle = (client: Client) => recordTitle('Add Immunization', client.id);

/** Add Immunization (I5). */
export const AddVisit = ({ frame, client, action, entry, message, failed, draftAt }: Props) => (
  <Page frame={frame} title={`${failed ? 'Error: ' : ''}${visitTitle(client)}`}>
    <VisitForm
      frame={frame}
      client={client}
      action={action}
      title="Add Immunization"
      entry={entry}
      message={message}
      carried={{ key: entry.values.key }}
      controls={
        <>
          <input type="submit" class="main" name="do.save" value="Save" />{' '}
          <input type="submit" class="plain" name="do.cancel" value="Cancel" />
        </>
      }
      several
    >
      {draftAt ? (
        <p class="notice">
          <b>Not saved: kept as a draft.</b> Typed on {showInstant(draftAt, frame.timeZone)}. Select Save to record it,
          or Cancel to discard it.
        </p>
      ) : null}
    </VisitForm>
  </Page>
);
