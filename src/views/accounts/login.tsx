import type { Stop } from '../../domain/accounts/account.js';
import { ErrorSummary } from '../parts/error-summary.js';
import { Csrf, type Entry, Field } from '../parts/form.js';
import { type Frame, Page } from '../parts/layout.js';

/** Which of them it is, nobody is told (L1). */
const notRight =
  'The Organization Code, Username or Password is not right. Each is case-sensitive: check capitals and spaces.';

/** The login page (L1), in the guide's words. */
export const Login = ({
  frame,
  entry,
  failed,
  why,
  cast = [],
}: {
  frame: Frame;
  entry: Entry;
  failed?: string | true;
  /** The reason why somebody who was logged in here must log in again (L16). */
  why?: string | undefined;
  /** Whom one can be at the demonstration, in one press. */
  cast?: readonly { readonly organization: string; readonly username: string; readonly what: string }[] | undefined;
}) => {
  const { site } = frame;
  return (
    <Page frame={frame} title={failed || entry.errors ? 'Error: Log in' : 'Log in'} {...(why && { status: why })}>
      <form method="post" action="/login" class="card">
        <h1>Welcome to the {site.fullName}.</h1>
        {/* The password is always to be typed again: the link leads there. */}
        {failed === true ? <ErrorSummary errors={{ password: notRight }} /> : null}
        {typeof failed === 'string' ? <ErrorSummary message={failed} /> : null}
        {entry.errors ? <ErrorSummary errors={entry.errors} /> : null}
        {failed === true ? null : (
          <p>
            Please enter your Organization Code, Username and Password, and then click the Login button to continue.
            Login credentials are case-sensitive.
          </p>
        )}
        <Csrf token={frame.csrf} />
        <input type="hidden" name="next" value={entry.values.next} />
        <Field
          entry={entry}
          name="organizationCode"
          label="Organization Code"
          autocomplete="organization"
          autofocus={!failed && !entry.errors}
        />
        <Field entry={entry} name="username" label="Username" autocomplete="username" />
        <Field entry={entry} name="password" label="Password" type="password" autocomplete="current-password" />
        <p class="row">
          <input type="submit" class="main" name="do.login" value="Login" />{' '}
          <input type="submit" name="do.clear" value="Clear" formnovalidate />{' '}
          <a class="aside" href="/password/forgot">
            forgot password
          </a>
        </p>
        {cast.length > 0 && (
          <fieldset class="cast">
            <legend>Demonstration: log in with one press as</legend>
            <ul>
              {cast.map(({ organization, username, what }) => (
                <li>
                  <input
                    type="submit"
                    name={`do.as.${username}`}
                    value={username}
                    formnovalidate
                    aria-describedby={`as-${username}`}
                  />{' '}
                  <span id={`as-${username}`}>
                    {organization}: {what}
                  </span>
                </li>
              ))}
            </ul>
          </fieldset>
        )}
      </form>
      <p class="small">
        If you need assistance with logging in, contact the {site.name} administrator within your organization or the{' '}
        {site.name} Help Desk at <a href={`mailto:${site.helpDeskEmail}`}>{site.helpDeskEmail}</a>.
      </p>
      <section class="small" aria-labelledby="programmes">
        <h2 id="programmes">{site.fullName}</h2>
        <ul class="line">
          {site.regions.map((region) => (
            <li>{region}</li>
          ))}
        </ul>
      </section>
    </Page>
  );
};

/** The page for somebody who gave the right password of a closed account (L9). */
export const LoginStopped = ({ frame, why }: { frame: Frame; why: Stop }) => {
  const { site } = frame;
  return (
    <Page frame={frame} title={stopTexts[why].title}>
      <section class="message" aria-labelledby="title">
        <h1 id="title">{stopTexts[why].title}</h1>
        <p>{stopTexts[why].text}</p>
        <p>
          Contact your organization's {site.name} administrator or the {site.name} Help Desk at{' '}
          <a href={`mailto:${site.helpDeskEmail}`}>{site.helpDeskEmail}</a>, {site.helpDeskPhone}.
        </p>
        <p>
          <a href="/login">Log in</a>
        </p>
      </section>
    </Page>
  );
};

const stopTexts = {
  inactive: {
    title: 'Your account is inactive',
    text: 'Accounts become inactive after 60 days of non-use. It must be reactivated before you can log in.',
  },
  deactivated: {
    title: 'Your account was deactivated',
    text: 'Your organization or the help desk closed it. It must be reactivated before you can log in.',
  },
  locked: {
    title: 'Your account is locked',
    text: 'Three answers to its security question were wrong. It must be unlocked before you can log in.',
  },
  expired: {
    title: 'Your temporary password has expired',
    text: 'A temporary password is good for seven days. You need a new one.',
  },
  'not here': {
    title: 'Your temporary password does not log in here',
    text:
      'Your account has come to belong to another organization since it was issued, or whoever issued it no ' +
      'longer administers it. You need a new one.',
  },
} satisfies Record<Stop, { title: string; text: string }>;
