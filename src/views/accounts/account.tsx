import { securityQuestions } from '../../domain/accounts/security-question.js';
import type { Organization, Viewer } from '../../domain/accounts/viewer.js';
import { labelOf } from '../../domain/codes/choice.js';
import { showInstant } from '../../domain/time/day.js';
import { Csrf } from '../parts/form.js';
import { type Frame, Page } from '../parts/layout.js';

type Props = {
  frame: Frame;
  viewer: Viewer;
  email: string;
  organizations: readonly Organization[];
  questions: readonly string[];
  sessions: readonly { readonly id: string; readonly createdAt: number; readonly lastSeenAt: number }[];
  logins: readonly { readonly at: number; readonly action: string; readonly address: string }[];
  /** The id of the session that asks. */
  currentSession: string | undefined;
  notice: string | undefined;
};

/** manage my account (L8). */
export const Account = ({ frame, viewer, email, organizations, questions, notice, ...rest }: Props) => (
  <Page
    frame={frame}
    title={notice ? `${notice}: Manage my account` : 'Manage my account'}
    {...(notice && { status: notice })}
  >
    <section aria-labelledby="title">
      <h1 id="title" class="bar">
        manage my account
      </h1>
      <dl class="facts">
        <Fact name="User">{viewer.userName}</Fact>
        <Fact name="Username">{viewer.username}</Fact>
        <Fact name="Email Address">{email || '(none)'}</Fact>
        <Fact name="Organizations">{organizations.map(({ code, name }) => `${name} (${code})`).join(', ')}</Fact>
        <Fact name="Security Questions">
          {questions.length === 0
            ? '(none)'
            : questions.map((question) => <span class="line-each">{labelOf(securityQuestions, question)}</span>)}
        </Fact>
      </dl>
      <div class="row inside">
        <GoTo action="/account/password" label="Change Password" />
        <GoTo action="/email-address" label="Email Address" />
        <GoTo action="/security-questions" label="Manage Security Questions" />
      </div>
      <p class="inside">
        <a href="/agreement">User Agreement</a>
      </p>
    </section>
    <Sessions frame={frame} {...rest} />
    <Logins frame={frame} logins={rest.logins} />
  </Page>
);

const Fact = ({ name, children }: { name: string; children: unknown }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children as string}</dd>
  </div>
);

/** A button that leads to a page: the guide calls them buttons. */
const GoTo = ({ action, label }: { action: string; label: string }) => (
  <form method="get" action={action}>
    <input type="submit" value={label} />
  </form>
);

const Sessions = ({ frame, sessions, currentSession }: Pick<Props, 'frame' | 'sessions' | 'currentSession'>) => (
  <section aria-labelledby="sessions">
    <h2 id="sessions">Where you are logged in</h2>
    <form method="post" action="/account">
      <Csrf token={frame.csrf} />
      <table class="results">
        <thead>
          <tr>
            <th scope="col">Logged in</th>
            <th scope="col">Last used</th>
            <th scope="col">Session</th>
          </tr>
        </thead>
        <tbody>
          {sessions.map(({ id, createdAt, lastSeenAt }) => (
            <tr>
              <th scope="row">{showInstant(createdAt, frame.timeZone)}</th>
              <td data-label="Last used">{showInstant(lastSeenAt, frame.timeZone)}</td>
              <td>
                {id === currentSession ? (
                  'this one'
                ) : (
                  <input
                    type="submit"
                    name={`do.end.${id}`}
                    value="End this one"
                    aria-label={`End this one, logged in ${showInstant(createdAt, frame.timeZone)}`}
                  />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </form>
  </section>
);

const Logins = ({ frame, logins }: Pick<Props, 'frame' | 'logins'>) => (
  <section aria-labelledby="logins">
    <h2 id="logins">Recent logins</h2>
    <table class="results">
      <thead>
        <tr>
          <th scope="col">When</th>
          <th scope="col">What</th>
          <th scope="col">From</th>
        </tr>
      </thead>
      <tbody>
        {logins.map(({ at, action, address }) => (
          <tr>
            <th scope="row">{showInstant(at, frame.timeZone)}</th>
            <td data-label="What">{action === 'login' ? 'Logged in' : 'Failed: wrong password or closed account'}</td>
            <td data-label="From">{address}</td>
          </tr>
        ))}
      </tbody>
    </table>
    <p class="inside hint">If one of these was not you, change your password and tell the help desk.</p>
  </section>
);
