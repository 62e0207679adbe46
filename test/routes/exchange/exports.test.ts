import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { insertImmunization } from '../../../src/db/immunizations/immunization-writes.js';
import { clients, contacts } from '../../../src/db/schema/clients.js';
import { demonstrationClients as people } from '../../../src/demonstration/plant.js';
import { type App, type Browser, startApp } from '../../support/app.js';
import { auditOf, clinical } from '../../support/facts.js';
import { importFile } from '../../support/upload.js';

const kinds = ['clients', 'contacts', 'comments', 'immunizations'] as const;

const take = (browser: Browser, fill: Record<string, string>) => browser.submit('/exports', fill, 'do.export');

/** What a spreadsheet would take for a formula, in every place where people type. */
async function spoil({ db }: App): Promise<void> {
  await db.write(async (tx) => {
    await tx
      .update(clients)
      .set({ street: '=1+1', city: '@HOME', email: '' })
      .where(eq(clients.id, people.rainbowBright))
      .run();
    await tx
      .update(contacts)
      .set({ lastName: '-DUCK', street: "'=SUM(A1)" })
      .where(eq(contacts.clientId, people.donDuck))
      .run();
  });
}

test.each(kinds)(
  'what is exported of %s imports again to the same: nothing is entered, changed or doubled (A5)',
  async (kind) => {
    const app = startApp();
    await spoil(app);
    const ada = await app.open().logIn('ada');
    const file = await take(ada, { kind });
    expect([file.status, file.headers.get('Content-Disposition')]).toEqual([200, `attachment; filename="${kind}.csv"`]);
    const before = await clinical(app);
    const { text } = await importFile(app, ada, file.text, { kind });
    expect(text).toContain('Were there already:');
    expect(text).not.toMatch(/Entered:|Changed a record:|Put aside/);
    // An old value that breaks a rule is named, as it is beside its field.
    expect(text.split(' is not a working number').length - 1).toBe(kind === 'clients' ? 1 : 0);
    expect(await clinical(app)).toBe(before);
    expect((await take(ada, { kind })).text).toBe(file.text);
  },
);

test('nothing in a file begins like a formula', async () => {
  const app = startApp();
  await spoil(app);
  const ada = await app.open().logIn('ada');
  for (const kind of kinds) {
    const { text } = await take(ada, { kind });
    expect(text.split(/[,\n]/).filter((cell) => /^"?[=+\-@\t]/.test(cell))).toEqual([]);
  }
});

test('an administrator takes the clients of their own organization that it may see, and no other; each leaves a row', async () => {
  const app = startApp();
  const ada = await app.open().logIn('ada');
  const { text } = await ada.submit('/exports', { kind: 'clients' }, 'do.export');
  const forged = await ada.get('/exports');
  const csrf = /name="csrf" value="([^"]*)"/.exec(forged.text)?.[1] ?? '';
  const body = new URLSearchParams({ csrf, kind: 'clients', organization: '1', whose: 'every', 'do.export': 'Export' });
  expect((await ada.post('/exports', body.toString())).text).toBe(text);
  body.set('organization', '2');
  expect((await ada.post('/exports', body.toString())).status).toBe(409);
  const ids = text
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => Number(line.split(',').at(-1)));
  expect(ids.length).toBeGreaterThan(1);
  expect(ids).not.toContain(people.locked);
  expect(ids).not.toContain(people.deceased);
  const told = await auditOf(app, 'export clients');
  expect(told.slice(0, ids.length).map(({ clientId, organizationId }) => [clientId, organizationId])).toEqual(
    ids.map((id) => [id, 1]),
  );
});

test('the help desk chooses whose: as that organization may see them, and no more', async () => {
  const app = startApp();
  const helen = await app.open().logIn('helen');
  expect((await take(helen, { kind: 'clients' })).status).toBe(422);
  const own = await take(helen, { kind: 'clients', organization: '2' });
  const every = await take(helen, { kind: 'clients', organization: '2', whose: 'every' });
  expect(every.text.length).toBeGreaterThan(own.text.length);
  // Locked by LAKE: its own.
  expect(every.text).toContain(String(people.locked));
  expect((await take(helen, { kind: 'clients', organization: '1', whose: 'every' })).text).not.toContain(
    String(people.locked),
  );
  expect(every.text).not.toContain(String(people.deceased));
});

test('a dose that another organization entered is exported, and brought again is there already', async () => {
  const app = startApp();
  const lake = { organization: { id: 2, code: 'LAKE', name: 'Lakeview Family Health', type: 'provider' } } as const;
  const given = {
    ...{ givenOn: '2016-05-05', cvx: '03', tradeName: '', mvx: '', lot: '', lotExpiresOn: '', amount: '', unit: '' },
    ...{
      site: '',
      route: '',
      orderedBy: '',
      administeredBy: '',
      source: '01',
      funding: '',
      reason: '',
      visOn: '',
      reaction: '',
    },
  };
  await app.db.write((tx) => insertImmunization(tx, lake, { id: people.rainbowBright, revision: 1 }, given, 1));
  const ada = await app.open().logIn('ada');
  const { text } = await take(ada, { kind: 'immunizations' });
  expect(text).toContain('05/05/2016');
  expect((await importFile(app, ada, text, { kind: 'immunizations' })).text).not.toMatch(/Entered:|Not taken/);
});
