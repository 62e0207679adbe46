// What one connection may take, tried at a real socket; the times are short here, and those in force are compared with what the
// operator reads.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { usualLimits } from '../src/start.js';
import { startServer } from './support/setup/started.js';

const short = { headersTimeout: 200, requestTimeout: 400, connectionsCheckingInterval: 50 };

/** A connection, and all that comes back until the server ends it. */
async function open(port: number): Promise<{ socket: Socket; answered: Promise<string> }> {
  const socket = connect(port, '127.0.0.1').on('error', () => undefined);
  let text = '';
  socket.on('data', (chunk) => (text += chunk));
  // Not by once(): the server may reset what it has ended.
  const answered = new Promise<string>((resolve) => socket.once('close', () => resolve(text)));
  await once(socket, 'connect');
  return { socket, answered };
}

/** Sends a piece now and then, as somebody does who wants to hold the connection. */
function drip(socket: Socket, piece: string): void {
  const timer = setInterval(() => socket.write(piece), 20);
  socket.once('close', () => clearInterval(timer));
}

test('headers that come drop by drop end the connection, and nobody else waits', async () => {
  const { url, port, lines } = await startServer({}, short);
  const slow = await Promise.all(Array.from({ length: 20 }, () => open(port)));
  for (const { socket } of slow) {
    socket.write('GET /login HTTP/1.1\r\nHost: x\r\n');
    drip(socket, 'X-A: b\r\n');
  }
  expect((await fetch(`${url}/login`)).status).toBe(200);
  for (const { answered } of slow) expect(await answered).toMatch(/^HTTP\/1.1 408 /);
  expect(lines.slice(1)).toEqual([]);
});

test('a body that comes drop by drop ends the connection, and is no fault of the server', async () => {
  const { url, port, lines } = await startServer({}, short);
  const { socket, answered } = await open(port);
  const type = 'Content-Type: application/x-www-form-urlencoded';
  socket.write(`POST /login HTTP/1.1\r\nHost: x\r\n${type}\r\nContent-Length: 100000\r\n\r\n`);
  drip(socket, 'a');
  expect((await fetch(`${url}/login`)).status).toBe(200);
  expect(await answered).toMatch(/^(HTTP\/1.1 (408|403) |$)/);
  expect(lines.slice(1).filter((line) => line.includes('"level":50'))).toEqual([]);
});

test.each([
  ['one header', `X-A: ${'a'.repeat(17_000)}\r\n`],
  ['many headers', 'X-A: aaaaaaaaaaaaaaaaaaaaaa\r\n'.repeat(700)],
])('%s of more than 16 KB is refused', async (_, headers) => {
  const { port } = await startServer();
  const { socket, answered } = await open(port);
  socket.write(`GET /login HTTP/1.1\r\nHost: x\r\n${headers}\r\n`);
  expect(await answered).toMatch(/^HTTP\/1.1 431 /);
});

test('a body of more than a megabyte is answered before it has come', async () => {
  const { port } = await startServer();
  const { socket, answered } = await open(port);
  const type = 'Content-Type: application/x-www-form-urlencoded';
  socket.write(
    `POST /login HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${type}\r\nContent-Length: 900000000\r\n\r\n${'a=b&'.repeat(1000)}`,
  );
  expect(await answered).toMatch(/^HTTP\/1.1 4(03|13) /);
});

test('above the most connections another one is not taken, and one is again when one has gone', async () => {
  const { url, port } = await startServer({}, { mostConnections: 3 });
  const held = [await open(port), await open(port), await open(port)];
  expect(await (await open(port)).answered).toBe('');
  held[0]?.socket.destroy();
  await held[0]?.answered;
  // The server notices in its own time.
  const answer = async () =>
    fetch(`${url}/login`).then(
      ({ status }) => status,
      () => 0,
    );
  await expect.poll(answer).toBe(200);
  for (const { socket } of held) socket.destroy();
});

test.each(['PORT', 'WATCH_PORT'])('where %s is in use the start ends with what to set', async (name) => {
  const { port } = await startServer();
  const other = startServer({ [name]: String(port) });
  await expect(other).rejects.toThrow(`Port ${port} is in use. Stop what uses it, or set ${name} to another one.`);
});

test('docs/operating.md says what is in force', () => {
  const doc = readFileSync('docs/operating.md', 'utf8');
  const { headersTimeout, maxHeaderSize, requestTimeout, keepAliveTimeout, mostConnections } = usualLimits;
  for (const row of [
    `| headers | ${maxHeaderSize / 1024} KB, within ${headersTimeout / 1000} seconds | 431, 408 |`,
    `| a whole request | ${requestTimeout / 60_000} minutes | 408 |`,
    `| waiting for the next request | ${keepAliveTimeout / 1000} seconds | closed |`,
    `| connections at once | ${mostConnections} | not taken |`,
  ])
    expect(doc).toContain(row);
});
