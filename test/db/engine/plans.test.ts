// The guard that every other test file runs under (test/support/setup/scans.ts).
import { readFileSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { expect, inject, test } from 'vitest';
import { ofSqliteAlone } from '../../support/engine/engine.js';
import { scansOf } from '../../support/setup/scans.js';

ofSqliteAlone('What the planner of SQLite answers.');

const db = new Sqlite(readFileSync(inject('planted')));

test.each([
  ['a table', 'select * from clients where email = ?', ['clients']],
  ['a partial index without its condition', 'select id from clients where phone = +?', ['clients']],
  [
    'an index from end to end',
    'select client_id from client_names order by last_id',
    ['client_names USING INDEX names_by_last'],
  ],
  ['a table by another name', 'select x."id" from "audit" as "x" where x."address" = ?', ['audit']],
  ['one table of two', 'select * from "outbox" inner join "users" on users.id = outbox.user_id', ['outbox']],
  ['what is deleted', 'delete from searches where leads_to = ?', ['searches']],
])('a statement that reads %s from end to end is found', (_, statement, scans) => {
  expect(scansOf(db, statement)).toEqual(scans);
});

test.each([
  "select id from clients where phone = +? and phone <> ''",
  'select * from audit where client_id = +? order by at desc',
  'select count(*) from clients where deceased_at is not null or locked_by is not null',
  'select * from organizations order by name',
  'select count(*) from (select distinct at from changes where client_id = ?) "saves"',
])('one that does not is let through: %s', (statement) => {
  expect(scansOf(db, statement)).toEqual([]);
});
