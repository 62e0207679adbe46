import { renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { privateDatabase } from '../../files/private.js';
import { sync } from '../backup/back-up.js';
import { holdAlone } from '../engine/hold.js';
import { openFile } from '../open.js';
import type { Source, Target } from './copy.js';
import { piecesOf, type Table, valuesOf } from './rows.js';

/** Keeps everybody else from a file, also from making it. */
function hold(path: string): () => void {
  privateDatabase(`${path}-open`);
  const letGo = holdAlone(`${path}-open`);
  if (letGo) return letGo;
  throw new Error(`${path} is open: the server runs, or a command. Stop it, and copy then.`);
}

/**
 * A registry in a file, to copy from: nobody opens it meanwhile, and nothing in it is changed.
 * @throws Error where somebody has it open, or it is not a registry of this release
 */
export async function fromFile(path: string): Promise<Source> {
  if (!statSync(path, { throwIfNoEntry: false })) throw new Error(`There is no file ${path}.`);
  const letGo = hold(path);
  let file: Sqlite.Database | undefined;
  const close = async () => {
    file?.close();
    letGo();
  };
  try {
    file = new Sqlite(path, { readonly: true });
    return sideOf(file, close);
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * A registry in a new file, to copy to. It stands under its name once it is kept.
 * @throws Error where there is such a file
 */
export async function toFile(path: string): Promise<Target> {
  if (statSync(path, { throwIfNoEntry: false }))
    throw new Error(`There is a file ${path} already: name another one, or put it elsewhere.`);
  const letGo = hold(path);
  const part = join(dirname(path), `copy-${basename(path)}`);
  const removePart = () => {
    for (const end of ['', '-wal', '-shm', '-journal', '-open']) rmSync(`${part}${end}`, { force: true });
  };
  try {
    // Of a copy that was killed.
    removePart();
    (await openFile(part)).close();
    return targetOf(new Sqlite(part), {
      keep: () => {
        sync(part);
        renameSync(part, path);
        sync(dirname(path));
      },
      closed: () => {
        removePart();
        letGo();
      },
    });
  } catch (error) {
    removePart();
    letGo();
    throw error;
  }
}

/** One statement for so many rows takes two thirds of the time of one for each. */
const rowsTogether = 16;

type Made = { readonly type: string; readonly name: string; readonly sql: string };

function targetOf(file: Sqlite.Database, then: { keep(): void; closed(): void }): Target {
  // One file, whose journal of what was there before, nearly nothing, is small. The disk is waited for at the end.
  for (const setting of ['journal_mode = DELETE', 'synchronous = OFF', 'foreign_keys = OFF', 'cache_size = -65536'])
    file.pragma(setting);
  const side = sideOf(file, async () => {
    file.close();
    then.closed();
  });
  const all = file
    .prepare<[], Made>("select type, name, sql from sqlite_schema where type in ('index', 'trigger') and sql <> ''")
    .all();
  file.exec('begin');
  for (const { type, name } of all) file.exec(`drop ${type} "${name}"`);
  // That names are indexed as this release does stands in every new file.
  file.exec('delete from refills');
  return {
    ...side,
    async fill(table, pieces) {
      const width = table.columns.length;
      const row = `(${table.columns.map(() => '?').join(', ')})`;
      const insert = (many: number) =>
        file.prepare(`insert into "${table.name}" (${columnsOf(table)}) values ${Array(many).fill(row).join(', ')}`);
      const [one, several] = [insert(1), insert(rowsTogether)];
      for await (const values of valuesOf(table, pieces)) {
        let at = 0;
        for (const next = rowsTogether * width; at + next <= values.length; at += next)
          several.run(values.slice(at, at + next));
        for (; at < values.length; at += width) one.run(values.slice(at, at + width));
      }
    },
    async goOnAfter(numbers) {
      file.exec('delete from sqlite_sequence');
      const note = file.prepare('insert into sqlite_sequence (name, seq) values (?, ?)');
      for (const [name, last] of Object.entries(numbers)) if (last > 0) note.run(name, last);
    },
    async putUp() {
      for (const { sql } of all) file.exec(sql);
      const [astray] = file.pragma('foreign_key_check') as { readonly table: string }[];
      if (astray) throw new Error(`A row of ${astray.table} leads to one that is not there.`);
    },
    async keep() {
      file.exec('commit');
      file.close();
      then.keep();
    },
  };
}

const columnsOf = ({ columns }: Table) => columns.map(({ name }) => `"${name}"`).join(', ');

function sideOf(file: Sqlite.Database, close: () => Promise<void>): Source {
  const one = (query: string): unknown => file.prepare(query).pluck().get();
  const isTiter = one("select 1 from sqlite_schema where name = '__drizzle_migrations'");
  if (!isTiter) throw new Error(`${basename(file.name)} is no registry of Titer.`);
  // Where the last row of the audit log is not chained yet, this release was not opened on it either.
  const isToChain = one('select hash from audit order by id desc limit 1') === '';
  return {
    migratedTo: isToChain ? 0 : Number(one('select max(created_at) from __drizzle_migrations')),
    tables: tablesOf(file),
    async *read(table) {
      const key = table.key.map((name) => `"${name}"`).join(', ');
      const rows = file.prepare<[], unknown[]>(`select ${columnsOf(table)} from "${table.name}" order by ${key}`);
      yield* piecesOf(rows.raw().iterate());
    },
    async lastNumbers() {
      const last = file.prepare('select seq from sqlite_sequence where name = ?').pluck();
      const numbered = tablesOf(file).filter(({ isNumbered }) => isNumbered);
      return Object.fromEntries(numbered.map(({ name }) => [name, Number(last.get(name) ?? 0)]));
    },
    close,
  };
}

type Column = { readonly of: string; readonly sql: string; readonly name: string; readonly type: string; pk: number };

function tablesOf(file: Sqlite.Database): Table[] {
  const columns = file
    .prepare<[], Column>(
      `select m.name as "of", m.sql, p.name, p.type, p.pk from sqlite_schema m, pragma_table_info(m.name) p
        where m.type = 'table' and m.name not like 'sqlite!_%' escape '!' and m.name <> '__drizzle_migrations'
        order by m.name, p.name`,
    )
    .all();
  return [...Map.groupBy(columns, ({ of }) => of)].map(([name, list]) => ({
    name,
    columns: list.map(({ name, type }) => ({ name, isNumber: type === 'INTEGER' })),
    key: list
      .filter(({ pk }) => pk > 0)
      .sort((a, b) => a.pk - b.pk)
      .map(({ name }) => name),
    isNumbered: / AUTOINCREMENT /.test(list[0]?.sql ?? ''),
  }));
}
