import type { PasswordPolicy } from '../../domain/accounts/password.js';
import { passwordRule } from '../../domain/accounts/password.js';
import { ErrorSummary } from '../parts/error-summary.js';
import { Csrf, type Entry, Field, FormKey } from '../parts/form.js';
import { type Frame, Page } from '../parts/layout.js';

/** The current password, where a change of the account asks for it (L8). */
export const CurrentPassword = ({ entry, username }: { entry: Entry; username: string }) => (
  <>
    <UsernameForKeepers username={username} />
    <Field
      entry={entry}
      name="currentPassword"
      label="Current Password"
      type="password"
      autocomplete="current-password"
      hint="Asked because it was typed more than ten minutes ago."
    />
  </>
);

/** Tells password managers whose password it is (WCAG 3.3.8). It has no name, so it is not sent. */
const UsernameForKeepers = ({ username }: { username: string }) => (
  <input type="text" value={username} autocomplete="username" aria-label="Username" readonly hidden />
);

/** The rule, before it is broken, and the two fields (L7). */
const NewPassword = ({ entry, policy, username }: Pick<Props, 'entry' | 'policy' | 'username'>) => (
  <>
    <UsernameForKeepers username={username} />
    <ul class="rules" id="rule">
      {passwordRule(policy).map((line) => (
        <li>{line}</li>
      ))}
    </ul>
    <Field
      entry={entry}
      name="newPassword"
      label="New Password"
      type="password"
      autocomplete="new-password"
      rule="rule"
    />
    <Field
      entry={entry}
      name="confirmNewPassword"
      label="Confirm New Password"
      rule="rule"
      type="password"
      autocomplete="new-password"
    />
  </>
);

type Props = {
  frame: Frame;
  userName: string;
  username: string;
  policy: PasswordPolicy;
  entry: Entry;
};

const Who = ({ userName, username }: { userName: string; username: string }) => (
  <dl class="pairs">
    <dt>User</dt>
    <dd>{userName}</dd>
    <dt>Username</dt>
    <dd>{username}</dd>
  </dl>
);

const expiryText = (site: { readonly name: string }) =>
  `Your password for ${site.name} has expired. To continue, you must choose a new password that differs from ` +
  'your expired password.';

/** The Password Expired screen: after a temporary password (L2) and after the security question (L13). */
export const PasswordExpired = ({
  frame,
  action,
  isTemporary = false,
  ...props
}: Props & { action: string; isTemporary?: boolean }) => (
  <Page frame={frame} title={props.entry.errors ? 'Error: Password Expired' : 'Password Expired'}>
    <form method="post" action={action} class="card" novalidate>
      <h1>Password Expired</h1>
      {props.entry.errors ? <ErrorSummary errors={props.entry.errors} /> : null}
      <p>{expiryText(frame.site)}</p>
      {isTemporary ? <p>You logged in with a temporary password. Choose one that only you know.</p> : null}
      <Csrf token={frame.csrf} />
      <Who {...props} />
      <NewPassword {...props} />
      <p class="row">
        <input type="submit" class="main" name="do.save" value="Save" />
      </p>
    </form>
  </Page>
);

/** The same screen once it is saved (L13). */
export const PasswordSaved = ({ frame, userName, username }: { frame: Frame; userName: string; username: string }) => (
  <Page frame={frame} title="New password saved: Password Expired" status="New password saved.">
    <section class="message" aria-labelledby="title">
      <h1 id="title">Password Expired</h1>
      <Who userName={userName} username={username} />
      <p>
        <b>New password saved. Please click the link below to go to the {frame.site.name} Home page.</b>
      </p>
      <p>
        <a href="/login">Go To {frame.site.name} Home Page</a>
      </p>
    </section>
  </Page>
);

/** Change Password (L8). */
export const ChangePassword = ({ frame, asksPassword, ...props }: Props & { asksPassword: boolean }) => (
  <Page frame={frame} title={props.entry.errors ? 'Error: Change Password' : 'Change Password'}>
    <form method="post" action="/account/password" class="card" novalidate>
      <h1>Change Password</h1>
      {props.entry.errors ? <ErrorSummary errors={props.entry.errors} /> : null}
      <Csrf token={frame.csrf} />
      <FormKey value={props.entry.values.key} />
      <Who {...props} />
      {asksPassword ? <CurrentPassword {...props} /> : null}
      <NewPassword {...props} />
      <p class="row">
        <input type="submit" class="main" name="do.save" value="Save" /> <a href="/account">Back</a>
      </p>
    </form>
  </Page>
);
