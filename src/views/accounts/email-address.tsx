import type { Viewer } from '../../domain/accounts/viewer.js';
import { ErrorSummary } from '../parts/error-summary.js';
import { Csrf, type Entry, Field, FormKey } from '../parts/form.js';
import { type Frame, Page } from '../parts/layout.js';
import { CurrentPassword } from './password.js';

type Props = {
  frame: Frame;
  viewer: Viewer;
  /** The address on file. */
  email: string;
  /** True if the form for another address is open. */
  corrects: boolean;
  asksPassword: boolean;
  inWizard: boolean;
  entry: Entry;
};

/** The Email Address screen (L4), in the guide's words. */
export const EmailAddress = ({ frame, viewer, email, corrects, asksPassword, inWizard, entry }: Props) => (
  <Page frame={frame} title={entry.errors ? 'Error: Email Address' : 'Email Address'}>
    <form method="post" action="/email-address" class="card" novalidate>
      <h1>Email Address</h1>
      {entry.errors ? <ErrorSummary errors={entry.errors} /> : null}
      <p>This is the work email address we have for you on file:</p>
      <dl class="pairs">
        <dt>User</dt>
        <dd>{viewer.userName}</dd>
        <dt>Username</dt>
        <dd>{viewer.username}</dd>
        <dt>Email Address</dt>
        <dd>{email || '(none)'}</dd>
      </dl>
      <Csrf token={frame.csrf} />
      <FormKey value={entry.values.key} />
      <input type="hidden" name="shown" value={email} />
      {corrects ? (
        <>
          <Field
            entry={entry}
            name="email"
            label="New Email Address"
            type="email"
            autocomplete="email"
            hint="A mail with a link goes to it. The address on file counts until you follow that link, and is told of the change."
          />
          {asksPassword ? <CurrentPassword entry={entry} username={viewer.username} /> : null}
          <p class="row">
            <input type="submit" class="main" name="do.save" value="Save" />{' '}
            <a href={inWizard ? '/email-address' : '/account'}>Back</a>
          </p>
        </>
      ) : (
        <>
          <p id="accurate">Is this accurate?</p>
          <p class="row">
            <input type="submit" class="main" name="do.yes" value="Yes" aria-describedby="accurate" />{' '}
            <input type="submit" name="do.no" value="No" aria-describedby="accurate" />
          </p>
        </>
      )}
    </form>
  </Page>
);

/** The page behind the link of a mail: opening it changes nothing yet, since mail scanners open links too. */
export const ConfirmEmail = ({ frame, email }: { frame: Frame; email: string }) => (
  <Page frame={frame} title="Confirm your email address">
    <form method="post" action="/email-address/new" class="card">
      <h1>Confirm your email address</h1>
      <p>
        From now on messages of {frame.site.name} go to <b>{email}</b>.
      </p>
      <Csrf token={frame.csrf} />
      <p class="row">
        <input type="submit" class="main" name="do.confirm" value="Confirm" />
      </p>
    </form>
  </Page>
);

/** Said on the way in, where the address was corrected (L4). */
export const EmailChangeSent = ({ frame, email, former }: { frame: Frame; email: string; former: string }) => (
  <Page frame={frame} title="A mail went to the new address">
    <section class="message" aria-labelledby="title">
      <h1 id="title">A mail went to the new address</h1>
      <p>
        A mail with a link went to <b>{email}</b>. The new address counts once you follow the link, within 24 hours.
      </p>
      {former ? (
        <p>
          Until then <b>{former}</b> stays your address, and a mail there says that a change was asked for.
        </p>
      ) : null}
      <p>
        <a class="main" href="/">
          Continue
        </a>
      </p>
    </section>
  </Page>
);

/** Said after the new address counts. */
export const EmailConfirmed = ({ frame }: { frame: Frame }) => (
  <Page frame={frame} title="Email address changed">
    <section class="message" aria-labelledby="title">
      <h1 id="title">Email address changed</h1>
      <p>Messages go to the new address from now on. A mail about this went to both.</p>
      <p>
        <a href="/">Go To {frame.site.name} Home Page</a>
      </p>
    </section>
  </Page>
);

/** The same page for a link that was used, replaced, is over, or never was one. */
export const LinkVoid = ({ frame }: { frame: Frame }) => (
  <Page frame={frame} title="This link does not open">
    <section class="message" aria-labelledby="title">
      <h1 id="title">This link does not open</h1>
      <p>
        A link of a mail is good for 24 hours and one use, and a newer mail replaces it. Look for the latest mail, or
        ask for another one.
      </p>
      <ul>
        <li>
          <a href="/password/forgot">forgot password</a>
        </li>
        <li>
          <a href="/login">Log in</a>
        </li>
      </ul>
      <p>
        If it happens again, contact your organization's {frame.site.name} administrator or the {frame.site.name} Help
        Desk at <a href={`mailto:${frame.site.helpDeskEmail}`}>{frame.site.helpDeskEmail}</a>.
      </p>
    </section>
  </Page>
);
