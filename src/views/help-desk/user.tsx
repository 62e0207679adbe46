import type { AccountState } from '../../domain/accounts/account.js';
import type { ConfirmationDeed, Deed } from '../../domain/accounts/user-administration.js';
import type { Organization, Role, Viewer } from '../../domain/accounts/viewer.js';
import { fullName } from '../../domain/text/name.js';
import { showInstant } from '../../domain/time/day.js';
import { ErrorSummary } from '../parts/error-summary.js';
import { Csrf, type Entry, Field, FormKey } from '../parts/form.js';
import { type Frame, Page } from '../parts/layout.js';
import { Memberships } from './user-memberships.js';

export type UserProps = {
  frame: Frame;
  viewer: Viewer;
  found: {
    readonly user: {
      readonly id: number;
      readonly firstName: string;
      readonly lastName: string;
      readonly username: string;
      readonly email: string;
      readonly homeOrganizationId: number;
      readonly createdAt: number;
      readonly lastLoginAt: number | null;
      readonly temporaryUntil: number | null;
      readonly questionsSetAt: number | null;
    };
    readonly memberships: readonly {
      readonly organizationId: number;
      readonly code: string;
      readonly name: string;
      readonly role: Role;
    }[];
  };
  state: AccountState;
  /** The state of the account, in words. */
  standing: string;
  isLocked: boolean;
  may: (deed: Deed) => boolean;
  /** True if a temporary password logs in anywhere (A1). */
  logsIn: boolean;
  organizations: readonly Organization[];
  roles: readonly Role[];
  notice: string | undefined;
  errors: Readonly<Record<string, string>> | undefined;
  /** Name and email address as they stand, or as they were typed. */
  entry: Entry;
  /** The organization whose membership is being changed; 0 for none. */
  changes: number;
  /** The key of its forms. */
  key: string;
};

/** One user, and what may be done to the account (A2). */
export const UserPage = (props: UserProps) => {
  const { frame, found, notice, errors } = props;
  const { user } = found;
  const name = fullName(user);
  return (
    <Page frame={frame} title={`${errors ? 'Error: ' : ''}User ${user.id}`} {...(notice && { status: notice })}>
      {errors ? <ErrorSummary errors={errors} /> : null}
      {/* One form, so that what is typed comes along with Unlock; Enter in a field is Save, and opens no account. */}
      <form method="post" action={`/users/${user.id}`} autocomplete="off" novalidate>
        {isClosed(props) && props.may('correct') ? (
          <input type="submit" class="unseen-control" name="do.correct" value="Save name and email address" />
        ) : null}
        <Csrf token={frame.csrf} />
        <FormKey value={props.key} />
        <section aria-labelledby="title">
          <h1 id="title" class="bar">
            {name} <span class={props.state === 'active' ? 'done' : 'tag overdue'}>{stateWords(props)}</span>
          </h1>
          <Facts {...props} />
          <Commands {...props} />
        </section>
        {props.may('correct') ? <Correct {...props} /> : null}
      </form>
      <Memberships {...props} />
      <p>
        <a href="/users">Back to the users</a>
      </p>
    </Page>
  );
};

const isClosed = ({ state, isLocked }: UserProps) => state === 'inactive' || isLocked;

/** The state of the account in a word, for beside the name. */
const stateWords = ({ state, isLocked }: UserProps) =>
  state === 'inactive' && isLocked ? 'Inactive, locked' : `${state.charAt(0).toUpperCase()}${state.slice(1)}`;

const Facts = ({ frame, found: { user, memberships }, state, standing, logsIn, may }: UserProps) => {
  // A narrow column breaks between day and time.
  const instant = (at: number) => showInstant(at, frame.timeZone).replace(/ (?=[AP]M)/, '\u00a0');
  const until = user.temporaryUntil === null ? '' : showInstant(user.temporaryUntil, frame.timeZone);

  const facts: readonly (readonly [string, string])[] = [
    ['Username', user.username],
    // Where it can be corrected it stands in its field.
    ['Email Address', may('correct') ? '' : user.email || '(none)'],
    ['Status', standing === state ? '' : standing],
    [
      'Home organization',
      memberships.find((one) => one.organizationId === user.homeOrganizationId)?.name ?? '(another)',
    ],
    ['Added', instant(user.createdAt)],
    ['Last login', user.lastLoginAt === null ? 'never' : instant(user.lastLoginAt)],
    logsIn
      ? ['Temporary password until', until]
      : [
          'Temporary password',
          until && 'logs in nowhere, since who issued it does not administer all organizations here',
        ],
    ['Security questions', user.questionsSetAt === null ? 'none on file' : 'on file'],
  ];
  return (
    <dl class="facts">
      {facts
        .filter(([, value]) => value)
        .map(([name, value]) => (
          <div class={name === 'Email Address' ? 'wide' : undefined}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
};

/** What an account needs first: to be opened, or another temporary password where the last one has expired. */
const Commands = (props: UserProps) => {
  const { state, isLocked, may } = props;
  const { user } = props.found;
  const commands: readonly (readonly [boolean, string, string])[] = [
    [state === 'locked' && may('unlock'), 'unlock', 'Unlock'],
    [state === 'inactive' && may('reactivate'), 'reactivate', isLocked ? 'Reactivate and unlock' : 'Reactivate'],
  ];
  const deeds: readonly (readonly [boolean, ConfirmationDeed, string])[] = [
    [!isClosed(props) && may('issue temporary password'), 'password', 'Issue temporary password'],
    [user.questionsSetAt !== null && may('reset security questions'), 'questions', 'Reset security questions'],
    [may('end sessions'), 'sessions', 'End sessions'],
    [state !== 'inactive' && may('deactivate'), 'deactivate', 'Deactivate'],
  ];
  const needed = commands.filter(([allowed]) => allowed);
  const asking = deeds.filter(([allowed]) => allowed);
  if (needed.length + asking.length === 0)
    return (
      <p class="inside hint">
        Only the help desk changes this account: it is your own, the help desk's, or belongs to another organization
        too.
      </p>
    );
  return (
    <>
      {needed.length > 0 ? (
        <p class="row inside">
          {needed.map(([, command, label]) => (
            <>
              <input type="submit" id={command} class="main" name={`do.${command}`} value={label} />{' '}
            </>
          ))}
          {may('issue temporary password') ? (
            <span class="hint">
              A temporary password is issued once the account is open again:{' '}
              {isLocked ? 'it is locked' : 'it is inactive'} now.
            </span>
          ) : null}
        </p>
      ) : null}
      {asking.length > 0 ? (
        <p class="row inside">
          {asking.map(([, deed, label]) => (
            <>
              <a
                class={deed === 'password' && state === 'temporary password expired' ? 'button main' : 'button'}
                id={deed}
                href={`/users/${user.id}/sure?for=${deed}`}
              >
                {label}
              </a>{' '}
            </>
          ))}
        </p>
      ) : null}
    </>
  );
};

/** Names and email address, corrected by whoever administers (A2). */
const Correct = ({ entry }: UserProps) => (
  <section aria-labelledby="correct">
    <h2 id="correct">Name and email address</h2>
    <div class="fields">
      <Field entry={entry} name="firstName" label="First Name" class="w4" />
      <Field entry={entry} name="lastName" label="Last Name" class="w4" />
      <Field entry={entry} name="email" label="Email Address" type="email" class="w4" />
      <p class="w12 hint">
        When the address changes, both the old and the new one get a mail. The user confirms it at the next login.
      </p>
      <p class="w12">
        <input type="submit" class="main" name="do.correct" value="Save" />
      </p>
    </div>
  </section>
);
