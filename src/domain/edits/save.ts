import type { Viewer } from '../accounts/viewer.js';
import type { Client } from '../clients/client.js';
import { type RowContext, showRow, stagedRow } from '../clients/coded-rows.js';
import { enrolmentValues } from '../clients/enrolment.js';
import { type CodedListing, coded, codedListings, kindOf, type Listing, listings } from '../clients/listing.js';
import { bornOn } from '../clients/personal-information.js';
import { unanswered } from '../forms/question.js';
import { isNewRow, noRows, type Rows, stageRow } from '../forms/rows.js';
import { type Draft, type DraftRow, noDraft } from './draft.js';
import { type Edit, errorsOf, othersThan } from './edit.js';
import { relist } from './reconcile.js';
import type { Setting, Sources } from './sources.js';

/** The effects of Save besides writing, to be confirmed first (C12, C13). */
const allConsequences = ['deceased', 'locked', 'unlocked'] as const;
export type Consequence = (typeof allConsequences)[number];

/** The consequences that a form names, with a space between; any other word is none. */
export const consequencesIn = (list: string | undefined): Consequence[] =>
  allConsequences.filter((one) => list?.split(' ').includes(one));

/** The result that a Save would have: nothing is written yet. */
export type Decision = { readonly kind: 'refuse' | 'ask' | 'write'; readonly edit: Edit };

/**
 * Decides on saving an edit: whether it is refused, asked about first (what changes who may see the record, unless
 * `confirmed` names it), or to be written, with the coded rows that are complete.
 */
export function decideSave(
  sources: Sources,
  edit: Edit,
  { revision, draft }: Pick<DraftRow, 'revision' | 'draft'>,
  setting: Setting,
  confirmed: readonly Consequence[],
): Decision {
  const { client } = sources;
  const birthDate = bornOn(edit.now.personal, client.personal);
  const born = { today: setting.today, birthDate };
  const whole = codedListings.reduce((now, listing) => withComplete(listing, client, now, edit, born), draft);
  const last = whole === draft ? edit : relist(sources, edit, { revision, draft: whole }, setting);
  const refused = Object.keys(errorsOf(last)).length > 0;
  if (refused) return { kind: 'refuse', edit: last };
  const asks = consequences(client, last).some((one) => !confirmed.includes(one));
  return { kind: asks ? 'ask' : 'write', edit: last };
}

/** The effect of saving an edit on who may see the record. */
export function consequences(
  client: Pick<Client, 'enrolment' | 'lockedHere'>,
  { now }: Pick<Edit, 'now'>,
): Consequence[] {
  const [before, after] = [enrolmentValues(client), now.enrolment];
  return [
    ...(after.status === 'P' && before.status !== 'P' ? (['deceased'] as const) : []),
    ...(after.sharing === 'N' && before.sharing !== 'N' ? (['locked'] as const) : []),
    ...(after.sharing === 'Y' && before.sharing === 'N' ? (['unlocked'] as const) : []),
  ];
}

/** Save also writes a complete comment that stands in the form (C18); a contact needs Next (C15). */
function withComplete(listing: CodedListing, client: Client, draft: Draft, edit: Edit, born: RowContext): Draft {
  const rules = coded[listing];
  const complete = Object.entries(draft[listing].typed).filter(([id, values]) => {
    const saved = client[listing].find((row) => String(row.id) === id);
    const questions = unanswered(rules.questions(values, othersThan(edit[listing], id)), draft.asTyped);
    const faults = rules.faults(values, saved && showRow(rules, saved), born);
    return Object.keys({ ...questions, ...faults }).length === 0;
  });
  if (complete.length === 0) return draft;
  return {
    ...draft,
    [listing]: complete.reduce((rows: Rows, [id]) => stageRow(rows, id, stagedRow(rules)), draft[listing]),
  };
}

/** A Save of a form: the revision that it was shown at, where it is a form's. */
type Resend = { readonly revision?: number };

/**
 * True if a form that changes nothing may be one sent again: after a lost answer or by Back, its values are on the
 * record already.
 */
export const isSentAgain = (
  client: Pick<Client, 'revision' | 'updatedBy'>,
  { userId }: Pick<Viewer, 'userId'>,
  { revision }: Resend,
): boolean => revision !== undefined && revision < client.revision && client.updatedBy === userId;

/** True if an edit ticks the fields that were verified with the client last (C24). */
export const ticksAsBefore = (client: Pick<Client, 'verified'>, edit: Pick<Edit, 'verified'>): boolean =>
  ticks(client.verified?.what) === ticks(edit.verified);

const ticks = (list = '') => list.split(' ').sort().join(' ');

/** A change that was written: to which row, where it is of one, and by which id the draft knew that. */
export type WrittenRow = { readonly part: string; readonly row: number | null; readonly key?: string };

/** The typing that a Save leaves: the draft, the listing that it is in, and the row to show. */
export type Remainder = { readonly draft: Draft; readonly listing: Listing | ''; readonly row: string };

/**
 * The values typed into rows and not given to the listing (C15, C18), after a save: over the values just written if the
 * row was written too, else over those that they were typed over.
 * @param base the revision that the draft began from
 * @param now the revision that the save made
 * @param row the row that stood in the form, which stands there again
 */
export function leftOf(
  draft: Draft,
  written: readonly WrittenRow[],
  base: number,
  now: number,
  row: string,
): Remainder {
  const over: Record<string, number> = {};
  const typed = (listing: Listing): Rows => {
    const kind = kindOf[listing];
    const entries = Object.entries(draft[listing].typed).map(([id, values]) => {
      const name = `${kind}.row.${id}`;
      const since = draft.over[name] ?? base;
      const isWritten = written.some(({ part, key }) => part === kind && key === id);
      if (!isWritten && since !== now) over[name] = since;
      return [idNow(id, written) || id, values] as const;
    });
    return { ...noRows, typed: Object.fromEntries(entries) };
  };
  const rows = Object.fromEntries(listings.map((listing) => [listing, typed(listing)])) as Record<Listing, Rows>;
  const remainder = { ...noDraft, ...rows, over, asTyped: draft.asTyped };
  const listing = listings.find((one) => Object.keys(rows[one].typed).length > 0) ?? '';
  const again = idNow(row, written);
  const rowShown =
    listing && !remainder[listing].typed[again] ? (Object.keys(remainder[listing].typed)[0] ?? '') : again;
  return { draft: remainder, listing, row: rowShown };
}

/** A row begun here has its number once it is written; one that was not written has none. */
const idNow = (id: string, written: readonly WrittenRow[]): string =>
  isNewRow(id) ? String(written.find(({ key }) => key === id)?.row ?? '') : id;
