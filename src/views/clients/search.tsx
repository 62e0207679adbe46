import { labelOf } from '../../domain/codes/choice.js';
import { genders } from '../../domain/codes/gender.js';
import type { Due } from '../../domain/immunizations/due.js';
import {
  type Hit,
  mostHits,
  type ResultOrder,
  resultOrders,
  type SearchField,
  searchFields,
  searchIn,
  searchLabels,
} from '../../domain/matching/search.js';
import { whyFound } from '../../domain/matching/why-found.js';
import { ErrorSummary } from '../parts/error-summary.js';
import { Csrf, choices, type Entry, Field } from '../parts/form.js';
import { type Frame, Page } from '../parts/layout.js';
import { HitRow, type Start } from './hit-row.js';

/** The result of a search: one page of the hits, and their number; no hits if there were too many. */
type Result =
  | { readonly id: string; readonly hits: undefined }
  | {
      readonly id: string;
      readonly order: ResultOrder;
      readonly hits: readonly Hit[];
      readonly count: number;
      readonly page: number;
      /** The vaccine groups that are due today, for whoever searches to vaccinate. */
      readonly due?: ReadonlyMap<number, Due> | undefined;
      readonly pages: number;
    };
type Props = {
  frame: Frame;
  start: Start;
  entry: Entry;
  message?: string | undefined;
  result?: Result;
  /** True if the viewer may enter a client who is not there yet (C3). */
  mayEnter?: boolean;
  kept?: KeptRecord | undefined;
};

/** A record whose form, or the form of a visit of whom, was left with something typed in it (C20). */
export type KeptRecord = { readonly id: number; readonly address: string };

/** Client search with its results (C2). */
export const SearchPage = ({ frame, start, entry, message, result, mayEnter, kept }: Props) => {
  const bad = message || Object.keys(entry.errors ?? {}).length > 0;
  const words = result && heard(result);
  return (
    <Page
      frame={{ ...frame, path: `/${start}` }}
      box={{ typed: entry.values.box }}
      title={bad ? 'Error: Client search' : words ? `${words} Client search` : 'Client search'}
    >
      <h1>Client search</h1>
      {kept ? (
        <p class="notice">
          <b>Not saved: kept as a draft.</b> <a href={kept.address}>Go on editing MIIC ID {kept.id}</a>
        </p>
      ) : null}
      <ErrorSummary errors={entry.errors ?? {}} {...(message && { message })} groups={['gender']} />
      {result ? (
        <Results result={result} frame={frame} start={start} mayEnter={mayEnter ?? false} typed={entry.values} />
      ) : null}
      <SearchForm frame={frame} start={start} entry={entry} begins={!bad && !result} />
    </Page>
  );
};

function heard(result: Result): string {
  if (!result.hits) return 'Too many found.';
  return result.count === 1 ? '1 found.' : `${result.count || 'None'} found.`;
}

const gender = choices({ name: 'gender', label: searchLabels.gender, choices: genders, none: 'any', class: 'w6' });

type FormProps = { frame: Frame; start: string; entry: Entry; begins: boolean };

const SearchForm = ({ frame, start, entry, begins }: FormProps) => {
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
          {field('lastName', { hint: 'The first 3 letters or more', autofocus: begins })}
          {field('firstName', { hint: '2 letters or more' })}
          {field('middleName')}
          {field('birthDate', { hint: 'MM/DD/YYYY', inputmode: 'numeric' })}
          {gender(entry)}
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

/** What was looked for: how the text of the search box was understood, or what was typed into the form. */
const LookedFor = ({ typed }: { typed: Readonly<Record<string, string>> }) => {
  const words = searchFields.flatMap((field) => {
    const value = field === 'gender' ? labelOf(genders, typed.gender ?? '') : typed[field];
    return value ? [`${searchLabels[field]} ${value}`] : [];
  });
  return (
    <p class="inside hint">
      {typed.understood ? `Understood as: ${typed.understood}.` : `Searched by ${words.join(', ')}.`}{' '}
      <a href="#by">Change the search</a>
    </p>
  );
};

type ResultsProps = {
  result: Result;
  frame: Frame;
  start: Start;
  mayEnter: boolean;
  typed: Readonly<Record<string, string>>;
};

const Results = ({ result, frame, start, mayEnter, typed }: ResultsProps) => {
  const { hits, id } = result;
  if (!hits)
    return (
      <section aria-labelledby="found">
        <h2 id="found" tabindex={-1} autofocus>
          Too many found
        </h2>
        <LookedFor typed={typed} />
        <p class="inside">
          More than {mostHits} clients match. Add a first name or a birth date to what stands below, or more letters of
          the last name.
        </p>
      </section>
    );
  if (result.count === 0)
    return (
      <section aria-labelledby="found">
        <h2 id="found" tabindex={-1} autofocus>
          None found
        </h2>
        <LookedFor typed={typed} />
        <p class="inside">
          Try fewer letters, or the first name with the birth date. A record may be restricted: ask the help desk at{' '}
          {frame.site.helpDeskEmail} or <span class="n">{frame.site.helpDeskPhone}</span>.
        </p>
        {mayEnter ? (
          <p class="inside">
            <EnterNew id={id} /> with what was typed below.
          </p>
        ) : null}
      </section>
    );
  const { count, page, pages, due, order } = result;
  const address = searchIn(order, id);
  return (
    <section aria-labelledby="found">
      <div class="bar">
        <h2 id="found" tabindex={-1} autofocus>
          {count === 1 ? '1 client found' : `${count} clients found`}
        </h2>
        {pages > 1 ? (
          <p>
            page {page} of {pages}
          </p>
        ) : null}
      </div>
      <LookedFor typed={typed} />
      {count > 1 ? <Orders id={id} now={order} /> : null}
      <div class="scroll">
        <table class="results hits">
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Birth Date</th>
              <th scope="col">Gender</th>
              <th scope="col">Mother's Maiden Last</th>
              <th scope="col">Address</th>
              <th scope="col">MIIC ID</th>
              {due ? <th scope="col">Due today</th> : null}
            </tr>
          </thead>
          <tbody>
            {hits.map((hit) => (
              <HitRow hit={hit} search={address} start={start} due={due?.get(hit.id)} why={whyFound(typed, hit)} />
            ))}
          </tbody>
        </table>
      </div>
      {pages > 1 ? <Pages id={address} now={page} pages={pages} /> : null}
      {mayEnter ? (
        <p class="inside">
          None of these? <EnterNew id={id} /> with what was typed below.
        </p>
      ) : null}
    </section>
  );
};

const orderWords: Readonly<Record<ResultOrder, string>> = {
  best: 'best match',
  name: 'name',
  birth: 'birth date',
};

/** The orders that results may stand in; each has an address of its own, which a record leads back to. */
const Orders = ({ id, now }: { id: string; now: ResultOrder }) => (
  <nav class="inside line sections" aria-label="Order of the results">
    Order:{' '}
    <ul>
      {resultOrders.map((order) => (
        <li>
          <a href={`/searches/${searchIn(order, id)}`} aria-current={order === now ? 'true' : undefined}>
            {orderWords[order]}
          </a>
        </li>
      ))}
    </ul>
  </nav>
);

const EnterNew = ({ id }: { id: string }) => <a href={`/clients/new?search=${id}`}>Enter new client</a>;

const Pages = ({ id, now, pages }: { id: string; now: number; pages: number }) => (
  <nav class="pages" aria-label="Pages of results">
    {now > 1 ? <a href={`/searches/${id}?page=${now - 1}`}>previous page</a> : null}{' '}
    {now < pages ? <a href={`/searches/${id}?page=${now + 1}`}>next page</a> : null}
  </nav>
);
