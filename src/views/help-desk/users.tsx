import type { AccountState } from '../../domain/accounts/account.js';
import { type Role, roleNames, type Viewer } from '../../domain/accounts/viewer.js';
import { listedName } from '../../domain/text/name.js';
import { showInstant } from '../../domain/time/day.js';
import { Csrf, Field } from '../parts/form.js';
import { type Frame, Page } from '../parts/layout.js';

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
  asked: { readonly name: string; readonly state: string };
  states: readonly AccountState[];
};

/** The users whom the viewer administers (A2). */
export const UserList = ({ frame, viewer, users, count, page, pages, asked, states }: Props) => (
  <Page frame={frame} title="Users" status={countWords(count, page, pages)}>
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
          <td data-label="Last login">
            {user.lastLoginAt === null ? 'never' : showInstant(user.lastLoginAt, frame.timeZone)}
          </td>
        </tr>
      ))}
    </tbody>
  </table>
);
