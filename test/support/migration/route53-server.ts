import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Route53Client } from '@aws-sdk/client-route-53';
import type { HttpResponse, Route53Handler } from '../../../rehearsal/route53/index.ts';

export interface Route53Server {
  /** `http://127.0.0.1:<port>`: what `AWS_ENDPOINT_URL` wants. */
  readonly endpoint: string;
  close(): Promise<void>;
}

/** Serves a handler on a free port of 127.0.0.1. */
export async function startRoute53Server(handler: Route53Handler): Promise<Route53Server> {
  const server = createServer((message, response) => {
    const chunks: Buffer[] = [];
    message.on('data', (chunk: Buffer) => chunks.push(chunk));
    message.on('end', () => {
      const url = new URL(message.url ?? '/', 'http://127.0.0.1');
      try {
        const answer = handler({
          method: message.method ?? '',
          path: url.pathname,
          query: Object.fromEntries(url.searchParams),
          body: Buffer.concat(chunks).toString('utf8'),
        });
        response.writeHead(answer.status, answer.headers).end(answer.body);
      } catch (error) {
        // A defect of the engine, not a refusal: the client sees it as the service's failure.
        const text = error instanceof Error ? error.stack : String(error);
        response.writeHead(500, { 'content-type': 'text/plain' }).end(text);
      }
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

/** The SDK's real client, and what answers it. */
export interface AnsweredClient {
  readonly client: Route53Client;
  close(): Promise<void>;
}

/** Puts the SDK's client in front of `handler`, over HTTP. @param maxAttempts of each call */
export async function clientOf(handler: Route53Handler, maxAttempts = 1): Promise<AnsweredClient> {
  const server = await startRoute53Server(handler);
  const client = new Route53Client({
    endpoint: server.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts,
  });
  return {
    client,
    close: async () => {
      client.destroy();
      await server.close();
    },
  };
}

/** An answer of Route 53's, in XML. */
export function answered(body: string, status = 200): HttpResponse {
  return { status, headers: { 'content-type': 'text/xml' }, body };
}

/** An error of Route 53's. */
export function refused(status: number, code: string, message: string): HttpResponse {
  const error = `<Type>Sender</Type><Code>${code}</Code><Message>${message}</Message>`;
  return answered(`<ErrorResponse><Error>${error}</Error></ErrorResponse>`, status);
}
