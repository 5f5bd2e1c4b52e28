import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { createServer, type TLSSocket } from 'node:tls';
import { HttpsApiServers } from '../../../../lambdas/masters/adapters/api-servers.ts';
import type { ApiAnswer } from '../../../../lambdas/shared/domain/api-answer.ts';
import { authority, type Certificate, certificateFor } from '../../../support/certificates.ts';

export const NAME = 'api.internal.k8s.shop.test';
export const ADDRESS = '127.0.0.1';
export const HEALTHY = '[+]ping ok\n[+]etcd ok\nreadyz check passed\n';

export const ca = authority('kubernetes-ca');
const good = ca.then((by) => certificateFor(NAME, by));

/** Where an API server should be; nobody is there at first. */
let server: Server = createTcpServer();

/** What came there. */
export const seen = { connections: 0, received: '' };

afterEach(close);

/** Awaited by each test: whoever asks leaves no connection behind. */
export async function close(): Promise<void> {
  await new Promise((closed) => server.close(closed));
}

export const port = (): number => (server.address() as AddressInfo).port;

export async function listening(made: Server): Promise<void> {
  server = made;
  Object.assign(seen, { connections: 0, received: '' });
  made.on('connection', (socket: Socket) => {
    seen.connections++;
    socket.on('error', () => undefined);
  });
  await new Promise<void>((done) => made.listen(0, ADDRESS, done));
}

/** One that speaks TLS and, once it was asked, does what `behave` says. */
export async function served(behave: (socket: TLSSocket) => void, certificate?: Certificate): Promise<void> {
  const { key, cert } = certificate ?? (await good);
  await listening(
    createServer({ key, cert }, (socket) => {
      let begun = false;
      socket
        .on('error', () => undefined)
        .on('data', (chunk: Buffer) => {
          seen.received += chunk.toString();
          if (begun || !seen.received.includes('\r\n\r\n')) return;
          begun = true;
          behave(socket);
        });
    }),
  );
}

interface Asking {
  readonly token?: () => Promise<string>;
  readonly timeoutMs?: number;
  /** PEM; by default the server's authority. */
  readonly trusted?: string;
}

export async function asking({
  token = async () => 'the.token',
  timeoutMs = 30_000,
  trusted,
}: Asking = {}): Promise<ApiAnswer> {
  const api = { certificateAuthority: trusted ?? (await ca).cert, serverName: NAME };
  return await new HttpsApiServers(api, token, { port: port(), timeoutMs }).readyz(ADDRESS);
}

/** An answer of HTTP. */
export const httpAnswer = (status: string, body: string, headers = ''): string =>
  `HTTP/1.1 ${status}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n${headers}\r\n${body}`;

/** What is reported if none came, for a reason like this. */
export const noAnswer = (reason: string | RegExp): ApiAnswer => ({
  kind: 'no-answer',
  reason: expect.stringMatching(reason),
});
