import {
  Agent,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  request,
  type ServerResponse,
} from 'node:http';
import { pipeline } from 'node:stream/promises';
import { errorCodeOf } from './protocol/errors.ts';

/** Headers of one connection, not of the message. */
const HOP_BY_HOP = new Set(['connection', 'keep-alive', 'proxy-connection']);

/** How much of an error answer is looked at for its code, bytes. */
const ERROR_BODY_LIMIT = 64 * 1024;

export interface ForwardResult {
  readonly status: number;
  readonly errorCode: string;
}

/** Passes requests to the emulator byte for byte: signed headers, `Host` and bodies stay as they were. */
export class Forwarder {
  readonly #target: URL;
  readonly #agent = new Agent({ keepAlive: true });

  constructor(emulatorUrl: string) {
    this.#target = new URL(emulatorUrl);
  }

  /**
   * Sends the request on and its answer back.
   * @param body the request's body where it has been read already; otherwise it is streamed.
   * @param response where the answer goes; undefined: it is read to its end and thrown away.
   * @param signal gives the request up, because who asked has gone.
   * Rejects when the emulator cannot be reached or breaks off.
   */
  async send(
    incoming: IncomingMessage,
    body: Buffer | undefined,
    response: ServerResponse | undefined,
    signal: AbortSignal,
  ): Promise<ForwardResult> {
    const outgoing = request({
      host: this.#target.hostname,
      port: this.#target.port,
      method: incoming.method,
      path: incoming.url,
      headers: endToEnd(incoming.rawHeaders) as unknown as OutgoingHttpHeaders,
      agent: this.#agent,
      signal,
    });
    const answered = new Promise<IncomingMessage>((resolve, reject) => {
      outgoing.once('response', resolve);
      outgoing.once('error', reject);
    });
    // An emulator that answers before it has read the whole body breaks the upload off; its answer still counts.
    const sent = (
      body === undefined ? pipeline(incoming, outgoing) : Promise.resolve(outgoing.end(body))
    ).catch((error: unknown) => ({ error }));
    const answer = await answered;
    const errorCode = await this.#passBack(answer, response);
    await sent;
    return { status: answer.statusCode ?? 0, errorCode };
  }

  /** Returns the error code that the answer names. */
  async #passBack(answer: IncomingMessage, response: ServerResponse | undefined): Promise<string> {
    const failed = (answer.statusCode ?? 0) >= 400;
    const head: Buffer[] = [];
    let size = 0;
    if (failed) {
      answer.on('data', (chunk: Buffer) => {
        if (size < ERROR_BODY_LIMIT) head.push(chunk);
        size += chunk.length;
      });
    }
    if (response === undefined) {
      for await (const chunk of answer) void chunk;
    } else {
      response.writeHead(answer.statusCode ?? 502, endToEnd(answer.rawHeaders));
      await pipeline(answer, response);
    }
    return failed ? errorCodeOf(answer.headers, Buffer.concat(head)) : '';
  }

  close(): void {
    this.#agent.destroy();
  }
}

/** The raw headers (name, value, name, value …) without those of the connection. */
function endToEnd(raw: readonly string[]): string[] {
  return raw.filter((_, index) => !HOP_BY_HOP.has((raw[index - (index % 2)] ?? '').toLowerCase()));
}
