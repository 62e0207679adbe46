import { showInstant } from '../../domain/time/day.js';
import { Csrf } from '../parts/form.js';
import { type Frame, Page } from '../parts/layout.js';

type Message = {
  readonly id: number;
  readonly kind: string;
  readonly recipient: string;
  readonly createdAt: number;
  readonly attempts: number;
  readonly nextAt: number;
  readonly deadAt: number | null;
  readonly lastFault: string;
};

/** The help desk's page about mail in trouble, and the clock (L9). */
export const TroubledMail = ({
  frame,
  messages,
  leaps,
}: {
  frame: Frame;
  messages: readonly Message[];
  leaps: readonly { readonly id: number; readonly at: number; readonly leapMs: number }[];
}) => (
  <Page frame={frame} title="Mail">
    {leaps.length > 0 ? <Leaps frame={frame} leaps={leaps} /> : null}
    <section aria-labelledby="title">
      <h1 id="title" class="bar">
        Mail that did not leave
      </h1>
      {messages.length === 0 ? (
        <p class="inside">Every message has left.</p>
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
              {messages.map((message) => (
                <tr>
                  <th scope="row">{message.kind}</th>
                  <td data-label="To">{message.recipient}</td>
                  <td data-label="Written">{showInstant(message.createdAt, frame.timeZone)}</td>
                  <td data-label="Tries">{message.attempts}</td>
                  <td data-label="Last fault">{message.lastFault}</td>
                  <td data-label="What comes next">
                    {message.deadAt === null ? (
                      `tried again at ${showInstant(message.nextAt, frame.timeZone)}`
                    ) : (
                      <>
                        given up{' '}
                        <input
                          type="submit"
                          name={`do.again.${message.id}`}
                          value="Send again"
                          aria-label={`Send again: ${message.kind} to ${message.recipient}`}
                        />
                      </>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </form>
      )}
    </section>
  </Page>
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
