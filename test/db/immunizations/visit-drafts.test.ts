import { readdirSync, readFileSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';

const folder = 'src/db/migrations';
const windows = '0010_visit-windows.sql';

test('visits typed before each window had a draft of its own are kept, each with an id to open it by (C20)', () => {
  const db = new Sqlite(':memory:');
  db.pragma('foreign_keys = OFF');
  const run = (file: string) => db.exec(readFileSync(`${folder}/${file}`, 'utf8'));
  const earlier = readdirSync(folder).filter((file) => file.endsWith('.sql') && file < windows);
  for (const file of earlier.sort()) run(file);
  const add = db.prepare('insert into visit_drafts values (?, 2, 3, ?, 4)');
  for (const user of [1, 2]) add.run(user, `{"lot1":"K${user}"}`);
  run(windows);
  const rows = db.prepare('select * from visit_drafts order by user_id').all() as { window: string }[];
  expect(rows).toMatchObject([1, 2].map((user) => ({ user_id: user, typed: `{"lot1":"K${user}"}`, updated_at: 4 })));
  for (const { window } of rows) expect(window).toMatch(/^[\da-f]{16}$/);
  expect(new Set(rows.map(({ window }) => window)).size).toBe(2);
  db.close();
});
