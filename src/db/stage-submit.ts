import type { Client } from '../domain/client.js';
import { isDraft, noDraft } from '../domain/draft.js';
import type { Edit } from '../domain/edit.js';
import { type Command, commentCommand, contactCommand, type Outcome } from '../domain/listing-commands.js';
import type { Values } from '../domain/rows.js';
import { isOfClient, type Listing, stageForm } from '../domain/stage.js';
import type { Tab } from '../domain/tab.js';
import type { Viewer } from '../domain/viewer.js';
import { type Around, type Merged, reconcile } from './client-edits.js';
import { loadClient } from './clients.js';
import { type KeptDraft, keepDraft, loadDraft } from './drafts.js';
import type { Tx } from './open.js';

/** One submit of the client's form. */
export type Submit = Around & {
  readonly clientId: number;
  /** The revision that the form was shown at, and the draft that it was shown with. */
  readonly revision: number;
  readonly draftAt: number;
  readonly tab: Tab;
  readonly values: Values;
  readonly at: number;
  /** The row whose details stand in the form; empty for none. */
  readonly row: string;
  /** Under which a row begun by this submit is known. */
  readonly newId: string;
};

/** A form laid over the draft, and how record and draft stand then. */
export type Staged = Outcome & { client: Client; edit: Merged; draftAt: number; stale: boolean };

/**
 * Lays a submitted form over the viewer's draft and keeps it (C20): on disk before anything else happens. A form that
 * this client's record never had is not taken.
 */
export function stageSubmit(
  tx: Tx,
  viewer: Viewer,
  submit: Submit,
  command?: { listing: Listing; verb: Command },
): Staged | 'hidden' | 'not as shown' {
  const laid = layOver(tx, viewer, submit);
  if (typeof laid === 'string') return laid;
  const { client, kept, edit: staged, stale } = laid;
  const around = { today: submit.today, birthDate: staged.now.personal.birthDate };
  const outcome =
    command === undefined
      ? { draft: kept.draft, row: '', said: '' }
      : command.listing === 'contacts'
        ? contactCommand(kept.draft, staged, command.verb, submit.values, submit.newId)
        : commentCommand(kept.draft, staged, command.verb, submit.values, submit.newId, around);
  const { revision, updatedAt } = kept;
  keepDraft(tx, viewer, client.id, { revision, draft: outcome.draft, updatedAt });
  const draftAt = isDraft(outcome.draft) ? updatedAt : 0;
  const edit = command ? reconcile(tx, viewer, client, { revision, draft: outcome.draft }, submit) : staged;
  return { ...outcome, client, stale, draftAt, edit };
}

/** A record, the draft of it that is kept or to be kept, and both held against each other. */
export type Laid = { readonly client: Client; readonly kept: KeptDraft; readonly edit: Merged };

/** Lays a submitted form over the viewer's draft, and keeps nothing yet. */
export function layOver(
  tx: Tx,
  viewer: Viewer,
  submit: Submit,
): (Laid & { readonly stale: boolean }) | 'hidden' | 'not as shown' {
  const client = loadClient(tx, viewer, submit.clientId);
  if (!client) return 'hidden';
  const earlier = loadDraft(tx, viewer, client.id);
  const stale = earlier !== undefined && earlier.updatedAt !== submit.draftAt;
  // A draft that this form was not shown with goes on from where it began: what changed since is asked about.
  const revision = stale ? Math.min(earlier.revision, submit.revision) : submit.revision;
  const draft = earlier?.draft ?? noDraft;
  const before = reconcile(tx, viewer, client, { revision, draft }, submit);
  if (!isAsShown(client, before, submit)) return 'not as shown';
  const typed = stageForm(draft, before, before.shown, stale, submit.tab, submit.values);
  const edit = reconcile(tx, viewer, client, { revision, draft: typed }, submit);
  // Two submits of one instant are still told apart.
  const updatedAt = Math.max(submit.at, (earlier?.updatedAt ?? 0) + 1);
  return { client, edit, stale, kept: { revision, draft: edit.draft, updatedAt } };
}

/** Whether a form can have been shown: at a revision of the record, with rows of its own. */
function isAsShown(client: Client, edit: Edit, { revision, values }: Submit): boolean {
  return (
    Number.isInteger(revision) &&
    revision >= 1 &&
    revision <= client.revision &&
    isOfClient(edit, values) &&
    /^\d{1,15}$/.test(values.draftAt ?? '')
  );
}
