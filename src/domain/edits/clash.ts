import { contactLabels, contactName } from '../clients/contact.js';
import { enrolmentLabels } from '../clients/enrolment.js';
import { coded, type Kind, kindOf, type Listing, listingOf } from '../clients/listing.js';
import { personalLabels } from '../clients/personal-information.js';
import { labelOf } from '../codes/choice.js';
import { isNewRow, type Values } from '../forms/rows.js';
import { showInstant } from '../time/day.js';
import type { Draft, Rival } from './draft.js';
import type { Screen } from './edit.js';
import { digest, type Group, groups } from './field-group.js';
import { inWords } from './record-history.js';

/** One field that somebody saved while an edit went on, by the part of the record; `row` is the contact or comment. */
export type Change = {
  revision: number;
  part: string;
  row: number | null;
  field: string;
  before: string | null;
  at: number;
  organizationId: number;
  organization: string;
};

/** One of the values to choose from, whole, in the words of the screen. */
export type Side = {
  /** mine as it stands in the form, theirs as it stands on the record, or the number of a rival. */
  readonly which: string;
  readonly title: string;
  /** The text of its button. */
  readonly choose: string;
  /** `differs` where the sides do not all say the same. */
  readonly lines: readonly { readonly label: string; readonly text: string; readonly differs: boolean }[];
  /** There are no lines of a row that is deleted, or marked for it. */
  readonly isDeleted: boolean;
};

/** Something that two edits changed differently (C21): every value whole, who and when, and which is to be chosen. */
export type Clash = {
  /** As in Draft.over. */
  readonly name: string;
  readonly label: string;
  /** Of all that `mine` is held against: an answer to anything else is none. */
  readonly digest: string;
  /** The author and the time of a change, for the summary and the field. */
  readonly text: string;
  readonly sides: readonly Side[];
};

/** Under which a side is chosen: where a clash became another one, it is not found any more. */
export const choiceOf = ({ name, digest }: Clash, { which }: Side): string =>
  `${which}-${digest}-${name.replaceAll('.', '_')}`;

type Part = 'client' | 'enrolment' | Kind;

/** The kept values that a clash is about, by field; undefined for a row that is deleted or marked for it. */
type Subject = {
  readonly name: string;
  readonly label: string;
  readonly part: Part;
  readonly group: Group;
  readonly mine: Values | undefined;
  /** The other value on the record, and the changes that led to it, the latest first. */
  readonly theirs?: { readonly values: Values | undefined; readonly since: readonly Change[] };
  readonly rivals: readonly Rival[];
};

const labels: Record<Part, Readonly<Record<string, string>>> = {
  client: { ...personalLabels },
  enrolment: enrolmentLabels,
  contact: contactLabels,
  comment: coded.comments.labels,
  condition: coded.conditions.labels,
};

/** A clash as it is shown. */
export function clashOf(subject: Subject, { timeZone }: { timeZone: string }): Clash {
  const { name, label, mine, theirs, rivals } = subject;
  const when = (at: number) => showInstant(at, timeZone);
  const others = [
    ...(theirs ? [theirs.values] : []),
    ...rivals.map((rival) => (rival.mark === 'deleted' ? undefined : rival.values)),
  ];
  const lines = linesOf(subject, [mine, ...others]);
  const [change] = theirs?.since ?? [];
  const who = change ? change.organization : 'Somebody';
  const since = change ? ` on ${when(change.at)}` : '';
  const deed = theirs?.values ? 'changed this' : 'deleted this';
  const sentences = [
    ...(theirs ? [`${who} ${deed}${since}, while you were typing.`] : []),
    ...rivals.map(
      (rival) =>
        `In another window you ${
          rival.mark === 'deleted' ? 'marked this for deletion' : 'typed something else'
        } on ${when(rival.at)}.`,
    ),
  ];
  return {
    name,
    label,
    digest: digest(
      JSON.stringify([
        theirs && 'theirs',
        ...others.map((values) => values && subject.group.kept(inForm(subject, values))),
      ]),
    ),
    text: `${label}: ${sentences.join(' ')} Choose which to keep.`,
    sides: [
      {
        which: 'mine',
        title: mine ? 'Typed here' : 'Marked for deletion here',
        choose: mine ? 'Keep mine' : 'Delete it',
        lines: lines(mine),
        isDeleted: !mine,
      },
      ...(theirs
        ? [
            {
              which: 'theirs',
              title: `${theirs.values ? 'Saved' : 'Deleted'} by ${who}${since}`,
              choose: theirs.values ? 'Take theirs' : 'Leave it deleted',
              lines: lines(theirs.values),
              isDeleted: !theirs.values,
            },
          ]
        : []),
      ...rivals.map((rival, i) => ({
        which: String(i),
        title: `${rival.mark === 'deleted' ? 'Marked for deletion' : 'Typed'} in another window on ${when(rival.at)}`,
        choose: rival.mark === 'deleted' ? 'Delete it' : 'Take this one',
        lines: lines(rival.mark === 'deleted' ? undefined : rival.values),
        isDeleted: rival.mark === 'deleted',
      })),
    ],
  };
}

const isRow = ({ part }: Pick<Subject, 'part'>) => listingOf(part) !== undefined;

const inForm = (subject: Subject, values: Values): Values =>
  isRow(subject)
    ? Object.fromEntries(Object.entries(values).map(([field, text]) => [`${subject.part}.${field}`, text]))
    : values;

/** The fields of the group with a value as it is kept, in words. */
function wordsOf(subject: Subject, values: Values): { field: string; text: string }[] {
  const kept = subject.group.kept(inForm(subject, values));
  return subject.group.fields.map((name, i) => {
    const field = isRow(subject) ? name.slice(subject.part.length + 1) : name;
    return { field, text: inWords({ part: subject.part, field }, kept[i] ?? '') };
  });
}

/** Every side with the same lines: of a row the fields that any side has, of anything else all. */
function linesOf(subject: Subject, all: readonly (Values | undefined)[]) {
  const sides = new Map(all.map((values) => [values, values ? wordsOf(subject, values) : []]));
  const filled = new Set(
    [...sides.values()].flatMap((words) => words.filter(({ text }) => text && text !== 'No').map(({ field }) => field)),
  );
  return (values: Values | undefined) =>
    (sides.get(values) ?? [])
      .filter(({ field }) => !isRow(subject) || filled.has(field))
      .map(({ field, text }) => ({
        label: labels[subject.part][field] ?? field,
        text: text || '(none)',
        differs: [...sides.values()].some((words) => words.some((one) => one.field === field && one.text !== text)),
      }));
}

/** The label of a group of Personal Information or of Client Information. */
export function labelOfGroup(name: string): string {
  return name === 'street' ? 'Address' : (labels.client[name] ?? labels.enrolment[name] ?? name);
}

const labelOfRow = (listing: Listing, values: Values) =>
  listing === 'contacts'
    ? `Contact ${contactName(values)}`.trim()
    : `${coded[listing].labels.code} ${labelOf(coded[listing].choices, values.code ?? '')}`.trim();

/**
 * Rows that somebody else changed or deleted since they were staged or marked, or another window typed over: a row is
 * one value (C21).
 */
export function rowClashes(
  listing: Listing,
  draft: Draft,
  { savedRows, deletedRows }: Pick<Screen, 'savedRows' | 'deletedRows'>,
  since: readonly Change[],
  base: number,
  setting: { timeZone: string },
): Clash[] {
  const kind = kindOf[listing];
  const [rows, saved, deletedIn] = [draft[listing], savedRows[listing], deletedRows[listing]];
  const withRivals = Object.keys(draft.rivals).flatMap((name) =>
    name.startsWith(`${kind}.row.`) ? [name.slice(kind.length + 5)] : [],
  );
  // A row that both deleted is no clash.
  const mine = [...Object.keys(rows.staged), ...rows.deleted.filter((id) => saved.has(id)), ...withRivals];
  return [...new Set(mine)].flatMap((id) => {
    const name = `${kind}.row.${id}`;
    const rivals = draft.rivals[name] ?? [];
    const deleted = rows.deleted.includes(id);
    const typed = rows.typed[id] ?? rows.staged[id];
    const theirs = saved.get(id);
    const ofRow = since.filter(
      (change) =>
        change.part === kind &&
        change.revision > (draft.over[name] ?? base) &&
        (id === 'self' ? change.row === null : change.row === Number(id)),
    );
    // A draft of before a column was there says nothing of it, and Save would empty it; of a contact it says what its form shows.
    const held = listing === 'contacts' ? (typed ?? theirs) : theirs;
    const same =
      theirs &&
      !deleted &&
      Object.keys(held ?? {}).every((field) => ((typed ?? theirs)[field] ?? '') === theirs[field]);
    // A row that is gone stands in the way at any revision: Save could not write it, and would drop it unseen.
    const isDeleted = !theirs && !isNewRow(id);
    const clashes = isDeleted || (ofRow.length > 0 && !same);
    if (!clashes && rivals.length === 0) return [];
    const values = typed ?? theirs ?? deletedIn.get(id) ?? {};
    return clashOf(
      {
        name,
        label: labelOfRow(listing, values),
        part: kind,
        group: groups[kind],
        mine: deleted ? undefined : values,
        ...(clashes && { theirs: { values: theirs, since: ofRow } }),
        rivals,
      },
      setting,
    );
  });
}
