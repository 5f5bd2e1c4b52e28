import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Route53Engine } from './engine.ts';
import { Route53Error } from './errors.ts';
import { routeOf } from './http-routes.ts';
import { documentOf, errorDocument } from './xml-response.ts';

/** `path` without the query string, as sent (percent-encoded). */
export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type Route53Handler = (request: HttpRequest) => HttpResponse;

/** The REST API (2013-04-01) in front of an engine, for the calls that the engine has; any other is a 404. */
export function createRoute53Handler(engine: Route53Engine): Route53Handler {
  let requests = 0;
  return (request) => {
    requests += 1;
    const requestId = `00000000-0000-4000-8000-${requests.toString(16).padStart(12, '0')}`;
    const headers = { 'content-type': 'text/xml', 'x-amzn-requestid': requestId };
    try {
      const found = routeOf(request.method, request.path);
      if (found === undefined) return { status: 404, headers, body: unknownOperation(request, requestId) };
      const { route, parts } = found;
      const body = route.answer({ engine, parts, query: request.query, body: request.body });
      return { status: route.status ?? 200, headers, body };
    } catch (error) {
      if (!(error instanceof Route53Error)) throw error;
      return { status: error.status, headers, body: errorDocument(error, requestId) };
    }
  };
}

function unknownOperation({ method, path }: HttpRequest, requestId: string): string {
  return documentOf('ErrorResponse', {
    Error: {
      Type: 'Sender',
      Code: 'UnknownOperationException',
      Message: `The engine has no operation for ${method} ${path}`,
    },
    RequestId: requestId,
  });
}

export interface Route53Server {
  /** `http://127.0.0.1:<port>`: what `AWS_ENDPOINT_URL_ROUTE_53` wants. */
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
