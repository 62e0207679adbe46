import { type Role, roleNames } from '../../domain/accounts/viewer.js';
import { Csrf, FormKey } from '../parts/form.js';
import type { UserProps } from './user.js';

/** A line a membership; the one that is being changed has its form below it. */
export const Memberships = (props: UserProps) => {
  const { viewer, found, may, changes, organizations } = props;
  const { user, memberships } = found;
  const seen =
    viewer.role === 'help desk'
      ? memberships
      : memberships.filter((one) => one.organizationId === viewer.organization.id);
  const mayChange = may('change role') || may('end membership');
  const others = organizations.filter(({ id }) => !memberships.some((one) => one.organizationId === id));
  return (
    <section aria-labelledby="memberships">
      <h2 id="memberships">Organizations and roles</h2>
      <table class="results">
        <thead>
          <tr>
            <th scope="col">Organization</th>
            <th scope="col">Role</th>
            {mayChange ? <th scope="col">Change</th> : null}
          </tr>
        </thead>
        <tbody>
          {seen.map((membership) => (
            <tr>
              <th scope="row">
                {membership.name} ({membership.code})
                {membership.organizationId === user.homeOrganizationId ? (
                  <span class="hint">home organization</span>
                ) : null}
              </th>
              <td data-label="Role">
                {changes === membership.organizationId ? (
                  <ChangeMembership {...props} membership={membership} />
                ) : (
                  roleNames[membership.role]
                )}
              </td>
              {mayChange ? (
                <td>
                  {changes === membership.organizationId ? (
                    <a href={`/users/${user.id}`}>Leave as it is</a>
                  ) : (
                    <a
                      href={`/users/${user.id}?change=${membership.organizationId}#role`}
                      aria-label={`Change the role at ${membership.name}`}
                    >
                      Change
                    </a>
                  )}
                </td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </table>
      {viewer.role === 'help desk' && may('change role') && others.length > 0 ? (
        <details class="inside" open={changes === -1}>
          <summary>Add to another organization</summary>
          <NewMembership {...props} organizations={others} />
        </details>
      ) : null}
    </section>
  );
};

type Membership = UserProps['found']['memberships'][number];

const RoleOptions = ({ roles, chosen }: { roles: readonly Role[]; chosen: Role | undefined }) => (
  <>
    {roles.map((role) => (
      <option value={role} selected={role === chosen}>
        {role === 'help desk' ? `${roleNames[role]} (in the help desk's own organization)` : roleNames[role]}
      </option>
    ))}
  </>
);

const ChangeMembership = ({ frame, found, may, roles, key, membership }: UserProps & { membership: Membership }) => (
  <form method="post" action={`/users/${found.user.id}`} class="row">
    <Csrf token={frame.csrf} />
    <FormKey value={key} />
    <input type="hidden" name="organization" value={String(membership.organizationId)} />
    {may('change role') ? (
      <>
        <label for="role">Role</label>{' '}
        <select id="role" name="role">
          <RoleOptions roles={roles} chosen={membership.role} />
        </select>{' '}
        <input type="submit" class="main" name="do.role" value="Change role" />{' '}
      </>
    ) : null}
    {may('end membership') ? (
      <input
        type="submit"
        class="danger"
        name={`do.leave.${membership.organizationId}`}
        value="End membership"
        aria-label={`End membership in ${membership.name}`}
      />
    ) : null}
  </form>
);

const NewMembership = ({ frame, found, organizations, roles, key }: UserProps) => (
  <form method="post" action={`/users/${found.user.id}`} class="fields">
    <Csrf token={frame.csrf} />
    <FormKey value={key} />
    <div class="field w4">
      <label for="organization">Organization</label>
      <select id="organization" name="organization">
        {organizations.map(({ id, name }) => (
          <option value={String(id)}>{name}</option>
        ))}
      </select>
    </div>
    <div class="field w4">
      <label for="new-role">Role</label>
      <select id="new-role" name="role">
        <RoleOptions roles={roles} chosen={undefined} />
      </select>
    </div>
    <p class="w4">
      <input type="submit" name="do.role" value="Give this role" />
    </p>
  </form>
);
