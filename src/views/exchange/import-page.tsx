import { showInstant } from '../../domain/time/day.js';
import { ErrorSummary } from '../parts/error-summary.js';
import { Csrf } from '../parts/form.js';
import { type Frame, Page } from '../parts/layout.js';
import { isTried, Picture, Problems, type Row, rowCount, type Sample } from './import-rows.js';
import { kindLabel } from './imports.js';
import { isUnderWay, resultWords, type ShownImport, standingWords } from './standing.js';

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
  return (
    <Page
      frame={frame}
      title={`${message ? 'Error: ' : ''}${importTitle(shown)}`}
      refresh={isUnderWay(standing) ? `/imports/${id}/standing` : undefined}
    >
      <h1>{importTitle(shown)}</h1>
      <ErrorSummary message={message} />
      <section aria-labelledby="state">
        <h2 id="state">{standingWords[standing]}</h2>
        <Facts frame={frame} shown={shown} />
        {isUnderWay(standing) ? (
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
        <Actions frame={frame} shown={shown} />
      </section>
      <Problems {...{ shown, problems, page, pages }} headers={shown.isGone ? [] : sample.headers.slice(0, 3)} />
      {sample.rows.length > 0 ? <Picture sample={sample} /> : null}
      <p>
        <a href="/imports">Back to the imports</a>
      </p>
    </Page>
  );
};

/** The title of a file's page: whose records are written must not be overlooked. */
export const importTitle = ({ kind, organization }: Pick<ShownImport, 'kind' | 'organization'>): string =>
  `Import of ${kindLabel(kind).toLowerCase()} for ${organization}`;

const Facts = ({ frame, shown }: { frame: Frame; shown: ShownImport }) => (
  <dl class="facts">
    <div class="wide">
      <dt>File</dt>
      <dd>{shown.fileName}</dd>
    </div>
    <div>
      <dt>Brought by</dt>
      <dd>
        {shown.user}, {showInstant(shown.createdAt, frame.timeZone)}
      </dd>
    </div>
    {shown.standing === 'checked' && shown.checkedAt !== undefined ? (
      <div>
        <dt>Checked</dt>
        <dd>{showInstant(shown.checkedAt, frame.timeZone)}</dd>
      </div>
    ) : null}
  </dl>
);

/** How far a job has come: htmx asks for it again and again. */
export const ImportProgress = ({ shown }: { shown: ShownImport }) => (
  <>
    <p>
      <progress id="bar" max="100" value={String(shown.percent)} aria-label="Progress">
        {shown.percent} %
      </progress>{' '}
      {shown.percent} %, {shown.read} rows {isTried(shown) ? 'checked' : 'done'}
      {shown.read === 0 ? waitingWords(shown.ahead) : ''}
      {shown.isStopAsked ? '; it stops after the row that is under way' : ''}
    </p>
    <Resumed shown={shown} />
    <p>
      <a href={`/imports/${shown.id}`}>Show how far it is</a>. You may leave this page: the work goes on.
    </p>
  </>
);

const waitingWords = (ahead: ShownImport['ahead']) => {
  if (ahead === 0) return '; it begins in a moment';
  if (ahead === 'some') return '; it waits for its turn';
  return `; it waits behind ${ahead === 1 ? 'another file' : `${ahead} other files`}`;
};

const Resumed = ({ shown }: { shown: ShownImport }) =>
  shown.resumed.map(({ line }) => (
    <p>
      The server ended meanwhile. It went on by itself at line {line}, with the row after the last one that was done: no
      row was lost, none was done twice.
    </p>
  ));

/** After the numbers, so that they are read first. */
const Actions = ({ frame, shown }: { frame: Frame; shown: ShownImport }) => {
  const { id, standing, checkJob, isGone } = shown;
  const isOver = !isUnderWay(standing);
  return (
    <form method="post" action={`/imports/${id}`} class="row inside">
      <Csrf token={frame.csrf} />
      <input type="hidden" name="check" value={String(checkJob)} />
      {standing === 'checked' && !isGone ? (
        <>
          <input type="submit" class="main" name="do.import" value="Import" />{' '}
          <span class="hint">{written(shown)}</span>{' '}
        </>
      ) : null}
      {isOver ? null : <input type="submit" name="do.stop" value="Stop" />}
      {(standing === 'checked' || standing === 'unusable') && !isGone ? (
        <>
          <a class="button" href={`/imports/${id}/columns`}>
            Choose the columns again
          </a>{' '}
        </>
      ) : null}
      {isOver ? <input type="submit" class="danger" name="do.remove" value="Remove the file" /> : null}
    </form>
  );
};

/** What Import would do, beside it. */
const written = ({ counts, read }: ShownImport) => {
  const count = counts.reduce((sum, [result, n]) => sum + (result === 'entered' || result === 'updated' ? n : 0), 0);
  return `writes ${count} of ${rowCount(read)}`;
};

const Outcome = ({ frame, shown }: { frame: Frame; shown: ShownImport }) => (
  <div class="inside told">
    {shown.note ? <p class="note">{shown.note}</p> : null}
    {shown.isGone && shown.standing !== 'imported' ? (
      <p class="note">
        The file itself is not on the server any more, as after a restore: its backups have no such files. Bring it
        again; what is there already is not entered twice.
      </p>
    ) : null}
    {shown.fault ? <p>{shown.fault}</p> : null}
    {isTried(shown) ? null : <Written frame={frame} shown={shown} />}
    {shown.read > 0 ? (
      <ul>
        <li>{rowCount(shown.read)} read</li>
        {shown.counts.map(([result, count]) => (
          <li class={result === 'refused' || result === 'put aside' ? 'overdue' : undefined}>
            {resultWords[result]?.[isTried(shown) ? 0 : 1] ?? result}: {count}
          </li>
        ))}
      </ul>
    ) : null}
    {shown.standing === 'checked' && !shown.isGone ? (
      <p>
        <b>Nothing is changed until you select Import.</b> Each row was tried against the registry as it was when the
        file was checked; the import judges it anew.
      </p>
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
