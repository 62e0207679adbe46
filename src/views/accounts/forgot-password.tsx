import { ErrorSummary } from '../parts/error-summary.js';
import { Csrf, type Entry, Field, FormKey } from '../parts/form.js';
import { type Frame, Page } from '../parts/layout.js';

/** User Information (L10), in the guide's words. */
export const UserInformation = ({
  frame,
  entry,
  message,
}: {
  frame: Frame;
  entry: Entry;
  message?: string | undefined;
}) => {
  const failed = message !== undefined || Object.keys(entry.errors ?? {}).length > 0;
  return (
    <Page frame={frame} title={failed ? 'Error: User Information' : 'User Information'}>
      <form method="post" action="/password/forgot" class="card" novalidate>
        <h1>User Information</h1>
        {failed ? <ErrorSummary {...(entry.errors && { errors: entry.errors })} {...(message && { message })} /> : null}
        <p>
          Please enter your Organization Code, Username, and Email Address associated with your {frame.site.name}{' '}
          account and click 'Submit'.
        </p>
        <Csrf token={frame.csrf} />
        <FormKey value={entry.values.key} />
        <Field
          entry={entry}
          name="organizationCode"
          label="Organization Code"
          autocomplete="organization"
          hint="Case-sensitive, as is the username."
        />
        <Field entry={entry} name="username" label="Username" autocomplete="username" />
        <Field entry={entry} name="email" label="Email Address" type="email" autocomplete="email" />
        <p class="row">
          <input type="submit" class="main" name="do.submit" value="Submit" />{' '}
          <a class="aside" href="/login">
            Back to Login
          </a>
        </p>
      </form>
    </Page>
  );
};

/** The message for everybody, whether or not the details were right (L10). */
export const ResetSent = ({ frame: { site }, frame }: { frame: Frame }) => (
  <Page frame={frame} title="Reset link sent" status="If the details are right, a reset link has been sent.">
    <section class="message" aria-labelledby="title">
      <h1 id="title">User Information</h1>
      <p>
        A reset link has been sent to your email, if the details that you entered are those of your {site.name} account.
      </p>
      <ul>
        <li>
          The email will come from <b>{site.senderEmail}</b> and can take up to five minutes to appear in your inbox. If
          it has been more than five minutes, check your spam or junk folder.
        </li>
        <li>
          In the email message, click on the "Reset My Password" link. It is available for 24 hours, and a newer one
          replaces it.
        </li>
        <li>
          You cannot reset your password if it has been more than 60 days since you last logged in. You must first
          contact your organization's {site.name} Administrator or the {site.name} Help Desk at{' '}
          <a href={`mailto:${site.helpDeskEmail}`}>{site.helpDeskEmail}</a> to reactivate your account.
        </li>
        <li>
          If no email comes, ask them too: {site.helpDeskPhone}. At most three reset emails an hour go to an account.
        </li>
      </ul>
      <p>
        <a href="/login">Back to Login</a>
      </p>
    </section>
  </Page>
);

const tries = ['no tries', 'one try', 'two tries', 'three tries'];

/** Password Reset: Answer Security Question (L12). Beside it stands the way that needs no memory (WCAG 3.3.8). */
export const AnswerQuestion = ({
  frame: { site },
  frame,
  question,
  remaining,
  entry,
}: {
  frame: Frame;
  question: string;
  remaining: number;
  entry: Entry;
}) => (
  <Page frame={frame} title={`${entry.errors ? 'Error: ' : ''}Password Reset: Answer Security Question`}>
    <form method="post" action="/password/answer" class="card" autocomplete="off" novalidate>
      <h1>Password Reset: Answer Security Question</h1>
      {entry.errors ? <ErrorSummary errors={entry.errors} /> : null}
      <p>Please enter the answer you supplied for the following Security Question:</p>
      <Csrf token={frame.csrf} />
      <dl class="pairs">
        <dt>Security Question</dt>
        <dd>{question}</dd>
      </dl>
      <Field entry={entry} name="answer" label="Answer" hint="Answers are not case-sensitive." />
      <p>You have {tries[remaining] ?? 'no tries'} left. After three wrong answers your account is locked.</p>
      <p class="row">
        <input type="submit" class="main" name="do.submit" value="Submit" />
      </p>
      <p>
        You do not remember the answer, or cannot type it? Your organization's {site.name} administrator or the{' '}
        {site.name} Help Desk gives you a temporary password instead: {site.helpDeskPhone},{' '}
        <a href={`mailto:${site.helpDeskEmail}`}>{site.helpDeskEmail}</a>.
      </p>
    </form>
  </Page>
);

/** The page if another browser saved a new password by the same link first (L13). */
export const SavedElsewhere = ({ frame: { site }, frame }: { frame: Frame }) => (
  <Page frame={frame} title="Not saved: another new password was saved">
    <section class="message" aria-labelledby="title">
      <h1 id="title">Not saved: another new password was saved</h1>
      <p>
        A new password was saved in another window or browser by the link of the same mail. That one counts; what was
        typed here was not saved.
      </p>
      <p>
        If it was not you, contact your organization's {site.name} Administrator or the {site.name} Help Desk at once:{' '}
        <a href={`mailto:${site.helpDeskEmail}`}>{site.helpDeskEmail}</a>, {site.helpDeskPhone}.
      </p>
      <p>
        <a href="/login">Log in</a>
      </p>
    </section>
  </Page>
);

/** After the third wrong answer (L12). */
export const AccountLocked = ({ frame: { site }, frame }: { frame: Frame }) => (
  <Page frame={frame} title="Your account is locked">
    <section class="message" aria-labelledby="title">
      <h1 id="title">Your account is locked</h1>
      <p>
        Three answers to its security question were wrong. Please contact your organization's {site.name} Administrator
        or the {site.name} Help Desk at <a href={`mailto:${site.helpDeskEmail}`}>{site.helpDeskEmail}</a>,{' '}
        {site.helpDeskPhone}.
      </p>
      <p>
        <a href="/login">Log in</a>
      </p>
    </section>
  </Page>
);
