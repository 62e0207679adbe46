// npm run migration -- name: writes the next migration from src/db/schema/, one for each engine, for a human to read before they
// are committed.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { writePostgresqlMigration } from './postgresql-migration.js';

const folder = 'src/db/migrations';
const name = process.argv[2];
if (!name || !/^[a-z][a-z-]*$/.test(name)) {
  process.stderr.write('Name the migration in small letters and hyphens: npm run migration -- add-visits\n');
  process.exit(2);
}
const before = new Set(readdirSync(folder));
execFileSync('drizzle-kit', ['generate', '--name', name], { stdio: 'inherit' });
for (const file of readdirSync(folder).filter((file) => file.endsWith('.sql') && !before.has(file))) {
  // drizzle-kit cannot say STRICT: without it SQLite would store a word in a number's column.
  const sql = readFileSync(`${folder}/${file}`, 'utf8');
  const strict = sql.replaceAll(/^\);$/gm, ') STRICT;').replaceAll(/^\)$/gm, ') STRICT');
  // Nor WITHOUT ROWID, which halves a table that is all key.
  writeFileSync(
    `${folder}/${file}`,
    strict.replace(/(CREATE TABLE `name_forms` [^;]*?\) STRICT)/, '$1, WITHOUT ROWID'),
  );
}
const written = await writePostgresqlMigration(folder, name);
process.stdout.write(
  written
    ? `${written}: read it too, and write into it what was written into the other one by hand.\n`
    : 'PostgreSQL has a migration for each of SQLite.\n',
);
