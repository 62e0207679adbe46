import { labelOf } from '../domain/choice.js';
import { addressLine } from '../domain/client.js';
import { showDay } from '../domain/day.js';
import { genders } from '../domain/gender.js';
import { fullName, listedName } from '../domain/name.js';
import { type Hit, mostHits, pageSize, type SearchField, searchLabels } from '../domain/search.js';
import { Choices, Csrf, type Entry, ErrorSummary, Field } from './form.js';
import { type Frame, Page } from './layout.js';

type Result = { readonly id: string; readonly hits: readonly Hit[] | undefined; readonly page: number };
type Props = {
  frame: Frame;
  start: 'clients' | 'immunizations';
  entry: Entry;
  message?: string | undefined;
  result?: Result;
};

/** Client search with its results (C2). */
export const SearchPage = ({ frame, start, entry, message, result }: Props) => {
  const bad = message || Object.keys(entry.errors ?? {}).length > 0;
  const said = result && heard(result);
  return (
    <Page
      frame={{ ...frame, path: `/${start}` }}
      title={bad ? 'Error: Client search' : said ? `${said} Client search` : 'Client search'}
    >
      <h1>Client search</h1>
      <ErrorSummary errors={entry.errors ?? {}} {...(message && { message })} groups={['gender']} />
      {result ? <Results result={result} frame={frame} start={start} /> : null}
      <SearchForm frame={frame} start={start} entry={entry} />
    </Page>
  );
};

/** Where a hit leads: manage immunizations to the history (I8), manage client to the record. */
export function recordAddress(start: Props['start'], id: number): string {
  return start === 'immunizations' ? `/clients/${id}/immunizations` : `/clients/${id}`;
}

function heard({ hits }: Result): string {
  if (!hits) return 'Too many found.';
  return hits.length === 1 ? '1 found.' : `${hits.length} found.`;
}

const SearchForm = ({ frame, start, entry }: { frame: Frame; start: string; entry: Entry }) => {
  const field = (name: SearchField, extra: Partial<Parameters<typeof Field>[0]> = {}) => (
    <Field entry={entry} name={name} label={searchLabels[name]} autocomplete="off" {...extra} />
  );
  return (
    <form method="post" action={`/${start}`} autocomplete="off" aria-labelledby="by">
      <section>
        <div class="bar">
          <h2 id="by">Search by</h2>
          <p class="actions">
            <input type="submit" class="main" name="do.search" value="Search" />{' '}
            <input type="submit" class="plain" name="do.clear" value="Clear" />
          </p>
        </div>
        <Csrf token={frame.csrf} />
        <div class="fields">
          {field('lastName', { hint: '3 letters or more: starts with' })}
          {field('firstName', { hint: '2 letters or more' })}
          {field('middleName')}
          {field('birthDate', { hint: 'MM/DD/YYYY', inputmode: 'numeric' })}
          <Choices entry={entry} name="gender" label={searchLabels.gender} choices={genders} none="any" />
          {field('motherMaidenLast')}
          {field('motherFirst')}
          {field('phone', { inputmode: 'tel' })}
          {field('chartNumber', { hint: `of ${frame.viewer?.organization.name ?? ''}` })}
          {field('miicId', { inputmode: 'numeric' })}
        </div>
      </section>
    </form>
  );
};

const Results = ({ result, frame, start }: { result: Result; frame: Frame; start: Props['start'] }) => {
  const { hits, page, id } = result;
  if (!hits)
    return (
      <section class="message" aria-labelledby="found">
        <h2 id="found" tabindex={-1} autofocus>
          Too many found
        </h2>
        <p>
          More than {mostHits} clients match. Add a first name or a birth date to what stands below, or more letters of
          the last name.
        </p>
      </section>
    );
  if (hits.length === 0)
    return (
      <section class="message" aria-labelledby="found">
        <h2 id="found" tabindex={-1} autofocus>
          None found
        </h2>
        <p>
          A record may be restricted: ask the help desk at {frame.site.helpDeskEmail} or {frame.site.helpDeskPhone}.
        </p>
      </section>
    );
  const pages = Math.ceil(hits.length / pageSize);
  const now = Math.min(page, pages);
  const from = (now - 1) * pageSize;
  return (
    <section aria-labelledby="found">
      <div class="bar">
        <h2 id="found" tabindex={-1} autofocus>
          {hits.length === 1 ? '1 client found' : `${hits.length} clients found`}
        </h2>
        {pages > 1 ? (
          <p>
            page {now} of {pages}
          </p>
        ) : null}
      </div>
      <div class="scroll">
        <table class="results">
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Birth Date</th>
              <th scope="col">Gender</th>
              <th scope="col">Mother's Maiden Last</th>
              <th scope="col">Address</th>
              <th scope="col">MIIC ID</th>
            </tr>
          </thead>
          <tbody>
            {hits.slice(from, from + pageSize).map((hit) => (
              <Row hit={hit} search={id} start={start} />
            ))}
          </tbody>
        </table>
      </div>
      {pages > 1 ? <Pages id={id} now={now} pages={pages} /> : null}
    </section>
  );
};

const Row = ({ hit, search, start }: { hit: Hit; search: string; start: Props['start'] }) => (
  <tr>
    <th scope="row">
      <a href={`${recordAddress(start, hit.id)}?search=${search}`}>{listedName(hit)}</a>
      {hit.alias ? (
        <span class="hint">
          {' '}
          AKA {fullName(hit.alias)}
          {hit.alias.birthDate === hit.birthDate ? '' : `, born ${showDay(hit.alias.birthDate)}`}
        </span>
      ) : null}
    </th>
    <td class="n" data-label="Birth Date">
      {showDay(hit.birthDate)}
    </td>
    <td data-label="Gender">{labelOf(genders, hit.gender)}</td>
    <td data-label="Mother's Maiden Last">{hit.motherMaidenLast}</td>
    <td data-label="Address">{addressLine({ ...hit, state: '', zip: '' })}</td>
    <td class="n" data-label="MIIC ID">
      {hit.id}
    </td>
  </tr>
);

const Pages = ({ id, now, pages }: { id: string; now: number; pages: number }) => (
  <nav class="pages" aria-label="Pages of results">
    {now > 1 ? <a href={`/searches/${id}?page=${now - 1}`}>previous page</a> : null}{' '}
    {now < pages ? <a href={`/searches/${id}?page=${now + 1}`}>next page</a> : null}
  </nav>
);
