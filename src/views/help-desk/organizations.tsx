import { typeLabel } from '../../domain/accounts/organization.js';
import type { OrganizationType } from '../../domain/accounts/viewer.js';
import { Csrf, Field } from '../parts/form.js';
import { type Frame, Page } from '../parts/layout.js';

type Row = {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly type: OrganizationType;
  readonly region: string;
  readonly active: boolean;
};

type Props = {
  frame: Frame;
  list: readonly Row[];
  count: number;
  page: number;
  pages: number;
  /** What was typed into Find. */
  asked: string;
};

const address = '/help-desk/organizations';

/** The organizations of the region (A3). */
export const OrganizationList = ({ frame, list, count, page, pages, asked }: Props) => (
  <Page frame={frame} title="Organizations">
    <section aria-labelledby="title">
      <div class="bar">
        <h1 id="title">Organizations</h1>
        <div class="actions">
          <a class="button" href={`${address}/new`}>
            Add organization
          </a>
        </div>
      </div>
      <form method="post" action={address} class="fields" aria-label="Find organizations">
        <Csrf token={frame.csrf} />
        <Field
          entry={{ values: { name: asked } }}
          name="name"
          label="Name, code, type or region"
          class="w6"
          autocomplete="off"
        />
        <p class="w4">
          <input type="submit" class="main" name="do.find" value="Find" />
        </p>
      </form>
      <p class="inside">{count === 0 ? 'No organization is found by this.' : countWords(count, page, pages)}</p>
      {count === 0 ? null : <OrganizationTable list={list} />}
      {pages > 1 ? (
        <form method="post" action={address} class="row inside" aria-label="Pages">
          <Csrf token={frame.csrf} />
          <input type="hidden" name="name" value={asked} />
          {page > 1 ? <input type="submit" name={`do.page.${page - 1}`} value="Previous page" /> : null}{' '}
          {page < pages ? <input type="submit" name={`do.page.${page + 1}`} value="Next page" /> : null}
        </form>
      ) : null}
    </section>
  </Page>
);

const countWords = (count: number, page: number, pages: number) =>
  `${count} ${count === 1 ? 'organization' : 'organizations'}${pages > 1 ? `, page ${page} of ${pages}` : ''}`;

const OrganizationTable = ({ list }: { list: readonly Row[] }) => (
  <table class="results">
    <thead>
      <tr>
        <th scope="col">Name</th>
        <th scope="col">Code</th>
        <th scope="col">Type</th>
        <th scope="col">Region</th>
        <th scope="col">Active</th>
      </tr>
    </thead>
    <tbody>
      {list.map(({ id, name, code, type, region, active }) => (
        <tr>
          <th scope="row">
            <a href={`${address}/${id}`}>{name}</a>
          </th>
          <td data-label="Code">{code}</td>
          <td data-label="Type">{typeLabel(type)}</td>
          <td data-label="Region">{region}</td>
          <td data-label="Active">{active ? 'Yes' : 'No'}</td>
        </tr>
      ))}
    </tbody>
  </table>
);
