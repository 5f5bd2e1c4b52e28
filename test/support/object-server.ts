import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An answer in place of what the store would say. */
export interface Answer {
  readonly status: number;
  readonly code: string;
}

/**
 * S3's objects, as far as GetObject and PutObject go, strictly: a put replaces only what its condition names, and a get of
 * what isn't there is denied, as for a role that may not list the bucket. Source: S3, "Conditional requests".
 */
export class ObjectServer {
  readonly objects = new Map<string, string>();
  /** `PUT /bucket/key`, one for each request. */
  readonly requests: string[] = [];
  /** What the next request is answered with, once. */
  next: Answer | undefined;
  /** Happens before the next put is looked at, once. */
  beforePut: (() => void) | undefined;
  readonly #server: Server;

  static async start(): Promise<ObjectServer> {
    const server = createServer((request, response) => void one.#serve(request, response));
    const one = new ObjectServer(server);
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    return one;
  }

  private constructor(server: Server) {
    this.#server = server;
  }

  get client() {
    return {
      endpoint: `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`,
      region: 'us-west-1',
      credentials: { accessKeyId: 'a', secretAccessKey: 's' },
      forcePathStyle: true,
      maxAttempts: 1,
    };
  }

  async stop(): Promise<void> {
    await new Promise((closed) => {
      this.#server.close(closed);
      this.#server.closeAllConnections();
    });
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url?.replace(/\?.*/, '') ?? '';
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    this.requests.push(`${request.method} ${path}`);
    const scripted = this.next;
    this.next = undefined;
    if (scripted) refuse(response, scripted);
    else if (request.method === 'PUT') this.#put(path, request, Buffer.concat(chunks).toString(), response);
    else this.#get(path, response);
  }

  #get(path: string, response: ServerResponse): void {
    const held = this.objects.get(path);
    if (held === undefined) {
      refuse(response, { status: 403, code: 'AccessDenied' });
      return;
    }
    response.writeHead(200, { etag: etagOf(held), 'content-type': 'application/json' });
    response.end(held);
  }

  #put(path: string, { headers }: IncomingMessage, body: string, response: ServerResponse): void {
    this.beforePut?.();
    this.beforePut = undefined;
    const held = this.objects.get(path);
    const fits = held === undefined ? headers['if-none-match'] === '*' : headers['if-match'] === etagOf(held);
    if (!fits) {
      refuse(response, { status: 412, code: 'PreconditionFailed' });
      return;
    }
    this.objects.set(path, body);
    response.writeHead(200, { etag: etagOf(body) });
    response.end();
  }
}

function etagOf(text: string): string {
  return `"${createHash('md5').update(text).digest('hex')}"`;
}

function refuse(response: ServerResponse, { status, code }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/xml' });
  response.end(`<Error><Code>${code}</Code><Message>no</Message></Error>`);
}
