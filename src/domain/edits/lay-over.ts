import { primaryFields, selfFields } from '../clients/contact.js';
import { kindOf, type Listing } from '../clients/listing.js';
import type { Tab } from '../clients/tab.js';
import { answersAfter } from '../forms/question.js';
import { isNewRow, type Rows, typeRow, type Values } from '../forms/rows.js';
import { type Draft, noteRevisions, pendingNames, type Rival, withoutRivals } from './draft.js';
import type { Row, Screen } from './edit.js';
import {
  compareGroup,
  digestIn,
  digestsOf,
  type Group,
  groups,
  isDigestOf,
  isSame,
  unknownDigests,
} from './field-group.js';
import { blanks, formValues, inForm, isRow, rowsIn, under } from './stage.js';

/** A row without the typing in progress: nothing for one that was begun and not staged. */
const valuesBefore = (
  rowsOnScreen: readonly Row[],
  deleted: ReadonlyMap<string, Values>,
  rows: Rows,
  id: string,
): Values | undefined =>
  isNewRow(id) && !rows.staged[id] ? undefined : (rowsOnScreen.find((row) => row.id === id)?.values ?? deleted.get(id));

/** A form as it was sent: what it was shown, and when the draft that it is laid over was kept. */
export type FormOverDraft = {
  readonly tab: Tab;
  readonly values: Values;
  /** The digests of what it was shown, and the revision of the record. */
  readonly digests: string;
  readonly revision: number;
  readonly writtenAt: number;
  /** The revision that the draft began from. */
  readonly base: number;
};

/**
 * A submitted form laid over a draft (C20): everything that was typed in it is kept, whichever control was pressed.
 * `screen` is how record and draft stood when the form came in. What differs from what the form itself was shown was
 * touched in it; the rest stays as the draft or the record has it, however they moved meanwhile. Where both the form
 * and another window of the same user touched something, both are kept, to be chosen from (C21).
 */
export function layForm(draft: Draft, screen: Screen, form: FormOverDraft): Draft {
  const { tab } = form;
  let next = { ...layVerified(draft, form), asTyped: answersAfter(draft.asTyped, form.values) };
  for (const group of groups.personal) next = layGroup(next, 'personal', group, screen.personal.values, form);
  if (tab === 'information')
    for (const group of groups.enrolment) next = layGroup(next, 'enrolment', group, screen.enrolment.values, form);
  return noteRevisions(tab === 'information' ? next : layRow(next, screen, tab, form), draft, form.revision, form.base);
}

/** Ticks say what was done: those of two windows add up. */
function layVerified(draft: Draft, { tab, values, digests }: FormOverDraft): Draft {
  const { verified = '' } = values;
  const verdict = compareGroup(
    groups.verified,
    values,
    { verified: draft.verified },
    digestIn(tab, digests, groups.verified),
  );
  if (verdict === 'typed') return { ...draft, verified };
  if (verdict !== 'crossed') return draft;
  const ticks = new Set(`${draft.verified} ${verified}`.split(' ').filter(Boolean));
  return { ...draft, verified: [...ticks].join(' ') };
}

function layGroup(draft: Draft, part: 'personal' | 'enrolment', group: Group, now: Values, form: FormOverDraft): Draft {
  const verdict = compareGroup(group, form.values, now, digestIn(form.tab, form.digests, group));
  const { name, fields } = group;
  const pending = fields.some((field) => draft[part][field] !== undefined) || draft.rivals[name] !== undefined;
  if (verdict === 'left' || (verdict === 'same' && !pending)) return draft;
  const typed = { ...draft, [part]: { ...draft[part], ...pick(form.values, fields) } };
  const rival = pending ? { values: pick(now, fields) } : undefined;
  return verdict === 'crossed'
    ? keepBoth(typed, name, group, form, rival)
    : dropEqualRivals(typed, name, group, form.values);
}

/**
 * One value of Personal Information laid over a draft from elsewhere than its form: what was typed there stays beside
 * it, to be chosen from (C21).
 */
export function layValue(
  draft: Draft,
  screen: Screen,
  name: string,
  values: Values,
  form: Pick<FormOverDraft, 'revision' | 'writtenAt' | 'base'>,
) {
  const group = groups.personal.find((one) => one.name === name);
  if (!group) return draft;
  const tab = 'information';
  const digests = pendingNames(draft).has(name)
    ? unknownDigests(tab)
    : digestsOf(tab, formValues(screen, tab, undefined));
  const next = layGroup(draft, 'personal', group, screen.personal.values, { ...form, tab, values, digests });
  return noteRevisions(next, draft, form.revision, form.base);
}

const pick = (from: Values, fields: readonly string[]): Values =>
  Object.fromEntries(fields.map((field) => [field, from[field] ?? '']));

/** Typed over what its form was not shown: what another window had typed stays beside it. */
function keepBoth(
  draft: Draft,
  name: string,
  group: Group,
  form: FormOverDraft,
  rival: Pick<Rival, 'values' | 'mark'> | undefined,
): Draft {
  const digest = digestIn(form.tab, form.digests, group);
  // Values that the form was shown may be replaced.
  const rivals = [...(draft.rivals[name] ?? []), ...(rival ? [{ ...rival, at: form.writtenAt }] : [])].filter(
    (one) => one.mark === 'deleted' || !isDigestOf(group, inForm(group, one.values), digest),
  );
  // A value there may wait for an answer to what somebody else saved: that waits on. Where nothing is typed there, it
  // was typed over what the record has no more, or over a draft that is gone: whatever was saved there is asked about.
  const since = rival ? Math.min(draft.over[name] ?? form.base, form.revision) : 0;
  const over = { ...draft.over, [name]: since };
  const some = rivals.slice(-mostRivals);
  return dropEqualRivals({ ...draft, over, rivals: { ...draft.rivals, [name]: some } }, name, group, form.values);
}

/**
 * As many windows as anybody types one thing in, differently in each: a form that is sent again and again adds no more.
 */
const mostRivals = 8;

/** Nothing is to be chosen between equals. */
function dropEqualRivals(draft: Draft, name: string, group: Group, values: Values): Draft {
  const others = draft.rivals[name];
  if (!others) return draft;
  const left = others.filter((one) => one.mark === 'deleted' || !isSame(group, inForm(group, one.values), values));
  return left.length > 0 ? { ...draft, rivals: { ...draft.rivals, [name]: left } } : withoutRivals(draft, name);
}

function layRow(draft: Draft, screen: Screen, listing: Listing, form: FormOverDraft): Draft {
  const [kind, blank] = [kindOf[listing], blanks[listing]];
  const group = groups[kind];
  const { of } = rowsIn(listing, form.values);
  const [rowsOnScreen, deletedRows, rows] = [screen[listing], screen.deletedRows[listing], draft[listing]];
  if (!isRow(rowsOnScreen, deletedRows, of)) return draft;
  const now = rowsOnScreen.find(({ id }) => id === of)?.form ?? deletedRows.get(of) ?? blank;
  const verdict = compareGroup(group, form.values, inForm(group, now), digestIn(form.tab, form.digests, group));
  if (verdict === 'same' || verdict === 'left') return draft;
  const has = valuesBefore(rowsOnScreen, deletedRows, rows, of) ?? blank;
  // The fields of this contact that Personal Information shows are typed there (C16).
  const above =
    listing === 'contacts'
      ? [...(of === screen.primary ? primaryFields : []), ...(of === 'self' ? selfFields : [])]
      : [];
  const typed = { ...under(kind, Object.keys(blank), form.values), ...pick(has, above) };
  const deleted = rows.deleted.includes(of);
  const next = {
    ...draft,
    [listing]: typeRow({ ...rows, deleted: rows.deleted.filter((id) => id !== of) }, of, typed, has),
  };
  const name = `${kind}.row.${of}`;
  if (deleted) return keepBoth(next, name, group, form, { values: {}, mark: 'deleted' });
  if (verdict === 'typed') return dropEqualRivals(next, name, group, form.values);
  if (rows.typed[of]) return keepBoth(next, name, group, form, { values: now });
  return keepBoth(next, name, group, form, rows.staged[of] ? { values: now, mark: 'staged' } : undefined);
}
