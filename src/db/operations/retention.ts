import { and, isNotNull, isNull, lte, type SQL, sql } from 'drizzle-orm';
import { getTableConfig, type SQLiteTable } from 'drizzle-orm/sqlite-core';
import { keptFor } from '../../domain/time/kept-for.js';
import type { Tx } from '../engine/database.js';
import { knownBrowsers, links, sessions } from '../schema/accounts.js';
import { drafts } from '../schema/clients.js';
import { visitDrafts } from '../schema/immunizations.js';
import { importColumns, importProblems, imports } from '../schema/imports.js';
import { backups, formResults, interruptions, jobs, outbox } from '../schema/operations.js';
import { entries, searches } from '../schema/search.js';

const hour = 60 * 60 * 1000;
/** How long a file that was brought lies in the data folder after it was last worked on. */
export const keptDaysOfImports = 30;

/** How long the rows of a table stay that are of no more use, and why so long. */
export type Rule = {
  readonly table: SQLiteTable;
  readonly hours: number;
  readonly why: string;
  /** Which rows go, by an instant in epoch milliseconds: found by an index. */
  readonly over: (before: number) => SQL | undefined;
};

/** Every table whose rows are removed: docs/operating.md shows the list, and a test holds that no table is forgotten. */
export const rules: readonly Rule[] = [
  {
    table: searches,
    hours: keptFor.search,
    why: 'a list of hits is gone back to within a shift; a new client typed and not saved goes with its search, and home says when',
    over: (before) => lte(searches.createdAt, before),
  },
  {
    table: drafts,
    hours: keptFor.draft,
    why: 'typed into a record and not saved: home lists it, and says how long',
    over: (before) => lte(drafts.updatedAt, before),
  },
  {
    table: visitDrafts,
    hours: keptFor.draft,
    why: 'a visit typed and not saved: home lists it, and says how long',
    over: (before) => lte(visitDrafts.updatedAt, before),
  },
  {
    table: interruptions,
    hours: keptFor.interruption,
    why: 'a form that arrived after its session ended waits for its user over a holiday week, and its list says so',
    over: (before) => lte(interruptions.at, before),
  },
  {
    table: sessions,
    hours: 7 * 24,
    why: 'after it could have gone on: a form that was shown in it may arrive late',
    over: (before) => lte(sessions.expiresAt, before),
  },
  {
    table: links,
    hours: 30 * 24,
    why: 'after it opens nothing: whoever presses an old link is told so',
    over: (before) => lte(links.expiresAt, before),
  },
  {
    table: knownBrowsers,
    hours: 400 * 24,
    why: 'a browser that nobody logged in from for a year is a stranger again',
    over: (before) => lte(knownBrowsers.lastLoginAt, before),
  },
  {
    table: formResults,
    hours: 30 * 24,
    why: 'the same form sent again makes nothing twice',
    over: (before) => lte(formResults.at, before),
  },
  {
    table: entries,
    hours: 90 * 24,
    why: 'the form of a new client sent again enters nobody twice; later the search for duplicates finds them',
    over: (before) => lte(entries.at, before),
  },
  {
    table: outbox,
    hours: 90 * 24,
    why: 'sent, or given up: the help desk is asked what was mailed; what waits is never removed',
    over: (before) =>
      and(lte(outbox.createdAt, before), sql`(${outbox.sentAt} is not null or ${outbox.deadAt} is not null)`),
  },
  {
    table: jobs,
    hours: keptDaysOfImports * 24,
    why: 'the result of an import, which shows its first rows, is looked up as long as its file is there',
    over: (before) => and(lte(jobs.endedAt, before), isNull(jobs.nextAt), isNotNull(jobs.endedAt)),
  },
  {
    table: importProblems,
    hours: keptDaysOfImports * 24,
    why: 'rows of a file that were not taken, named as long as the file is there',
    over: (before) => lte(importProblems.at, before),
  },
  {
    table: imports,
    hours: keptDaysOfImports * 24,
    why: 'a file that was brought is corrected and brought again within weeks; it goes from the data folder with its row',
    over: (before) =>
      and(
        lte(imports.updatedAt, before),
        sql`not exists (select 1 from ${jobs} where ${jobs.id} in (${imports.checkJob}, ${imports.takeJob}) and ${jobs.nextAt} is not null)`,
      ),
  },
  {
    table: importColumns,
    hours: 800 * 24,
    why: 'what the columns of an organization mean, chosen anew by whoever brings such a file after two years',
    over: (before) => lte(importColumns.at, before),
  },
  {
    table: backups,
    hours: 400 * 24,
    why: 'when there was a good copy, over a year',
    over: (before) => lte(backups.at, before),
  },
];

const record = 'the record, kept as long as the registry';
const ofUser = 'of an account, and bounded by it';
const keys = 'what records are found by: follows them';

/** Tables that nothing is removed from by the clock, and why not. */
export const keptForGood: Readonly<Record<string, string>> = {
  clients: record,
  aliases: record,
  former_addresses: record,
  contacts: record,
  comments: record,
  conditions: record,
  enrolments: record,
  immunizations: record,
  lots: 'the lots of a clinic, few; doses name them',
  changes: `${record}: who changed what is its history`,
  audit: 'years, as the law of the region says: removed by hand, after it was exported (docs/security.md)',
  audit_anchors: 'a row for each removal from the audit log',
  acceptances: 'who accepted which agreement is proof',
  organizations: 'a code is never used twice',
  former_codes: 'a code is never used twice',
  users: 'the audit log names them',
  memberships: ofUser,
  former_passwords: `${ofUser}: five each`,
  security_answers: `${ofUser}: three each`,
  wrong_answers: `${ofUser}: removed by a right answer`,
  clock_leaps: 'few, each settled by a person',
  announcements: 'written by hand',
  schedules: 'releases that doses were judged by',
  name_words: keys,
  name_forms: keys,
  client_names: keys,
  duplicates: 'what people decided about two records',
  asides: 'rows of imports that people decide, and what they decided',
  aside_candidates: 'of those rows',
  lettings_go: 'a row at most for each user who was stopped and let go on',
  refills: 'one row for each time that keys were made anew',
};

/** How far the clock has come: the rule that is next, and how many rows of each table have gone. */
export type Removing = { readonly rule?: number; readonly removed?: Readonly<Record<string, number>> };

/** At most so many rows go in one write: others wait meanwhile. */
const piece = 500;

/**
 * Removes a piece of what is over by the rules. Answers how far it came; undefined `rule` when all is done.
 * @param at epoch milliseconds
 */
export async function removeOver(tx: Tx, { rule = 0, removed = {} }: Removing, at: number): Promise<Removing> {
  const counts: Record<string, number> = { ...removed };
  let left = piece;
  for (let i = rule; i < rules.length; i += 1) {
    const { table, hours, over } = rules[i] as Rule;
    const many = await removeSome(tx, table, over(at - hours * hour), left);
    const { name } = getTableConfig(table);
    if (many > 0) counts[name] = (counts[name] ?? 0) + many;
    left -= many;
    if (left === 0) return { rule: i, removed: counts };
  }
  return { removed: counts };
}

async function removeSome(tx: Tx, table: SQLiteTable, over: SQL | undefined, most: number): Promise<number> {
  const { columns, primaryKeys } = getTableConfig(table);
  const key = primaryKeys[0]?.columns ?? columns.filter(({ primary }) => primary);
  const named = Object.fromEntries(key.map((column) => [column.name, column]));
  const some = tx.select(named).from(table).where(over).limit(most);
  const removed = await tx
    .delete(table)
    .where(sql`(${sql.join(key, sql`, `)}) in ${some}`)
    .run();
  return removed.changes;
}
