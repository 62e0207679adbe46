import { showInstant } from './day.js';
import { inWords } from './record-history.js';
import { isNewRow, type Rows, type Values } from './rows.js';

/** One field that somebody saved while an edit went on, by the part of the record; `row` is the contact or comment. */
export type Change = {
  part: string;
  row: number | null;
  field: string;
  before: string | null;
  at: number;
  organizationId: number;
  organization: string;
};

/**
 * What is said at fields that two edits changed differently (C21): what stands there now, for which organization and when
 * it was saved; by the first field of each group.
 */
export function clashErrors(
  clashes: readonly (readonly string[])[],
  since: readonly Change[],
  part: 'client' | 'enrolment',
  kept: Values,
  around: { timeZone: string },
): Values {
  return Object.fromEntries(
    clashes.map((fields) => {
      const theirs =
        fields
          .map((field) => kept[field] && inWords({ part, field }, kept[field]))
          .filter(Boolean)
          .join(' ') || 'nothing';
      const changed = who(since, (change) => fields.includes(change.field), `changed this to "${theirs}"`, around);
      return [
        fields[0],
        `${changed}, while you were typing. Select Save to replace it with what stands here, or type their value.`,
      ];
    }),
  );
}

function who(
  since: readonly Change[],
  of: (change: Change) => boolean,
  did: string,
  { timeZone }: { timeZone: string },
): string {
  const change = since.find(of);
  return change ? `${change.organization} ${did} on ${showInstant(change.at, timeZone)}` : `Somebody ${did}`;
}

/** Staged or deleted rows that somebody else changed or deleted meanwhile: a row is one value (C21). */
export function rowClashes(
  kind: 'contact' | 'comment',
  rows: Rows,
  saved: ReadonlyMap<string, Values>,
  since: readonly Change[],
  around: { timeZone: string },
): Values {
  // A row that both deleted is no clash.
  const mine = [...Object.keys(rows.staged), ...rows.deleted.filter((id) => saved.has(id))].filter(
    (id) => !isNewRow(id),
  );
  const errors: Record<string, string> = {};
  for (const id of mine) {
    const of = (change: Change) =>
      change.part === kind && (id === 'self' ? change.row === null : change.row === Number(id));
    const theirs = saved.get(id);
    // A row that is gone stands in the way at any revision: Save could not write it, and would drop it unseen.
    if (theirs && !since.some(of)) continue;
    const same = theirs && Object.entries(rows.staged[id] ?? {}).every(([field, value]) => value === theirs[field]);
    if (same && !rows.deleted.includes(id)) continue;
    const text = theirs
      ? Object.values(theirs)
          .filter((value) => value && value !== 'Y')
          .join(', ')
      : '';
    errors[`${kind}.row.${id}`] = theirs
      ? `${who(since, of, 'changed this', around)}, while you were typing: it is now ${text}. Select Save to replace it with your change, or Undo to leave theirs.`
      : `${who(since, of, 'deleted this', around)}, while you were typing. Undo leaves it so${kind === 'contact' ? ', Copy enters it anew' : ''}.`;
  }
  return errors;
}
