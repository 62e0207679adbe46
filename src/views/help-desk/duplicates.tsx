import type { Disclosure } from '../../domain/accounts/viewer.js';
import { dayOf, showDay } from '../../domain/time/day.js';
import { ErrorSummary } from '../parts/error-summary.js';
import { Csrf } from '../parts/form.js';
import { type Frame, Page } from '../parts/layout.js';
import { AsideList } from './asides.js';
import { type ComparedPerson, opennessWords, personLines } from './comparison.js';

type Pair = {
  readonly id: number;
  readonly clientId: number;
  readonly otherId: number;
  readonly surely: boolean;
  readonly reasons: string;
  readonly foundAt: number;
  readonly foundFor: string | null;
  readonly answer: string | null;
};

type ListProps = {
  frame: Frame;
  pairs: readonly Pair[];
  total: number;
  page: number;
  pages: number;
  /** The decision about the pair or row before. */
  decided: string | undefined;
  /** Rows of imports that wait for a decision, too. */
  asides: Omit<Parameters<typeof AsideList>[0], 'frame'>;
};

/** The pairs that wait for a decision, by MIIC ID alone (C3). */
export const DuplicateList = ({ frame, pairs, total, page, pages, decided, asides }: ListProps) => (
  <Page
    frame={frame}
    title={decided ? 'Decided: Possible duplicates' : 'Possible duplicates'}
    status={decided ? `Decided: ${decided}. The decision stands in the audit log.` : ''}
  >
    <h1>Possible duplicates</h1>
    <section aria-labelledby="pairs">
      <div class="bar">
        <h2 id="pairs">{total === 1 ? '1 pair to decide' : `${total} pairs to decide`}</h2>
        {pages > 1 ? (
          <p>
            page {page} of {pages}
          </p>
        ) : null}
      </div>
      {total === 0 ? (
        <p class="inside">There are none now.</p>
      ) : (
        <div class="scroll">
          <table class="results">
            <thead>
              <tr>
                <th scope="col">MIIC IDs</th>
                <th scope="col">Why</th>
                <th scope="col">Found</th>
                <th scope="col">Answer at entry</th>
              </tr>
            </thead>
            <tbody>
              {pairs.map((pair) => (
                <tr>
                  <th scope="row" class="n">
                    <a href={`/duplicates/${pair.id}`}>
                      {pair.clientId} and {pair.otherId}
                    </a>
                  </th>
                  <td data-label="Why">
                    {pair.surely ? 'Surely the same' : 'Maybe the same'}: {pair.reasons}
                  </td>
                  <td data-label="Found">
                    {showDay(dayOf(pair.foundAt, frame.timeZone))}, {pair.foundFor}
                  </td>
                  <td data-label="Answer at entry">{pair.answer ?? 'not asked'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {pages > 1 ? (
        <nav class="pages" aria-label="Pages of pairs">
          {page > 1 ? <a href={`/duplicates?page=${page - 1}`}>previous page</a> : null}{' '}
          {page < pages ? <a href={`/duplicates?page=${page + 1}`}>next page</a> : null}
        </nav>
      ) : null}
    </section>
    <AsideList frame={frame} {...asides} />
  </Page>
);

type Side = Disclosure<
  ComparedPerson & {
    readonly id: number;
    readonly locked: boolean;
    readonly deceased: boolean;
  }
>;

/** Both records side by side, and the decision. */
export const DuplicatePair = ({
  frame,
  pair,
  message,
}: {
  frame: Frame;
  pair: Pair & { readonly records: readonly Side[] };
  message?: string;
}) => {
  const line = (label: string, of: (side: Side) => string) => {
    const [a = '', b = ''] = pair.records.map(of);
    return (
      <tr>
        <th scope="row" class="n">
          {label}
        </th>
        <td data-label={String(pair.clientId)}>{a}</td>
        <td data-label={String(pair.otherId)}>{b}</td>
        <td data-label="Alike">{a && a === b ? 'same' : ''}</td>
      </tr>
    );
  };
  return (
    <Page
      frame={{ ...frame, path: '/duplicates' }}
      title={message ? 'Error: Possible duplicate' : 'Possible duplicate'}
    >
      <form method="post" action={`/duplicates/${pair.id}`} aria-labelledby="title">
        <Csrf token={frame.csrf} />
        <header class="client-head">
          <p class="back">
            <a href="/duplicates">Back to the list</a>
          </p>
          <div class="names">
            <h1 id="title">
              MIIC ID {pair.clientId} and {pair.otherId}
            </h1>
          </div>
        </header>
        <ErrorSummary {...(message && { message })} />
        <section aria-labelledby="both">
          <div class="bar">
            <h2 id="both">{pair.surely ? 'Surely the same' : 'Maybe the same'}</h2>
            <p class="actions">
              <input type="submit" name="do.different" value="Different people" />{' '}
              <input type="submit" name="do.same" value="Same person" />
            </p>
          </div>
          <p class="inside">
            Why: {pair.reasons}. Found on {showDay(dayOf(pair.foundAt, frame.timeZone))} for {pair.foundFor}.{' '}
            {pair.answer
              ? 'Whoever entered the later record said that it is another person.'
              : 'Whoever entered the later record may not see the other and was not asked.'}
          </p>
          <p class="inside hint">Your decision is kept, and the pair leaves the list. Both records stay as they are.</p>
          <div class="scroll">
            <table class="results apart">
              <thead>
                <tr>
                  <th scope="col">MIIC ID</th>
                  <th scope="col">{pair.clientId}</th>
                  <th scope="col">{pair.otherId}</th>
                  <th scope="col">Alike</th>
                </tr>
              </thead>
              <tbody>
                {personLines.map(([label, of]) => line(label, of))}
                {line('Open to', opennessWords)}
              </tbody>
            </table>
          </div>
        </section>
      </form>
    </Page>
  );
};
