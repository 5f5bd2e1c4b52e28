/** Stands in for the HTTP API of a Prometheus, as `SPEC.md` has it. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { text } from 'node:stream/consumers';
import type { TlsOptions } from 'node:tls';
import { type Listening, listening } from '../tools/listening.ts';
import { answerTo, type ValuesOf } from './answer.ts';
import { NOT_FOUND, NOT_SIGNED, plain, type Said, UNAUTHORIZED } from './said.ts';

export interface PrometheusApi {
  /** What is before `/api/v1`: '' or `/base`. */
  readonly path: string;
  /** @param authorization the request's header */
  accepts(authorization: string | undefined): boolean;
  readonly valuesOf: ValuesOf;
}

/** One whose requests are signed: AWS judges and answers them. */
export interface SignedApi {
  readonly path: string;
  /** URL of the one who does. */
  readonly judge: () => string;
}

export interface StartedPrometheus extends Listening {
  /** Ends all connections that are open now. */
  hangUp(): void;
}

export async function startPrometheus(
  tls: TlsOptions,
  apis: readonly (PrometheusApi | SignedApi)[],
): Promise<StartedPrometheus> {
  const server = createServer(tls, answering(apis));
  // A client that goes away in the handshake is the client's business.
  server.on('tlsClientError', () => undefined);
  return { ...(await listening(server)), hangUp: () => server.closeAllConnections() };
}

export function answering(apis: readonly (PrometheusApi | SignedApi)[]): RequestListener {
  return async (request, response) => {
    try {
      send(response, await said(request, apis));
    } catch (error) {
      send(response, plain(500, `the rehearsal could not answer this: ${(error as Error).message}`));
    }
  };
}

async function said(request: IncomingMessage, apis: readonly (PrometheusApi | SignedApi)[]): Promise<Said> {
  const { headers, method = '', url = '/' } = request;
  const { pathname, searchParams: fields } = new URL(url, 'https://prometheus.invalid');
  const api = apis.find(({ path }) => pathname === path || pathname.startsWith(`${path}/`));
  if (!api) return NOT_FOUND;
  const body = await text(request);
  if ('judge' in api) return judged(request, body, api.judge());
  if (!api.accepts(headers.authorization)) return UNAUTHORIZED;
  const path = pathname.slice(api.path.length);
  return answerTo({ method, path, fields, type: headers['content-type'], body }, api.valuesOf);
}

/** Passes a request on as it came, and gives what is said to it. */
async function judged(
  { method = '', url = '', headers }: IncomingMessage,
  body: string,
  judge: string,
): Promise<Said> {
  if (!headers.authorization?.startsWith('AWS4-HMAC-SHA256 ')) return NOT_SIGNED;
  const passed = Object.entries(headers).filter(([name]) => PASSED.test(name));
  const response = await fetch(`${judge}${url}`, {
    method,
    headers: Object.fromEntries(passed.map(([name, value]) => [name, [value].flat().join(', ')])),
    ...(body !== '' && { body }),
  });
  return {
    status: response.status,
    type: response.headers.get('content-type') ?? 'application/json',
    body: await response.text(),
  };
}

/** Others are of the connection. */
const PASSED = /^(authorization|content-type|user-agent|x-amz-.*)$/;

function send(response: ServerResponse, { status, type, body }: Said): void {
  response.writeHead(status, { 'content-type': type }).end(body);
}
