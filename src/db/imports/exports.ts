import { and, asc, eq, gt, lte, sql } from 'drizzle-orm';
import type { Actor } from '../../domain/accounts/viewer.js';
import type { Client } from '../../domain/clients/client.js';
import { type ContactField, showContact } from '../../domain/clients/contact.js';
import { clientCells, clientHeaders } from '../../exchange/csv/clients.js';
import { commentCells, commentHeaders } from '../../exchange/csv/comments.js';
import { contactCells, contactHeaders } from '../../exchange/csv/contacts.js';
import { immunizationCells, immunizationHeaders } from '../../exchange/csv/immunizations.js';
import { personCells } from '../../exchange/csv/person-row.js';
import { loadClient } from '../clients/clients.js';
import { visibleAt } from '../clients/visible.js';
import type { Database, Reader } from '../engine/database.js';
import { prepared } from '../engine/statements.js';
import { loadHistory } from '../immunizations/immunizations.js';
import { traceAll } from '../operations/audit.js';
import { clients, enrolments } from '../schema/clients.js';
import { type ImportKindName, importKinds } from './kinds.js';

/** What is taken as a file: which rows, and of whom. */
type ExportOrder = {
  readonly kind: ImportKindName;
  /** Every client that the organization may see; else those that it has Client Information of. */
  readonly everyClient: boolean;
  readonly clock: () => number;
  readonly address?: string;
};

type Rows = readonly (readonly string[])[];

/** The columns of a kind, and the rows of a client as an import takes them back. */
const kinds: Readonly<
  Record<ImportKindName, { readonly headers: readonly { readonly name: string }[]; rowsOf: RowsOf }>
> = {
  clients: { headers: clientHeaders, rowsOf: async (_, __, client) => [clientCells(client)] },
  contacts: {
    headers: contactHeaders,
    rowsOf: async (_, __, client) =>
      client.contacts
        .filter(({ id }) => id !== undefined)
        .map((contact) => contactCells(personCells(client), showContact(contact) as Record<ContactField, string>)),
  },
  comments: {
    headers: commentHeaders,
    rowsOf: async (_, __, client) => client.comments.map((comment) => commentCells(personCells(client), comment)),
  },
  immunizations: {
    headers: immunizationHeaders,
    rowsOf: async (db, who, client) =>
      (await loadHistory(db, who, client.id))?.immunizations.map((dose) =>
        immunizationCells(personCells(client), dose),
      ) ?? [],
  },
};

type RowsOf = (db: Reader, who: Actor, client: Client) => Promise<Rows>;

/** Records that are read at once, some milliseconds; other requests are answered between. */
const piece = 50;
/** Numbers that are looked through at once for those of an organization. */
const span = 2000;

/**
 * The rows that an organization may see, as an import takes them back, headers first, some at a time (A5). The audit log names each
 * record before its rows leave.
 */
export async function* exportRows(db: Database, who: Actor, order: ExportOrder): AsyncGenerator<Rows> {
  const { headers, rowsOf } = kinds[order.kind];
  const action = importKinds[order.kind].exported;
  const { address = '' } = order;
  yield [headers.map(({ name }) => name)];
  for await (const ids of idsOf(db.read, who, order.everyClient)) {
    const at = order.clock();
    await db.write((tx) =>
      traceAll(
        tx,
        who,
        ids.map((clientId) => ({ at, action, clientId, address })),
      ),
    );
    yield await db.read.snapshot(async (read) => {
      const rows: (readonly string[])[] = [];
      for (const id of ids) {
        const client = await loadClient(read, who, id);
        if (client) rows.push(...(await rowsOf(read, who, client)));
      }
      return rows;
    });
  }
}

async function* idsOf(db: Reader, { organization }: Actor, everyClient: boolean): AsyncGenerator<number[]> {
  const found = everyClient ? visibleIds : enrolledIds;
  for (let from = 0; ; ) {
    const first = (await nextId(db).get({ from }))?.id;
    if (first === undefined) return;
    const to = first + span;
    const ids = (await found(db).all({ from, to, organization: organization.id })).map(({ id }) => id);
    for (let at = 0; at < ids.length; at += piece) yield ids.slice(at, at + piece);
    from = to;
  }
}

const range = and(gt(clients.id, sql.placeholder('from')), lte(clients.id, sql.placeholder('to')));
const visible = visibleAt(sql.placeholder('organization'));

const nextId = prepared((db) =>
  db
    .select({ id: clients.id })
    .from(clients)
    .where(gt(clients.id, sql.placeholder('from')))
    .orderBy(asc(clients.id))
    .limit(1)
    .prepare(),
);
const visibleIds = prepared((db) =>
  db.select({ id: clients.id }).from(clients).where(and(range, visible)).orderBy(asc(clients.id)).prepare(),
);
const enrolledIds = prepared((db) =>
  db
    .select({ id: clients.id })
    .from(clients)
    .innerJoin(
      enrolments,
      and(eq(enrolments.clientId, clients.id), eq(enrolments.organizationId, sql.placeholder('organization'))),
    )
    .where(and(range, visible))
    .orderBy(asc(clients.id))
    .prepare(),
);
