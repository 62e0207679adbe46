import { type Organization, type Role, roleNames } from '../../domain/accounts/viewer.js';
import { ErrorSummary } from '../parts/error-summary.js';
import { Csrf, type Entry, Field, FormKey, Select } from '../parts/form.js';
import { type Frame, Page } from '../parts/layout.js';

type Props = {
  frame: Frame;
  entry: Entry;
  rows: number;
  rowCounts: readonly number[];
  organizations: readonly Organization[];
  roles: readonly Role[];
  own: Organization;
  message: string | undefined;
};

/** Adding one user or several (A2). */
export const NewUsers = ({ frame, entry, rows, rowCounts, organizations, roles, own, message }: Props) => (
  <Page frame={frame} title={entry.errors ? 'Error: Add users' : 'Add users'}>
    <form method="post" action="/users/new" autocomplete="off" novalidate>
      <section aria-labelledby="title">
        <div class="bar">
          <h1 id="title">Add users</h1>
          <div class="actions">
            <input type="submit" class="main" name="do.add" value={rows === 1 ? 'Add user' : 'Add users'} />{' '}
            <a href="/users">Cancel</a>
          </div>
        </div>
        {entry.errors ? <ErrorSummary errors={entry.errors} message={message} /> : null}
        <Csrf token={frame.csrf} />
        <FormKey value={entry.values.key} />
        <input type="hidden" name="rows" value={String(rows)} />
        <p class="inside">
          Each gets a temporary password, shown on the next page once. Rows left empty are skipped. Rows:{' '}
          {rowCounts.map((count) =>
            count === rows ? (
              <b>{count} </b>
            ) : (
              <>
                <input
                  type="submit"
                  class="plain"
                  name={`do.rows.${count}`}
                  value={String(count)}
                  aria-label={`${count} rows`}
                />{' '}
              </>
            ),
          )}
        </p>
        {organizations.length === 1 ? (
          <input type="hidden" name="organization" value={String(organizations[0]?.id)} />
        ) : (
          <div class="fields">
            <Select
              entry={{ ...entry, values: { organization: String(own.id), ...entry.values } }}
              name="organization"
              label="Organization"
              choices={organizations.map(({ id, name }) => ({ code: String(id), label: name }))}
              class="w4"
            />
          </div>
        )}
        {Array.from({ length: rows }, (_, i) => i + 1).map((n) => (
          <fieldset class="fields">
            <legend class="w12">User {n}</legend>
            <Field entry={entry} name={`firstName${n}`} label="First Name" class="w2" />
            <Field entry={entry} name={`lastName${n}`} label="Last Name" class="w2" />
            <Field entry={entry} name={`username${n}`} label="Username" class="w2" />
            <Field entry={entry} name={`email${n}`} label="Email Address" type="email" class="w4" />
            <Select
              entry={{ ...entry, values: { [`role${n}`]: 'typical user', ...entry.values } }}
              name={`role${n}`}
              label="Role"
              choices={roles.map((role) => ({
                code: role,
                label:
                  role === 'help desk' ? `${roleNames[role]} (in the help desk's own organization)` : roleNames[role],
              }))}
              class="w2"
            />
          </fieldset>
        ))}
      </section>
    </form>
  </Page>
);
