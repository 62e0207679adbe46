import { maskedEmail } from '../../domain/text/email.js';
import { showInstant } from '../../domain/time/day.js';
import { ErrorSummary } from '../parts/error-summary.js';
import { Csrf, type Entry, Field } from '../parts/form.js';
import { type Frame, Page } from '../parts/layout.js';

type Message = {
  readonly id: number;
  readonly kind: string;
  readonly userId: number | null;
  readonly recipient: string;
  readonly createdAt: number;
  readonly attempts: number;
  readonly nextAt: number;
  readonly deadAt: number | null;
  readonly lastFault: string;
  readonly givenUpWhy: string;
  /** Why it is not sent again; undefined where it may be. */
  readonly stale: string | undefined;
};

/** The help desk's page about mail in trouble, and the clock (L9). */
export const TroubledMail = ({
  frame,
  messages,
  givenUp,
  leaps,
  message,
  said,
}: {
  frame: Frame;
  messages: readonly Message[];
  /** Those that somebody gave up with a reason. */
  givenUp: readonly Message[];
  leaps: readonly { readonly id: number; readonly at: number; readonly leapMs: number }[];
  message: string | undefined;
  said: string | undefined;
}) => (
  <Page frame={frame} title={message ? 'Error: Mail' : said ? 'Done: Mail' : 'Mail'} {...(said && { status: said })}>
    <ErrorSummary message={message} />
    {leaps.length > 0 ? <Leaps frame={frame} leaps={leaps} /> : null}
    <section aria-labelledby="title">
      <h1 id="title" class="bar">
        Mail that did not leave
      </h1>
      {messages.length === 0 ? (
        <p class="inside">Every message has left, or is given up.</p>
      ) : (
        <form method="post" action="/mail">
          <Csrf token={frame.csrf} />
          <table class="results">
            <thead>
              <tr>
                <th scope="col">Message</th>
                <th scope="col">To</th>
                <th scope="col">Written</th>
                <th scope="col">Tries</th>
                <th scope="col">Last fault</th>
                <th scope="col">What comes next</th>
              </tr>
            </thead>
            <tbody>
              {messages.map((one) => (
                <tr>
                  <th scope="row">
                    <a href={`/mail/${one.id}`}>{one.kind}</a>
                  </th>
                  <td data-label="To">{maskedEmail(one.recipient)}</td>
                  <td data-label="Written">{showInstant(one.createdAt, frame.timeZone)}</td>
                  <td data-label="Tries">{one.attempts}</td>
                  <td data-label="Last fault">{one.lastFault}</td>
                  <td data-label="What comes next">
                    {nextWords(frame, one)}{' '}
                    {one.deadAt !== null && !one.stale ? (
                      <input
                        type="submit"
                        name={`do.again.${one.id}`}
                        value="Send again"
                        aria-label={`Send again: ${one.kind} to ${maskedEmail(one.recipient)}`}
                      />
                    ) : null}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </form>
      )}
    </section>
    {givenUp.length > 0 ? (
      <section aria-labelledby="given-up">
        <h2 id="given-up">Given up by the help desk</h2>
        <table class="results">
          <thead>
            <tr>
              <th scope="col">Message</th>
              <th scope="col">To</th>
              <th scope="col">Written</th>
              <th scope="col">Reason</th>
            </tr>
          </thead>
          <tbody>
            {givenUp.map((one) => (
              <tr>
                <th scope="row">
                  <a href={`/mail/${one.id}`}>{one.kind}</a>
                </th>
                <td data-label="To">{maskedEmail(one.recipient)}</td>
                <td data-label="Written">{showInstant(one.createdAt, frame.timeZone)}</td>
                <td data-label="Reason">{one.givenUpWhy}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    ) : null}
  </Page>
);

function nextWords(frame: Frame, { deadAt, nextAt, attempts, stale }: Message): string {
  if (deadAt !== null) return `given up${stale ? `. ${stale}` : ''}`;
  const due = showInstant(nextAt, frame.timeZone);
  return attempts === 0 ? `due since ${due}, and not tried` : `tried again at ${due}`;
}

/** One message: why it did not leave, and what can be done about it. */
export const MessagePage = ({
  frame,
  message,
  entry,
  fault,
}: {
  frame: Frame;
  message: Message;
  entry: Entry;
  fault: string | undefined;
}) => {
  const title = `Message ${message.id}`;
  return (
    <Page frame={frame} title={entry.errors || fault ? `Error: ${title}` : title}>
      <ErrorSummary errors={entry.errors} message={fault} />
      <p class="back">
        <a href="/mail">Mail that did not leave</a>
      </p>
      <section aria-labelledby="title">
        <h1 id="title" class="bar">
          {title}
        </h1>
        <dl class="facts">
          <Fact label="Message" value={message.kind} />
          <Fact label="To" value={maskedEmail(message.recipient)} />
          <Fact label="Written" value={showInstant(message.createdAt, frame.timeZone)} />
          <Fact label="Tries" value={String(message.attempts)} />
          <Fact label="Last fault" value={message.lastFault || 'none'} />
          <Fact label="What comes next" value={nextWords(frame, message)} />
          {message.givenUpWhy ? <Fact label="Reason" value={message.givenUpWhy} /> : null}
        </dl>
        {message.userId === null ? null : (
          <p class="inside">
            <a href={`/users/${message.userId}`}>The user</a>, with the address on file
          </p>
        )}
        {message.deadAt !== null && !message.stale ? (
          <form method="post" action={`/mail/${message.id}`} class="inside">
            <Csrf token={frame.csrf} />
            <input type="submit" class="main" name="do.again" value="Send again" />
          </form>
        ) : null}
      </section>
      {message.givenUpWhy ? null : (
        <form method="post" action={`/mail/${message.id}`} class="card" autocomplete="off" aria-labelledby="give-up">
          <h2 id="give-up">Try it no more</h2>
          <Csrf token={frame.csrf} />
          <Field
            entry={entry}
            name="reason"
            label="Reason"
            autocomplete="off"
            hint="Kept in the audit log, without names or addresses"
          />
          <p>
            <input type="submit" class="danger" name="do.give-up" value="Give up" />
          </p>
        </form>
      )}
    </Page>
  );
};

const Fact = ({ label, value }: { label: string; value: string }) => (
  <div>
    <dt>{label}</dt>
    <dd>{value}</dd>
  </div>
);

const Leaps = ({
  frame,
  leaps,
}: {
  frame: Frame;
  leaps: readonly { readonly id: number; readonly at: number; readonly leapMs: number }[];
}) => (
  <section class="notice" aria-labelledby="clock">
    <h2 id="clock">The server's clock leapt</h2>
    {leaps.map(({ at, leapMs }) => (
      <p class="inside">
        By {Math.round(Math.abs(leapMs) / 86_400_000)} days {leapMs > 0 ? 'forward' : 'back'}; it is now said to be{' '}
        {showInstant(at, frame.timeZone)}.
      </p>
    ))}
    <p class="inside">
      Until you confirm that the clock is right, no account is reminded or made inactive. If it is wrong, have it set
      right first.
    </p>
    <form method="post" action="/mail" class="inside">
      <Csrf token={frame.csrf} />
      <input type="submit" name={`do.clock.${Math.max(...leaps.map(({ id }) => id))}`} value="The clock is right now" />
    </form>
  </section>
);
