import { type CodedRows, codeWords, fieldsOf } from '../../domain/clients/coded-rows.js';
import { type CodedListing, coded, kindOf } from '../../domain/clients/listing.js';
import { isCode, labelOf } from '../../domain/codes/choice.js';
import { othersThan, type Row } from '../../domain/edits/edit.js';
import { isNewRow } from '../../domain/forms/rows.js';
import { Field, GroupedSelect, Select, Submit } from '../parts/form.js';
import { DetailsBar, DetailsEnd, ListingSide, MarkTag, rowEntry, SelectRow } from '../parts/listing.js';
import type { PanelProps } from './contact-panel.js';

type Props = Omit<PanelProps, 'client' | 'all'> & { listing: CodedListing };

/** The tab of a listing of coded rows (C18). */
export const CodedPanel = ({ listing, edit, open, newId, errors, questions, focus }: Props) => {
  const [kind, { labels, days, choices }] = [kindOf[listing], coded[listing]];
  const of = open?.id ?? newId;
  const listed = edit[listing].filter((row) => !isNewRow(row.id) || row.mark === 'not saved yet');
  return (
    <>
      <div class="listing">
        <fieldset
          class="scroll"
          data-hx-post=""
          data-hx-trigger="change"
          data-hx-vals={`{"do.${kind}.select":"radio"}`}
          data-hx-target="#client"
          data-hx-swap="none"
          data-hx-sync="#client:queue all"
        >
          <legend class="unseen">{labels.code} Listing</legend>
          <table class="results">
            <caption>{labels.code} Listing</caption>
            <thead>
              <tr>
                <th scope="col">Select</th>
                {Object.values(days).map((label) => (
                  <th scope="col">{label}</th>
                ))}
                <th scope="col">{labels.code}</th>
              </tr>
            </thead>
            <tbody>
              {listed.map((row) => (
                <CodedRow
                  listing={listing}
                  row={row}
                  chosen={row.id === of}
                  error={edit.rowErrors[`${kind}.row.${row.id}`]}
                />
              ))}
            </tbody>
          </table>
          {listed.length === 0 ? <p class="inside">No {listing} are on file.</p> : null}
        </fieldset>
        <ListingSide kind={kind} />
      </div>
      {open?.mark === 'marked for deletion' ? (
        <p class="notice" id="details" tabindex={-1} autofocus={focus === 'details'}>
          <b>{labelOf(choices, open.values.code ?? '')} is marked for deletion.</b> Save removes it.{' '}
          <input type="hidden" name={`${kind}.of`} value="" />
          <Submit name={`do.${kind}.undo`} value="Undo" />
        </p>
      ) : (
        <Details listing={listing} edit={edit} row={open} of={of} errors={errors} questions={questions} focus={focus} />
      )}
    </>
  );
};

type RowProps = { listing: CodedListing; row: Row; chosen: boolean; error: string | undefined };

const CodedRow = ({ listing, row, chosen, error }: RowProps) => {
  const { days, labels } = coded[listing];
  const label = codeWords(coded[listing], row.values);
  const words = [...Object.keys(days).map((day) => row.values[day]), label].filter(Boolean);
  return (
    <tr class={[row.mark && 'staged', chosen && 'chosen'].filter(Boolean).join(' ') || undefined}>
      <td>
        <SelectRow kind={kindOf[listing]} id={row.id} chosen={chosen} label={`Select ${words.join(' ')}`} />
      </td>
      {Object.entries(days).map(([day, column]) => (
        <td class="n" data-label={column}>
          {row.values[day]}
        </td>
      ))}
      <th scope="row" data-label={labels.code}>
        {label} <MarkTag row={row} error={error} />
      </th>
    </tr>
  );
};

type DetailsProps = { listing: CodedListing; row: Row | undefined; of: string } & Pick<
  PanelProps,
  'edit' | 'errors' | 'questions' | 'focus'
>;

const Details = ({ listing, edit, row, of, errors, questions, focus }: DetailsProps) => {
  const kind = kindOf[listing];
  const rules: CodedRows = coded[listing];
  const typed = row && row.mark !== '' ? rules.questions(row.form, othersThan(edit[listing], row.id)) : {};
  const allQuestions = { ...typed, ...questions };
  const entry = rowEntry(kind, fieldsOf(rules), row, { errors, questions: allQuestions, asTyped: edit.asTyped });
  const fresh = isNewRow(of) && row?.mark !== 'not saved yet';
  return (
    <section class="details" aria-labelledby="details">
      <DetailsBar
        kind={kind}
        title={`${fresh ? 'Enter New' : 'Details for'} ${rules.labels.code} ...`}
        undo={row?.mark === 'not saved yet'}
        focused={focus === 'details'}
      />
      <input type="hidden" name={`${kind}.of`} value={of} />
      <div class="fields">
        <GroupedSelect
          entry={entry}
          name={`${kind}.code`}
          label={rules.labels.code}
          groups={rules.groups.filter(({ elsewhere, choices }) => !elsewhere || isCode(choices, row?.form.code ?? ''))}
          class={Object.keys(rules.days).length > 1 ? 'w12' : 'w8'}
          autofocus={focus === 'field'}
        />
        {Object.keys(rules.days).map((day) => (
          <Field
            entry={entry}
            name={`${kind}.${day}`}
            label={rules.labels[day] ?? ''}
            hint={rules.hints?.[day] ?? 'MM/DD/YYYY'}
            inputmode="numeric"
            class="w4"
          />
        ))}
        {Object.entries(rules.lists ?? {}).map(([field, choices]) => (
          <Select
            entry={entry}
            name={`${kind}.${field}`}
            label={rules.labels[field] ?? ''}
            choices={choices}
            class="w8"
          />
        ))}
      </div>
      <DetailsEnd kind={kind} />
    </section>
  );
};
