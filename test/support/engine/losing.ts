import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A way to a server of PostgreSQL that can be lost. */
export type Losing = {
  /** The address of the database, by this way. */
  readonly url: string;
  /** Ends a connection instead of handing an answer of COMMIT on, so many times. */
  drops: number;
  /** Is told of each. */
  dropped: () => void;
  /** Ends every connection, and lets nobody through until it is mended. */
  cut(): void;
  mend(): void;
  /** The same for good. */
  stop(): void;
};

/** @param url the address of a database, whose server is on this machine */
export async function losing(url: string): Promise<Losing> {
  const sockets = new Set<Socket>();
  let isCut = false;
  const proxy = createServer((from) => {
    if (isCut) return void from.destroy();
    const to = connect(Number(new URL(url).port), '127.0.0.1');
    sockets.add(from).add(to);
    from.on('data', (chunk) => to.write(chunk));
    to.on('data', (chunk) => {
      if (way.drops > 0 && chunk.includes('COMMIT\0')) {
        way.drops -= 1;
        from.destroy();
        to.destroy();
        way.dropped();
      } else from.write(chunk);
    });
    for (const [socket, partner] of [
      [from, to],
      [to, from],
    ] as const) {
      socket.on('error', () => partner.destroy());
      socket.on('close', () => partner.destroy());
    }
  }).listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const { port } = proxy.address() as { port: number };
  const way: Losing = {
    url: Object.assign(new URL(url), { port: String(port) }).href,
    drops: 0,
    dropped: () => undefined,
    cut() {
      isCut = true;
      for (const socket of sockets) socket.destroy();
      sockets.clear();
    },
    mend() {
      isCut = false;
    },
    stop() {
      way.cut();
      proxy.close();
    },
  };
  return way;
}
