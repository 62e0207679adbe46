import type { Child } from 'hono/jsx';
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
  sessions: readonly {
    readonly id: string;
    readonly organizationId: number;
    readonly createdAt: number;
    readonly lastSeenAt: number;
    readonly browserName: string;
    readonly address: string;
  }[];
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
      <dl class="summary-list">
        <Line name="User">
          {viewer.userName}, username {viewer.username}
        </Line>
        <Line name="Password" action="/account/password" label="Change Password">
          known to you alone
        </Line>
        <Line name="Email Address" action="/email-address" label="Email Address">
          {email || '(none)'}
        </Line>
        <Line name="Security Questions" action="/security-questions" label="Manage Security Questions">
          {questions.length === 0
            ? '(none)'
            : questions.map((question) => <span class="line-each">{labelOf(securityQuestions, question)}</span>)}
        </Line>
        <Line name="Organizations">
          {organizations.map(({ code, name }) => (
            <span class="line-each">
              {name} ({code})
            </span>
          ))}
        </Line>
      </dl>
      <p class="inside">
        <a href="/agreement">User Agreement</a>
      </p>
    </section>
    <Sessions frame={frame} organizations={organizations} {...rest} />
    <Logins frame={frame} logins={rest.logins} />
  </Page>
);

/** A line of the summary, with the button that changes it: the guide calls it a button. */
const Line = ({
  name,
  action,
  label,
  children,
}: {
  name: string;
  action?: string;
  label?: string;
  children: Child;
}) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
    {action ? (
      <dd class="act">
        <form method="get" action={action}>
          <input type="submit" value={label} />
        </form>
      </dd>
    ) : null}
  </div>
);

const Sessions = ({
  frame,
  sessions,
  organizations,
  currentSession,
}: Pick<Props, 'frame' | 'sessions' | 'organizations' | 'currentSession'>) => (
  <section aria-labelledby="sessions">
    <h2 id="sessions">Where you are logged in</h2>
    <form method="post" action="/account">
      <Csrf token={frame.csrf} />
      <table class="results">
        <thead>
          <tr>
            <th scope="col">Browser</th>
            <th scope="col">From</th>
            <th scope="col">For</th>
            <th scope="col">Logged in</th>
            <th scope="col">Last used</th>
            <th scope="col">Session</th>
          </tr>
        </thead>
        <tbody>
          {sessions.map(({ id, organizationId, createdAt, lastSeenAt, browserName, address }) => (
            <tr>
              <th scope="row">{browserName || 'a browser'}</th>
              <td data-label="From">{address}</td>
              <td data-label="For">{organizations.find((one) => one.id === organizationId)?.name}</td>
              <td data-label="Logged in">{showInstant(createdAt, frame.timeZone)}</td>
              <td data-label="Last used">{showInstant(lastSeenAt, frame.timeZone)}</td>
              <td>
                {id === currentSession ? (
                  <b>this one</b>
                ) : (
                  <input
                    type="submit"
                    name={`do.end.${id}`}
                    value="End this one"
                    aria-label={`End this one, ${browserName || 'a browser'}, logged in ${showInstant(createdAt, frame.timeZone)}`}
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
