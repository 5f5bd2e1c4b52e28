/** Stands in for the HTTP API of a Prometheus, as `SPEC.md` has it. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { text } from 'node:stream/consumers';
import type { TlsOptions } from 'node:tls';
import { type Listening, listening } from '../tools/listening.ts';
import { rangeQueryIn } from './parameters.ts';
import { failed, matrix, type Point, plain, type Said } from './said.ts';

/** What a query has at a moment, epoch milliseconds; undefined: nothing. */
export type ValueAt = (at: number) => number | undefined;

export interface PrometheusApi {
  /** What is before `/api/v1`: '' or `/base`. */
  readonly path: string;
  /** @param authorization the request's header */
  accepts(authorization: string | undefined): boolean;
  /** @throws NotExecuted for a query that nobody has described */
  valuesOf(query: string): ValueAt;
}

export interface StartedPrometheus extends Listening {
  /** Ends all connections that are open now. */
  hangUp(): void;
}

export async function startPrometheus(
  tls: TlsOptions,
  apis: readonly PrometheusApi[],
): Promise<StartedPrometheus> {
  const server = createServer(tls, answering(apis));
  // A client that goes away in the handshake is the client's business.
  server.on('tlsClientError', () => undefined);
  return { ...(await listening(server)), hangUp: () => server.closeAllConnections() };
}

export function answering(apis: readonly PrometheusApi[]): RequestListener {
  return async (request, response) => {
    try {
      send(response, await answerTo(request, apis));
    } catch (error) {
      send(response, plain(500, `the rehearsal could not answer this: ${(error as Error).message}`));
    }
  };
}

const RANGE = '/api/v1/query_range';

async function answerTo(request: IncomingMessage, apis: readonly PrometheusApi[]): Promise<Said> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'https://prometheus.invalid');
  const api = apis.find(({ path }) => pathname === path || pathname.startsWith(`${path}/`));
  if (!api) return NOT_FOUND;
  if (!api.accepts(request.headers.authorization)) return UNAUTHORIZED;
  if (pathname !== `${api.path}${RANGE}`) return NOT_FOUND;
  if (request.method !== 'GET' && request.method !== 'POST') return NOT_ALLOWED;
  const form = new URLSearchParams([...(await fieldsIn(request)), ...searchParams]);
  try {
    const { query, start, end, step } = rangeQueryIn(form);
    const valueAt = api.valuesOf(query);
    const points: Point[] = [];
    for (let at = start; at <= end; at += step) {
      const value = valueAt(at);
      if (value !== undefined) points.push([at, value]);
    }
    return matrix(points);
  } catch (error) {
    return failed(error);
  }
}

const UNAUTHORIZED = plain(401, 'Unauthorized\n');
const NOT_FOUND = plain(404, '404 page not found\n');
const NOT_ALLOWED = plain(405, 'Method Not Allowed\n');

/** Those of the body come before those of the address. What is no form has none. */
async function fieldsIn(request: IncomingMessage): Promise<URLSearchParams> {
  const [type] = (request.headers['content-type'] ?? '').split(';');
  const isForm = request.method === 'POST' && type?.trim() === 'application/x-www-form-urlencoded';
  return new URLSearchParams(isForm ? await text(request) : '');
}

function send(response: ServerResponse, { status, type, body }: Said): void {
  response.writeHead(status, { 'content-type': type }).end(body);
}
