import { and, eq, isNull } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { clients, comments, contacts, formerAddresses } from '../../../src/db/schema/clients.js';
import { imports } from '../../../src/db/schema/imports.js';
import { demonstrationClients as people_ } from '../../../src/demonstration/plant.js';
import { type App, type Browser, formOf, startApp } from '../../support/app.js';
import { clientRow } from '../../support/facts.js';
import { bringFile, doJobs, importFile, pressOn } from '../../support/upload.js';

const people = `last name,first name,birth date,city,zip,state
Zzimport,Anna,03/04/2015,Boston,2134,MA
Zzimport,Ben,04/05/2016,Saint Paul,55112,MN
Zzimport,Cora,31/12/2016a,,,
`;

const rowsOf = (app: ReturnType<typeof startApp>) =>
  app.db.read.select().from(clients).where(eq(clients.lastName, 'ZZIMPORT')).all();

test('an administrator brings a file, sees what would come of it, and nothing is changed before Import (A5)', async () => {
  const app = startApp();
  const ada = await app.open().logIn('ada');
  const sent = await bringFile(ada, people);
  expect(sent.status).toBe(303);
  expect((await ada.get(sent.location)).text).toContain('Being checked');
  await doJobs(app);
  const preview = await ada.get(sent.location);
  expect(preview.text).toContain('Would be entered: 2');
  expect(preview.text).toContain('Cannot be taken: 1');
  // Whose records, when it was checked, how many are written, and how many not: the numbers agree.
  for (const words of [
    '<h1>Import of clients for Riverside Clinic</h1>',
    '<dt>Checked</dt><dd>11/22/2026 3:14 PM</dd>',
    'writes 2 of 3 rows',
    '1 row would not be written</h2>',
    'Save 1 row as CSV',
  ])
    expect(preview.text).toContain(words);
  expect(preview.text).toMatch(
    /Line 4<\/th><td data-label="Last Name">Zzimport<\/td><td data-label="First Name">Cora<\/td>.*<td>Cannot be taken<\/td><td><p><b>Birth Date<\/b>: Enter a birth date as/,
  );
  expect(await rowsOf(app)).toHaveLength(0);
  const pressed = await pressOn(ada, sent.location, 'do.import');
  expect(pressed.status).toBe(303);
  await doJobs(app);
  const done = await ada.get(sent.location);
  expect(done.text).toContain('Entered: 2');
  expect(done.text).toContain('Not taken: 1');
  expect((await rowsOf(app)).map(({ firstName, zip, updatedFor }) => [firstName, zip, updatedFor])).toEqual([
    ['ANNA', '02134', 1],
    ['BEN', '55112', 1],
  ]);
  const refused = await ada.get(`${sent.location}/refused`);
  expect(refused.text.split('\n')[1]).toMatch(/^Zzimport,Cora,31\/12\/2016a,,,,4,/);
  const again = await importFile(app, ada, people);
  expect(again.text).toContain('Were there already: 2');
  expect(await rowsOf(app)).toHaveLength(2);
});

test('a row that is put aside is told apart from one that cannot be taken, and is not in the CSV', async () => {
  const app = startApp();
  const ada = await app.open().logIn('ada');
  const text =
    'last name,first name,birth date,gender,phone\nZzaside,Jon,2015-03-04,F,6512014629\nZzaside,John,2015-03-04,F,\n';
  const { location } = await bringFile(ada, `${text}Zzaside,Cora,,,\n`);
  await doJobs(app);
  const preview = (await ada.get(location)).text;
  for (const words of ['2 rows would not be written</h2>', 'Save 1 row as CSV', 'the help desk decides it'])
    expect(preview).toContain(words);
  expect(preview).toMatch(/Line 3<\/th>.*<td>Would be put aside for the help desk to decide<\/td>.*Line 4<\/th>/s);
  expect((await ada.get(`${location}/refused`)).text).not.toContain('John');
});

test('where the file itself is gone, as after a restore, its page says so and nothing is ordered', async () => {
  const app = startApp();
  const ada = await app.open().logIn('ada');
  const { location } = await bringFile(ada, people);
  await doJobs(app);
  const shown = formOf((await ada.get(location)).text, location);
  for (const { file } of await app.db.read.select().from(imports).where(undefined).limit(9).all())
    app.parts.files.remove(file);
  const { text } = await ada.get(location);
  expect(text).toContain('The file itself is not on the server any more');
  expect(text).not.toMatch(/do\.import|\/columns|\/refused|The CSV has|until you select Import/);
  shown.append('do.import', 'Import');
  const pressed = await ada.post(location, `${shown}`);
  expect([pressed.status, pressed.text.includes('Bring it again')]).toEqual([409, true]);
  expect((await ada.get(`${location}/refused`)).status).toBe(404);
  expect((await ada.submit(`${location}/columns`, {}, 'do.check')).status).toBe(409);
  expect((await pressOn(ada, location, 'do.remove')).location).toBe('/imports?done=removed');
});

test('a file that waits for others says behind how many to the help desk alone (A5)', async () => {
  const app = startApp();
  const [ada, helen] = [await app.open().logIn('ada'), await app.open().logIn('helen')];
  const first = await bringFile(ada, people);
  const [second, third] = [await bringFile(helen, people, { organization: '2' }), await bringFile(ada, people)];
  const shown = async (browser: Browser, path: string) => (await browser.get(path)).text;
  expect(await shown(ada, first.location)).toContain('it begins in a moment');
  expect(await shown(helen, second.location)).toContain('it waits behind another file');
  expect(await shown(helen, third.location)).toContain('it waits behind 2 other files');
  // How many files others bring is no affair of an administrator.
  for (const path of [third.location, `${third.location}/standing`]) {
    expect(await shown(ada, path)).toContain('it waits for its turn');
    expect(await shown(ada, path)).not.toContain('other file');
  }
});

test('the first rows are shown as they would stand, and whoever a row before would enter is named by no number', async () => {
  const app = startApp();
  const ada = await app.open().logIn('ada');
  const text =
    'last name,first name,birth date,gender,phone\nzzalike,jon,2015-03-04,female,6512014629\nZzalike,John,2015-03-04,F,\n';
  const { location } = await bringFile(ada, text);
  await doJobs(app);
  const preview = (await ada.get(location)).text;
  expect(preview).toMatch(
    /data-label="Last Name">ZZALIKE<.*data-label="Birth Date">03\/04\/2015<.*data-label="Gender">F<.*>651-201-4629</,
  );
  expect(preview).toContain('This may be the client of a row before (');
  expect(preview).not.toMatch(/MIIC ID \d/);
});

test('columns whose headers are not known are asked for, and remembered for the organization alone (A5)', async () => {
  const app = startApp();
  const ada = await app.open().logIn('ada');
  const text = 'Family;Given;Born;Remarks\nZzcolumn;Anna;03/04/2015;=hello\n';
  const { location } = await bringFile(ada, text);
  const columns = `${location}/columns`;
  expect((await ada.get(location)).location).toBe(columns);
  const refused = await ada.submit(columns, { column1: 'lastName', column2: 'lastName' }, 'do.check');
  expect(refused.status).toBe(422);
  for (const told of [
    'Say which column is &quot;first name&quot;, which is &quot;birth date&quot;.',
    'Column 2: another one is &quot;last name&quot; already.',
    'Say what column 3 is, or leave it out.',
  ])
    expect(refused.text).toContain(told);
  expect(refused.text).toContain('<option value="lastName" selected="">');
  const said = { column1: 'lastName', column2: 'firstName', column3: 'birthDate', column4: '-' };
  expect((await ada.submit(columns, said, 'do.check')).location).toBe(location);
  await doJobs(app);
  expect((await ada.get(location)).text).toContain('Would be entered: 1');
  const next = await bringFile(ada, text);
  await doJobs(app);
  expect((await ada.get(next.location)).text).toContain('Would be entered: 1');
  const helen = await app.open().logIn('helen');
  const elsewhere = await bringFile(helen, text, { organization: '2' });
  expect((await helen.get(elsewhere.location)).location).toBe(`${elsewhere.location}/columns`);
});

test('a file whose first line is a row already is read so, and the same columns are known the next time', async () => {
  const app = startApp();
  const ada = await app.open().logIn('ada');
  const text = 'Zzheadless,Anna,03/04/2015\nZzheadless,Ben,04/05/2016\n';
  const { location } = await bringFile(ada, text);
  expect((await ada.get(`${location}/columns`)).text).toMatch(/id="firstIsRow"[^>]* checked/);
  const said = { column1: 'lastName', column2: 'firstName', column3: 'birthDate' };
  await ada.submit(`${location}/columns`, said, 'do.check');
  await doJobs(app);
  expect((await ada.get(location)).text).toContain('Would be entered: 2');
  const next = await bringFile(ada, text);
  expect((await ada.get(`${next.location}/columns`)).text).toMatch(/<option value="birthDate" selected="">/);
});

test('a file with a date whose day comes first is used for nothing, and said so by its line', async () => {
  const app = startApp();
  const ada = await app.open().logIn('ada');
  const { location } = await bringFile(
    ada,
    'last name,first name,birth date\nZzday,Anna,03/04/2015\nZzday,Ben,21/09/2016\n',
  );
  await doJobs(app);
  const { text } = await ada.get(location);
  expect(text).toContain('Cannot be used');
  expect(text).toContain('Line 3 has a date with the day first');
  expect(text).not.toContain('do.import');
});

const don = `${people_.donDuck},DUCK,DON,09/21/2009`;
const contactHead =
  'miic id,client last name,client first name,client birth date,last name,first name,relation,telephone,street address,city,state,zip,primary address\n';
const contactsOf = ({ db }: App) =>
  db.read
    .select()
    .from(contacts)
    .where(and(eq(contacts.clientId, people_.donDuck), isNull(contacts.deletedAt), eq(contacts.lastName, 'ZZAUNT')))
    .all();

test('contacts are entered, changed by relation and name, and there already: never doubled (C14, C16)', async () => {
  const app = startApp();
  const ada = await app.open().logIn('ada');
  const bring = async (row: string) =>
    (await importFile(app, ada, `${contactHead}${don},${row}\n`, { kind: 'contacts' })).text;
  const before = await clientRow(app, people_.donDuck);
  expect(await bring('Zzaunt,Ida,Grandparent,651-201-4629,1 Elm St,Saint Paul,MN,55112,')).toContain('Entered: 1');
  expect(await bring('ZZAUNT,ida,Grandparent,,1 ELM ST.,,,,')).not.toContain('Entered:');
  expect(await bring('Zzaunt,Ida,Grandparent,612-722-1234,,,,,')).toContain('Changed a record: 1');
  expect(await contactsOf(app)).toMatchObject([
    { phone: '6127221234', street: expect.stringMatching(/^1 elm/i), zip: '55112' },
  ]);
  expect((await clientRow(app, people_.donDuck)).revision).toBeGreaterThan(before.revision);
  expect(await bring('Zzaunt,Ida,Grandparent,12,,,,,')).toMatch(/<b>Telephone<\/b>: /);
  expect(await contactsOf(app)).toHaveLength(1);
});

test("a contact may be given the client's primary address where no other has it, and its old address is kept as a former one", async () => {
  const app = startApp();
  const ada = await app.open().logIn('ada');
  const mark = (row: string) => importFile(app, ada, `${contactHead}${don},${row}\n`, { kind: 'contacts' });
  await app.db.write((tx) =>
    tx.update(contacts).set({ isPrimary: false }).where(eq(contacts.clientId, people_.donDuck)).run(),
  );
  expect((await mark('Zzaunt,Ida,Grandparent,,1 Elm St,Saint Paul,MN,55112,Y')).text).toContain('Entered: 1');
  expect(await contactsOf(app)).toMatchObject([{ isPrimary: true, street: '1 Elm St' }]);
  expect((await mark('Zzaunt,Ida,Grandparent,,9 Oak Ave,Saint Paul,MN,55112,')).text).toContain('Changed a record: 1');
  expect(await contactsOf(app)).toMatchObject([{ isPrimary: true, street: '9 Oak Ave' }]);
  const former = await app.db.read
    .select()
    .from(formerAddresses)
    .where(eq(formerAddresses.clientId, people_.donDuck))
    .all();
  expect(former.map(({ street }) => street)).toContain('1 Elm St');
  const other = await mark('Zzuncle,Olaf,Guardian,,2 Ash St,Saint Paul,MN,55112,Y');
  expect(other.text).toContain('Another contact has the client&#39;s primary address');
});

test('comments are entered once for each date, by label or code (C18)', async () => {
  const app = startApp();
  const ada = await app.open().logIn('ada');
  const head = 'last name,first name,birth date,client comment,applies-to date\n';
  const person = 'DUCK,DON,09/21/2009';
  const rows = [`${person},Immunity: Titer/MD Dx Mumps,01/31/2021`, `${person},Immunity: titer/md dx mumps,2021-01-31`];
  const wrong = [`${person},Immunity: Luck,01/31/2021`, `${person},Immunity: Titer/MD Dx Mumps,01/31/2001`];
  const { text } = await importFile(app, ada, `${head}${[...rows, ...wrong].join('\n')}\n`, { kind: 'comments' });
  expect(text).toContain('Entered: 1');
  expect(text).toContain('Were there already: 1');
  expect(text).toContain('&quot;Immunity: Luck&quot; is not on the list of comments.');
  expect(text).toContain('The date is before the client was born.');
  const kept = await app.db.read.select().from(comments).where(eq(comments.clientId, people_.donDuck)).all();
  expect(kept.filter(({ appliesOn }) => appliesOn === '2021-01-31')).toHaveLength(1);
});

test('a refusal on file without a reason takes that of its row, and stands once (C18)', async () => {
  const app = startApp();
  const ada = await app.open().logIn('ada');
  const file = (reason: string) =>
    `last name,first name,birth date,client comment,applies-to date,reason\nDUCK,DON,09/21/2009,R-HPV,01/31/2021,${reason}\n`;
  const take = async (reason: string) => (await importFile(app, ada, file(reason), { kind: 'comments' })).text;
  expect(await take('')).toContain('Entered: 1');
  expect(await take("Parent's decision")).toContain('Changed a record: 1');
  expect(await take('')).toContain('Were there already: 1');
  const kept = await app.db.read.select().from(comments).where(eq(comments.clientId, people_.donDuck)).all();
  expect(kept.filter(({ code }) => code === 'R-HPV')).toMatchObject([{ appliesOn: '2021-01-31', reason: '00' }]);
});
