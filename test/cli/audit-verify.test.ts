import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { auditVerify } from '../../src/cli/audit-verify.js';
import { openBytes } from '../../src/db/open.js';
import { startApp } from '../support/app.js';

const verify = (registry: Pick<ReturnType<typeof startApp>, 'db' | 'config'>, head?: string) =>
  auditVerify.run({ words: [], options: { head }, open: () => registry.db, config: () => registry.config });

test('the operator is told that the log is as it was written, or which row is not (A6)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  await nora.get('/clients/1001');
  const { status, text } = await verify(registry);
  const head = /^\d+ rows of the audit log are as they were written\. Head: (\d+:[0-9a-f]{64})\n$/.exec(text)?.[1];
  expect([status, await verify(registry, head)]).toEqual([0, { status, text }]);

  const other = new Sqlite(registry.db.serialize());
  other.exec(
    "drop trigger audit_is_not_deleted; delete from audit where id = (select max(id) from audit); delete from sqlite_sequence where name = 'audit'",
  );
  const cut = { db: openBytes(other.serialize()), config: registry.config };
  const last = Number(head?.split(':')[0]);
  expect(await verify(cut)).toMatchObject({ status: 0 });
  expect(await verify(cut, head)).toEqual({
    status: 1,
    text: `Row ${last} of the audit log: It is missing, with all that came after: the end was cut off. ${last - 1} rows before it are right.\n`,
  });
});

test('a head that is none is refused', async () => {
  await expect(async () => verify(startApp(), '12')).rejects.toThrow('is no head');
});
