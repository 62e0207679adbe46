import type { Actor } from '../../domain/accounts/viewer.js';
import type { Client } from '../../domain/clients/client.js';
import { type Judgement, judge, ownerAmong, reasonWords } from '../../domain/matching/duplicate.js';
import type { Identity } from '../../domain/matching/likeness.js';
import type { Fault } from '../../domain/matching/outcome.js';
import { importLabels } from '../../exchange/csv/client-row.js';
import { loadClient } from '../clients/clients.js';
import type { Tx } from '../engine/database.js';
import { type Duplicate, duplicatesOf } from '../matching/duplicates.js';
import { identitiesLike, identitiesOf } from '../search/identities.js';
import { type AsideRow, findDecision, putAside } from './asides.js';

export type Candidate = Judgement & { readonly id: number };

/** The owner of a row of an import. */
export type RowOwner =
  | { readonly is: 'record'; readonly client: Client }
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
export function findOwner(tx: Tx, viewer: Actor, person: Identity, of: BroughtRow): RowOwner {
  if (person.miicId !== undefined) return namedById(tx, viewer, person, person.miicId, of);
  const found = ownerAmong(person, identitiesLike(tx, viewer, person));
  const client = found.verdict === 'sure' ? loadClient(tx, viewer, found.id) : undefined;
  if (client) return { is: 'record', client };
  const before = decidedBefore(tx, viewer, of);
  if (before) return before;
  const alike = duplicatesOf(tx, viewer, person);
  const among = alike.filter(({ open }) => open).map(({ id, judgement }) => ({ id, ...judgement }));
  return among.length > 0 ? { is: 'doubtful', among } : { is: 'nobody', hidden: alike };
}

function namedById(tx: Tx, viewer: Actor, person: Identity, id: number, of: BroughtRow): RowOwner {
  const client = loadClient(tx, viewer, id);
  const [record] = client ? identitiesOf(tx, viewer, [id]) : [];
  if (!client || !record)
    return refused(`There is no record with this MIIC ID that ${viewer.organization.name} may see.`);
  const judgement = judge(person, record);
  if (judgement.verdict === 'sure') return { is: 'record', client };
  if (judgement.verdict === 'doubtful')
    return decidedBefore(tx, viewer, of) ?? { is: 'doubtful', among: [{ id, ...judgement }] };
  return refused('This MIIC ID belongs to another person: last name and birth date differ.');
}

const refused = (reason: string): RowOwner => ({ is: 'refused', fault: { field: importLabels.miicId, reason } });

function decidedBefore(tx: Tx, viewer: Actor, { kind, row }: BroughtRow): RowOwner | undefined {
  const decision = findDecision(tx, viewer, kind, row);
  if (!decision) return undefined;
  if (decision.clientId === null)
    return refused('A person decided that this is nobody on file. Enter the client first.');
  const client = loadClient(tx, viewer, decision.clientId);
  return client && { is: 'record', client };
}

/** Puts a doubtful row aside, and says so in the result of the import. */
export function setRowAside(tx: Tx, viewer: Actor, { kind, row }: BroughtRow, among: readonly Candidate[], at: number) {
  putAside(tx, viewer, kind, row, among, at);
  const who = among.map(({ id, reasons }) => `MIIC ID ${id} (${reasonWords(reasons)})`).join(' or ');
  const reason =
    `This may be ${who}. The help desk decides under "possible duplicates". If you know who it is, give the MIIC ` +
    'ID.';
  return { result: 'put aside', reasons: [{ field: 'Put aside', reason }] } as const;
}
