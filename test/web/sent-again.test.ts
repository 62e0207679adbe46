// One Save that reaches the real server more than once: pressed five times, gone Back to, sent again because its answer
// was lost on the way. One change, one alias, one audit row.

import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { aliases } from '../../src/db/schema/clients.js';
import { demonstrationClients as people } from '../../src/demonstration/plant.js';
import { type App, type Browser, formOf, press, startApp } from '../support/app.js';
import { auditOf, clientRow, commentsOf, contactsOf } from '../support/facts.js';
import { at, listen, portOf } from '../support/line.js';

const rainbow = `/clients/${people.rainbowBright}`;

/** A line that, once told to, cuts the connection when the server begins to answer. */
async function brokenLine(to: number) {
  const line = { cutAnswers: 0, cut: 0, port: 0 };
  const sockets = new Set<Socket>();
  const proxy = createServer((near) => {
    const far = connect(to, '127.0.0.1');
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => sockets.delete(socket));
    }
    near.pipe(far);
    far.on('data', (bytes) => {
      if (line.cutAnswers > 0) {
        line.cutAnswers -= 1;
        line.cut += 1;
        near.destroy();
        far.destroy();
      } else near.write(bytes);
    });
    near.on('close', () => far.end());
    far.on('close', () => near.end());
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    proxy.close();
  });
  line.port = portOf(proxy);
  return line;
}

/** A Save of a new last name, a staged contact and a comment in its form. */
async function fillIn(nora: Browser) {
  let page = await press(nora, await nora.get(rainbow), rainbow, 'do.tab.contacts');
  page = await press(nora, page, rainbow, 'do.contact.new');
  const patty = { 'contact.lastName': 'BUTLER', 'contact.firstName': 'PATTY', 'contact.relationship': 'FND' };
  page = await press(nora, page, rainbow, 'do.contact.next', patty);
  page = await press(nora, page, rainbow, 'do.tab.comments');
  page = await press(nora, page, rainbow, 'do.comment.new');
  const form = formOf(page.text, rainbow);
  const typed = {
    lastName: 'BRIGHTER',
    'comment.code': 'H-HEPA',
    'comment.appliesOn': '03/03/2023',
    'do.save': 'Save',
  };
  for (const [name, value] of Object.entries(typed)) form.set(name, value);
  return form.toString();
}

async function expectSavedOnce(registry: App) {
  const id = people.rainbowBright;
  expect(await clientRow(registry, id)).toMatchObject({ revision: 2, lastName: 'BRIGHTER' });
  expect((await registry.db.read.select().from(aliases).all()).filter(({ clientId }) => clientId === id)).toHaveLength(
    1,
  );
  expect(await contactsOf(registry, id)).toHaveLength(1);
  expect(await commentsOf(registry, id)).toHaveLength(5);
  expect(await auditOf(registry, 'change client', id)).toHaveLength(1);
}

test('Save pressed five times at once saves once, and each answer says that it is saved', async () => {
  const registry = startApp();
  const nora = await at(await listen(registry)).logIn('nora');
  const body = await fillIn(nora);
  const answers = await Promise.all(Array.from({ length: 5 }, () => nora.post(rainbow, body)));
  expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(303));
  for (const { location } of answers) expect(location).toContain('saved=2');
  await expectSavedOnce(registry);
});

test('Back and Save again saves nothing more', async () => {
  const registry = startApp();
  const nora = await at(await listen(registry)).logIn('nora');
  const body = await fillIn(nora);
  for (let i = 0; i < 3; i += 1) expect((await nora.post(rainbow, body)).location).toContain('saved=2');
  await expectSavedOnce(registry);
  expect((await nora.get('/')).text).not.toContain('Not saved yet');
});

test('the answer to Save is lost on the way, twice: sent again, it is saved once, and the draft is gone', async () => {
  const registry = startApp();
  const line = await brokenLine(await listen(registry));
  const nora = await at(line.port).logIn('nora');
  const body = await fillIn(nora);
  for (let i = 0; i < 2; i += 1) {
    line.cutAnswers = 1;
    await expect(nora.post(rainbow, body)).rejects.toThrow('fetch failed');
  }
  expect(line.cut).toBe(2);
  expect((await nora.post(rainbow, body)).location).toContain('saved=2');
  await expectSavedOnce(registry);
  expect((await nora.get('/')).text).not.toContain('Not saved yet');
});

test('the answer to Next is lost: sent again, the contact is staged once', async () => {
  const registry = startApp();
  const line = await brokenLine(await listen(registry));
  const nora = await at(line.port).logIn('nora');
  let page = await press(nora, await nora.get(rainbow), rainbow, 'do.tab.contacts');
  page = await press(nora, page, rainbow, 'do.contact.new');
  const form = formOf(page.text, rainbow);
  const typed = { 'contact.lastName': 'BUTLER', 'contact.relationship': 'FND', 'do.contact.next': 'Next' };
  for (const [name, value] of Object.entries(typed)) form.set(name, value);
  line.cutAnswers = 1;
  await expect(nora.post(rainbow, form.toString())).rejects.toThrow('fetch failed');
  await nora.post(rainbow, form.toString());
  page = await press(nora, await nora.get(`${rainbow}?tab=contacts`), rainbow, 'do.save');
  expect(page.text).toContain('Client Updated');
  expect((await contactsOf(registry, people.rainbowBright)).map(({ lastName }) => lastName)).toEqual(['BUTLER']);
});
