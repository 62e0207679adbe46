import type { Disclosure } from '../../domain/accounts/viewer.js';
import { type DoseValues, vaccineWithTrade } from '../../domain/immunizations/immunization.js';
import type { Fault } from '../../domain/matching/outcome.js';
import { dayOf, showDay } from '../../domain/time/day.js';
import { ErrorSummary } from '../parts/error-summary.js';
import { Csrf } from '../parts/form.js';
import { type Frame, Page } from '../parts/layout.js';
import { type ComparedPerson, opennessWords, personLines } from './comparison.js';

type Kind = 'client' | 'immunization';
type Row = {
  readonly id: number;
  readonly kind: Kind;
  readonly foundAt: number;
  readonly foundFor: string;
  readonly among: readonly { readonly clientId: number; readonly reasons: string }[];
};

const what: Readonly<Record<Kind, string>> = { client: 'a client', immunization: 'an immunization' };

/** The rows of imports that wait for a decision, by the MIIC IDs of those they may be (C3). */
export const AsideList = ({ frame, rows, total }: { frame: Frame; rows: readonly Row[]; total: number }) =>
  total === 0 ? null : (
    <section aria-labelledby="rows">
      <div class="bar">
        <h2 id="rows">{total === 1 ? '1 row of an import to decide' : `${total} rows of imports to decide`}</h2>
        {total > rows.length ? <p>the first {rows.length} are shown</p> : null}
      </div>
      <div class="scroll">
        <table class="results">
          <thead>
            <tr>
              <th scope="col">Row</th>
              <th scope="col">May be</th>
              <th scope="col">Put aside</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ id, kind, foundAt, foundFor, among }) => (
              <tr>
                <th scope="row" class="n">
                  <a href={`/duplicates/rows/${id}`}>
                    Row {id}, {what[kind]}
                  </a>
                </th>
                <td data-label="May be">
                  {among.map(({ clientId, reasons }) => `MIIC ID ${clientId}: ${reasons}`).join('; ')}
                </td>
                <td data-label="Put aside">
                  {showDay(dayOf(foundAt, frame.timeZone))}, {foundFor}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );

type Props = {
  frame: Frame;
  aside: Pick<Row, 'id' | 'kind' | 'foundAt' | 'foundFor'> & {
    readonly row: ComparedPerson & {
      readonly chartNumber: string;
      readonly birthCertificate: string;
      readonly dose: DoseValues | undefined;
    };
    readonly records: readonly (Disclosure<
      ComparedPerson & { readonly id: number; readonly locked: boolean; readonly deceased: boolean }
    > & {
      readonly reasons: string;
    })[];
  };
  message?: string;
  reasons?: readonly Fault[];
};

/** A row that was put aside, beside the records that it may be of, and the decision. */
export const AsidePage = ({ frame, aside, message, reasons = [] }: Props) => {
  const { id, kind, row, records } = aside;
  const line = (label: string, of: (person: ComparedPerson) => string) => (
    <tr>
      <th scope="row" class="n">
        {label}
      </th>
      <td data-label="The row">{of(row)}</td>
      {records.map((record) => (
        <td data-label={String(record.id)}>{of(record)}</td>
      ))}
    </tr>
  );
  const only = (label: string, text: string) => (text ? line(label, (side) => (side === row ? text : '')) : null);
  const said = message ?? reasons.map(({ field, reason }) => `${field}: ${reason}`).join(' ');
  return (
    <Page frame={{ ...frame, path: '/duplicates' }} title={said ? 'Error: Row of an import' : 'Row of an import'}>
      <form method="post" action={`/duplicates/rows/${id}`} aria-labelledby="title">
        <Csrf token={frame.csrf} />
        <header class="client-head">
          <p class="back">
            <a href="/duplicates">Back to the list</a>
          </p>
          <div class="names">
            <h1 id="title">
              Row {id}: {what[kind]} that {aside.foundFor} brought
            </h1>
          </div>
        </header>
        <ErrorSummary {...(said && { message: said })} />
        <section aria-labelledby="whose">
          <div class="bar">
            <h2 id="whose">Whose is it?</h2>
            <p class="actions">
              <input type="submit" name="do.different" value="Different people" />
              {records.map((record) => (
                <>
                  {' '}
                  <input type="submit" name={`do.same.${record.id}`} value={`Same person as ${record.id}`} />
                </>
              ))}
            </p>
          </div>
          {records.map((record) => (
            <p class="inside">
              MIIC ID {record.id}: {record.reasons}.
            </p>
          ))}
          <p class="inside hint">
            Put aside on {showDay(dayOf(aside.foundAt, frame.timeZone))}.{' '}
            {kind === 'client'
              ? 'Same person: the record takes what the row brings, and keeps another name as a former one. ' +
                'Different people: the row is entered as a new client.'
              : 'Same person: the record gets the immunization. Different people: nobody gets it, until the ' +
                'client is entered and the file brought again.'}{' '}
            Your decision is kept, and holds when the same file comes again.
          </p>
          <div class="scroll">
            <table class="results apart">
              <thead>
                <tr>
                  <th scope="col">MIIC ID</th>
                  <th scope="col">The row</th>
                  {records.map((record) => (
                    <th scope="col">{record.id}</th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {personLines.map(([label, of]) => line(label, of))}
                {only('Chart Number', row.chartNumber)}
                {only('Birth Certificate Number', row.birthCertificate)}
                {row.dose
                  ? only('Immunization', `${vaccineWithTrade(row.dose)} on ${showDay(row.dose.givenOn)}`)
                  : null}
                <tr>
                  <th scope="row" class="n">
                    Open to
                  </th>
                  <td data-label="The row" />
                  {records.map((record) => (
                    <td data-label={String(record.id)}>{opennessWords(record)}</td>
                  ))}
                </tr>
              </tbody>
            </table>
          </div>
        </section>
      </form>
    </Page>
  );
};
