import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the emulator reaches outside itself: the clock's question, and the mail that SNS delivers. */
export interface WorldServerHandlers {
  /** See world.py: `until` in epoch milliseconds, null when nothing is pending. */
  advance(until: number | null): Promise<number | null>;
  /** Of all that is simulated; null where it may change at any time. */
  version(): string | null;
  /** A message that SNS sent to people, as its JSON envelope. */
  mail(envelope: SnsEnvelope): void;
}

export interface SnsEnvelope {
  readonly Type: string;
  readonly TopicArn?: string;
  readonly Subject?: string;
  readonly Message?: string;
}

export interface WorldServer {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  stop(): Promise<void>;
}

export async function startWorldServer(handlers: WorldServerHandlers): Promise<WorldServer> {
  const server = createServer({ keepAliveTimeout: 600_000 }, (request, response) => {
    answer(handlers, request).then(
      (body) => response.setHeader('content-type', 'application/json').end(JSON.stringify(body)),
      (error: Error) => response.writeHead(500, { 'content-type': 'text/plain' }).end(error.message),
    );
  });
  const url = await listen(server);
  return {
    url,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(handlers: WorldServerHandlers, request: IncomingMessage): Promise<object> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const body: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
  switch (`${request.method} ${request.url}`) {
    case 'POST /advance': {
      const { until } = body as { until: number | null };
      const stopAt = await handlers.advance(until);
      return { stopAt, version: handlers.version() };
    }
    case 'POST /mail':
      handlers.mail(body as SnsEnvelope);
      return {};
    default:
      throw new Error(`there is no ${request.method} ${request.url}`);
  }
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
