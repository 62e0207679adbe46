import type { Actor } from '../../domain/accounts/viewer.js';
import type { Client } from '../../domain/clients/client.js';
import { mapFields } from '../../domain/clients/personal-information.js';
import { type Judgement, judge, ownerAmong, reasonWords } from '../../domain/matching/duplicate.js';
import type { Identity } from '../../domain/matching/likeness.js';
import type { Fault } from '../../domain/matching/outcome.js';
import type { Day } from '../../domain/time/day.js';
import { importLabels } from '../../exchange/csv/client-row.js';
import type { RowPerson } from '../../exchange/csv/person-row.js';
import { loadClient } from '../clients/clients.js';
import type { Tx } from '../engine/database.js';
import { type Duplicate, duplicatesOf } from '../matching/duplicates.js';
import { disclose } from '../operations/disclosures.js';
import { identitiesLike, identitiesOf } from '../search/identities.js';
import { type AsideRow, findDecision, putAside } from './asides.js';

export type Candidate = Judgement & { readonly id: number };

/** The owner of a row of an import. */
export type RowOwner =
  /** `decided` where a person said so of this very row. */
  | { readonly is: 'record'; readonly client: Client; readonly decided?: true }
  /** For a person to decide. */
  | { readonly is: 'doubtful'; readonly among: readonly Candidate[] }
  /** Nobody that the organization may see; alike are only records that it may not. */
  | { readonly is: 'nobody'; readonly hidden: readonly Duplicate[] }
  | { readonly is: 'refused'; readonly fault: Fault };

/** A row as it is put aside, and of what kind of import. */
export type BroughtRow = { readonly kind: 'client' | 'immunization'; readonly row: AsideRow };

/**
 * Finds the owner of a row by the rules that compare people (C3): the record that its MIIC ID names, if name and birth
 * date agree with it; else the one that it surely belongs to, by a number or by name and birth date; else the one that
 * a person decided on when the same row was put aside; else it is doubtful, or nobody's.
 */
export async function findOwner(tx: Tx, viewer: Actor, person: Identity, of?: BroughtRow): Promise<RowOwner> {
  if (person.miicId !== undefined) return namedById(tx, viewer, person, person.miicId, of);
  const found = ownerAmong(person, await identitiesLike(tx, viewer, person));
  const client = found.verdict === 'sure' ? await loadClient(tx, viewer, found.id) : undefined;
  if (client) return { is: 'record', client };
  const before = await decidedBefore(tx, viewer, of);
  if (before) return before;
  const alike = await duplicatesOf(tx, viewer, person);
  const among = alike.filter(({ open }) => open).map(({ id, judgement }) => disclose(viewer, id, { id, ...judgement }));
  return among.length > 0 ? { is: 'doubtful', among } : { is: 'nobody', hidden: alike };
}

async function namedById(tx: Tx, viewer: Actor, person: Identity, id: number, of?: BroughtRow): Promise<RowOwner> {
  const client = await loadClient(tx, viewer, id);
  const [record] = client ? await identitiesOf(tx, viewer, [id]) : [];
  if (!client || !record)
    return refused(`There is no record with this MIIC ID that ${viewer.organization.name} may see.`);
  const judgement = judge(person, record);
  if (judgement.verdict === 'sure') return { is: 'record', client };
  if (judgement.verdict === 'doubtful')
    return (await decidedBefore(tx, viewer, of)) ?? { is: 'doubtful', among: [{ id, ...judgement }] };
  return refused('This MIIC ID belongs to another person: last name and birth date differ.');
}

const refused = (reason: string): RowOwner => ({ is: 'refused', fault: { field: importLabels.miicId, reason } });

async function decidedBefore(tx: Tx, viewer: Actor, of: BroughtRow | undefined): Promise<RowOwner | undefined> {
  const decision = of && (await findDecision(tx, viewer, of.kind, of.row));
  if (!decision) return undefined;
  if (decision.clientId === null)
    return refused('A person decided that this is nobody on file. Enter the client first.');
  const client = await loadClient(tx, viewer, decision.clientId);
  return client && { is: 'record', client, decided: true };
}

export type ImportMoment = { readonly at: number; readonly today: Day; readonly helpDesk: string };

/** The client that a row which is not about the person names; where that is not sure, why it cannot be taken. */
export async function ownerOfRow(
  tx: Tx,
  viewer: Actor,
  row: RowPerson,
): Promise<{ readonly client: Client } | { readonly fault: Fault }> {
  const found = await findOwner(tx, viewer, identityOf(row));
  if (found.is === 'record') return found;
  if (found.is === 'refused') return found;
  if (found.is === 'nobody') return { fault: nobodyFault(viewer) };
  const reason = `This may be ${whoWords(found.among)}. Give the MIIC ID.`;
  return { fault: { field: importLabels.lastName, reason } };
}

/** The person that a row names, as far as it says. */
export function identityOf({ lastName, firstName, birthDate, chartNumber, miicId }: RowPerson): Identity {
  const named: Partial<Record<string, string>> = { lastName, firstName, birthDate };
  return { ...mapFields((field) => named[field] ?? ''), chartNumber, miicId };
}

/** Said of a row of nobody that the organization may see (C12, C13). */
export const nobodyFault = (viewer: Actor): Fault => ({
  field: importLabels.lastName,
  reason:
    `There is no record with this name and birth date that ${viewer.organization.name} may see. Enter the ` +
    'client first.',
});

const whoWords = (among: readonly Candidate[]) =>
  among.map(({ id, reasons }) => `MIIC ID ${id} (${reasonWords(reasons)})`).join(' or ');

/** Puts a doubtful row aside, and says so in the result of the import. */
export async function setRowAside(
  tx: Tx,
  viewer: Actor,
  { kind, row }: BroughtRow,
  among: readonly Candidate[],
  at: number,
) {
  await putAside(tx, viewer, kind, row, among, at);
  const reason =
    `This may be ${whoWords(among)}. The help desk decides under "possible duplicates". If you know who it is, give the MIIC ` +
    'ID.';
  return { result: 'put aside', reasons: [{ field: 'Put aside', reason }] } as const;
}
