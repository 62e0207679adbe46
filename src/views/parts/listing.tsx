import type { Kind } from '../../domain/clients/listing.js';
import type { Row } from '../../domain/edits/edit.js';
import type { Questions } from '../../domain/forms/question.js';
import type { Values } from '../../domain/forms/rows.js';
import { type Entry, Submit } from './form.js';

// Parts that the listings of a record share.

/** The details of a row as its form's fields are named, with what is to be said about them. */
export function rowEntry(
  kind: Kind,
  fields: readonly string[],
  row: Row | undefined,
  about: { errors: Values; questions: Questions; asTyped: string },
): Entry {
  const named = <T,>(values: Readonly<Record<string, T>>) =>
    Object.fromEntries(Object.entries(values).map(([field, value]) => [`${kind}.${field}`, value]));
  const values = Object.fromEntries(fields.map((field) => [field, row?.form[field] ?? '']));
  return {
    values: named(values),
    errors: named(about.errors),
    questions: named(about.questions),
    asTyped: about.asTyped,
  };
}

/** The radio button of a row, named for the row. */
export const SelectRow = ({
  kind,
  id,
  chosen,
  focused,
  label,
}: {
  kind: Kind;
  id: string;
  chosen: boolean;
  focused?: boolean;
  label: string;
}) => (
  <label class="choice">
    <input
      type="radio"
      id={`${kind}.row.${id}`}
      name={`${kind}.row`}
      value={id}
      checked={chosen}
      autofocus={focused || undefined}
    />{' '}
    <span class="unseen">{label}</span>
  </label>
);

/** The marks of a row: this edit's, and a message if somebody else changed it meanwhile. */
export const MarkTag = ({ row, error }: { row: Row; error: string | undefined }) => (
  <>
    {row.mark ? <span class="tag">{row.mark}</span> : null}
    {error ? (
      <span class="error">
        <span class="unseen">Error: </span>
        {error}
      </span>
    ) : null}
  </>
);

/** The controls beside a listing. Without scripts a chosen row's details come by Show details. */
export const ListingSide = ({ kind, copy }: { kind: Kind; copy?: boolean }) => (
  <p class="side">
    <Submit id={`${kind}-new`} name={`do.${kind}.new`} value="New" accesskey="w" />{' '}
    {copy ? (
      <>
        <Submit id={`${kind}-copy`} name={`do.${kind}.copy`} value="Copy" />{' '}
      </>
    ) : null}
    <Submit class="danger" id={`${kind}-delete`} name={`do.${kind}.delete`} value="Delete" />{' '}
    <Submit class="plain" id={`${kind}-select`} name={`do.${kind}.select`} value="Show details" />
  </p>
);

/** The heading of the details with Next and Cancel at its right. */
export const DetailsBar = ({
  kind,
  title,
  undo,
  focused,
}: {
  kind: Kind;
  title: string;
  undo: boolean;
  focused: boolean;
}) => (
  <div class="bar">
    <h3 id="details" tabindex={-1} autofocus={focused || undefined}>
      {title}
    </h3>
    <p class="actions">
      <Submit name={`do.${kind}.next`} value="Next" accesskey="n" />{' '}
      {undo ? (
        <>
          <Submit class="plain" name={`do.${kind}.undo`} value="Undo" />{' '}
        </>
      ) : null}
      <Submit class="plain" name={`do.${kind}.cancel`} value="Cancel" />
    </p>
  </div>
);

/** Next and Cancel once more, for whoever went down the details, and what Next is for. */
export const DetailsEnd = ({ kind, says }: { kind: Kind; says?: string }) => (
  <p class="row end">
    <Submit name={`do.${kind}.next`} value="Next" aria-label="Next, below the details" />{' '}
    <Submit class="plain" name={`do.${kind}.cancel`} value="Cancel" aria-label="Cancel, below the details" />
    {says ? <span class="hint">{says}</span> : null}
  </p>
);
