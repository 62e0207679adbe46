import { isNull } from 'drizzle-orm';
import { expect, test, vi } from 'vitest';
import { previewRelease } from '../../../src/db/immunizations/schedule-preview.js';
import { takeBackRelease, useRelease } from '../../../src/db/immunizations/schedule-releases.js';
import { clients } from '../../../src/db/schema/clients.js';
import { audit } from '../../../src/db/schema/operations.js';
import { schedules } from '../../../src/db/schema/schedules.js';
import { demonstrationClients as people } from '../../../src/demonstration/plant.js';
import { packOnFile } from '../../../src/forecast/schedule/on-file.js';
import { mostBytesOfFile } from '../../../src/web/upload.js';
import { type App, type Browser, formOf, startApp } from '../../support/app.js';
import { meanwhile } from '../../support/meanwhile.js';
import { upload } from '../../support/upload.js';

const pack = (change: Record<string, unknown>) => JSON.stringify({ ...JSON.parse(packOnFile()), ...change });
/** A release of which influenza is over and comes again next July, so that it is due to nobody until then. */
const later = (version = '4.99-508') => {
  const { seasons } = JSON.parse(packOnFile());
  return pack({ version, seasons: { ...seasons, Influenza: { start: '2027-07-01', end: '2028-06-30' } } });
};
const history = `/clients/${people.donDuck}/immunizations`;
const dueLine = async (browser: Browser) => /Due today: [^<]*/.exec((await browser.get(history)).text)?.[0] ?? '';
const rowsOf = ({ db }: App) => db.read.select().from(schedules).all();
const deeds = async ({ db }: App) =>
  (await db.read.select().from(audit).all())
    .filter(({ action }) => action.endsWith('schedule'))
    .map(({ action, detail, userId, clientId }) =>
      `${action}: ${detail} ${userId ? 'by a user' : ''} ${clientId ?? ''}`.trim(),
    );

test('a release is put in, previewed and put in force: what is due changes, until it is taken back', async () => {
  const registry = startApp();
  const helen = await registry.open().logIn('helen');
  const nora = await registry.open().logIn('nora');
  expect(await dueLine(nora)).toContain('Influenza');
  const added = await upload(helen, '/schedules', later());
  expect([added.status, added.location]).toEqual([303, '/schedules/1?done=put-in']);
  expect((await helen.get(added.location)).text).toContain('Put in. It is in force for nobody yet.');
  expect(await dueLine(nora)).toContain('Influenza');

  const { text } = await helen.get('/schedules/1/preview');
  expect(text).toMatch(/Something changes for [1-9]\d* of \d+ clients that you may see, held against 4\.64-508\./);
  for (const { lastName } of await registry.db.read.select().from(clients).all()) expect(text).not.toContain(lastName);
  expect(text).toMatch(/<th scope="row">Influenza<\/th>[\s\S]*season \(FORECASTDTCAN-1\)/);

  const used = await helen.submit('/schedules/1', { from: '11/22/2026' }, 'do.use');
  expect(used.location).toBe('/schedules/1?done=used');
  expect(await dueLine(nora)).not.toContain('Influenza');
  const list = (await helen.get('/schedules')).text;
  expect(list).toContain('In force today: <b>4.99-508</b>');
  expect(list).toMatch(/11\/22\/2026 3:04 PM by HELEN|11\/22\/2026 .* by Helen/i);

  expect((await helen.submit('/schedules/1', {}, 'do.take-back')).location).toBe('/schedules/1?done=taken-back');
  expect(await dueLine(nora)).toContain('Influenza');
  const taken = (await helen.get('/schedules/1')).text;
  expect(taken).toContain('Taken back');
  expect(taken).not.toContain('do.use');
  expect(await deeds(registry)).toEqual([
    'add schedule: 1 4.99-508 by a user',
    expect.stringMatching(/^preview schedule: 1 4\.99-508, \d+ clients by a user$/),
    'use schedule: 1 from 2026-11-22 by a user',
    'take back schedule: 1 by a user',
  ]);
});

test('a preview looks at no record that the help desk may not see, and names nobody', async () => {
  const registry = startApp();
  await upload(await registry.open().logIn('helen'), '/schedules', later());
  const open = (await registry.db.read.select().from(clients).where(isNull(clients.lockedBy)).all()).filter(
    ({ deceasedAt }) => deceasedAt === null,
  );
  const viewer = { organization: { id: 1, name: '', code: '', type: 'help desk' } } as const;
  const whole = { id: 1, many: 1000, mostMs: 60_000, today: '2026-11-22' };
  const at = { at: registry.clock(), address: '' };
  expect(await previewRelease(registry.db, viewer, whole, at)).toMatchObject({ clients: open.length, cutShort: false });
  expect(await previewRelease(registry.db, viewer, { ...whole, mostMs: 0 }, at)).toMatchObject({
    clients: 0,
    cutShort: true,
  });
});

test.each([
  ['no file', (form: FormData) => form.set('pack', new File([], '')), 'Choose the file of a release.'],
  ['a field of text in its place', (form: FormData) => form.set('pack', 'schedule.json'), 'Choose the file'],
  ['no JSON', '{"version":', 'It cannot be used. It is no JSON.'],
  ['another JSON', '{"hello":1}', 'It cannot be used. The schedule: &quot;hello&quot; is not known.'],
  ['one season that ends first', pack({ seasons: { RSV: { start: '2026-10-01', end: '2026-09-01' } } }), 'ends before'],
  ['bytes that are not UTF-8', new Uint8Array([0x7b, 0xff, 0x7d]), 'The file is no text (UTF-8).'],
  ['more than any release has', ' '.repeat(mostBytesOfFile + 1), 'larger than any release'],
] as const)('a file that is %s is refused at its field, and nothing is kept', async (_, what, said) => {
  const registry = startApp();
  const helen = await registry.open().logIn('helen');
  const spoil = typeof what === 'function' ? what : undefined;
  const answer = await upload(helen, '/schedules', typeof what === 'function' ? '' : what, spoil);
  expect(answer.status).toBe(422);
  expect(answer.text).toContain('<title>Error: Vaccine schedules');
  expect(answer.text).toContain('<a href="#pack">');
  expect(answer.text).toMatch(new RegExp(`id="pack-error">.*?${said.replaceAll(/[.()]/g, '\\$&')}`, 's'));
  expect(await rowsOf(registry)).toEqual([]);
});

test.each([
  ['no token', 403, (form: FormData) => form.delete('csrf')],
  ["somebody else's token", 403, (form: FormData) => form.set('csrf', '0'.repeat(32))],
  ['no button', 400, (form: FormData) => form.delete('do.add')],
  ['two buttons', 400, (form: FormData) => form.set('do.use', 'x')],
  ['two files', 400, (form: FormData) => form.append('pack', new File(['{}'], 'x'))],
  ['a field of another page', 400, (form: FormData) => form.set('inForceFrom', '2026-01-01')],
] as const)('a form with a file and %s puts nothing in', async (_, status, spoil) => {
  const registry = startApp();
  const helen = await registry.open().logIn('helen');
  expect((await upload(helen, '/schedules', later(), spoil)).status).toBe(status);
  expect(await rowsOf(registry)).toEqual([]);
});

test('a body that is no form with a file, is broken, or far too large, gets a plain page', async () => {
  const registry = startApp();
  const helen = await registry.open().logIn('helen');
  const multipart = 'multipart/form-data; boundary=x';
  expect((await helen.post('/schedules', 'csrf=x')).status).toBe(415);
  expect((await helen.post('/schedules', '--x\r\nbroken', multipart)).status).toBe(400);
  expect((await helen.post('/schedules', '-'.repeat(3_000_000), multipart)).status).toBe(413);
  const unsaid = { method: 'POST', body: '--x--', headers: { 'Content-Type': multipart } };
  expect((await helen.request('/schedules', unsaid)).status).toBe(413);
  // 20,000 parts take a second to read: they are counted first.
  const part = '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n';
  const made = vi.spyOn(globalThis, 'Response');
  expect((await helen.post('/schedules', `${part.repeat(20_000)}--x--\r\n`, multipart)).status).toBe(400);
  expect((await helen.post('/schedules', `${part}--x--\r\n`, 'multipart/form-data; boundary=')).status).toBe(400);
  const other = 'multipart/form-data; xboundary=y; boundary=x';
  expect((await helen.post('/schedules', `${part.repeat(20_000)}--x--\r\n`, other)).status).toBe(400);
  const types = made.mock.calls.map(([, init]) => new Headers(init?.headers).get('Content-Type'));
  made.mockRestore();
  expect(types.filter((type) => type?.startsWith('multipart'))).toEqual([]);
  // Nobody else's file is even read.
  const nora = await registry.open().logIn('nora');
  expect((await nora.post('/schedules', '-'.repeat(3_000_000), multipart)).status).toBe(403);
  expect(await rowsOf(registry)).toEqual([]);
});

test('the same file put in again is the same release', async () => {
  const registry = startApp();
  const helen = await registry.open().logIn('helen');
  await Promise.all([upload(helen, '/schedules', later()), upload(helen, '/schedules', later())]);
  const again = await upload(helen, '/schedules', later());
  expect(again.location).toBe('/schedules/1?already=put-in');
  expect((await helen.get(again.location)).text).toContain('The same file was put in before');
  expect(await rowsOf(registry)).toHaveLength(1);
});

test('a release that another one takes back in the same moment is not put in force, nor the other way round', async () => {
  const registry = startApp();
  const helen = await registry.open().logIn('helen');
  await upload(helen, '/schedules', later());
  const at = { at: registry.clock(), address: '' };
  const form = formOf((await helen.get('/schedules/1')).text, '/schedules/1');
  form.set('from', '12/01/2026');
  const use = `${form}&do.use=x`;
  const back = `csrf=${form.get('csrf')}&shown=&do.take-back=x`;

  const put = { id: 1, from: '2027-01-01', today: '2026-11-22' };
  const late = await meanwhile(
    () => helen.post('/schedules/1', back),
    registry,
    (tx) => useRelease(tx, undefined, put, at),
  );
  expect(late.status).toBe(409);
  expect(late.text).toContain('Somebody else decided on this release since the page was shown.');
  expect((await rowsOf(registry))[0]).toMatchObject({ inForceFrom: '2027-01-01', takenBackAt: null });
  const other = await helen.post('/schedules/1', use);
  expect(other.status).toBe(409);
  expect((await rowsOf(registry))[0]?.inForceFrom).toBe('2027-01-01');

  const now = `${use.replace('shown=', 'shown=2027-01-01')}`;
  const gone = await meanwhile(
    () => helen.post('/schedules/1', now),
    registry,
    (tx) => takeBackRelease(tx, undefined, { id: 1 }, at),
  );
  expect(gone.status).toBe(409);
  expect(gone.text).toContain('Somebody took this release back');
  expect(gone.text).toContain('by the operator at the command line');
  expect((await rowsOf(registry))[0]?.inForceFrom).toBe('2027-01-01');
});

test('pressed twice, a release is put in force once; a day that is none or behind is told at its field', async () => {
  const registry = startApp();
  const helen = await registry.open().logIn('helen');
  await upload(helen, '/schedules', later());
  for (const [typed, said] of [
    ['', 'Enter the day'],
    ['13/13/2026', 'Enter the day'],
    ['11/21/2026', 'Enter today or a later day.'],
  ] as const) {
    const refused = await helen.submit('/schedules/1', { from: typed }, 'do.use');
    expect(refused.status).toBe(422);
    expect(refused.text).toContain(said);
    expect(formOf(refused.text, '').get('from')).toBe(typed);
  }
  const form = formOf((await helen.get('/schedules/1')).text, '/schedules/1');
  const body = `${form}&do.use=x`;
  for (const answer of [await helen.post('/schedules/1', body), await helen.post('/schedules/1', body)])
    expect(answer.location).toBe('/schedules/1?done=used');
  expect(await deeds(registry)).toHaveLength(2);
  expect((await helen.post('/schedules/7', body)).status).toBe(404);
});

test('other dates of seasons are a release of their own, checked at their fields', async () => {
  const registry = startApp();
  const helen = await registry.open().logIn('helen');
  const send = (fill: Record<string, string>) => helen.submit('/schedules/seasons', fill, 'do.add');
  expect((await send({})).text).toContain('No date was changed.');
  const wrong = await send({ 'start.1': '', 'end.2': '09/01/2025', 'end.3': 'March', 'end.4': '12/31/2027' });
  expect(wrong.status).toBe(422);
  for (const said of [
    'Enter the first day of Influenza',
    'RSV would end before',
    'the last day of RSV 2',
    'RSV 3 would take',
  ])
    expect(wrong.text).toContain(said);
  const added = await send({ 'start.1': '07/01/2027', 'end.1': '06/30/2028', 'start.2': '10/15/2025' });
  expect(added.location).toBe('/schedules/1?done=put-in');
  expect((await rowsOf(registry))[0]?.version).toBe('4.64-508, Influenza from 2027-07-01, RSV from 2025-10-15');

  // Of dates that were shown of another schedule no release is made.
  const shown = formOf((await helen.get('/schedules/seasons')).text, '/schedules/seasons');
  await helen.submit('/schedules/1', { from: '11/22/2026' }, 'do.use');
  shown.set('start.0', '08/01/2026');
  const stale = await helen.post('/schedules/seasons', `${shown}&do.add=x`);
  expect(stale.status).toBe(422);
  expect(stale.text).toContain('is in force since the page was shown');
  const next = await send({ 'start.1': '07/01/2028', 'end.1': '06/30/2029' });
  expect(next.location).toBe('/schedules/2?done=put-in');
  expect((await rowsOf(registry))[1]?.version).toBe('4.64-508, RSV from 2025-10-15, Influenza from 2028-07-01');
});
