import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { demonstrationClients } from '../../../src/demonstration/plant.js';
import { startApp } from '../../support/app.js';
import { historyOf, open, text } from '../../support/doses.js';
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
  const client = app.db.read.select().from(schema.clients).where(eq(schema.clients.id, sevenContacts)).get();
  const contacts = app.db.read.select().from(schema.contacts).where(eq(schema.contacts.clientId, sevenContacts)).all();
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
  const prints = app.db.read.select().from(schema.audit).where(eq(schema.audit.action, 'print immunizations')).all();
  expect(prints.map(({ detail }) => detail)).toEqual(['', 'confidential']);
});

test('the client information sheet has contacts and comments; reports lead to each', async () => {
  const nora = await open(startApp());
  const html = (await nora.get(`/clients/${sevenContacts}/reports`)).text;
  for (const to of ['immunizations/print', 'immunizations/print-confidential', 'reports/information'])
    expect(html).toContain(`href="/clients/${sevenContacts}/${to}"`);
  const sheet = text((await nora.get(`/clients/${sevenContacts}/reports/information`)).text);
  expect(sheet).toContain('DELPHINE NIGHTHAWK Grandparent 218-751-9364 64 WOODLAND RD, BEMIDJI MN 56601 Yes');
  expect(text((await nora.get(`/clients/${rainbowBright}/reports/information`)).text)).toContain(
    '04/01/2022 Refusal of Cholera',
  );
});
