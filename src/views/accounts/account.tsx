import type { Child } from 'hono/jsx';
import { securityQuestions } from '../../domain/accounts/security-question.js';
import { type Organization, type Role, roleNames, type Viewer } from '../../domain/accounts/viewer.js';
import { labelOf } from '../../domain/codes/choice.js';
import { showInstant } from '../../domain/time/day.js';
import { Csrf } from '../parts/form.js';
import { type Frame, Page } from '../parts/layout.js';

type Props = {
  frame: Frame;
  viewer: Viewer;
  email: string;
  passwordSetAt: number | undefined;
  organizations: readonly (Organization & { readonly role: Role })[];
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
export const Account = ({ frame, viewer, email, passwordSetAt, organizations, questions, notice, ...rest }: Props) => (
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
        <Line name="User">{viewer.userName}</Line>
        <Line name="Username">{viewer.username}</Line>
        <Line name="Password" action="/account/password" label="Change Password">
          {passwordSetAt === undefined ? '' : `changed ${showInstant(passwordSetAt, frame.timeZone).slice(0, 10)}`}
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
          {organizations.map(({ id, code, name, role }) => (
            <span class="line-each">
              {name} ({code}), {roleNames[role]}
              {organizations.length > 1 && id === viewer.organization.id ? <b> – you act for it now</b> : null}
            </span>
          ))}
        </Line>
        <Line name="User Agreement">
          <a href="/agreement">Read it</a>
        </Line>
      </dl>
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
            <th scope="col">Address</th>
            <th scope="col">Organization</th>
            <th scope="col">Logged in</th>
            <th scope="col">Last used</th>
            <th scope="col">Session</th>
          </tr>
        </thead>
        <tbody>
          {sessions.map(({ id, organizationId, createdAt, lastSeenAt, browserName, address }) => (
            <tr>
              <th scope="row">
                {browserName || 'a browser'}
                {id === currentSession ? <span class="hint">this session</span> : null}
              </th>
              <td data-label="Address">{address}</td>
              <td data-label="Organization">{organizations.find((one) => one.id === organizationId)?.name}</td>
              <td data-label="Logged in">{showInstant(createdAt, frame.timeZone)}</td>
              <td data-label="Last used">{showInstant(lastSeenAt, frame.timeZone)}</td>
              <td>
                {id === currentSession ? null : (
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
    <p class="inside">
      If one of these was not you, <a href="/account/password">change your password</a> and tell the help desk.
    </p>
    <table class="results">
      <thead>
        <tr>
          <th scope="col">When</th>
          <th scope="col">What</th>
          <th scope="col">Address</th>
        </tr>
      </thead>
      <tbody>
        {logins.map(({ at, action, address }) => (
          <tr>
            <th scope="row">{showInstant(at, frame.timeZone)}</th>
            <td>
              {action === 'login' ? (
                'Logged in'
              ) : (
                <b class="overdue">Failed: wrong password, or the account was inactive or locked</b>
              )}
            </td>
            <td data-label="Address">{address}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </section>
);
