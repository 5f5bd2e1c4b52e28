import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Answers one operation; throws a `Refusal` for an error. */
export type Operation = (input: Record<string, unknown>) => unknown;

export class Refusal extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

/**
 * A service that speaks JSON 1.0 (CloudWatch, Step Functions), for the operations that a test scripts: odd answers
 * and errors on demand, beside what the rehearsal's services do. Anything that isn't scripted is refused.
 */
export class JsonServer {
  readonly calls: { readonly operation: string; readonly input: Record<string, unknown> }[];
  /** What an SDK client needs to come here. */
  readonly client: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
    readonly maxAttempts: number;
  };
  readonly #server: Server;

  static async start(operations: Readonly<Record<string, Operation>>): Promise<JsonServer> {
    const calls: JsonServer['calls'] = [];
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const operation = String(request.headers['x-amz-target']).split('.').at(-1) ?? '';
        const { status, body } = answer(operations, operation, Buffer.concat(chunks).toString(), calls);
        response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' });
        response.end(JSON.stringify(body));
      });
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    return new JsonServer(server, calls);
  }

  private constructor(server: Server, calls: JsonServer['calls']) {
    this.#server = server;
    this.calls = calls;
    this.client = {
      endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      region: 'us-west-1',
      credentials: { accessKeyId: 'a', secretAccessKey: 's' },
      maxAttempts: 1,
    };
  }

  async stop(): Promise<void> {
    await new Promise((closed) => {
      this.#server.close(closed);
      this.#server.closeAllConnections();
    });
  }
}

function answer(
  operations: Readonly<Record<string, Operation>>,
  operation: string,
  text: string,
  calls: JsonServer['calls'],
): { status: number; body: unknown } {
  try {
    const input = JSON.parse(text) as Record<string, unknown>;
    calls.push({ operation, input });
    const perform = operations[operation];
    if (!perform) throw new Refusal('InvalidAction', `${operation} is not scripted.`);
    return { status: 200, body: perform(input) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { status: error.status, body: { __type: error.code, message: error.message } };
  }
}
