import type { IncomingMessage, ServerResponse } from 'node:http';
import { gunzipSync } from 'node:zlib';
import type { ServiceRequest, ServiceResponse } from './protocol/types.ts';

/** Largest body that is read whole, bytes. Nothing that needs understanding comes near it; objects are streamed. */
export const BODY_LIMIT = 8 * 1024 * 1024;

export class BodyTooLarge extends Error {
  constructor() {
    super(`the body is longer than ${BODY_LIMIT} bytes, the most that this gateway reads of a call`);
    this.name = 'BodyTooLarge';
  }
}

/** One HTTP request and the place for its answer. */
export class Exchange {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly #gone = new AbortController();

  constructor(incoming: IncomingMessage, outgoing: ServerResponse) {
    this.incoming = incoming;
    this.outgoing = outgoing;
    const [path = '/', ...query] = (incoming.url ?? '/').split('?');
    this.path = path;
    this.query = new URLSearchParams(query.join('?'));
    this.headers = Object.fromEntries(
      Object.entries(incoming.headers).map(([name, value]) => [name, [value].flat().join(', ')]),
    );
    outgoing.once('close', () => {
      if (!outgoing.writableFinished) this.#gone.abort();
    });
  }

  get method(): string {
    return this.incoming.method ?? 'GET';
  }

  /** Aborted when the connection closes before the whole answer was sent. */
  get gone(): AbortSignal {
    return this.#gone.signal;
  }

  /** Throws `BodyTooLarge`; rejects when the connection breaks. */
  async readBody(): Promise<Buffer> {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of this.incoming as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > BODY_LIMIT) throw new BodyTooLarge();
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  }

  /** SDKs pack large bodies of some operations, PutMetricData for one. Throws `BodyTooLarge`. */
  unpacked(body: Buffer): Buffer {
    if (this.headers['content-encoding'] !== 'gzip') return body;
    try {
      return gunzipSync(body, { maxOutputLength: BODY_LIMIT });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw new BodyTooLarge();
      throw error;
    }
  }

  asServiceRequest(body: Buffer, region: string): ServiceRequest {
    return { method: this.method, path: this.path, query: this.query, headers: this.headers, body, region };
  }

  /** Sends the answer whole. What the client has not sent yet is not waited for. */
  answer({ status, headers, body }: ServiceResponse): void {
    if (this.outgoing.headersSent || this.outgoing.destroyed) return;
    const close = this.incoming.complete ? {} : { connection: 'close' };
    const bytes = Buffer.from(body as string);
    const length = this.method === 'HEAD' ? {} : { 'content-length': String(bytes.length) };
    this.outgoing.writeHead(status, { ...headers, ...length, ...close });
    this.outgoing.end(this.method === 'HEAD' ? undefined : bytes);
  }

  /** Breaks the connection without an answer. */
  destroy(): void {
    this.incoming.socket.destroy();
  }
}
