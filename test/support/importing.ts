import { eq } from 'drizzle-orm';
import { clientFiles } from '../../src/cli/import-kinds.js';
import { importSheet } from '../../src/cli/import-sheet.js';
import { enterClient } from '../../src/db/clients/client-writes.js';
import { findClient } from '../../src/db/clients/clients.js';
import type { Database } from '../../src/db/engine/database.js';
import { goOnAfterOwnIds } from '../../src/db/engine/ids.js';
import { inTurn } from '../../src/db/engine/in-turn.js';
import { organizations } from '../../src/db/schema/accounts.js';
import { changes, clients } from '../../src/db/schema/clients.js';
import { clientNames } from '../../src/db/schema/search.js';
import type { Organization, Viewer } from '../../src/domain/accounts/viewer.js';
import { mapFields, type Personal } from '../../src/domain/clients/personal-information.js';
import { readClientFile } from '../../src/exchange/csv/clients.js';
import { openEmpty } from './empty.js';

export const river = {
  id: 1,
  code: 'RIVER',
  name: 'Riverside Clinic',
  type: 'provider',
} as const satisfies Organization;
export const lake = {
  id: 2,
  code: 'LAKE',
  name: 'Lakeview Family Health',
  type: 'provider',
} as const satisfies Organization;
const at = Date.parse('2026-11-22T21:14:00Z');
export const when = { clock: () => at, today: '2026-11-22', helpDesk: 'help@example.org' };
const before = { at: Date.parse('2026-01-05T15:00:00Z'), today: '2026-01-05' };

const nora = (organization: Organization): Viewer => ({
  userId: 1,
  username: 'nora',
  userName: 'Nora',
  role: 'typical user',
  organization,
});

const person = (known: Partial<Personal>): Personal => ({ ...mapFields(() => ''), gender: 'U', ...known });

/** Two clinics, and the records that the rows below meet. */
export async function registry(): Promise<Database> {
  const db = openEmpty();
  await db.write(async (tx) => {
    await tx.insert(organizations).values([river, lake]).run();
    const enter = (
      id: number,
      known: Partial<Personal>,
      more: { chartNumber?: string; birthCertificate?: string } = {},
    ) => enterClient(tx, { organization: river }, person(known), { ...before, id, ...more });
    const don = { street: '1 Main St', city: 'Duluth', state: 'MN', zip: '55802', county: '137', undeliverable: 'Y' };
    await enter(
      101,
      { lastName: 'DUCK', firstName: 'DON', birthDate: '2001-05-05', phone: '2185250101', ...don },
      { chartNumber: 'D-1' },
    );
    await enter(102, { lastName: 'SECRET', firstName: 'SAM', birthDate: '2002-02-02' }, { chartNumber: 'S-2' });
    await enter(103, { lastName: 'LATE', firstName: 'LARS', birthDate: '2003-03-03' });
    for (const id of [104, 105]) await enter(id, { lastName: 'OLSON', firstName: 'ANN', birthDate: '2004-04-04' });
    await enter(106, { lastName: 'CERT', firstName: 'CARA', birthDate: '2006-06-06' }, { birthCertificate: 'BC-6' });
    await goOnAfterOwnIds(tx, 'clients');
    await tx.update(clients).set({ lockedBy: lake.id }).where(eq(clients.id, 102)).run();
    await tx.update(clients).set({ deceasedAt: before.at }).where(eq(clients.id, 103)).run();
  });
  return db;
}

function read(csv: string | Uint8Array) {
  const file = readClientFile(typeof csv === 'string' ? Buffer.from(csv) : csv, when.today);
  if ('fault' in file) throw new Error(file.fault);
  return file;
}

export async function take(db: Database, csv: string, organization: Organization = river) {
  const { counts, reasons } = await importSheet(db, organization, read(csv), when, clientFiles, { shared: false });
  return { entered: 0, updated: 0, unchanged: 0, 'put aside': 0, refused: 0, ...counts, refusals: reasons };
}

/** A file of one row for a record. */
export function row(cells: Record<string, string>): string {
  const line = (values: string[]) => values.map((value) => `"${value.replaceAll('"', '""')}"`).join(',');
  return `${line(Object.keys(cells))}\n${line(Object.values(cells))}\n`;
}

export const don = { 'last name': 'Duck', 'first name': 'Don', 'birth date': '05/05/2001' };

export async function recordOf(db: Database, id: number, organization: Organization = river) {
  const client = await findClient(db.read, nora(organization), id);
  if (!client) throw new Error(`There is no client ${id}.`);
  return client;
}

export const everything = async (db: Database) =>
  JSON.stringify(await inTurn([clients, clientNames, changes], async (table) => db.read.select().from(table).all()));

export const sample = [
  '\uFEFFlast name,first name,birth date,phone,chart number,miic id,street address,gender',
  "O'Brien,Zoë,09/21/2009,(651) 201-4629,Z-1,,12 Elm St,F",
  '"Smith, Jr","Ana ""Anita""",2010-01-02,,,,,Female',
  'García,José,20110304,,,,,m',
  'Nobody,NO FIRST NAME,2012-05-06,,,,,',
  'Duck,Don,05/05/2001,,,,,',
  'Duck,Don,05/05/2001,218-525-0199,,,,',
  "O'BRIEN,ZOE,09/21/2009,651-201-4630,,,,",
  'Bell,,2010-01-02,,,,,',
  'Bell,Tom,2010-01-02,999-999-9999,,,,',
  'Bell,Tom,2030-01-02,,,,,',
  'Bell,Tom,2010-01-02,,,,needs update,',
  'Bell,Tom,2010-01-02,,D-1,,,',
  'Olson,Ann,2004-04-04,,,,,',
  'Secret,Sam,2002-02-02,,,102,,',
  'Bell,Tom',
].join('\r\n');
