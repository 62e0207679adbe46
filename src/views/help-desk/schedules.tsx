import type { ReleaseStanding } from '../../domain/immunizations/release.js';
import { type Day, showDay, showInstant } from '../../domain/time/day.js';
import { ErrorSummary } from '../parts/error-summary.js';
import { Csrf } from '../parts/form.js';
import { type Frame, Page } from '../parts/layout.js';

/** A release of the schedule as the list shows it. */
export type ListedRelease = {
  readonly id: number;
  readonly version: string;
  readonly published: Day | undefined;
  readonly addedAt: number;
  readonly inForceFrom: Day | null;
  readonly until: Day | undefined;
  readonly takenBackAt: number | null;
  readonly standing: ReleaseStanding;
  readonly by: { readonly added: string; readonly used: string; readonly takenBack: string };
};

/** The standing of a release in words. */
export const standingWords: Readonly<Record<ReleaseStanding, string>> = {
  waits: 'Not in force',
  ahead: 'Not yet in force',
  'in force': 'In force',
  over: 'Was in force',
  'taken back': 'Taken back',
};

/** Who did something; at the command line nobody is logged in. */
export const whoWords = (name: string) => name || 'the operator at the command line';

type Props = {
  frame: Frame;
  list: readonly ListedRelease[];
  /** The schedule that stands in the product. */
  own: { readonly version: string; readonly published: Day; readonly until: Day | undefined };
  /** The version in force today. */
  inForce: string;
  /** What is wrong with the file that was sent. */
  fault?: string | undefined;
};

/** The help desk's list of releases of the schedule, and where one is put in. */
export const SchedulesPage = ({ frame, list, own, inForce, fault }: Props) => (
  <Page frame={frame} title={fault ? 'Error: Vaccine schedules' : 'Vaccine schedules'}>
    <h1>Vaccine schedules</h1>
    {fault ? <ErrorSummary errors={{ pack: fault }} /> : null}
    <section aria-labelledby="releases">
      <div class="bar">
        <h2 id="releases">Releases</h2>
        <p class="actions">
          <a class="button" href="/schedules/seasons">
            Season dates
          </a>
        </p>
      </div>
      <p class="inside">
        In force today: <b>{inForce}</b>
      </p>
      <div class="scroll">
        <table class="results">
          <thead>
            <tr>
              {['Version', 'Published', 'Put in', 'In force from', 'In force until', 'State'].map((name) => (
                <th scope="col">{name}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {list.toReversed().map((release) => (
              <Row release={release} timeZone={frame.timeZone} />
            ))}
            <tr>
              <th scope="row">{own.version}</th>
              <td class="n" data-label="Published">
                {showDay(own.published)}
              </td>
              <td data-label="Put in">stands in the product</td>
              <td data-label="In force from" />
              <td class="n" data-label="In force until">
                {showDay(own.until)}
              </td>
              <td data-label="State">Where no release is in force</td>
            </tr>
          </tbody>
        </table>
      </div>
    </section>
    <form method="post" action="/schedules" enctype="multipart/form-data" class="card" aria-labelledby="put-in">
      <h2 id="put-in">Put in a release</h2>
      <Csrf token={frame.csrf} />
      <p>The file is checked first. What is put in is in force for nobody, until you put it in force on a day.</p>
      <div class={fault ? 'field wrong' : 'field'}>
        <label for="pack">File of the release</label>{' '}
        <p class="hint" id="pack-hint">
          JSON, at most 1 MB, as npm run schedule makes it
        </p>
        {fault ? (
          <p class="error" id="pack-error">
            <span class="unseen">Error: </span>
            {fault}
          </p>
        ) : null}
        {/* No accept: w3m takes it for leave to send the form as soon as the file is named. */}
        <input
          type="file"
          id="pack"
          name="pack"
          aria-invalid={fault ? 'true' : undefined}
          aria-describedby={fault ? 'pack-hint pack-error' : 'pack-hint'}
        />
      </div>
      <p>
        <input type="submit" name="do.add" value="Put in" />
      </p>
    </form>
  </Page>
);

const Row = ({ release, timeZone }: { release: ListedRelease; timeZone: string }) => {
  const { id, version, published, addedAt, inForceFrom, until, standing, by } = release;
  return (
    <tr>
      <th scope="row">
        <a href={`/schedules/${id}`}>{version}</a>
      </th>
      <td class="n" data-label="Published">
        {showDay(published)}
      </td>
      <td data-label="Put in">
        {showInstant(addedAt, timeZone)} by {whoWords(by.added)}
      </td>
      <td class="n" data-label="In force from">
        {standing === 'taken back' ? '' : showDay(inForceFrom)}
      </td>
      <td class="n" data-label="In force until">
        {showDay(until)}
      </td>
      <td data-label="State">
        {standingWords[standing]}
        {published ? '' : ': this version of the product cannot read it'}
      </td>
    </tr>
  );
};
