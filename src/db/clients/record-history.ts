import { and, asc, desc, eq, getTableColumns, inArray, like, ne, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import { mayKnowConditions, type Viewer } from '../../domain/accounts/viewer.js';
import type { Client } from '../../domain/clients/client.js';
import { rowWords } from '../../domain/clients/coded-rows.js';
import { coded } from '../../domain/clients/listing.js';
import { type Entry, type Save, savesOf } from '../../domain/edits/record-history.js';
import { vaccineWithTrade } from '../../domain/immunizations/immunization.js';
import { fullName } from '../../domain/text/name.js';
import { showDay } from '../../domain/time/day.js';
import type { Reader } from '../engine/database.js';
import { organizations, users } from '../schema/accounts.js';
import { aliases, changes, comments, conditions, contacts } from '../schema/clients.js';
import { immunizations } from '../schema/immunizations.js';
import { audit } from '../schema/operations.js';

/** Saves, or views, on one page. */
const historyPageSize = 50;

export type PageOf<T> = { readonly list: readonly T[]; readonly page: number; readonly pages: number };

/**
 * The entries that may be shown: those of Client Information belong to an organization, except for the help desk (C23).
 */
export type Scope = { readonly everyOrganization: boolean };

/**
 * The saves of a record that the viewer may see, newest first, in plain words (C23). The record was loaded through what
 * the viewer may see. A save that changed nothing that they may see, such as another organization's Client Information or
 * conditions that they may not know, is not counted either.
 */
export async function savesOfClient(
  db: Reader,
  viewer: Viewer,
  client: Pick<Client, 'id' | 'hasBirthCertificate'>,
  scope: Scope,
  page: number,
  section?: Entry['part'],
): Promise<PageOf<Save>> {
  const seen = and(
    eq(changes.clientId, client.id),
    section && eq(changes.part, section),
    mayKnowConditions(viewer) ? undefined : ne(changes.part, 'condition'),
    scope.everyOrganization
      ? undefined
      : or(ne(changes.part, 'enrolment'), eq(changes.organizationId, viewer.organization.id)),
  );
  const counted = await db
    .select({ saves: sql<number>`count(*)` })
    .from(db.selectDistinct({ at: changes.at, revision: changes.revision }).from(changes).where(seen).as('saves'))
    .get();
  const { pages, now } = pagesOf(counted?.saves ?? 0, page);
  const saves = await db
    .selectDistinct({ at: changes.at, revision: changes.revision })
    .from(changes)
    .where(seen)
    .orderBy(desc(changes.at), desc(changes.revision))
    .limit(historyPageSize)
    .offset((now - 1) * historyPageSize)
    .all();
  const onPage = new Set(saves.map(({ at, revision }) => `${at} ${revision}`));
  const home = alias(organizations, 'home');
  const rows = (
    await db
      .select({
        ...getTableColumns(changes),
        user: { firstName: users.firstName, lastName: users.lastName },
        of: organizations.name,
        home: { name: home.name, type: home.type },
      })
      .from(changes)
      .innerJoin(organizations, eq(organizations.id, changes.organizationId))
      .leftJoin(users, eq(users.id, changes.userId))
      .leftJoin(home, eq(home.id, users.homeOrganizationId))
      .where(
        and(
          seen,
          inArray(
            changes.revision,
            saves.map(({ revision }) => revision),
          ),
        ),
      )
      .orderBy(desc(changes.at), desc(changes.revision), asc(changes.id))
      .all()
  ).filter(({ at, revision }) => onPage.has(`${at} ${revision}`));
  const entries = rows.map(({ user, of, home, ...change }): Entry => {
    // The number of a birth certificate is for the help desk; no other screen shows it either.
    const hide = change.field === 'birthCertificate' && !scope.everyOrganization;
    const value = (kept: string | null) => (hide && kept ? 'on file' : kept);
    return {
      ...change,
      before: value(change.before),
      after: value(change.after),
      user: user ? fullName(user) : '',
      of,
      organization: home?.type === 'help desk' ? home.name : of,
    };
  });
  return { list: savesOf(entries, await namesOf(db, client.id), client.hasBirthCertificate), page: now, pages };
}

/** The contacts, comments and immunizations of a record by number, the deleted too: the history speaks of them. */
async function namesOf(db: Reader, clientId: number) {
  const people = await db.select().from(contacts).where(eq(contacts.clientId, clientId)).all();
  const doses = await db
    .select({
      id: immunizations.id,
      givenOn: immunizations.givenOn,
      cvx: immunizations.cvx,
      tradeName: immunizations.tradeName,
    })
    .from(immunizations)
    .where(eq(immunizations.clientId, clientId))
    .all();
  const said = await db.select().from(comments).where(eq(comments.clientId, clientId)).all();
  const states = await db.select().from(conditions).where(eq(conditions.clientId, clientId)).all();
  return {
    immunizations: new Map(doses.map((dose) => [dose.id, `${vaccineWithTrade(dose)} of ${showDay(dose.givenOn)}`])),
    contacts: new Map(people.map((row) => [row.id, fullName(row)])),
    comments: new Map(said.map((row) => [row.id, rowWords(coded.comments, row)])),
    conditions: new Map(states.map((row) => [row.id, rowWords(coded.conditions, row)])),
  };
}

/** Former names and birth dates with when they ended (C5), the latest first; epoch milliseconds. */
export async function formerNamesOf(db: Reader, clientId: number) {
  return db
    .select()
    .from(aliases)
    .where(eq(aliases.clientId, clientId))
    .orderBy(desc(aliases.untilAt), desc(aliases.id))
    .all();
}

export type View = { readonly at: number; readonly user: string; readonly organization: string; readonly what: string };

/**
 * The views of a record, or of a list with it, the latest first (C23): those by users acting for the viewer's
 * organization, or by everybody.
 */
export async function viewsOf(
  db: Reader,
  viewer: Viewer,
  clientId: number,
  scope: Scope,
  page: number,
): Promise<PageOf<View>> {
  const seen = and(
    eq(audit.clientId, clientId),
    or(...['view %', 'print %', 'export %', 'list client'].map((action) => like(audit.action, action))),
    scope.everyOrganization ? undefined : eq(audit.organizationId, viewer.organization.id),
  );
  const counted = await db.select({ views: sql<number>`count(*)` }).from(audit).where(seen).get();
  const { pages, now } = pagesOf(counted?.views ?? 0, page);
  const rows = await db
    .select({ at: audit.at, action: audit.action, detail: audit.detail, user: users, organization: organizations.name })
    .from(audit)
    .leftJoin(users, eq(users.id, audit.userId))
    .leftJoin(organizations, eq(organizations.id, audit.organizationId))
    .where(seen)
    .orderBy(desc(audit.at), desc(audit.id))
    .limit(historyPageSize)
    .offset((now - 1) * historyPageSize)
    .all();
  const list = rows.map(({ at, action, detail, user, organization }) => ({
    at,
    user: user ? fullName(user) : '',
    organization: organization ?? '',
    what: [action, detail].filter(Boolean).join(': '),
  }));
  return { list, page: now, pages };
}

function pagesOf(count: number, page: number) {
  const pages = Math.max(1, Math.ceil(count / historyPageSize));
  return { pages, now: Math.min(Math.max(1, page), pages) };
}
