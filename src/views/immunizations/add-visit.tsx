import type { Client } from '../../domain/clients/client.js';
import { recordPath } from '../../domain/clients/record-address.js';
import { labelOf } from '../../domain/codes/choice.js';
import type { Due } from '../../domain/immunizations/due.js';
import {
  changedDoseFields,
  type DoseValues,
  immunizationLabels,
  showDoseValue,
  vaccineWithTrade,
} from '../../domain/immunizations/immunization.js';
import type { Pair } from '../../domain/immunizations/visit.js';
import { showInstant } from '../../domain/time/day.js';
import { type VaccineGroupCode, vaccineGroups } from '../../domain/vaccines/vaccine-group.js';
import type { Entry } from '../parts/form.js';
import { type Frame, Page } from '../parts/layout.js';
import { recordTitle } from '../parts/record-title.js';
import { KeptNotice } from './immunization-history.js';
import { type FormProps, VisitForm } from './visit-form.js';

/** The doses that a form recorded, if it says something else now, and the effect of correcting them. */
export type EarlierSave = {
  readonly pairs: readonly Pair<DoseValues>[];
  readonly left: readonly DoseValues[];
  readonly deleted: readonly DoseValues[];
  readonly state: string;
  /** The key of another visit, should it be one. */
  readonly again: string;
};

export type VisitProps = {
  frame: Frame;
  client: Client;
  action: string;
  entry: Entry;
  message?: string | undefined;
  /** After a submit that was refused. */
  failed?: boolean;
  /** Names the form on its page: each page that shows it has another one. */
  window: string;
  /** The mark of the draft that the form is shown with, and when it was typed. */
  shownWith?: string | undefined;
  draftAt?: number | undefined;
  /** Visits of the same client that were typed in other windows. */
  others?: readonly { readonly address: string; readonly at: number }[];
  /** What the form was to begin with, where a draft stood in its place. */
  waiting?: keyof typeof waitingWords | undefined;
  /** The groups that are due and have no line; undefined where the form does not begin with what is due. */
  left?: Left | undefined;
  /** After a control in the record's form, which keeps what was typed there (C20). */
  kept?: boolean | undefined;
  before?: EarlierSave | undefined;
  lots?: FormProps['lots'];
  own?: FormProps['own'];
  /** The groups that are due and have no line. */
  dueGroups?: Due;
  worth?: FormProps['worth'];
  readAs?: string | undefined;
  /** The line that takes the focus. */
  focus?: number | undefined;
};

/** The groups that are due and have no line in a form that begins with what is due. */
type Left = readonly VaccineGroupCode[] | 'nothing is due';

/** What waits for a draft to be saved or discarded. */
const waitingWords = {
  historical: 'Save or discard it first: then the dose can be added as historical.',
  due: "Save or discard it first: then the form can begin with today's due vaccines.",
};

/** The title of the page, which says first that something is wrong. */
export const visitTitle = ({ client, failed }: Pick<VisitProps, 'client' | 'failed'>) =>
  `${failed ? 'Error: ' : ''}${recordTitle('Add Immunization', client.id)}`;

/** Add Immunization (I5). */
export const AddVisit = (props: VisitProps) => (
  <Page frame={props.frame} title={visitTitle(props)} box={{ form: 'visit' }}>
    <VisitForm {...formOf(props)} />
  </Page>
);

/** The form as the page and the answers over htmx show it. */
export function formOf(all: VisitProps): FormProps {
  const { window, shownWith, draftAt, others = [], before, waiting, left, kept, dueGroups = [], ...props } = all;
  return {
    ...props,
    title: 'Add Immunization',
    carried: {
      key: props.entry.values.key,
      window,
      ...(shownWith && { shownWith }),
    },
    due: (
      <>
        <DueButtons said="Overdue" due={dueGroups.filter(({ overdue }) => overdue)} />
        <DueButtons said="Due today" due={dueGroups.filter(({ overdue }) => !overdue)} />
      </>
    ),
    controls: (
      <>
        <input type="submit" class="main" name="do.save" value="Save" />{' '}
        <input type="submit" class="plain" name="do.cancel" value="Cancel" />
      </>
    ),
    kept: (
      <>
        {kept ? <KeptNotice path={recordPath(props.client.id)} /> : null}
        {left ? <DueNotice left={left} /> : null}
        {draftAt ? (
          <p class="notice">
            <b>Not saved: kept as a draft.</b> Typed on {showInstant(draftAt, props.frame.timeZone)}. Select Save to
            record it, or Cancel to leave or discard it.
            {waiting ? ` ${waitingWords[waiting]}` : null}
          </p>
        ) : null}
        {others.map(({ address, at }) => (
          <p class="notice">
            Another visit, typed in another window on {showInstant(at, props.frame.timeZone)}, is kept too:{' '}
            <a href={address}>go on with it</a>.
          </p>
        ))}
      </>
    ),
    asked: before ? <EarlierSaveNotice {...before} /> : null,
    several: true,
  };
}

/** A press for each group that is due: its line is filled in with what the clinic has. */
const DueButtons = ({ said, due }: { said: string; due: Due }) =>
  due.length === 0 ? null : (
    <p class="row due-now">
      {said}:{' '}
      {due.map(({ group }) => (
        <>
          <input
            type="submit"
            id={`give-${group}`}
            name={`do.give.${group}`}
            value={`Give ${labelOf(vaccineGroups, group)}`}
          />{' '}
        </>
      ))}
    </p>
  );

/** What the form begins with, and what it leaves to whoever fills it in. */
const DueNotice = ({ left }: { left: Left }) => (
  <p class="notice">
    {left === 'nothing is due'
      ? 'Nothing is due today.'
      : 'Filled in with what is due today, for you to check and change. Nothing is saved yet.'}
    {left !== 'nothing is due' && left.length > 0
      ? ` Choose a vaccine yourself for ${left.map((group) => labelOf(vaccineGroups, group)).join(', ')}.`
      : null}
  </p>
);

const dose = (given: DoseValues) => `${vaccineWithTrade(given)} on ${showDoseValue('givenOn', given.givenOn)}`;

/** Asks whether a form that is sent again with something else in it corrects what it recorded, or is another visit. */
const EarlierSaveNotice = ({ pairs, left, deleted, state, again }: EarlierSave) => {
  const corrects = pairs.some((pair) => pair.dose);
  return (
    <section class="message" aria-labelledby="before">
      <h2 id="before" tabindex={-1} autofocus>
        This form was saved before
      </h2>
      <p>Nothing was changed now. What stands in the form differs from what it recorded:</p>
      <ul>
        {pairs.map((pair) => (
          <li>{pair.dose ? correctionWords(pair.dose, pair.given) : `${dose(pair.given)}: not recorded yet`}</li>
        ))}
        {left.map((given) => (
          <li>{dose(given)}: on file, and not in the form; it stays as it is</li>
        ))}
        {deleted.map((given) => (
          <li>{dose(given)}: deleted since</li>
        ))}
      </ul>
      <input type="hidden" name="state" value={state} />
      <input type="hidden" name="again" value={again} />
      <p class="row">
        {corrects ? <input type="submit" class="main" name="do.correct" value="Correct what was saved" /> : null}{' '}
        <input type="submit" name="do.another" value="Record it as another visit" />
      </p>
    </section>
  );
};

/** MMR on 06/20/2016: Lot Number "A" → "B". */
function correctionWords(before: DoseValues, now: DoseValues): string {
  const fields = changedDoseFields(before, now).map(
    (field) =>
      `${immunizationLabels[field]} ${showDoseValue(field, before[field]) || 'nothing'} → ` +
      `${showDoseValue(field, now[field]) || 'nothing'}`,
  );
  return `${dose(before)}: ${fields.join(', ') || 'the same'}`;
}
