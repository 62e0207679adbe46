import type { Client } from '../../domain/clients/client.js';
import { recordPath } from '../../domain/clients/record-address.js';
import {
  type Immunization,
  type ImmunizationField,
  immunizationLabels,
  showDoseValue,
  vaccineWithTrade,
} from '../../domain/immunizations/immunization.js';
import { listedName } from '../../domain/text/name.js';
import { showInstant } from '../../domain/time/day.js';
import type { Entry } from '../parts/form.js';
import { type Frame, Page } from '../parts/layout.js';
import { recordTitle } from '../parts/record-title.js';
import { type Earlier, EarlierValues } from './immunization-view.js';
import { type FormProps, VisitForm } from './visit-form.js';

/** The questions before a dose is deleted, or unsaved typing is left. */
export type DoseQuestion = 'delete' | 'leave';

export type DoseProps = {
  frame: Frame;
  client: Client;
  immunization: Immunization;
  entry: Entry;
  earlier: readonly Earlier[];
  /** The revision that the form was shown at. */
  revision: number;
  message?: string | undefined;
  /** After a submit that was refused. */
  failed?: boolean | undefined;
  /** After a control that neither saves nor deletes. */
  kept?: boolean | undefined;
  asks?: DoseQuestion | undefined;
  worth?: FormProps['worth'];
  lots?: FormProps['lots'];
};

/** The title of the page, which says first that something is wrong. */
export const editTitle = ({ client, failed }: Pick<DoseProps, 'client' | 'failed'>) =>
  `${failed ? 'Error: ' : ''}${recordTitle('Edit Immunization', client.id)}`;

/** An immunization of the organization acted for, to be corrected or deleted (I4, I6). */
export const ImmunizationEdit = (props: DoseProps) => (
  <Page frame={props.frame} title={editTitle(props)}>
    <VisitForm {...doseForm(props)} />
    <EarlierValues earlier={props.earlier} timeZone={props.frame.timeZone} />
  </Page>
);

/** The form as the page and the answers over htmx show it. */
export function doseForm(props: DoseProps): FormProps {
  const { frame, client, immunization, entry, message, failed, kept, asks, revision, worth, lots } = props;
  return {
    frame,
    client,
    entry,
    message,
    failed,
    worth,
    lots: asks === 'delete' ? undefined : lots,
    action: recordPath(client.id, `immunizations/${immunization.id}`),
    title: 'Edit Immunization',
    of: `${vaccineWithTrade(immunization)} of ${showDoseValue('givenOn', immunization.givenOn)}`,
    carried: {},
    controls: (
      <>
        <input type="submit" class="main" name="do.save" value="Save" />{' '}
        <input type="submit" class="plain" name="do.cancel" value="Cancel" />{' '}
        <input type="submit" class="danger" name="do.delete" value="Delete" />
      </>
    ),
    kept: (
      <>
        <input type="hidden" name="revision" value={revision} />
        {kept ? (
          <p class="notice">
            <b>Not saved yet.</b> Select Save to write it to the record.
          </p>
        ) : null}
      </>
    ),
    asked: asks === 'delete' ? <AskToDelete {...props} /> : asks === 'leave' ? <AskToLeave {...props} /> : null,
    several: false,
  };
}

const AskToDelete = ({ immunization, client }: DoseProps) => (
  <section class="message" aria-labelledby="ask">
    <h2 id="ask" tabindex={-1} autofocus>
      Delete this immunization?
    </h2>
    <p>
      <b>
        {vaccineWithTrade(immunization)} of {showDoseValue('givenOn', immunization.givenOn)}
      </b>
      {immunization.lot ? `, lot ${immunization.lot}` : null}, of {listedName(client.personal)}. It will not stand among
      the immunizations and will not count any more. Who deleted it, and what it said, stays under{' '}
      <i>History of this record</i>.
    </p>
    <p class="row">
      <input type="submit" name="do.stage" value="Go on editing" />{' '}
      <input type="submit" class="danger" name="do.delete-it" value="Delete it" />
    </p>
  </section>
);

const AskToLeave = ({ client }: DoseProps) => (
  <section class="message" aria-labelledby="ask">
    <h2 id="ask" tabindex={-1} autofocus>
      {listedName(client.personal)}: not saved yet
    </h2>
    <p>What you changed in this immunization is not written to the record.</p>
    <p class="row">
      <input type="submit" class="main" name="do.stage" value="Go on editing" />{' '}
      <input type="submit" class="danger" name="do.discard" value="Discard changes" />
    </p>
  </section>
);

type Change = Pick<Earlier, 'at' | 'userName' | 'organization'> & {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
};

/** The changes of others to a dose since a form was shown, in words: who, when, what (C21). */
export function changesWords(since: readonly Change[], timeZone: string): string {
  const [last] = since;
  if (!last) return '';
  const what = since.map(({ field, before, after }) => {
    const words = (value: string | null) => showDoseValue(field as ImmunizationField, value ?? '') || 'nothing';
    return `${immunizationLabels[field as ImmunizationField]} ${words(before)} → ${words(after)}`;
  });
  return (
    `${last.userName} for ${last.organization} changed this immunization on ${showInstant(last.at, timeZone)}, ` +
    `after it was shown to you: ${what.join(', ')}. Nothing was deleted.`
  );
}
