import type { Client } from '../../domain/clients/client.js';
import { recordPath } from '../../domain/clients/record-address.js';
import {
  type Immunization,
  type ImmunizationField,
  immunizationFields,
  immunizationLabels,
  showDoseValue,
  vaccineWithTrade,
} from '../../domain/immunizations/immunization.js';
import { showInstant } from '../../domain/time/day.js';
import { type Frame, Page } from '../parts/layout.js';
import { recordTitle } from '../parts/record-title.js';
import { VisitHead } from './visit-form.js';

/** One value that a field had before, with who changed it. */
export type Earlier = {
  readonly at: number;
  readonly field: string;
  readonly before: string;
  readonly after: string;
  readonly userName: string;
  readonly organization: string;
};

type Props = {
  frame: Frame;
  client: Client;
  immunization: Immunization;
  earlier: readonly Earlier[];
  mayRecord: boolean;
};

/** An immunization as text, for those who do not own it (I4) or may only view. */
export const ImmunizationView = ({ frame, client, immunization, earlier, mayRecord }: Props) => (
  <Page frame={frame} title={recordTitle('Immunization', client.id)}>
    <VisitHead client={client} title={vaccineWithTrade(immunization)} />
    <section aria-labelledby="details">
      <h2 id="details">Immunization</h2>
      <dl class="facts">
        {immunizationFields.map((field) => (
          <div>
            <dt>{immunizationLabels[field]}</dt>
            <dd>{showDoseValue(field, immunization[field]) || '–'}</dd>
          </div>
        ))}
        <div>
          <dt>Owned by</dt>
          <dd>{immunization.owner.name}</dd>
        </div>
      </dl>
      {mayRecord ? (
        <p class="inside">
          Only {immunization.owner.name} edits or deletes it. If you know otherwise of this dose, you may{' '}
          <a href={`${recordPath(client.id, 'immunizations/new')}?historical=${immunization.id}`}>
            add it as historical
          </a>
          .
        </p>
      ) : null}
    </section>
    <EarlierValues earlier={earlier} timeZone={frame.timeZone} />
  </Page>
);

/** The former values, the latest first (I6). */
export const EarlierValues = ({ earlier, timeZone }: { earlier: readonly Earlier[]; timeZone: string }) =>
  earlier.length === 0 ? null : (
    <section aria-labelledby="earlier">
      <h2 id="earlier">Earlier versions</h2>
      <div class="scroll">
        <table class="results">
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">Field</th>
              <th scope="col">Before</th>
              <th scope="col">After</th>
              <th scope="col">Changed by</th>
            </tr>
          </thead>
          <tbody>
            {earlier.map((change) => (
              <tr>
                <th scope="row">{showInstant(change.at, timeZone)}</th>
                <td data-label="Field">{immunizationLabels[change.field as ImmunizationField]}</td>
                <td data-label="Before">
                  {showDoseValue(change.field as ImmunizationField, change.before) || 'nothing'}
                </td>
                <td data-label="After">
                  {showDoseValue(change.field as ImmunizationField, change.after) || 'nothing'}
                </td>
                <td data-label="Changed by">
                  {change.userName} for {change.organization}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
