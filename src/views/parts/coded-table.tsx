import type { Child } from 'hono/jsx';
import { codeWords, showRow } from '../../domain/clients/coded-rows.js';
import { type CodedListing, coded } from '../../domain/clients/listing.js';

type Props = {
  listing: CodedListing;
  rows: readonly Readonly<Record<string, unknown>>[];
  /** A row that stands above the heads of the columns. */
  above?: Child;
};

/** A listing of coded rows as it is on file, to be read (C18). */
export const CodedTable = ({ listing, rows, above }: Props) => {
  const { labels, days } = coded[listing];
  const [first = '', ...others] = Object.keys(days);
  return (
    <table class="results">
      <caption>{labels.code} Listing</caption>
      <thead>
        {above}
        <tr>
          {Object.values(days).map((label) => (
            <th scope="col">{label}</th>
          ))}
          <th scope="col">{labels.code}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const values = showRow(coded[listing], row);
          return (
            <tr>
              <th scope="row">{values[first]}</th>
              {others.map((day) => (
                <td data-label={days[day]}>{values[day]}</td>
              ))}
              <td data-label={labels.code}>{codeWords(coded[listing], values)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
};
