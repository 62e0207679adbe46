import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { demonstrationClients } from '../../../src/demonstration/plant.js';
import { startApp } from '../../support/app.js';
import { historyOf, open, plant, text } from '../../support/doses.js';
import { schema } from '../../support/tables.js';

const { rainbowBright, sevenContacts } = demonstrationClients;

test('the print has the address; the confidential one has no address, phone, email, contact or mother’s name (I7)', async () => {
  const app = startApp();
  await app.db.write((tx) =>
    tx
      .update(schema.clients)
      .set({ email: 'elias@example.org', motherFirst: 'TESSAMAY', motherMaidenLast: 'OLDFEATHER' })
      .where(eq(schema.clients.id, sevenContacts))
      .run(),
  );
  const nora = await open(app);
  const open_ = text((await nora.get(`${historyOf(sevenContacts)}/print`)).text);
  expect(open_).toContain('Address 64 WOODLAND RD, BEMIDJI MN 56601');
  expect(open_).toContain('OLDFEATHER');
  const { text: body, headers } = await nora.get(`${historyOf(sevenContacts)}/print-confidential`);
  expect(text(body)).toContain('NIGHTHAWK, ELIAS RAY');
  const client = await app.db.read.select().from(schema.clients).where(eq(schema.clients.id, sevenContacts)).get();
  const contacts = await app.db.read
    .select()
    .from(schema.contacts)
    .where(eq(schema.contacts.clientId, sevenContacts))
    .all();
  const secrets = [client, ...contacts].flatMap((of) => [
    of?.street,
    of?.city,
    of?.zip,
    of?.phone,
    of?.email,
    of?.phone.replace(/^(...)(...)(....)$/, '$1-$2-$3'),
  ]);
  const names = contacts
    .flatMap(({ firstName, lastName }) => [firstName, lastName])
    .filter((name) => name !== 'NIGHTHAWK');
  const sought = [
    ...secrets,
    ...names,
    'TESSAMAY',
    'OLDFEATHER',
    'BELTRAMI',
    'WOODLAND',
    'Mother',
    'Address',
    'Phone',
  ].filter(Boolean) as string[];
  expect(sought.length).toBeGreaterThan(30);
  for (const secret of sought) expect(body.toUpperCase(), secret).not.toContain(secret.toUpperCase());
  expect([...headers].join(' ')).not.toContain('WOODLAND');
  const prints = await app.db.read
    .select()
    .from(schema.audit)
    .where(eq(schema.audit.action, 'print immunizations'))
    .all();
  expect(prints.map(({ detail }) => detail)).toEqual(['', 'confidential']);
});

test('the client information sheet has contacts and comments; reports lead to each', async () => {
  const nora = await open(startApp());
  const html = (await nora.get(`/clients/${sevenContacts}/reports`)).text;
  for (const to of [
    'immunizations/print',
    'immunizations/print-confidential',
    'immunizations/print-card',
    'immunizations/print-school',
    'reports/information',
  ])
    expect(html).toContain(`href="/clients/${sevenContacts}/${to}"`);
  const sheet = text((await nora.get(`/clients/${sevenContacts}/reports/information`)).text);
  expect(sheet).toContain('DELPHINE NIGHTHAWK Grandparent 218-751-9364 64 WOODLAND RD, BEMIDJI MN 56601 Yes');
  expect(text((await nora.get(`/clients/${rainbowBright}/reports/information`)).text)).toContain(
    '04/01/2022 Refusal of Cholera',
  );
});

test('both prints have what is recommended under the record, in words for a parent', async () => {
  const nora = await open(startApp());
  for (const print of ['print', 'print-confidential']) {
    const said = text((await nora.get(`${historyOf(rainbowBright)}/${print}`)).text);
    expect(said).toContain('Due now Hepatitis B, dose 2 (late: it was due by 07/14/2015)');
    expect(said).toMatch(/HPV, dose 1 +Meningococcal, dose 1 +Influenza, dose 1 /);
    expect(said).toContain('Next Meningococcal B, dose 1, from 02/14/2031.');
    expect(said).toContain('Protected without more doses Varicella.');
    expect(said).toContain('As of 11/22/2026, by schedule 4.64-508. Your clinic decides with you what is given.');
    expect(said).not.toContain('Zoster, dose 1');
  }
});

test('what only a series for a condition judges is no dose for nothing on the card, and tells no condition', async () => {
  const app = startApp();
  await app.db.write(async (tx) => {
    await tx.update(schema.clients).set({ birthDate: '1990-02-14' }).where(eq(schema.clients.id, rainbowBright)).run();
    await tx
      .insert(schema.conditions)
      .values({
        clientId: rainbowBright,
        code: '015',
        fromOn: '2019-01-01',
        untilOn: '',
        updatedAt: 1,
      })
      .run();
  });
  await plant(app, rainbowBright, 'RIVER', [
    { cvx: '52', givenOn: '2020-01-10' },
    { cvx: '52', givenOn: '2020-03-10' },
  ]);
  const nora = await open(app);
  expect(text((await nora.get(historyOf(rainbowBright))).text)).toContain('03/10/2020 30 years ✕ Not valid');
  const card = text((await nora.get(`${historyOf(rainbowBright)}/print-card`)).text);
  expect(card).toContain('Hepatitis A 01/10/2020 03/10/2020: ask your clinic whether it counts');
  expect(card).not.toMatch(/liver|risk/i);
});

test('the card and the school form list doses by number; one that does not count takes none', async () => {
  const app = startApp();
  await plant(app, rainbowBright, 'RIVER', [
    { cvx: '03', givenOn: '2016-02-01' },
    { cvx: '03', givenOn: '2016-06-20' },
    { cvx: '03', givenOn: '2020-03-01' },
  ]);
  const nora = await open(app);
  const card = text((await nora.get(`${historyOf(rainbowBright)}/print-card`)).text);
  expect(card).toContain(
    'Type of Vaccine 1st Dose 2nd Dose 3rd Dose 4th Dose 5th Dose Remarks DTaP/Tdap/Td 06/16/2015',
  );
  expect(card).toContain(
    'MMR 06/20/2016 03/01/2020 Immunity: Titer/MD Dx Mumps 01/01/2020; 02/01/2016 does not count Polio',
  );
  expect(card).not.toContain('Meningococcal');
  const school = text((await nora.get(`${historyOf(rainbowBright)}/print-school`)).text);
  expect(school).toContain(
    'Varicella Immunity: Titer/MD Dx Varicella or Zoster 03/17/2022 Meningococcal Hib Pneumococcal Hepatitis A',
  );
  expect(school).not.toContain('Influenza');
  const prints = await app.db.read
    .select()
    .from(schema.audit)
    .where(eq(schema.audit.action, 'print immunizations'))
    .all();
  expect(prints.map(({ detail }) => detail)).toEqual(['card', 'school']);
});

test('paper has the clinic’s name and address, lot, site, who gave each dose, and a line to sign (I7)', async () => {
  const app = startApp();
  const helen = await app.open().logIn('helen');
  await helen.submit(
    '/help-desk/organizations/1',
    { address: '100 River St, Saint Paul, MN 55101, 651-555-0100' },
    'do.save',
  );
  await plant(app, rainbowBright, 'RIVER', [{ cvx: '03', givenOn: '2016-02-01', lot: 'R100' }]);
  const [other] = await plant(app, rainbowBright, 'PUB', [{ cvx: '03', givenOn: '2020-03-01', lot: 'P200' }]);
  const { immunizations } = schema;
  await app.db.write((tx) =>
    tx
      .update(immunizations)
      .set({ source: '01', site: 'LD' })
      .where(eq(immunizations.id, other?.id ?? 0))
      .run(),
  );
  const nora = await open(app);
  for (const print of ['print', 'print-confidential', 'print-card', 'print-school'])
    expect(text((await nora.get(`${historyOf(rainbowBright)}/${print}`)).text)).toMatch(
      /Riverside Clinic ?, 100 River St, Saint Paul, MN 55101, 651-555-0100 [\s\S]* Signature Title Date/,
    );
  const print = text((await nora.get(`${historyOf(rainbowBright)}/print`)).text);
  expect(print).toMatch(/02\/01\/2016 Not valid MMR +R100 .*?Riverside Clinic/);
  expect(print).toMatch(/03\/01\/2020 1 of 2 MMR +P200 .*?LD +historical, County Public Health/);
});

test('labels begin at the first free one and stay on their sheet; syringes have what was given here today', async () => {
  const app = startApp();
  await plant(app, rainbowBright, 'RIVER', [{ cvx: '03', givenOn: '2026-11-22', lot: 'R100' }]);
  await plant(app, rainbowBright, 'PUB', [{ cvx: '08', givenOn: '2026-11-22', lot: 'P200' }]);
  const nora = await open(app);
  const labels = async (path: string) => {
    const { text: body } = await nora.get(`/clients/${rainbowBright}/reports/${path}`);
    const inside = body.slice(body.indexOf('<div class="labels'), body.lastIndexOf('</main>'));
    return [...inside.matchAll(/<div>([\s\S]*?)<\/div>/g)].map(([, one = '']) => text(one).trim());
  };
  const chart = await labels('chart-labels?from=3&count=2');
  expect(chart.slice(0, 2)).toEqual(['', '']);
  expect(chart.slice(2)).toEqual(
    Array(2).fill(expect.stringMatching(/BRIGHT, RAINBOW .* born 02\/14\/2015 · MIIC ID 14883406/)),
  );
  expect(await labels('chart-labels?from=29&count=999999')).toHaveLength(30);
  expect(await labels('chart-labels?from=0&count=x')).toHaveLength(1);
  const syringes = (await labels('syringe-labels')).join();
  expect(syringes).toContain('lot R100 · 11/22/2026');
  expect(syringes).not.toContain('P200');
  const prints = await app.db.read.select().from(schema.audit).where(eq(schema.audit.action, 'print client')).all();
  expect(prints.map(({ detail }) => detail)).toContain('syringe labels');
});
