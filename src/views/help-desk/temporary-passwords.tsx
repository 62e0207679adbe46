import { fullName } from '../../domain/text/name.js';
import { showInstant } from '../../domain/time/day.js';
import { type Frame, Page } from '../parts/layout.js';
import { PrintButton } from '../parts/paper.js';

type Props = {
  frame: Frame;
  users: readonly {
    readonly id: number;
    readonly firstName: string;
    readonly lastName: string;
    readonly username: string;
    /** Of an organization that it logs in at. */
    readonly code: string;
    /** Undefined where it was shown and is shown no more. */
    readonly password: string | undefined;
    readonly temporaryUntil: number | null;
  }[];
  issuedAt: number;
  /** The address that browsers reach the site at. */
  origin: string;
  /** True if a form sent again has the same values as the first time. */
  isSame?: boolean;
};

/** Temporary passwords, shown once (A2): a slip for each user to hand over, on paper one a page. */
export const TemporaryPasswords = ({ frame, users, issuedAt, origin, isSame = true }: Props) => {
  const shows = users.some(({ password }) => password);
  return (
    <Page
      frame={frame}
      title="Temporary password"
      status={shows ? 'The temporary password is shown once.' : 'The temporary password was shown before.'}
    >
      <div class="message no-slip">
        <h1 id="title">Temporary {users.length === 1 ? 'password' : 'passwords'}</h1>
        {isSame ? null : (
          <p class="note">
            This form had been sent before, and these users were added then. What was sent now was not added: to add
            others, open <a href="/users/new">Add users</a> anew.
          </p>
        )}
        {shows ? (
          <>
            <p>
              Print this now or write it down: it is shown once. Hand each slip to its user, or read it out by
              telephone; never mail it.
            </p>
            <PrintButton label={users.length === 1 ? 'Print the slip' : 'Print the slips, one a page'} />
          </>
        ) : null}
        <p>
          <a href="/users">Back to the users</a>
        </p>
      </div>
      {users.map(({ id, username, password, code, temporaryUntil, ...name }) => (
        <section class="slip" aria-labelledby={`user-${id}`}>
          <h2 id={`user-${id}`}>{fullName(name)}</h2>
          {password ? (
            <>
              <dl class="pairs">
                <dt>Address</dt>
                <dd>{origin}/login</dd>
                <dt>Organization Code</dt>
                <dd>{code}</dd>
                <dt>Username</dt>
                <dd>{username}</dd>
                <dt>Temporary password</dt>
                <dd>
                  <code class="secret">{password}</code>
                </dd>
                <dt>Good until</dt>
                <dd>{temporaryUntil && showInstant(temporaryUntil, frame.timeZone)}</dd>
              </dl>
              <p>
                Capitals and small letters count. At the first login you choose a password of your own; destroy this
                slip then.
              </p>
            </>
          ) : (
            <p>
              <b>{username}</b>: issued on {showInstant(issuedAt, frame.timeZone)}, and was shown then.{' '}
              <a href={`/users/${id}`}>Issue another one</a>
            </p>
          )}
        </section>
      ))}
    </Page>
  );
};
