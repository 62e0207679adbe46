import type { Fault } from '../../domain/matching/outcome.js';
import { resultWords, type ShownImport } from './standing.js';

/** A row that is not written, and why. */
export type Row = {
  readonly line: number;
  readonly result: string;
  readonly reasons: readonly Fault[];
  /** Its first cells, as they were sent. */
  readonly cells: readonly string[];
};

/** The first rows of a file, as they would stand. */
export type Sample = {
  readonly headers: readonly string[];
  readonly rows: readonly {
    readonly line: number;
    readonly cells: readonly string[];
    readonly result: string;
    readonly clientId?: number;
  }[];
};

export const rowCount = (count: number) => `${count} ${count === 1 ? 'row' : 'rows'}`;

/** True of the numbers of a check, which are no more than what would be. */
export const isTried = ({ standing }: ShownImport) =>
  standing === 'checked' || standing === 'unusable' || standing === 'checking';

type ProblemsProps = {
  shown: ShownImport;
  problems: readonly Row[];
  headers: readonly string[];
  page: number;
  pages: number;
};

/** The rows that are not written: what became of each, and why. */
export const Problems = ({ shown, problems, headers, page, pages }: ProblemsProps) => {
  const count = (result: string) => shown.counts.find(([one]) => one === result)?.[1] ?? 0;
  const [refused, aside] = [count('refused'), count('put aside')];
  return problems.length === 0 ? null : (
    <section aria-labelledby="problems">
      <div class="bar">
        <h2 id="problems">
          {rowCount(refused + aside)} {isTried(shown) ? 'would not be written' : 'not written'}
        </h2>
        {refused > 0 && !shown.isGone ? (
          <p class="actions">
            <a class="button" href={`/imports/${shown.id}/refused`}>
              Save {rowCount(refused)} as CSV
            </a>
          </p>
        ) : null}
      </div>
      {refused > 0 && !shown.isGone ? (
        <p class="inside">
          The CSV has what cannot be taken. Correct it there and bring that file: its columns that say what is wrong are
          passed over.
        </p>
      ) : null}
      {aside > 0 ? (
        <p class="inside">What is put aside is not in the CSV: the help desk decides it. Do not bring it again.</p>
      ) : null}
      <table class="results">
        <thead>
          <tr>
            <th scope="col">Row</th>
            {headers.map((name) => (
              <th scope="col">{name}</th>
            ))}
            <th scope="col">Result</th>
            <th scope="col">Problem</th>
          </tr>
        </thead>
        <tbody>
          {problems.map(({ line, result, cells, reasons }) => (
            <tr>
              <th scope="row" class="n">
                Line {line}
              </th>
              {headers.map((name, at) => (
                <td data-label={name}>{cells[at]}</td>
              ))}
              <td>{resultWords[result]?.[isTried(shown) ? 0 : 1] ?? result}</td>
              <td>
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
};

/** The first rows, as the check read them. */
export const Picture = ({ sample }: { sample: Sample }) => (
  <section aria-labelledby="picture">
    <h2 id="picture">The first rows as they would stand</h2>
    <div class="scroll" tabindex={0}>
      <table class="results">
        <thead>
          <tr>
            <th scope="col">Row</th>
            <th scope="col">Result</th>
            {sample.headers.map((name) => (
              <th scope="col">{name}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sample.rows.map(({ line, cells, result, clientId }) => (
            <tr>
              <th scope="row" class="n">
                Line {line}
              </th>
              <td>
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
