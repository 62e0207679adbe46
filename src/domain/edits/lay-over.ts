import { primaryFields, selfFields } from '../clients/contact.js';
import { kindOf, type Listing } from '../clients/listing.js';
import type { Tab } from '../clients/tab.js';
import { answersAfter } from '../forms/question.js';
import { isNewRow, type Rows, typeRow, type Values } from '../forms/rows.js';
import { begunAt, type Draft, pendingNames, type Rival, withoutRivals } from './draft.js';
import type { Row, Screen } from './edit.js';
import { digestIn, digestsOf, type Group, groups, isSame, isShown, unknownDigests, weigh } from './shown.js';
import { blanks, formValues, inForm, isRow, rowsIn, under } from './stage.js';

/** What a row has without what is being typed: nothing for one that was begun and not staged. */
const hasOf = (
  listed: readonly Row[],
  deleted: ReadonlyMap<string, Values>,
  rows: Rows,
  id: string,
): Values | undefined =>
  isNewRow(id) && !rows.staged[id] ? undefined : (listed.find((row) => row.id === id)?.values ?? deleted.get(id));

/** A form as it was sent: what it was shown, and when the draft that it is laid over was kept. */
export type Sent = {
  readonly tab: Tab;
  readonly values: Values;
  /** The digests of what it was shown, and the revision of the record. */
  readonly digests: string;
  readonly revision: number;
  readonly keptAt: number;
  /** The revision that the draft began from. */
  readonly base: number;
};

/**
 * A submitted form laid over a draft (C20): everything that was typed in it is kept, whichever control was pressed. `screen`
 * is how record and draft stood when the form came in. What differs from what the form itself was shown was touched in
 * it; the rest stays as the draft or the record has it, however they moved meanwhile. Where both the form and another
 * window of the same user touched something, both are kept, to be chosen from (C21).
 */
export function layForm(draft: Draft, screen: Screen, sent: Sent): Draft {
  const { tab } = sent;
  let laid = { ...layVerified(draft, sent), asTyped: answersAfter(draft.asTyped, sent.values) };
  for (const group of groups.personal) laid = layGroup(laid, 'personal', group, screen.personal.values, sent);
  if (tab === 'information')
    for (const group of groups.enrolment) laid = layGroup(laid, 'enrolment', group, screen.enrolment.values, sent);
  return begunAt(tab === 'information' ? laid : layRow(laid, screen, tab, sent), draft, sent.revision, sent.base);
}

/** Ticks say what was done: those of two windows add up. */
function layVerified(draft: Draft, { tab, values, digests }: Sent): Draft {
  const { verified = '' } = values;
  const said = weigh(groups.verified, values, { verified: draft.verified }, digestIn(tab, digests, groups.verified));
  if (said === 'typed') return { ...draft, verified };
  if (said !== 'crossed') return draft;
  const ticks = new Set(`${draft.verified} ${verified}`.split(' ').filter(Boolean));
  return { ...draft, verified: [...ticks].join(' ') };
}

function layGroup(draft: Draft, part: 'personal' | 'enrolment', group: Group, now: Values, sent: Sent): Draft {
  const said = weigh(group, sent.values, now, digestIn(sent.tab, sent.digests, group));
  const { name, fields } = group;
  const pending = fields.some((field) => draft[part][field] !== undefined) || draft.rivals[name] !== undefined;
  if (said === 'left' || (said === 'same' && !pending)) return draft;
  const typed = { ...draft, [part]: { ...draft[part], ...pick(sent.values, fields) } };
  const rival = pending ? { values: pick(now, fields) } : undefined;
  return said === 'crossed' ? crossed(typed, name, group, sent, rival) : answered(typed, name, group, sent.values);
}

/**
 * One value of Personal Information laid over a draft from elsewhere than its form: what was typed there stays beside it,
 * to be chosen from (C21).
 */
export function layValue(
  draft: Draft,
  screen: Screen,
  name: string,
  values: Values,
  sent: Pick<Sent, 'revision' | 'keptAt' | 'base'>,
) {
  const group = groups.personal.find((one) => one.name === name);
  if (!group) return draft;
  const tab = 'information';
  const digests = pendingNames(draft).has(name)
    ? unknownDigests(tab)
    : digestsOf(tab, formValues(screen, tab, undefined));
  const laid = layGroup(draft, 'personal', group, screen.personal.values, { ...sent, tab, values, digests });
  return begunAt(laid, draft, sent.revision, sent.base);
}

const pick = (from: Values, fields: readonly string[]): Values =>
  Object.fromEntries(fields.map((field) => [field, from[field] ?? '']));

/** Typed over what its form was not shown: what another window had typed stays beside it. */
function crossed(
  draft: Draft,
  name: string,
  group: Group,
  sent: Sent,
  rival: Pick<Rival, 'values' | 'mark'> | undefined,
): Draft {
  const shown = digestIn(sent.tab, sent.digests, group);
  // What the form was shown it may replace.
  const rivals = [...(draft.rivals[name] ?? []), ...(rival ? [{ ...rival, at: sent.keptAt }] : [])].filter(
    (one) => one.mark === 'deleted' || !isShown(group, inForm(group, one.values), shown),
  );
  // What stood there may wait for an answer to what somebody else saved: that waits on. Where nothing is typed there, it
  // was typed over what the record has no more, or over a draft that is gone: whatever was saved there is asked about.
  const since = rival ? Math.min(draft.over[name] ?? sent.base, sent.revision) : 0;
  const over = { ...draft.over, [name]: since };
  const some = rivals.slice(-mostRivals);
  return answered({ ...draft, over, rivals: { ...draft.rivals, [name]: some } }, name, group, sent.values);
}

/** As many windows as anybody types one thing in, differently in each: a form that is sent again and again adds no more. */
const mostRivals = 8;

/** Nothing is to be chosen between equals. */
function answered(draft: Draft, name: string, group: Group, values: Values): Draft {
  const others = draft.rivals[name];
  if (!others) return draft;
  const left = others.filter((one) => one.mark === 'deleted' || !isSame(group, inForm(group, one.values), values));
  return left.length > 0 ? { ...draft, rivals: { ...draft.rivals, [name]: left } } : withoutRivals(draft, name);
}

function layRow(draft: Draft, screen: Screen, listing: Listing, sent: Sent): Draft {
  const [kind, blank] = [kindOf[listing], blanks[listing]];
  const group = groups[kind];
  const { of } = rowsIn(listing, sent.values);
  const [listed, deletedRows, rows] = [screen[listing], screen.deletedRows[listing], draft[listing]];
  if (!isRow(listed, deletedRows, of)) return draft;
  const now = listed.find(({ id }) => id === of)?.form ?? deletedRows.get(of) ?? blank;
  const said = weigh(group, sent.values, inForm(group, now), digestIn(sent.tab, sent.digests, group));
  if (said === 'same' || said === 'left') return draft;
  const has = hasOf(listed, deletedRows, rows, of) ?? blank;
  // What Personal Information shows of this contact is typed there (C16).
  const above =
    listing === 'contacts'
      ? [...(of === screen.primary ? primaryFields : []), ...(of === 'self' ? selfFields : [])]
      : [];
  const typed = { ...under(kind, Object.keys(blank), sent.values), ...pick(has, above) };
  const deleted = rows.deleted.includes(of);
  const laid = {
    ...draft,
    [listing]: typeRow({ ...rows, deleted: rows.deleted.filter((id) => id !== of) }, of, typed, has),
  };
  const name = `${kind}.row.${of}`;
  if (deleted) return crossed(laid, name, group, sent, { values: {}, mark: 'deleted' });
  if (said === 'typed') return answered(laid, name, group, sent.values);
  if (rows.typed[of]) return crossed(laid, name, group, sent, { values: now });
  return crossed(laid, name, group, sent, rows.staged[of] ? { values: now, mark: 'staged' } : undefined);
}
