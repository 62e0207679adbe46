import type { Disclosure, Organization } from '../accounts/viewer.js';
import { enrolmentLabels } from '../clients/enrolment.js';
import { type Listing, listings } from '../clients/listing.js';
import { personalFields, personalInWords, personalLabels } from '../clients/personal-information.js';
import { isPending } from '../forms/rows.js';
import { vaccineWithTrade } from '../immunizations/immunization.js';
import { filledLines, readLine, type TypedVisit } from '../immunizations/visit.js';
import { type Day, readDay, showDay } from '../time/day.js';
import type { Draft } from './draft.js';

/** Something that a user typed and did not save (C20): for a record, or for a client who is not entered yet. */
export type UnsavedWork =
  | Disclosure<Typed & { readonly clientId: number }>
  | (Typed & { readonly clientId: undefined });

type Typed = {
  readonly lastName: string;
  readonly firstName: string;
  readonly middleName: string;
  readonly nameSuffix: string;
  readonly birthDate: Day | '';
  /** The pending edits, in the words of the screens. */
  readonly pending: string;
  /** Epoch milliseconds. */
  readonly updatedAt: number;
  /** When it is forgotten, unless more is typed; epoch milliseconds. */
  readonly keptUntil: number;
  /** The organization that it was typed for. */
  readonly organization: Pick<Organization, 'id' | 'name'>;
  /** The address to go on at. */
  readonly address: string;
};

/**
 * The number of drafts kept for an organization, of clients who cannot be named to whoever acts for another one (C13).
 */
export type UnnamedWork = { readonly organization: string; readonly count: number };

const pendingRows: Readonly<Record<Listing, string>> = {
  contacts: 'contacts',
  comments: 'client comments',
  conditions: 'conditions',
};

/** The subjects of a draft of a record, by the labels of the screen. */
export function pendingIn(draft: Draft): string[] {
  const labels: Record<string, string> = { ...personalLabels, ...enrolmentLabels };
  return [
    ...Object.keys({ ...draft.personal, ...draft.enrolment }).map((field) => labels[field] ?? field),
    ...listings.filter((listing) => isPending(draft[listing])).map((listing) => pendingRows[listing]),
    ...(draft.verified ? ['what was verified'] : []),
  ];
}

/** What was typed of a client who is not entered yet: what it is known by, where there is no name. */
export function pendingClient(typed: Readonly<Record<string, string>>): string {
  const shown = personalFields
    .filter((field) => typed[field] && !typed.lastName && field !== 'birthDate')
    .slice(0, 3)
    .map((field) => `${personalLabels[field]} ${personalInWords(field, typed[field] ?? '')}`);
  return `new client, not entered yet${shown.length > 0 ? `: ${shown.join(', ')}` : ''}`;
}

/** The subject of a visit in the making: its vaccines and its day, as far as they are there. */
export function pendingVisit(typed: TypedVisit): string {
  const lines = filledLines(typed).map((line) => readLine(typed, line));
  const vaccines = lines.filter(({ cvx }) => cvx).map(vaccineWithTrade);
  const day = readDay(lines[0]?.givenOn ?? '');
  return (
    'immunizations of a ' +
    `visit${vaccines.length > 0 ? `: ${vaccines.join(', ')}` : ''}${day ? ` on ${showDay(day)}` : ''}`
  );
}
