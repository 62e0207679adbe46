import type { Choice } from '../../domain/codes/choice.js';
import { ErrorSummary } from '../parts/error-summary.js';
import { Csrf, type Entry, Select, Tick } from '../parts/form.js';
import { type Frame, Page } from '../parts/layout.js';
import { kindLabel } from './imports.js';

type Props = {
  frame: Frame;
  id: number;
  kind: string;
  fileName: string;
  /** Each column by its header, with cells of its first rows. */
  columns: readonly { readonly header: string; readonly cells: readonly string[] }[];
  fields: readonly Choice[];
  entry: Entry;
  message?: string | undefined;
};

/** The name of the field of a column in the form; those of one beside it begin at 1. */
export const columnField = (at: number): string => `column${at + 1}`;

/** What each column of a file is (A5). */
export const ImportColumns = ({ frame, id, kind, fileName, columns, fields, entry, message }: Props) => (
  <Page frame={frame} title={`${entry.errors || message ? 'Error: ' : ''}Columns of the file`}>
    <h1>{`Import of ${kindLabel(kind).toLowerCase()}`}</h1>
    <ErrorSummary errors={entry.errors} message={message} />
    <form method="post" action={`/imports/${id}/columns`} autocomplete="off">
      <Csrf token={frame.csrf} />
      <section aria-labelledby="columns">
        <div class="bar">
          <h2 id="columns">What the columns are</h2>
          <p class="actions">
            <input type="submit" class="main" name="do.check" value="Check the rows" />{' '}
            <a class="button" href={`/imports/${id}`}>
              Back
            </a>
          </p>
        </div>
        <p class="inside">
          {fileName}. Say what each column has, or leave it out. This is remembered for the organization's next file.
        </p>
        <div class="inside">
          <Tick
            entry={entry}
            name="firstIsRow"
            label="The first line is a row like the others, without names of columns"
          />
        </div>
        <div class="fields">
          {columns.map(({ header, cells }, at) => (
            <Select
              entry={entry}
              name={columnField(at)}
              label={header ? `Column ${at + 1}: ${header}` : `Column ${at + 1}`}
              class="w6"
              choices={fields}
              hint={cells.length > 0 ? `such as ${cells.join(' | ')}` : undefined}
            />
          ))}
        </div>
      </section>
    </form>
  </Page>
);

/** The choice of a column that is left out. */
export const leftOut = { code: '-', label: 'Leave it out' } as const;
