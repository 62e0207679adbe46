import type { Action, AuditFilter } from '../../domain/audit.js';
import { filterQuery } from '../../domain/audit.js';
import { showInstant } from '../../domain/time/day.js';
import { ErrorSummary } from '../parts/error-summary.js';
import { Csrf, type Entry, Field, Select } from '../parts/form.js';
import { type Frame, Page } from '../parts/layout.js';

type Line = {
  readonly id: number;
  readonly at: number;
  readonly userId: number | null;
  readonly user: string;
  readonly organization: string;
  readonly action: string;
  readonly clientId: number | null;
  readonly detail: string;
  readonly address: string;
};

type Choices = readonly { readonly code: string; readonly label: string }[];

type Props = {
  frame: Frame;
  /** The organization whose rows these are; those of all where it is left out. */
  of: string | undefined;
  entry: Entry;
  message?: string | undefined;
  actions: readonly Action[];
  organizations: Choices;
  rows:
    | {
        readonly list: readonly Line[];
        readonly filter: AuditFilter;
        /** The address of the page after this one, where there may be one, and whether this is not the first. */
        readonly next: string | undefined;
        readonly isFirst: boolean;
      }
    | undefined;
  /** The head of the chain, for the help desk. */
  head: string | undefined;
};

/** The audit log (A6): what an administrator's organization did, or everybody. */
export const AuditLog = ({ frame, of, entry, message, actions, organizations, rows, head }: Props) => (
  <Page frame={frame} title={message || entry.errors ? 'Error: Audit Log' : 'Audit Log'}>
    <h1>{of === undefined ? 'Audit Log' : `Audit Log of ${of}`}</h1>
    <ErrorSummary errors={entry.errors} message={message} />
    <form method="post" action="/audit-log" autocomplete="off" aria-labelledby="find">
      <section>
        <div class="bar">
          <h2 id="find">Find rows</h2>
          <p class="actions">
            <input type="submit" class="main" name="do.find" value="Find" />{' '}
            <input type="submit" name="do.clear" value="Clear" />
          </p>
        </div>
        <Csrf token={frame.csrf} />
        <div class="fields">
          <Field entry={entry} name="user" label="User" class="w3" autocomplete="off" hint="Username or name" />
          <Field entry={entry} name="client" label="MIIC ID" class="w3" inputmode="numeric" hint="Of a client" />
          <Field entry={entry} name="from" label="From" class="w3" hint="MM/DD/YYYY" />
          <Field entry={entry} name="to" label="To" class="w3" hint="MM/DD/YYYY" />
          {of === undefined ? (
            <Select
              entry={entry}
              name="organization"
              label="Organization"
              class="w6"
              choices={organizations}
              none="Any"
            />
          ) : null}
          <Select
            entry={entry}
            name="action"
            label="Action"
            class="w6"
            none="Any"
            choices={actions.map((action) => ({ code: action, label: capital(action) }))}
          />
        </div>
      </section>
    </form>
    {rows ? <Rows frame={frame} withOrganization={of === undefined} {...rows} /> : null}
    {head === undefined ? null : (
      <section aria-labelledby="head">
        <h2 id="head">Head of the chain</h2>
        <p class="inside">
          <code class="long">{head}</code>
        </p>
        <p class="inside">
          Each row vouches for all before it. Keep this line elsewhere, on paper say: with it{' '}
          <code>titer audit verify --head</code> finds rows that were changed or cut off since.
        </p>
      </section>
    )}
  </Page>
);

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

type RowsProps = NonNullable<Props['rows']> & { frame: Frame; withOrganization: boolean };

const Rows = ({ frame, withOrganization, list, filter, next, isFirst }: RowsProps) => (
  <section aria-labelledby="rows">
    <div class="bar">
      <h2 id="rows">{isFirst ? 'The latest rows' : 'Earlier rows'}</h2>
      <p class="actions">
        <a class="button" href={`/audit-log/export${filterQuery(filter)}`}>
          Export as CSV
        </a>
      </p>
    </div>
    {list.length > 0 ? null : (
      <p class="inside">{next ? 'None among the rows that were looked through so far.' : 'No row is found by this.'}</p>
    )}
    {list.length > 0 ? <Table frame={frame} withOrganization={withOrganization} list={list} /> : null}
    {next || !isFirst ? (
      <nav class="pages" aria-label="Pages of the audit log">
        {isFirst ? null : <a href={`/audit-log${filterQuery(filter)}`}>latest rows</a>}{' '}
        {next ? <a href={next}>earlier rows</a> : null}
      </nav>
    ) : null}
  </section>
);

const Table = ({ frame, withOrganization, list }: Pick<RowsProps, 'frame' | 'withOrganization' | 'list'>) => (
  <div class="scroll">
    <table class="results">
      <caption class="unseen">Rows of the audit log, the latest first</caption>
      <thead>
        <tr>
          <th scope="col">Row</th>
          <th scope="col">When</th>
          <th scope="col">User</th>
          {withOrganization ? <th scope="col">Organization</th> : null}
          <th scope="col">Action</th>
          <th scope="col">MIIC ID</th>
          <th scope="col">Details</th>
          <th scope="col">Network address</th>
        </tr>
      </thead>
      <tbody>
        {list.map((row) => (
          <tr>
            <th scope="row" class="n">
              {row.id}
            </th>
            <td class="n" data-label="When">
              {showInstant(row.at, frame.timeZone)}
            </td>
            <td class="n" data-label="User">
              {row.userId === null ? '' : <a href={`/audit-log?user=${row.userId}`}>{row.user}</a>}
            </td>
            {withOrganization ? <td data-label="Organization">{row.organization}</td> : null}
            <td data-label="Action">{capital(row.action)}</td>
            <td class="n" data-label="MIIC ID">
              {row.clientId === null ? '' : <a href={`/audit-log?client=${row.clientId}`}>{row.clientId}</a>}
            </td>
            <td data-label="Details">{row.detail}</td>
            <td data-label="Network address">{row.address}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);
