import type { Actor } from '../../domain/accounts/viewer.js';
import type { Action } from '../../domain/audit.js';
import type { Outcome } from '../../domain/matching/outcome.js';
import { clientKind } from '../../exchange/csv/clients.js';
import { commentKind } from '../../exchange/csv/comments.js';
import { contactKind } from '../../exchange/csv/contacts.js';
import { immunizationKind } from '../../exchange/csv/immunizations.js';
import type { RowKind } from '../../exchange/csv/table.js';
import type { Tx } from '../engine/database.js';
import type { imports } from '../schema/imports.js';
import { takeClient } from './clients.js';
import { takeComment } from './comments.js';
import { takeContact } from './contacts.js';
import { takeImmunization } from './immunizations.js';
import type { ImportMoment } from './row-owner.js';

/** What may come of a row. */
type Result = 'entered' | 'updated' | 'unchanged' | 'put aside' | 'refused';

/** A kind of file: how its rows are read, taken, counted and named in the audit log. */
type Kind<Row extends { readonly line: number }> = {
  readonly action: Action;
  readonly exported: Action;
  readonly rows: RowKind<never, Row>;
  readonly results: readonly Result[];
  /** Begins a write: the answer takes one row, with all that belongs to it. */
  take(tx: Tx, viewer: Actor, when: ImportMoment): (row: Row) => Promise<Outcome<Result>>;
};

/** A kind whose rows nobody looks into. */
export type ImportKind = Kind<never>;
export type ImportKindName = (typeof imports.$inferSelect)['kind'];

const kind = <Field extends string, Row extends { readonly line: number }>(
  of: Omit<Kind<Row>, 'rows'> & { readonly rows: RowKind<Field, Row> },
) => of as unknown as ImportKind;

/** Every kind of file that is imported (A5). */
export const importKinds: Readonly<Record<ImportKindName, ImportKind>> = {
  clients: kind({
    action: 'import clients',
    exported: 'export clients',
    rows: clientKind,
    results: ['entered', 'updated', 'unchanged', 'put aside', 'refused'],
    take: takeClient,
  }),
  contacts: kind({
    action: 'import contacts',
    exported: 'export contacts',
    rows: contactKind,
    results: ['entered', 'updated', 'unchanged', 'refused'],
    take: takeContact,
  }),
  comments: kind({
    action: 'import comments',
    exported: 'export comments',
    rows: commentKind,
    results: ['entered', 'updated', 'unchanged', 'refused'],
    take: takeComment,
  }),
  immunizations: kind({
    action: 'import immunizations',
    exported: 'export immunizations',
    rows: immunizationKind,
    results: ['entered', 'unchanged', 'put aside', 'refused'],
    take: takeImmunization,
  }),
};
