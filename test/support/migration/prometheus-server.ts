/** What answers as Prometheus' HTTP API does, and as strictly: range queries by POST only, with all that they need. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { listening } from '../../../rehearsal/tools/listening.ts';

export interface AskedQuery {
  readonly query: string;
  readonly start: number;
  readonly end: number;
  readonly step: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

type Answer = (asked: AskedQuery, response: ServerResponse) => void;

const PATH = '/prefix/api/v1/query_range';

export class PrometheusServer {
  readonly asked: AskedQuery[] = [];
  answer: Answer = (_asked, response) => success(response, []);
  readonly url: string;
  readonly close: () => Promise<void>;

  private constructor(url: string, close: () => Promise<void>) {
    this.url = url;
    this.close = close;
  }

  static async start(): Promise<PrometheusServer> {
    const server = createServer(async (request, response) => started.#take(request, response));
    const { port, close } = await listening(server);
    const started = new PrometheusServer(`http://127.0.0.1:${port}/prefix`, async () => {
      server.closeAllConnections();
      await close();
    });
    return started;
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    const given = new URLSearchParams(body);
    const [start, end, step] = ['start', 'end', 'step'].map((name) =>
      Number(given.get(name) ?? Number.NaN),
    ) as [number, number, number];
    const isForm = request.headers['content-type'] === 'application/x-www-form-urlencoded';
    const query = given.get('query') ?? '';
    if (request.method !== 'POST' || request.url !== PATH) return send(response, 404, '404 page not found');
    if (!isForm || query === '' || !(end >= start) || !(step > 0))
      return failed(response, 400, 'bad_data', `invalid parameters: ${body}`);
    const asked = { query, start, end, step, headers: request.headers, body };
    this.asked.push(asked);
    this.answer(asked, response);
  }
}

export function send(response: ServerResponse, status: number, body: string, headers: object = {}): void {
  response.writeHead(status, { ...headers }).end(body);
}

export function failed(response: ServerResponse, status: number, errorType: string, error: string): void {
  send(response, status, JSON.stringify({ status: 'error', errorType, error }));
}

export function success(response: ServerResponse, result: readonly unknown[], more: object = {}): void {
  send(response, 200, JSON.stringify({ status: 'success', data: { resultType: 'matrix', result }, ...more }));
}
