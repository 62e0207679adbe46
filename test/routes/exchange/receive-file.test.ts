// What is sent in the place of a file, or broken off: it is told in words, and nothing of it stays.
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { imports } from '../../../src/db/schema/imports.js';
import { type App, type Browser, startApp } from '../../support/app.js';
import { bringFile } from '../../support/upload.js';

const folder = join(tmpdir(), `titer-imports-${process.pid}`);
const kept = () => {
  try {
    return readdirSync(folder).length;
  } catch {
    return 0;
  }
};
const brought = ({ db }: App) => db.read.select().from(imports).where(undefined).limit(9).all();
const good = 'last name,first name,birth date\nZzseam,Anna,03/04/2015\n';

async function csrfOf(browser: Browser): Promise<string> {
  return /name="csrf" value="([^"]*)"/.exec((await browser.get('/imports')).text)?.[1] ?? '';
}

test.each<[string, number, (form: FormData) => void]>([
  ['without its token', 403, (form) => form.delete('csrf')],
  ['with the token of another session', 403, (form) => form.set('csrf', 'x'.repeat(64))],
  ['without its button', 400, (form) => form.delete('do.send')],
  ['with another button', 400, (form) => form.append('do.remove', 'x')],
  ['with a field too many', 400, (form) => form.append('zz', '1')],
  ['with a field twice', 400, (form) => form.append('kind', 'clients')],
  ['with a second file', 400, (form) => form.append('file', new File(['x'], 'x.csv'))],
  ['without what the file has', 400, (form) => form.delete('kind')],
  ['with a kind that there is none of', 422, (form) => form.set('kind', 'mothers')],
])('a form %s is refused, and nothing of its file is kept', async (_, status, spoil) => {
  const app = startApp();
  const ada = await app.open().logIn('ada');
  const before = kept();
  // A field that is set anew stands where it stood; the file behind the others.
  const answer = await bringFile(ada, good, { spoil });
  expect([answer.status, kept()]).toEqual([status, before]);
  expect(await brought(app)).toEqual([]);
});

test.each<[string, string | Uint8Array<ArrayBuffer>, string]>([
  ['nothing', '', 'Choose a file that is not empty.'],
  [
    'a workbook',
    new Uint8Array([0x50, 0x4b, 3, 4, 20, 0, 6, 0]),
    'The file is an Excel workbook or another ZIP archive',
  ],
  ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13]), 'no text'],
  ['one quotation mark', 'last name\n"', 'A quotation mark is opened and not closed'],
  ['5,000 columns', ','.repeat(4999), 'has 5000 columns: at most 500 are read.'],
  ['a line without an end', `last name\n${'x'.repeat(5_000_000)}`, 'is longer than any row of a spreadsheet'],
])(
  '%s in the place of a file is told at its field, what was chosen stays, and nothing is kept',
  async (_, file, told) => {
    const app = startApp();
    const ada = await app.open().logIn('ada');
    const before = kept();
    const answer = await bringFile(ada, file, { kind: 'contacts' });
    expect(answer.status).toBe(422);
    expect(answer.text).toMatch(/<p class="error" id="file-error">/);
    expect(answer.text).toContain(told);
    expect(answer.text).toContain('<option value="contacts" selected="">');
    expect([kept(), await brought(app)]).toEqual([before, []]);
  },
);

test('a form that is broken off, in its file or behind it, is not taken', async () => {
  const app = startApp();
  const ada = await app.open().logIn('ada');
  const before = kept();
  const body =
    `--x\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n${await csrfOf(ada)}\r\n` +
    '--x\r\nContent-Disposition: form-data; name="kind"\r\n\r\nclients\r\n' +
    '--x\r\nContent-Disposition: form-data; name="organization"\r\n\r\n1\r\n' +
    `--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n${good}`;
  for (const end of ['', '\r\n--x', '\r\n--x\r\nContent-Disposition: form-data; name="do.send"\r\n\r\nSe'])
    expect((await ada.post('/imports', body + end, 'multipart/form-data; boundary=x')).status).toBe(400);
  expect([kept(), await brought(app)]).toEqual([before, []]);
  const whole = `${body}\r\n--x\r\nContent-Disposition: form-data; name="do.send"\r\n\r\nSend\r\n--x--\r\n`;
  expect((await ada.post('/imports', whole, 'multipart/form-data; boundary=x; boundary=y')).status).toBe(415);
  expect((await ada.post('/imports', whole, 'multipart/form-data; boundary=x')).status).toBe(303);
});

test('a file that is larger than may be is refused before it is read', async () => {
  const ada = await startApp().open().logIn('ada');
  const headers = { 'Content-Type': 'multipart/form-data; boundary=x', 'Content-Length': String(600 * 1024 * 1024) };
  const answer = await ada.request('/imports', { method: 'POST', body: 'x', headers });
  expect([answer.status, answer.text]).toEqual([413, expect.stringContaining('at most 512 MB')]);
});

test('where the disk is full it says so, and nothing was changed', async () => {
  const app = startApp();
  const ada = await app.open().logIn('ada');
  const full = { ...app.parts.files, keep: () => Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' })) };
  Object.assign(app.parts.files, full);
  const answer = await bringFile(ada, good);
  expect([answer.status, answer.text]).toEqual([413, expect.stringContaining('no room for this file now')]);
  expect(await brought(app)).toEqual([]);
});

test('what the session ended for meanwhile is not kept', async () => {
  const app = startApp();
  const ada = await app.open().logIn('ada');
  const before = kept();
  const answer = await bringFile(ada, good, {
    spoil: () => void app.wait(60 * 60_000),
  });
  expect([answer.status, answer.location.split('?')[0], kept()]).toEqual([303, '/login', before]);
});
