import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { enterClient } from '../../../src/db/clients/client-writes.js';
import { openFile } from '../../../src/db/open.js';
import { organizations } from '../../../src/db/schema/accounts.js';
import { aliases, clients, enrolments } from '../../../src/db/schema/clients.js';
import { searchClients } from '../../../src/db/search/client-search.js';
import type { Organization } from '../../../src/domain/accounts/viewer.js';
import { mapFields } from '../../../src/domain/clients/personal-information.js';
import { readCriteria } from '../../../src/domain/matching/search.js';
import { ofSqliteAlone } from '../../support/engine/engine.js';

ofSqliteAlone('A file of an earlier release: none was on PostgreSQL.');

const river = { id: 1, code: 'RIVER', name: 'Riverside Clinic', type: 'provider' } as const satisfies Organization;

test('names that an earlier release kept under other keys are found once the file is opened again (C2)', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'titer-refill-'));
  const file = join(folder, 'titer.db');
  try {
    const before = await openFile(file);
    await before.write(async (tx) => {
      await tx.insert(organizations).values(river).run();
      const enter = (id: number, lastName: string, firstName: string, chartNumber = '') =>
        enterClient(
          tx,
          { organization: river },
          {
            ...mapFields(() => ''),
            gender: 'U',
            lastName,
            firstName,
            birthDate: '2015-05-08',
            motherMaidenLast: firstName,
          },
          { id, at: 1, today: '2026-01-05', chartNumber, birthCertificate: `bc ${id}` },
        );
      await enter(1, 'शर्मा', 'मीना', 'Kaʻ-1');
      await enter(2, 'Kaʻaihue', 'Leilani');
      await enter(3, 'Berg', 'Ann');
      await enter(4, 'García Márquez', 'José Luis');
      await tx
        .insert(aliases)
        .values({ clientId: 3, lastName: 'Kaʻaihue', firstName: 'Ann', birthDate: '2015-05-08', untilAt: 1 })
        .run();
    });
    before.close();
    // As they were before: marks dropped, the okina a letter, no key of the certificate.
    const old = new Sqlite(file);
    old.exec(`
      update name_words set key = 'शरम' where key = 'शर्मा';
      update name_words set key = 'मन' where key = 'मीना';
      update name_words set key = 'KAʻAIHUE' where key = 'KAAIHUE';
      update clients set mother_maiden_key = 'मन' where id = 1;
      update clients set birth_certificate_key = '';
      update enrolments set chart_key = 'KAʻ1' where client_id = 1;
      delete from client_names where client_id = 4 and is_part = 1;
      delete from refills;`);
    old.close();

    const db = await openFile(file);
    const find = async (typed: Record<string, string>) => {
      const found = await searchClients(db.read, { organization: river }, readCriteria(typed).criteria);
      return found?.map(({ clientId }) => clientId);
    };
    expect(await find({ lastName: 'शर्मा', firstName: 'मीना' })).toEqual([1]);
    expect((await find({ lastName: "Ka'aihue" }))?.sort()).toEqual([2, 3]);
    expect(await find({ motherMaidenLast: 'मीना' })).toEqual([1]);
    expect(await find({ chartNumber: 'KA1' })).toEqual([1]);
    expect(await find({ lastName: 'Marquez', firstName: 'Luis' })).toEqual([4]);
    const [row] = await db.read.select().from(clients).where(eq(clients.id, 3)).all();
    expect(row?.birthCertificateKey).toBe('BC3');
    expect(await db.read.select().from(enrolments).all()).toHaveLength(4);
    db.close();
    const again = await openFile(file);
    expect(
      (await searchClients(again.read, { organization: river }, readCriteria({ lastName: 'Kaaihue' }).criteria))
        ?.length,
    ).toBe(2);
    again.close();
  } finally {
    rmSync(folder, { recursive: true });
  }
});
