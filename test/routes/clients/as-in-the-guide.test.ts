import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { clients } from '../../../src/db/schema/clients.js';
import { demonstrationClients as people } from '../../../src/demonstration/plant.js';
import { formOf, press, startApp } from '../../support/app.js';
import { rainbow, text } from '../../support/doses.js';

const don = `/clients/${people.donDuck}`;

test("the history's header and address read as the guide's (I1)", async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const chart = { street: '1625 CLOUDNINE DRIVE', city: 'PEGASUS', state: 'MN', zip: '5000', phone: '6512014629' };
  await registry.db.write((tx) => tx.update(clients).set(chart).where(eq(clients.id, people.rainbowBright)).run());
  const page = text((await nora.get(rainbow)).text);
  expect(page).toContain('Client Information MIIC ID: 14883406');
  expect(page).toMatch(
    /Client Name \(First - MI - Last\) RAINBOW FANCYPANTS BRIGHT DOB 02\/14\/2015 Gender U Mother's Maiden UNICORN Tracking Schedule ACIP Chart Number /,
  );
  expect(page).toContain('Address 1625 CLOUDNINE DRIVE, PEGASUS, MN 5000 (651) 201-4629');
});

test("the guide's explanations stand beside the choices of Status, which keep their names (C11, X7)", async () => {
  const registry = startApp({ SITE_NAME: 'REGISTRY' });
  const nora = await registry.open().logIn('nora');
  const { text: page } = await nora.get(don);
  // Nothing stands where nothing is wrong.
  expect(page).toContain('<div id="problems"></div>');
  expect(page).toContain('With No, the record is locked to Riverside Clinic');
  for (const [code, label, says] of [
    ['A', 'Active', 'The person is considered an active client of your organization.'],
    ['I', 'Inactive', 'The person is no longer considered a client of your organization.'],
    ['P', 'Deceased', 'no organizations in REGISTRY will be able to view it'],
  ] as const) {
    expect(page).toMatch(
      new RegExp(`value="${code}"( checked="")? aria-describedby="status-${code}-says"> ${label}</label>`),
    );
    const [, beside = ''] = new RegExp(`id="status-${code}-says">([^<]*)<`).exec(page) ?? [];
    expect(text(beside)).toContain(says);
  }
});

test('staged dates and numbers stand as they will on the record, however they were typed (X5, C20)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  await nora.submit(
    don,
    { birthDate: 'Sep 20 2009', phone: '(218) 722.0134', status: 'P', deathDate: '1-2-2026' },
    'do.stage',
  );
  const shown = formOf((await nora.get(don)).text, don);
  expect([shown.get('birthDate'), shown.get('phone'), shown.get('deathDate')]).toEqual([
    '09/20/2009',
    '218-722-0134',
    '01/02/2026',
  ]);
  // What is no date stays as it was typed, beside its error.
  await nora.submit(don, { birthDate: 'last fall' }, 'do.stage');
  expect(formOf((await nora.get(don)).text, don).get('birthDate')).toBe('last fall');

  const tab = `${don}?tab=comments`;
  const fresh = await press(nora, await nora.get(tab), tab, 'do.comment.new');
  const comment = { 'comment.code': 'R-FLU', 'comment.appliesOn': '9-28-2022' };
  const staged = await press(nora, fresh, tab, 'do.comment.next', comment);
  expect(text(staged.text)).toContain('09/28/2022 Refusal of Influenza not saved yet');
  const contacts = `${don}?tab=contacts`;
  const begun = await press(nora, await nora.get(contacts), contacts, 'do.contact.new');
  const daisy = { 'contact.lastName': 'DUCK', 'contact.relationship': 'SIS', 'contact.phone': '218 722 0134' };
  const next = await press(nora, begun, contacts, 'do.contact.next', daisy);
  expect(formOf(next.text, contacts).get('contact.phone')).toBe('218-722-0134');
});
