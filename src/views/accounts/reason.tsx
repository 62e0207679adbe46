import { ErrorSummary } from '../parts/error-summary.js';
import { Csrf, type Entry, Field } from '../parts/form.js';
import { type Frame, Page } from '../parts/layout.js';

type Props = {
  frame: Frame;
  /** `reason` as it was typed, and `to`, the page to go on to. */
  values: Entry['values'];
  error?: string | undefined;
  message?: string | undefined;
};

/** Asks whoever opened many records within an hour why, once a day (A6). */
export const ReasonPage = ({ frame, values, error, message }: Props) => {
  const entry = { values, ...(error && { errors: { reason: error } }) };
  return (
    <Page frame={frame} title={error || message ? 'Error: Many records opened' : 'Many records opened'}>
      <ErrorSummary errors={entry.errors} message={message} />
      <section class="message" aria-labelledby="title">
        <h1 id="title">Many records opened</h1>
        <p>
          You opened many records within an hour. Say why, once for today, and go on. What you typed and saved is kept.
        </p>
        <form method="post" action="/reason" autocomplete="off">
          <Csrf token={frame.csrf} />
          <input type="hidden" name="to" value={values.to ?? '/'} />
          <div class="fields">
            <Field
              entry={entry}
              name="reason"
              label="Why you open so many records"
              class="w12"
              maxlength={200}
              hint="Such as: checking a school's class lists. Kept in the audit log: no names, birth dates or diagnoses"
            />
          </div>
          <p>
            <input type="submit" class="main" name="do.say" value="Go on" />
          </p>
        </form>
        <p>
          <a href="/">home</a>
        </p>
      </section>
    </Page>
  );
};
