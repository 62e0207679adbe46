import type { Child } from 'hono/jsx';
import type { Fault } from '../../domain/matching/outcome.js';
import { showInstant } from '../../domain/time/day.js';
import { ErrorSummary } from '../parts/error-summary.js';
import { Csrf } from '../parts/form.js';
import { type Frame, Page } from '../parts/layout.js';
import { kindLabel } from './imports.js';
import { resultWords, type Standing, standingWords } from './standing.js';

/** A file that was brought, and how far its job has come. */
export type ShownImport = {
  readonly id: number;
  readonly kind: string;
  readonly fileName: string;
  readonly organization: string;
  readonly user: string;
  readonly createdAt: number;
  readonly standing: Standing;
  readonly note: string;
  /** The check that the preview shows: who confirms it means this one. */
  readonly checkJob: number;
  readonly percent: number;
  readonly counts: readonly (readonly [result: string, count: number])[];
  readonly read: number;
  /** The first line that is not done. */
  readonly line: number;
  readonly fault: string;
  readonly resumed: readonly { readonly line: number; readonly at: number }[];
  readonly isStopAsked: boolean;
};

type Row = { readonly line: number; readonly result: string; readonly reasons: readonly Fault[] };
type Sample = {
  readonly headers: readonly string[];
  readonly rows: readonly {
    readonly line: number;
    readonly cells: readonly string[];
    readonly result: string;
    readonly clientId?: number;
  }[];
};

type Props = {
  frame: Frame;
  shown: ShownImport;
  sample: Sample;
  problems: readonly Row[];
  page: number;
  pages: number;
  message?: string | undefined;
};

/** One file: its progress, the preview of what would come of it, or what came of it (A5). */
export const ImportPage = ({ frame, shown, sample, problems, page, pages, message }: Props) => {
  const { id, standing } = shown;
  const isUnderWay = standing === 'checking' || standing === 'importing';
  return (
    <Page
      frame={frame}
      title={`${message ? 'Error: ' : ''}${importTitle(shown)}`}
      refresh={isUnderWay ? `/imports/${id}/standing` : undefined}
    >
      <h1>{importTitle(shown)}</h1>
      <ErrorSummary message={message} />
      <section aria-labelledby="state">
        <div class="bar">
          <h2 id="state">{standingWords[standing]}</h2>
          <Actions frame={frame} shown={shown} />
        </div>
        <p class="inside">
          {shown.fileName}, for {shown.organization}, brought by {shown.user} on{' '}
          {showInstant(shown.createdAt, frame.timeZone)}
        </p>
        {isUnderWay ? (
          <div
            id="standing"
            class="inside"
            data-hx-get={`/imports/${id}/standing`}
            data-hx-trigger="every 2s"
            data-hx-swap="none"
          >
            <ImportProgress shown={shown} />
          </div>
        ) : (
          <Outcome frame={frame} shown={shown} />
        )}
      </section>
      {isUnderWay ? null : <Problems shown={shown} problems={problems} page={page} pages={pages} />}
      {standing === 'checked' && sample.rows.length > 0 ? <Picture sample={sample} /> : null}
    </Page>
  );
};

/** The title of a file's page. */
export const importTitle = ({ kind }: Pick<ShownImport, 'kind'>): string =>
  `Import of ${kindLabel(kind).toLowerCase()}`;

const isTried = ({ standing }: ShownImport) =>
  standing === 'checked' || standing === 'unusable' || standing === 'checking';

/** How far a job has come: htmx asks for it again and again. */
export const ImportProgress = ({ shown }: { shown: ShownImport }) => (
  <>
    <p>
      <progress id="bar" max="100" value={String(shown.percent)} aria-label="Progress">
        {shown.percent} %
      </progress>{' '}
      {shown.percent} %, {shown.read} rows {isTried(shown) ? 'checked' : 'done'}
      {shown.read === 0 ? '; it begins once no other file is being worked on' : ''}
      {shown.isStopAsked ? '; it stops after the row that is under way' : ''}
    </p>
    <Resumed shown={shown} />
    <p>
      <a href={`/imports/${shown.id}`}>Show how far it is</a>. You may leave this page: the work goes on.
    </p>
  </>
);

const Resumed = ({ shown }: { shown: ShownImport }) =>
  shown.resumed.map(({ line }) => (
    <p>
      The server ended meanwhile. It went on by itself at line {line}, with the row after the last one that was done: no
      row was lost, none was done twice.
    </p>
  ));

const Actions = ({ frame, shown }: { frame: Frame; shown: ShownImport }) => {
  const { id, standing, checkJob } = shown;
  const isOver = standing !== 'checking' && standing !== 'importing';
  return (
    <form method="post" action={`/imports/${id}`} class="actions">
      <Csrf token={frame.csrf} />
      <input type="hidden" name="check" value={String(checkJob)} />
      {standing === 'checked' ? <Button name="do.import" value="Import" main /> : null}
      {isOver ? null : <Button name="do.stop" value="Stop" />}
      {standing === 'checked' || standing === 'unusable' ? (
        <>
          <a class="button" href={`/imports/${id}/columns`}>
            Columns
          </a>{' '}
        </>
      ) : null}
      {isOver ? <Button name="do.remove" value="Remove the file" /> : null}
    </form>
  );
};

const Button = ({ name, value, main }: { name: string; value: string; main?: boolean }): Child => (
  <>
    <input type="submit" class={main ? 'main' : undefined} name={name} value={value} />{' '}
  </>
);

const Outcome = ({ frame, shown }: { frame: Frame; shown: ShownImport }) => (
  <div class="inside">
    {shown.note ? <p>{shown.note}</p> : null}
    {shown.fault ? <p>{shown.fault}</p> : null}
    {isTried(shown) ? null : <Written frame={frame} shown={shown} />}
    {shown.read > 0 ? (
      <ul>
        <li>
          {shown.read} {shown.read === 1 ? 'row' : 'rows'} read
        </li>
        {shown.counts.map(([result, count]) => (
          <li>
            {resultWords[result]?.[isTried(shown) ? 0 : 1] ?? result}: {count}
          </li>
        ))}
      </ul>
    ) : null}
    {shown.standing === 'checked' ? (
      <p>Each row was tried as the registry is now. Nothing is changed until you select Import.</p>
    ) : null}
  </div>
);

/** What is written, and what is not: nothing is half done. */
const Written = ({ frame, shown }: { frame: Frame; shown: ShownImport }) => (
  <>
    {shown.standing === 'imported' ? null : (
      <p>
        What is counted here is written, each row whole. From line {shown.line} on nothing is. Bring the same file again
        for the rest: what is there already is not entered twice.
      </p>
    )}
    {shown.resumed.map(({ line, at }) => (
      <p>
        The server ended on the way. The import went on by itself on {showInstant(at, frame.timeZone)} at line {line},
        with the row after the last one that was written: no row was lost, none was taken twice.
      </p>
    ))}
  </>
);

type ProblemsProps = { shown: ShownImport; problems: readonly Row[]; page: number; pages: number };

const Problems = ({ shown, problems, page, pages }: ProblemsProps) =>
  problems.length === 0 ? null : (
    <section aria-labelledby="problems">
      <div class="bar">
        <h2 id="problems">Rows that {isTried(shown) ? 'cannot be taken' : 'were not taken'}</h2>
        <p class="actions">
          <a class="button" href={`/imports/${shown.id}/refused`}>
            Save them as CSV
          </a>
        </p>
      </div>
      <p class="inside">
        The CSV has the rows to correct. Bring it here again: what it says of each row is passed over.
      </p>
      <table class="results">
        <thead>
          <tr>
            <th scope="col">Line</th>
            <th scope="col">Problem</th>
          </tr>
        </thead>
        <tbody>
          {problems.map(({ line, reasons }) => (
            <tr>
              <th scope="row" class="n">
                {line}
              </th>
              <td data-label="Problem">
                {reasons.map(({ field, reason }) => (
                  <p>
                    <b>{field}</b>: {reason}
                  </p>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {pages > 1 ? (
        <p class="row inside">
          Page {page} of {pages} {page > 1 ? <a href={`/imports/${shown.id}?page=${page - 1}`}>Previous page</a> : null}{' '}
          {page < pages ? <a href={`/imports/${shown.id}?page=${page + 1}`}>Next page</a> : null}
        </p>
      ) : null}
    </section>
  );

const Picture = ({ sample }: { sample: Sample }) => (
  <section aria-labelledby="picture">
    <h2 id="picture">The first rows as they would stand</h2>
    <div class="scroll" tabindex={0}>
      <table class="results">
        <thead>
          <tr>
            <th scope="col">Line</th>
            <th scope="col">What comes of it</th>
            {sample.headers.map((name) => (
              <th scope="col">{name}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sample.rows.map(({ line, cells, result, clientId }) => (
            <tr>
              <th scope="row">{line}</th>
              <td data-label="What comes of it">
                {resultWords[result]?.[0] ?? result}
                {clientId === undefined ? '' : `, MIIC ID ${clientId}`}
              </td>
              {cells.map((cell, at) => (
                <td data-label={sample.headers[at]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  </section>
);
