import type { AccountState } from '../../domain/accounts/account.js';
import type { ConfirmationDeed, Deed } from '../../domain/accounts/user-administration.js';
import { type Organization, type Role, roleNames, type Viewer } from '../../domain/accounts/viewer.js';
import { fullName } from '../../domain/text/name.js';
import { showInstant } from '../../domain/time/day.js';
import { ErrorSummary } from '../parts/error-summary.js';
import { Csrf, type Entry, Field, FormKey } from '../parts/form.js';
import { type Frame, Page } from '../parts/layout.js';

type Props = {
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
  /** The key of its forms. */
  key: string;
};

/** One user, and what may be done to the account (A2). */
export const UserPage = (props: Props) => {
  const { frame, found, notice, errors } = props;
  const { user } = found;
  const name = fullName(user);
  return (
    <Page frame={frame} title={`${errors ? 'Error: ' : ''}User ${user.id}`} {...(notice && { status: notice })}>
      {errors ? <ErrorSummary errors={errors} /> : null}
      <section aria-labelledby="title">
        <h1 id="title" class="bar">
          {name}
        </h1>
        <Facts {...props} />
        <Commands {...props} />
      </section>
      {props.may('correct') ? <Correct {...props} /> : null}
      <Memberships {...props} />
      <p>
        <a href="/users">Back to the users</a>
      </p>
    </Page>
  );
};

const Facts = ({ frame, found: { user, memberships }, standing, logsIn }: Props) => {
  const until = user.temporaryUntil === null ? '' : showInstant(user.temporaryUntil, frame.timeZone);

  const facts: readonly (readonly [string, string])[] = [
    ['Username', user.username],
    ['Email Address', user.email || '(none)'],
    ['Status', standing],
    [
      'Home organization',
      memberships.find((one) => one.organizationId === user.homeOrganizationId)?.name ?? '(another)',
    ],
    ['Added', showInstant(user.createdAt, frame.timeZone)],
    ['Last login', user.lastLoginAt === null ? 'never' : showInstant(user.lastLoginAt, frame.timeZone)],
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
          <div>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
};

const Commands = ({ frame, found: { user }, state, isLocked, may, key }: Props) => {
  const isClosed = state === 'inactive' || isLocked;
  const commands: readonly (readonly [boolean, string, string])[] = [
    [state === 'locked' && may('unlock'), 'unlock', 'Unlock'],
    [state === 'inactive' && may('reactivate'), 'reactivate', isLocked ? 'Reactivate and unlock' : 'Reactivate'],
  ];
  const deeds: readonly (readonly [boolean, ConfirmationDeed, string])[] = [
    [!isClosed && may('issue temporary password'), 'password', 'Issue temporary password'],
    [user.questionsSetAt !== null && may('reset security questions'), 'questions', 'Reset security questions'],
    [may('end sessions'), 'sessions', 'End sessions'],
    [state !== 'inactive' && may('deactivate'), 'deactivate', 'Deactivate'],
  ];
  const open = commands.filter(([allowed]) => allowed);
  const asking = deeds.filter(([allowed]) => allowed);
  if (open.length + asking.length === 0)
    return (
      <p class="inside hint">
        Only the help desk changes this account: it is your own, the help desk's, or belongs to another organization
        too.
      </p>
    );
  return (
    <form method="post" action={`/users/${user.id}`} class="row inside">
      <Csrf token={frame.csrf} />
      <FormKey value={key} />
      {open.map(([, command, label]) => (
        <>
          <input type="submit" id={command} class="main" name={`do.${command}`} value={label} />{' '}
        </>
      ))}
      {asking.map(([, deed, label]) => (
        <>
          <a class="button" id={deed} href={`/users/${user.id}/sure?for=${deed}`}>
            {label}
          </a>{' '}
        </>
      ))}
      {isClosed && may('issue temporary password') ? (
        <span class="hint">
          A temporary password is issued once the account is open again: {isLocked ? 'it is locked' : 'it is inactive'}{' '}
          now.
        </span>
      ) : null}
    </form>
  );
};

/** Names and email address, corrected by whoever administers (A2). */
const Correct = ({ frame, found: { user }, entry, key }: Props) => (
  <section aria-labelledby="correct">
    <h2 id="correct">Name and email address</h2>
    <form method="post" action={`/users/${user.id}`} class="fields" autocomplete="off" novalidate>
      <Csrf token={frame.csrf} />
      <FormKey value={key} />
      <Field entry={entry} name="firstName" label="First Name" class="w4" />
      <Field entry={entry} name="lastName" label="Last Name" class="w4" />
      <Field entry={entry} name="email" label="Email Address" type="email" class="w4" />
      <p class="w12">
        <input type="submit" name="do.correct" value="Save" />{' '}
        <span class="hint">Another address is told at both boxes, and confirmed by the user at the next login.</span>
      </p>
    </form>
  </section>
);

const Memberships = ({ frame, viewer, found: { user, memberships }, may, organizations, roles, key }: Props) => {
  const seen =
    viewer.role === 'help desk'
      ? memberships
      : memberships.filter((one) => one.organizationId === viewer.organization.id);
  const here = seen[0];
  return (
    <section aria-labelledby="memberships">
      <h2 id="memberships">Organizations and roles</h2>
      <form method="post" action={`/users/${user.id}`}>
        <Csrf token={frame.csrf} />
        <FormKey value={key} />
        <table class="results">
          <thead>
            <tr>
              <th scope="col">Organization</th>
              <th scope="col">Role</th>
              <th scope="col">Membership</th>
            </tr>
          </thead>
          <tbody>
            {seen.map(({ organizationId, code, name, role }) => (
              <tr>
                <th scope="row">
                  {name} ({code})
                </th>
                <td data-label="Role">{roleNames[role]}</td>
                <td data-label="Membership">
                  {organizationId === user.homeOrganizationId ? 'home ' : ''}
                  {may('end membership') ? (
                    <input
                      type="submit"
                      name={`do.leave.${organizationId}`}
                      value="End membership"
                      aria-label={`End membership in ${name}`}
                    />
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </form>
      {may('change role') ? (
        <form method="post" action={`/users/${user.id}`} class="fields">
          <Csrf token={frame.csrf} />
          <FormKey value={key} />
          <div class="field w4">
            <label for="organization">Organization</label>
            <select id="organization" name="organization">
              {organizations.map(({ id, name }) => (
                <option value={String(id)} selected={id === here?.organizationId}>
                  {name}
                </option>
              ))}
            </select>
          </div>
          <div class="field w4">
            <label for="role">Role</label>
            <select id="role" name="role">
              {roles.map((role) => (
                <option value={role} selected={role === here?.role}>
                  {role === 'help desk' ? `${roleNames[role]} (in the help desk's own organization)` : roleNames[role]}
                </option>
              ))}
            </select>
          </div>
          <p class="w4">
            <input
              type="submit"
              name="do.role"
              value={viewer.role === 'help desk' ? 'Give this role' : 'Change role'}
            />
          </p>
        </form>
      ) : null}
    </section>
  );
};
