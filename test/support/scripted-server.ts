import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Answers one operation; throws a `Refusal` for an error. */
export type Operation = (input: Record<string, unknown>) => unknown;

export class Refusal extends Error {
  readonly code: string;
  readonly status: number;
  /** Fields of the error beside its message. */
  readonly more: object;

  constructor(code: string, message: string, status = 400, more: object = {}) {
    super(message);
    this.code = code;
    this.status = status;
    this.more = more;
  }
}

/** How operations, outputs and errors are written. */
export interface Wire {
  readonly contentType: string;
  read(request: IncomingMessage, body: string): { operation: string; input: Record<string, unknown> };
  write(operation: string, output: unknown): string;
  refuse(refusal: Refusal): string;
}

/**
 * A service for the operations that a test scripts: odd answers and errors on demand, beside what the rehearsal's
 * services do. Anything that isn't scripted is refused.
 */
export class ScriptedServer {
  readonly calls: { readonly operation: string; readonly input: Record<string, unknown> }[];
  /** What an SDK client needs to come here. */
  readonly client: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
    readonly maxAttempts: number;
  };
  readonly #server: Server;

  static async start(wire: Wire, operations: Readonly<Record<string, Operation>>): Promise<ScriptedServer> {
    const calls: ScriptedServer['calls'] = [];
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const call = wire.read(request, Buffer.concat(chunks).toString());
        calls.push(call);
        const { status, body } = answer(wire, operations[call.operation], call);
        response.writeHead(status, { 'content-type': wire.contentType });
        response.end(body);
      });
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    return new ScriptedServer(server, calls);
  }

  private constructor(server: Server, calls: ScriptedServer['calls']) {
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
  wire: Wire,
  perform: Operation | undefined,
  { operation, input }: ScriptedServer['calls'][number],
): { status: number; body: string } {
  try {
    if (!perform) throw new Refusal('InvalidAction', `${operation} is not scripted.`);
    return { status: 200, body: wire.write(operation, perform(input)) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { status: error.status, body: wire.refuse(error) };
  }
}
