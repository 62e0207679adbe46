import type { AccountState } from '../../domain/accounts/account.js';
import { type Role, roleNames, type Viewer } from '../../domain/accounts/viewer.js';
import { fullName, listedName } from '../../domain/text/name.js';
import { showInstant } from '../../domain/time/day.js';
import { Csrf, Field, Select } from '../parts/form.js';
import { type Frame, Page } from '../parts/layout.js';
import { PrintButton } from '../parts/paper.js';

type Row = {
  readonly id: number;
  readonly firstName: string;
  readonly lastName: string;
  readonly username: string;
  readonly email: string;
  readonly lastLoginAt: number | null;
  readonly standing: string;
  readonly organizations: readonly { readonly code: string; readonly role: Role }[];
};

type Props = {
  frame: Frame;
  viewer: Viewer;
  users: readonly Row[];
  count: number;
  page: number;
  pages: number;
  asked: { readonly name: string; readonly state: string; readonly organization: string };
  /** Those to choose from, for the help desk. */
  organizations: readonly { readonly id: number; readonly name: string; readonly active: boolean }[];
  states: readonly AccountState[];
};

/** The users whom the viewer administers (A2). */
export const UserList = ({ frame, viewer, users, count, page, pages, asked, states, organizations }: Props) => (
  <Page frame={frame} title="Users">
    <section aria-labelledby="title">
      <div class="bar">
        <h1 id="title">{viewer.role === 'help desk' ? 'Users' : `Users of ${viewer.organization.name}`}</h1>
        <div class="actions">
          <a class="button" href="/users/new">
            Add users
          </a>
        </div>
      </div>
      <form method="post" action="/users" class="fields" aria-label="Find users">
        <Csrf token={frame.csrf} />
        <Field entry={{ values: asked }} name="name" label="Name, initials or username" class="w4" autocomplete="off" />
        <div class="field w4">
          <label for="state">Status</label>
          <select id="state" name="state">
            <option value="">Any</option>
            {states.map((state) => (
              <option value={state} selected={state === asked.state}>
                {capital(state)}
              </option>
            ))}
          </select>
        </div>
        {organizations.length > 0 ? (
          <Select
            entry={{ values: asked }}
            name="organization"
            label="Organization"
            choices={organizations.map(({ id, name, active }) => ({
              code: String(id),
              label: active ? name : `${name} (inactive)`,
            }))}
            class="w4"
          />
        ) : null}
        <p class="w4">
          <input type="submit" class="main" name="do.find" value="Find" />
        </p>
      </form>
      {users.length === 0 ? (
        <p class="inside">No user is found by this.</p>
      ) : (
        <>
          <p class="inside">{countWords(count, page, pages)}</p>
          <UserTable frame={frame} users={users} />
        </>
      )}
      {pages > 1 ? (
        <form method="post" action="/users" class="row inside" aria-label="Pages">
          <Csrf token={frame.csrf} />
          <input type="hidden" name="name" value={asked.name} />
          <input type="hidden" name="state" value={asked.state} />
          <input type="hidden" name="organization" value={asked.organization} />
          {page > 1 ? <input type="submit" name={`do.page.${page - 1}`} value="Previous page" /> : null}{' '}
          {page < pages ? <input type="submit" name={`do.page.${page + 1}`} value="Next page" /> : null}
        </form>
      ) : null}
    </section>
  </Page>
);

const countWords = (count: number, page: number, pages: number) =>
  `${count} ${count === 1 ? 'user' : 'users'}${pages > 1 ? `, page ${page} of ${pages}` : ''}`;

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

const UserTable = ({ frame, users }: Pick<Props, 'frame' | 'users'>) => (
  <table class="results">
    <thead>
      <tr>
        <th scope="col">Name</th>
        <th scope="col">Username</th>
        <th scope="col">Organization and role</th>
        <th scope="col">Status</th>
        <th scope="col">Last login</th>
      </tr>
    </thead>
    <tbody>
      {users.map((user) => (
        <tr>
          <th scope="row">
            <a href={`/users/${user.id}`}>{listedName(user)}</a>
          </th>
          <td data-label="Username">{user.username}</td>
          <td data-label="Organization and role">
            {user.organizations.map(({ code, role }) => `${code} ${roleNames[role]}`).join(', ')}
          </td>
          <td data-label="Status">{capital(user.standing)}</td>
          <td class="n" data-label="Last login">
            {user.lastLoginAt === null ? 'never' : showInstant(user.lastLoginAt, frame.timeZone)}
          </td>
        </tr>
      ))}
    </tbody>
  </table>
);

type SlipsProps = {
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
export const TemporaryPasswords = ({ frame, users, issuedAt, origin, isSame = true }: SlipsProps) => {
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
