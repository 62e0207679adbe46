import type { DatedEntries } from '../clients/before-birth.js';
import type { Client } from '../clients/client.js';
import { keepPersonal } from '../clients/personal-information.js';
import type { Tab } from '../clients/tab.js';
import type { Day } from '../time/day.js';
import type { Change } from './clash.js';
import type { Draft, DraftRow } from './draft.js';
import { unknownDigests } from './field-group.js';

/** All that an edit is worked out from, loaded once for a request. */
export type Sources = {
  readonly client: Client;
  /** The organization acted for, whose Client Information it is. */
  readonly organizationId: number;
  /** The viewer's draft; undefined where nothing is typed. */
  readonly draft: DraftRow | undefined;
  /** The changes saved since the oldest revision that anything was typed over, the latest first. */
  readonly since: readonly Change[];
  /** Undefined where nobody typed a birth date later than the one on file: nothing can come to lie before the birth. */
  readonly dates: DatedEntries | undefined;
};

/** A draft, and the revision of the record that it began from. */
export type From = Pick<DraftRow, 'revision' | 'draft'>;

/** The facts that the rules and the words need besides the values. */
export type Setting = { readonly today: Day; readonly helpDesk: string; readonly timeZone: string };

/**
 * The data that a form sends about itself: the record and the draft that it was shown with, and digests of its values.
 */
export type Stamp = {
  readonly tab: Tab;
  readonly revision: number;
  readonly draftAt: number;
  readonly digests: string;
};

/**
 * The oldest revision that anything was typed over: what was saved since is to be loaded. What was typed over something
 * that stands there no more may be held against everything that was ever saved there.
 */
export function oldestRevision({ client, draft }: Pick<Sources, 'client' | 'draft'>, form?: Stamp): number {
  if (form && !isOfNow({ client, draft }, form)) return 0;
  return Math.min(client.revision, draft?.revision ?? client.revision, ...Object.values(draft?.draft.over ?? {}));
}

/** True if a form was shown the record and the draft as they are now. */
const isOfNow = ({ client, draft }: Pick<Sources, 'client' | 'draft'>, form: Stamp) =>
  form.revision === client.revision &&
  form.draftAt === (draft?.updatedAt ?? 0) &&
  form.digests !== unknownDigests(form.tab);

/** True if the typing may move the birth date later: then the dated entries have to be loaded. */
export function mayMoveBirth(client: Client, draft: Draft | undefined, typed: string | undefined): boolean {
  const rivals = (draft?.rivals.birthDate ?? []).map(({ values }) => values.birthDate);
  return [typed, draft?.personal.birthDate, ...rivals].some(
    (text) => text !== undefined && keepPersonal('birthDate', text) > client.personal.birthDate,
  );
}
