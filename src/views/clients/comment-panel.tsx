import { clientComments, commentKinds } from '../../domain/clients/client-comment.js';
import { commentFields, commentLabels, commentQuestions } from '../../domain/clients/comment.js';
import { labelOf } from '../../domain/codes/choice.js';
import { othersThan, type Row } from '../../domain/edits/edit.js';
import { isNewRow } from '../../domain/forms/rows.js';
import { Field, GroupedSelect, Submit } from '../parts/form.js';
import { DetailsBar, ListingSide, MarkTag, rowEntry, SelectRow } from '../parts/listing.js';
import type { PanelProps } from './contact-panel.js';

const groups = commentKinds.map(({ code, label }) => ({
  label,
  choices: clientComments.filter(({ kind }) => kind === code),
}));

/** The Client Comment(s) tab (C18). */
export const CommentPanel = ({ edit, open, newId, errors, questions, focus }: Omit<PanelProps, 'client' | 'all'>) => {
  const of = open?.id ?? newId;
  const listed = edit.comments.filter((row) => !isNewRow(row.id) || row.mark === 'not saved yet');
  return (
    <>
      <div class="listing">
        <fieldset
          class="scroll"
          data-hx-post=""
          data-hx-trigger="change"
          data-hx-vals='{"do.comment.select":"radio"}'
          data-hx-target="#client"
          data-hx-swap="none"
          data-hx-sync="#client:queue all"
        >
          <legend class="unseen">Client Comment Listing</legend>
          <table class="results">
            <caption>Client Comment Listing</caption>
            <thead>
              <tr>
                <th scope="col">Select</th>
                <th scope="col">Date</th>
                <th scope="col">Client Comment</th>
              </tr>
            </thead>
            <tbody>
              {listed.map((row) => (
                <CommentRow row={row} chosen={row.id === of} error={edit.rowErrors[`comment.row.${row.id}`]} />
              ))}
            </tbody>
          </table>
          {listed.length === 0 ? <p class="inside">No comments are on file.</p> : null}
        </fieldset>
        <ListingSide kind="comment" />
      </div>
      {open?.mark === 'marked for deletion' ? (
        <p class="notice" id="details" tabindex={-1} autofocus={focus === 'details'}>
          <b>{labelOf(clientComments, open.values.code ?? '')} is marked for deletion.</b> Save removes it.{' '}
          <input type="hidden" name="comment.of" value="" />
          <Submit name="do.comment.undo" value="Undo" />
        </p>
      ) : (
        <Details edit={edit} row={open} of={of} errors={errors} questions={questions} focus={focus} />
      )}
    </>
  );
};

const CommentRow = ({ row, chosen, error }: { row: Row; chosen: boolean; error: string | undefined }) => {
  const { appliesOn, code = '' } = row.values;
  const label = labelOf(clientComments, code);
  return (
    <tr class={[row.mark && 'staged', chosen && 'chosen'].filter(Boolean).join(' ') || undefined}>
      <td>
        <SelectRow kind="comment" id={row.id} chosen={chosen} label={`Select ${appliesOn} ${label}`} />
      </td>
      <td class="n" data-label="Date">
        {appliesOn}
      </td>
      <th scope="row" data-label="Client Comment">
        {label} <MarkTag row={row} error={error} />
      </th>
    </tr>
  );
};

type DetailsProps = { row: Row | undefined; of: string } & Pick<PanelProps, 'edit' | 'errors' | 'questions' | 'focus'>;

const Details = ({ edit, row, of, errors, questions, focus }: DetailsProps) => {
  const typed = row && row.mark !== '' ? commentQuestions(row.form, othersThan(edit.comments, row.id)) : {};
  const asked = { ...typed, ...questions };
  const entry = rowEntry('comment', commentFields, row, { errors, questions: asked, asTyped: edit.asTyped });
  const fresh = isNewRow(of) && row?.mark !== 'not saved yet';
  return (
    <section class="details" aria-labelledby="details">
      <DetailsBar
        kind="comment"
        title={fresh ? 'Enter New Client Comment ...' : 'Details for Client Comment ...'}
        undo={row?.mark === 'not saved yet'}
        focused={focus === 'details'}
      />
      <input type="hidden" name="comment.of" value={of} />
      <div class="fields">
        <GroupedSelect
          entry={entry}
          name="comment.code"
          label={commentLabels.code}
          groups={groups}
          class="w8"
          autofocus={focus === 'field'}
        />
        <Field
          entry={entry}
          name="comment.appliesOn"
          label={commentLabels.appliesOn}
          hint="MM/DD/YYYY"
          inputmode="numeric"
          autocomplete="off"
          class="w4"
        />
      </div>
    </section>
  );
};
