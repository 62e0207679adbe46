import { and, desc, eq, gt } from 'drizzle-orm';
import type { Client } from '../domain/client.js';
import { type Day, showInstant } from '../domain/day.js';
import type { Edit } from '../domain/edit.js';
import { merge } from '../domain/merge.js';
import {
  changedFields,
  judgeEdit,
  mapFields,
  type Personal,
  type PersonalField,
  personalGroups,
  readPersonal,
  showPersonal,
  type Typed,
} from '../domain/personal-information.js';
import type { Viewer } from '../domain/viewer.js';
import { loadClient } from './clients.js';
import { findDraft } from './drafts.js';
import type { Reader, Tx } from './open.js';
import { changes, organizations } from './schema.js';

/** An edit with the record as it will be once saved. */
export type Merged = Edit & { readonly merged: Personal };

type Around = { readonly today: Day; readonly helpDesk: string; readonly timeZone: string };

/** A record with what the viewer has typed over it and not saved; undefined where the record is hidden. */
export async function findEdit(db: Reader, viewer: Viewer, id: number, around: Around) {
  const client = loadClient(db, viewer, id);
  if (!client) return undefined;
  const draft = await findDraft(db, viewer, id);
  const edit = reconcile(db, client, {
    revision: draft?.revision ?? client.revision,
    typed: draft?.typed ?? {},
    ...around,
  });
  return { client, draft, edit };
}

/** Holds typed text against the record: three-way merge over the revision it began from, then the rules. */
export function reconcile(db: Reader | Tx, client: Client, from: { revision: number; typed: Typed } & Around): Merged {
  const theirs = client.personal;
  const base = from.revision === client.revision ? theirs : personalAt(db, client, from.revision);
  const mine = readPersonal(base, from.typed);
  const { merged, clashes } = merge(personalGroups, base, mine, theirs);
  const own = new Set<PersonalField>([...changedFields(base, mine), ...clashes.flat()]);
  if (client.hasBirthCertificate) own.delete('birthDate');
  const judged = judgeEdit(
    theirs,
    mapFields((field) => (own.has(field) || field === 'birthDate' ? mine : merged)[field]),
    {
      ...from,
      hasBirthCertificate: client.hasBirthCertificate,
      clientId: client.id,
    },
  );
  const shown = showPersonal(theirs);
  return {
    values: mapFields((field) => (own.has(field) ? (from.typed[field] ?? mine[field]) : shown[field])),
    typed: Object.fromEntries([...own].map((field) => [field, from.typed[field] ?? showPersonal(mine)[field]])),
    merged,
    errors: {
      ...judged.errors,
      ...Object.fromEntries(clashes.map((fields) => [fields[0], clash(db, client, fields, from)])),
    },
    notes: judged.notes,
  };
}

function clash(
  db: Reader | Tx,
  client: Client,
  fields: readonly PersonalField[],
  from: { revision: number; timeZone: string },
): string {
  const who = fields.map((field) => lastChangeOf(db, client.id, field, from.revision)).find(Boolean);
  const shown = showPersonal(client.personal);
  const theirs =
    fields
      .map((field) => shown[field])
      .filter(Boolean)
      .join(' ') || 'nothing';
  return `${who?.organization ?? 'Somebody'} changed this to "${theirs}" on ${showInstant(who?.at ?? client.updatedAt, from.timeZone)}, while you were typing. Select Save to replace it with what stands here, or type their value.`;
}

/** Personal Information as it stood at an earlier revision: what changed since is taken back. */
function personalAt(tx: Reader | Tx, client: Client, revision: number): Personal {
  const later = tx
    .select({ field: changes.field, before: changes.before })
    .from(changes)
    .where(and(eq(changes.clientId, client.id), eq(changes.part, 'client'), gt(changes.revision, revision)))
    .orderBy(desc(changes.revision), desc(changes.id))
    .all();
  return { ...client.personal, ...Object.fromEntries(later.map(({ field, before }) => [field, before ?? ''])) };
}

/** Who changed a field of Personal Information last after a revision, and when: for the page that asks which value stands. */
function lastChangeOf(tx: Reader | Tx, clientId: number, field: string, revision: number) {
  return tx
    .select({ at: changes.at, organization: organizations.name })
    .from(changes)
    .innerJoin(organizations, eq(organizations.id, changes.organizationId))
    .where(
      and(
        eq(changes.clientId, clientId),
        eq(changes.part, 'client'),
        eq(changes.field, field),
        gt(changes.revision, revision),
      ),
    )
    .orderBy(desc(changes.id))
    .get();
}
