import { primaryFields } from '../clients/contact.js';
import { type Listing, listingOf } from '../clients/listing.js';
import { type Rows, undoRow, type Values } from '../forms/rows.js';
import type { Clash } from './clash.js';
import { type Draft, type Rival, withoutRivals } from './draft.js';
import { groups } from './field-group.js';

/**
 * A clash answered (C21): the chosen value alone stays in the draft, as typed over the record that was shown beside it.
 * @param revision of the record now
 * @param newId under which a row is entered anew that somebody else deleted
 */
export function answerClash(draft: Draft, clash: Clash, which: string, revision: number, newId: string): Draft {
  const { name } = clash;
  const rival = draft.rivals[name]?.[Number(which)];
  const chosen = { ...withoutRivals(draft, name), over: { ...draft.over, [name]: revision } };
  const [, kind, id = ''] = /^(\w+)\.row\.(\w+)$/.exec(name) ?? [];
  const listing = listingOf(kind);
  if (listing) {
    if (which === 'theirs') {
      // Left as it is, it is not made the primary one either, and its address stands nowhere else (C16).
      const personal =
        listing === 'contacts' && draft.contacts.primary === id
          ? without(draft.personal, primaryFields)
          : draft.personal;
      return { ...chosen, personal, [listing]: undoRow(draft[listing], id) };
    }
    if (rival) return { ...chosen, [listing]: takeRow(draft[listing], id, rival) };
    const isGone = clash.sides.some((side) => side.which === 'theirs' && side.isDeleted);
    return isGone ? enterAnew(chosen, listing, id, newId) : chosen;
  }
  if (which === 'mine') return chosen;
  const part = groups.enrolment.some((group) => group.name === name) ? 'enrolment' : 'personal';
  const fields = [...groups.personal, ...groups.enrolment].find((group) => group.name === name)?.fields ?? [];
  if (rival) return { ...chosen, [part]: { ...draft[part], ...rival.values } };
  // With the address goes the mark of another contact whose address it is (C16).
  const moved = name === 'street' && draft.contacts.primary !== '';
  return {
    ...chosen,
    [part]: without(draft[part], moved ? primaryFields : fields),
    ...(moved && { contacts: { ...draft.contacts, primary: '' } }),
  };
}

const without = (from: Values, fields: readonly string[]): Values =>
  Object.fromEntries(Object.entries(from).filter(([field]) => !fields.includes(field)));

function takeRow(rows: Rows, id: string, { values, mark }: Rival): Rows {
  const rest = { ...undoRow(rows, id), primary: rows.primary };
  if (mark === 'deleted') return { ...rest, deleted: [...rest.deleted, id] };
  if (mark === 'staged') return { ...rest, staged: { ...rest.staged, [id]: values } };
  return {
    ...rest,
    staged: rows.staged[id] ? { ...rest.staged, [id]: rows.staged[id] } : rest.staged,
    typed: { ...rest.typed, [id]: values },
  };
}

function enterAnew(draft: Draft, listing: Listing, id: string, newId: string): Draft {
  const rows = draft[listing];
  const values = rows.typed[id] ?? rows.staged[id];
  const rest = undoRow(rows, id);
  return {
    ...draft,
    [listing]: values ? { ...rest, staged: { ...rest.staged, [newId]: { ...values, isPrimary: '' } } } : rest,
  };
}
