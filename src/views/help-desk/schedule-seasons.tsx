import type { Day } from '../../domain/time/day.js';
import { ErrorSummary } from '../parts/error-summary.js';
import { Csrf, type Entry, Field } from '../parts/form.js';
import { type Frame, Page } from '../parts/layout.js';

type Season = {
  readonly name: string;
  readonly start: Day;
  readonly end?: Day;
  /** The series that it dates, and those that only count doses given in it. */
  readonly dates: readonly string[];
  readonly counts: readonly string[];
};

type Props = {
  frame: Frame;
  seasons: readonly Season[];
  /** The dates as typed; `version` is the schedule that they were shown of. */
  entry: Entry;
  message?: string | undefined;
};

/** Where the help desk makes a release of the schedule in force with other dates of its seasons. */
export const SeasonsPage = ({ frame, seasons, entry, message }: Props) => (
  <Page frame={frame} title={message || entry.errors ? 'Error: Season dates' : 'Season dates'}>
    <p class="back">
      <a href="/schedules">Vaccine schedules</a>
    </p>
    <h1>Season dates</h1>
    <ErrorSummary errors={entry.errors} message={message} />
    <form method="post" autocomplete="off" aria-labelledby="dates">
      <section>
        <div class="bar">
          <h2 id="dates">Seasons of {entry.values.version}</h2>
          <p class="actions">
            <input type="submit" class="main" name="do.add" value="Put in with these dates" />
          </p>
        </div>
        <Csrf token={frame.csrf} />
        <input type="hidden" name="version" value={entry.values.version} />
        <p class="inside">
          They make a release of their own, in force for nobody until you put it in force on a day. A season that is
          over is taken to come again on the same days of the next year until you do. One without an end begins anew a
          year later.
        </p>
        {seasons.map(({ name, dates, counts }, at) => (
          <div class="fields">
            <Field
              entry={entry}
              name={`start.${at}`}
              label={`${name} begins`}
              inputmode="numeric"
              autocomplete="off"
              hint="MM/DD/YYYY"
            />
            <Field
              entry={entry}
              name={`end.${at}`}
              label={`${name} ends`}
              inputmode="numeric"
              autocomplete="off"
              hint="MM/DD/YYYY"
            />
            <p class="hint w6">
              {dates.length > 0 ? `For: ${seriesWords(dates)}` : `Counts doses for: ${seriesWords(counts)}`}
            </p>
          </div>
        ))}
      </section>
    </form>
  </Page>
);

/** "RSV 1-dose series, RSV risk under 20 months series"; "COVID-19 start at 6mo-23mo … series and 9 more" */
function seriesWords(series: readonly string[]): string {
  const [first = 'no series', ...rest] = series;
  return rest.length > 2 ? `${first} and ${rest.length} more` : [first, ...rest].join(', ');
}
