import type { Client } from '../clients/client.js';
import { kindOf, listings } from '../clients/listing.js';
import { isNewRow, type Values } from '../forms/rows.js';
import { type Draft, type DraftRow, noDraft } from './draft.js';
import type { Edit, Screen } from './edit.js';
import { areDigests, digestsOf } from './field-group.js';
import { layForm } from './lay-over.js';
import { reconcile } from './reconcile.js';
import { screenOf } from './screen.js';
import type { Setting, Sources, Stamp } from './sources.js';
import { formValues, isOfClient, rowsIn } from './stage.js';

/** One submit of the client's form. */
export type Submit = Setting &
  Stamp & {
    readonly clientId: number;
    readonly values: Values;
    readonly at: number;
    /** The row whose details stand in the form; empty for none. */
    readonly row: string;
    /** Under which a row begun by this submit is known. */
    readonly newId: string;
  };

/** The changes of record and draft since the form was shown: typing in another window, a save of somebody else. */
export type Drift = 'typed' | 'saved' | '';

/** A form over the viewer's draft: what is to be written of it, and how record and draft stand then. */
export type Submission = {
  readonly sources: Sources;
  /** The form, with its rows as they are known by now. */
  readonly submit: Submit;
  /** The draft as it was before. */
  readonly earlier: Draft;
  readonly draftRow: DraftRow;
  readonly edit: Edit;
  readonly drift: Drift;
};

/** Lays a submitted form over the viewer's draft (C20). A form that this client's record never had is not taken. */
export function laySubmit(sources: Sources, form: Submit): Submission | 'not as shown' {
  const { client, draft: earlier } = sources;
  const submit = withRowNumbers(client, form);
  // Nothing is typed in a draft that is not there yet: it is as the record is now, and goes on from what the form
  // shows.
  const screen = screenOf(sources, earlier ?? { revision: client.revision, draft: noDraft });
  if (!isAsShown(client, screen, submit)) return 'not as shown';
  const draft = earlier?.draft ?? noDraft;
  const revision = earlier?.revision ?? submit.revision;
  const writtenAt = earlier?.updatedAt ?? 0;
  const typed = layForm(draft, screen, { ...submit, writtenAt, base: revision });
  const edit = reconcile(sources, { revision, draft: typed }, submit);
  // Two submits of one instant are still told apart.
  const updatedAt = Math.max(submit.at, writtenAt + 1);
  const drift = writtenAt !== submit.draftAt ? 'typed' : submit.revision !== client.revision ? 'saved' : '';
  return { sources, submit, earlier: draft, draftRow: { revision, draft: edit.draft, updatedAt }, edit, drift };
}

/**
 * A row that was begun in this form, or in another window, may have been saved since: it is known by its number then.
 */
function withRowNumbers(client: Client, submit: Submit): Submit {
  const numbers: Record<string, string> = {};
  for (const listing of listings)
    for (const name of [`${kindOf[listing]}.of`, `${kindOf[listing]}.row`]) {
      const key = submit.values[name] ?? '';
      if (!isNewRow(key)) continue;
      const row = [...client[listing], ...client.deleted[listing]].find(({ entryKey }) => entryKey === key);
      if (row) numbers[name] = String(row.id);
    }
  const values = Object.keys(numbers).length > 0 ? { ...submit.values, ...numbers } : submit.values;
  return { ...submit, values, row: rowIn(values) };
}

/** The row whose details stand in a form; empty for none. */
export const rowIn = (values: Values): string =>
  listings.map((listing) => values[`${kindOf[listing]}.of`]).find(Boolean) ?? '';

/** True if a form can have been shown: at a revision of the record, with rows of its own. */
function isAsShown(client: Client, screen: Screen, { revision, tab, digests, values }: Submit): boolean {
  return (
    Number.isInteger(revision) &&
    revision >= 1 &&
    revision <= client.revision &&
    isOfClient(screen, values) &&
    areDigests(tab, digests) &&
    /^\d{1,15}$/.test(values.draftAt ?? '')
  );
}

/** True if the screen has another value now than a form shows. */
export function differs(screen: Screen, { tab, values }: Pick<Submit, 'tab' | 'values'>): boolean {
  const row = tab === 'information' ? undefined : screen[tab].find(({ id }) => id === rowsIn(tab, values).of);
  return digestsOf(tab, formValues(screen, tab, row)) !== digestsOf(tab, values);
}
