// Local stand-ins for what mail leaves through: the API of Resend, and an SMTP server. Both take a mood.
import { once } from 'node:events';
import { createServer, type Server as HttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createNetServer, type Server, type Socket } from 'node:net';

export type Mood = 'well' | 'refuses' | 'fails' | 'busy' | 'hangs' | 'dies after it accepted';

type Arrived = { readonly from: string; readonly to: string; readonly subject: string; readonly text: string };

/** As Resend answers: a key taken before is answered as before and delivers nothing again. */
export class ResendStandIn {
  mood: Mood = 'well';
  readonly arrived: Arrived[] = [];
  requests = 0;
  readonly #keys = new Set<string>();
  readonly #server: HttpServer;

  private constructor(server: HttpServer) {
    this.#server = server;
  }

  /** @param keep is handed what arrives, and how much there is */
  static async start(keep?: (mail: Arrived, count: number) => void): Promise<ResendStandIn> {
    const server = createServer();
    const standIn = new ResendStandIn(server);
    const take = async (request: IncomingMessage, response: ServerResponse) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      standIn.requests += 1;
      const answer = (status: number, json: object, headers = {}) =>
        response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(json));
      const { mood } = standIn;
      if (mood === 'hangs') return;
      if (mood === 'refuses') return answer(401, { name: 'invalid_api_key', message: 'API key is invalid' });
      if (mood === 'fails') return answer(500, { name: 'internal_server_error', message: 'Sorry' });
      if (mood === 'busy')
        return answer(429, { name: 'rate_limit_exceeded', message: 'Slow down' }, { 'Retry-After': '2' });
      const key = String(request.headers['idempotency-key']);
      if (!standIn.#keys.has(key)) {
        standIn.#keys.add(key);
        const mail: Arrived = JSON.parse(body);
        const count = standIn.arrived.push(mail);
        keep?.(mail, count);
      }
      if (mood === 'dies after it accepted') return request.socket.destroy();
      answer(200, { id: key });
    };
    server.on('request', (request, response) => void take(request, response));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    server.unref();
    return standIn;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

/** The little of SMTP that a mail needs. */
export class SmtpStandIn {
  mood: Mood = 'well';
  readonly arrived: string[] = [];
  readonly #sockets = new Set<Socket>();
  readonly #kept = new Set<Socket>();

  private constructor(readonly server: Server) {}

  static async start(): Promise<SmtpStandIn> {
    const server = createNetServer();
    const standIn = new SmtpStandIn(server);
    server.on('connection', (socket) => standIn.#talk(socket));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return standIn;
  }

  #talk(socket: Socket) {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket)).on('error', () => undefined);
    if (this.mood === 'hangs') return void this.#kept.add(socket);
    let rest = '';
    let data = false;
    socket.write('220 stand-in\r\n');
    socket.on('data', (chunk) => {
      rest += chunk;
      for (let at = rest.indexOf('\r\n'); at >= 0; at = rest.indexOf('\r\n')) {
        if (data) {
          const end = rest.indexOf('\r\n.\r\n');
          if (end < 0) return;
          this.arrived.push(rest.slice(0, end));
          rest = rest.slice(end + 5);
          data = false;
          if (this.mood === 'dies after it accepted') return void socket.destroy();
          socket.write('250 taken\r\n');
          continue;
        }
        const line = rest.slice(0, at).toUpperCase();
        rest = rest.slice(at + 2);
        if (line.startsWith('MAIL') && this.mood === 'refuses') socket.write('550 no\r\n');
        else if (line.startsWith('MAIL') && this.mood === 'busy') socket.write('451 later\r\n');
        else if (line === 'DATA') {
          data = true;
          socket.write('354 go on\r\n');
        } else socket.write(line.startsWith('QUIT') ? '221 bye\r\n' : '250 stand-in\r\n');
      }
    });
  }

  /** Is well again, and greets those whom it kept waiting, where they still wait. */
  wake() {
    this.mood = 'well';
    for (const socket of this.#kept) if (!socket.destroyed) this.#talk(socket);
    this.#kept.clear();
  }

  get url(): string {
    return `smtp://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }
}
