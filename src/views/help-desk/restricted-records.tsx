import type { Disclosure } from '../../domain/accounts/viewer.js';
import { listedName } from '../../domain/text/name.js';
import { type Day, dayOf, showDay } from '../../domain/time/day.js';
import { ErrorSummary } from '../parts/error-summary.js';
import { Csrf, type Entry, Field } from '../parts/form.js';
import { type Frame, Page } from '../parts/layout.js';

type Row = Disclosure<
  Parameters<typeof listedName>[0] & {
    readonly id: number;
    readonly birthDate: Day;
    readonly deceasedAt: number | null;
    readonly lockedBy: string | null;
    readonly lockedAt: number | null;
  }
>;
type Records = { readonly list: readonly Row[]; readonly count: number; readonly page: number; readonly pages: number };

/** For the help desk: every locked or deceased record, and any record by its MIIC ID (C6, C12, C13). */
export const RestrictedRecords = ({
  frame,
  records,
  entry,
  message,
}: {
  frame: Frame;
  records: Records;
  entry: Entry;
  message: string | undefined;
}) => {
  const bad = message || entry.errors;
  return (
    <Page frame={frame} title={bad ? 'Error: Restricted records' : 'Restricted records'}>
      <h1>Restricted records</h1>
      <ErrorSummary errors={entry.errors} message={message} />
      <form method="post" action="/restricted" autocomplete="off" aria-labelledby="find">
        <section>
          <div class="bar">
            <h2 id="find">Find a record</h2>
            <p class="actions">
              <input type="submit" class="main" name="do.find" value="Find" />
            </p>
          </div>
          <Csrf token={frame.csrf} />
          <div class="fields">
            <Field
              entry={entry}
              name="miicId"
              label="MIIC ID"
              inputmode="numeric"
              autocomplete="off"
              class="w6"
              hint="Any record, restricted or not"
            />
          </div>
        </section>
      </form>
      <section aria-labelledby="all">
        <div class="bar">
          <h2 id="all">{records.count === 1 ? '1 restricted record' : `${records.count} restricted records`}</h2>
          {records.pages > 1 ? (
            <p>
              page {records.page} of {records.pages}
            </p>
          ) : null}
        </div>
        {records.count === 0 ? <p class="inside">No record is locked or flagged as deceased.</p> : null}
        {records.count > 0 ? <List list={records.list} timeZone={frame.timeZone} /> : null}
        {records.pages > 1 ? (
          <nav class="pages" aria-label="Pages of restricted records">
            {records.page > 1 ? <a href={`?page=${records.page - 1}`}>previous page</a> : null}{' '}
            {records.page < records.pages ? <a href={`?page=${records.page + 1}`}>next page</a> : null}
          </nav>
        ) : null}
      </section>
    </Page>
  );
};

const List = ({ list, timeZone }: { list: readonly Row[]; timeZone: string }) => (
  <div class="scroll">
    <table class="results">
      <thead>
        <tr>
          <th scope="col">MIIC ID</th>
          <th scope="col">Name</th>
          <th scope="col">Birth Date</th>
          <th scope="col">Restriction</th>
          <th scope="col">Since</th>
          <th scope="col">Lock held by</th>
        </tr>
      </thead>
      <tbody>
        {list.map((row) => (
          <tr>
            <td class="n" data-label="MIIC ID">
              <a href={`/restricted/${row.id}`}>{row.id}</a>
            </td>
            <th scope="row">{listedName(row)}</th>
            <td class="n" data-label="Birth Date">
              {showDay(row.birthDate)}
            </td>
            <td data-label="Restriction">{restrictions(row).join(', ')}</td>
            <td class="n" data-label="Since">
              {since(row, timeZone)}
            </td>
            <td data-label="Lock held by">{row.lockedBy ?? ''}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

const restrictions = (row: Row) => [
  ...(row.deceasedAt === null ? [] : ['Deceased']),
  ...(row.lockedBy === null ? [] : ['Locked']),
];

/** The day of each restriction; a lock that came with an import has none. */
function since({ deceasedAt, lockedBy, lockedAt }: Row, timeZone: string): string {
  const day = (at: number | null) => (at === null ? 'not known' : showDay(dayOf(at, timeZone)));
  return [...(deceasedAt === null ? [] : [day(deceasedAt)]), ...(lockedBy === null ? [] : [day(lockedAt)])].join(', ');
}
