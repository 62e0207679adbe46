import type { Child } from 'hono/jsx';
import { type Day, showDay, showInstant } from '../../domain/time/day.js';
import { ErrorSummary } from '../parts/error-summary.js';
import { Csrf, type Entry, Field } from '../parts/form.js';
import { type Frame, Page } from '../parts/layout.js';
import { type ListedRelease, standingWords, whoWords } from './schedules.js';

type Props = {
  frame: Frame;
  release: ListedRelease;
  /** The version in force today. */
  inForce: string;
  today: Day;
  entry: Entry;
  message?: string | undefined;
  /** What was just done. */
  said?: string | undefined;
};

const saidWords: Readonly<Record<string, string>> = {
  'put-in': 'Put in. It is in force for nobody yet.',
  already: 'The same file was put in before: this is the release.',
  used: 'Done: it takes force on its day.',
  'taken-back': 'Taken back.',
};

/** A release of the schedule, and what the help desk may decide about it. */
export const SchedulePage = ({ frame, release, inForce, today, entry, message, said = '' }: Props) => {
  const title = `Vaccine schedule ${release.id}`;
  const bad = message || entry.errors;
  const done = saidWords[said];
  return (
    <Page frame={frame} title={bad ? `Error: ${title}` : done ? `${done} ${title}` : title}>
      <p class="back">
        <a href="/schedules">Vaccine schedules</a>
      </p>
      <h1>{release.version}</h1>
      <ErrorSummary errors={entry.errors} message={message} />
      {done ? <p class="notice">{done}</p> : null}
      <Facts release={release} inForce={inForce} timeZone={frame.timeZone} />
      {release.standing === 'taken back' ? null : (
        <Decisions frame={frame} release={release} today={today} entry={entry} />
      )}
    </Page>
  );
};

const Facts = ({ release, inForce, timeZone }: { release: ListedRelease; inForce: string; timeZone: string }) => {
  const { id, published, addedAt, inForceFrom, until, takenBackAt, standing, by } = release;
  return (
    <section aria-labelledby="what">
      <div class="bar">
        <h2 id="what">What it is</h2>
        {published ? (
          <p class="actions">
            <a class="button" href={`/schedules/${id}/preview`}>
              Preview
            </a>
          </p>
        ) : null}
      </div>
      <dl class="facts">
        <Fact label="State">{standingWords[standing]}</Fact>
        <Fact label="Published">{published ? showDay(published) : 'This version of the product cannot read it.'}</Fact>
        <Fact label="Put in">
          {showInstant(addedAt, timeZone)} by {whoWords(by.added)}
        </Fact>
        {inForceFrom ? (
          <Fact label={takenBackAt === null ? 'In force' : 'Was to be in force'}>
            from {showDay(inForceFrom)}
            {until ? ` until ${showDay(until)}` : ''}, by {whoWords(by.used)}
          </Fact>
        ) : null}
        {takenBackAt === null ? null : (
          <Fact label="Taken back">
            {showInstant(takenBackAt, timeZone)} by {whoWords(by.takenBack)}
          </Fact>
        )}
        <Fact label="In force today">{inForce}</Fact>
      </dl>
    </section>
  );
};

const Fact = ({ label, children }: { label: string; children: Child }) => (
  <div>
    <dt>{label}</dt>
    <dd>{children}</dd>
  </div>
);

type Decision = { frame: Frame; release: ListedRelease; today: Day; entry: Entry };

const Decisions = ({ frame, release, today, entry }: Decision) => {
  const from =
    entry.values.from ?? showDay(release.inForceFrom && release.inForceFrom > today ? release.inForceFrom : today);
  return (
    <>
      {release.published ? (
        <form method="post" class="card" autocomplete="off" aria-labelledby="use">
          <h2 id="use">Put it in force</h2>
          <Csrf token={frame.csrf} />
          <input type="hidden" name="shown" value={release.inForceFrom ?? ''} />
          <p>From that day on, every page and command says what is due by it. Records are not changed.</p>
          <Field
            entry={{ ...entry, values: { from } }}
            name="from"
            label="In force from"
            hint="MM/DD/YYYY, today or later"
            inputmode="numeric"
            autocomplete="off"
            class="w3"
          />
          <p>
            <input type="submit" name="do.use" value="Put in force" />
          </p>
        </form>
      ) : null}
      <form method="post" class="card" aria-labelledby="take-back">
        <h2 id="take-back">Take it back</h2>
        <Csrf token={frame.csrf} />
        <input type="hidden" name="shown" value={release.inForceFrom ?? ''} />
        <p>
          {release.standing === 'in force'
            ? 'What was in force before it is in force again, at once. '
            : 'It will not take force. '}
          A release that was taken back stays so; its file can be put in anew.
        </p>
        <p>
          <input type="submit" class="danger" name="do.take-back" value="Take back" />
        </p>
      </form>
    </>
  );
};
