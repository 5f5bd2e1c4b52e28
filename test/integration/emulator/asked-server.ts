import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface AskedServer {
  readonly url: string;
  /** For those who have asked since the test began, in that order. */
  readonly waiting: readonly ServerResponse[];
}

/** A server that functions ask, and that answers when the test does. */
export function useAskedServer(): AskedServer {
  const waiting: ServerResponse[] = [];
  const server = createServer((_, response) => waiting.push(response));
  beforeAll(() => new Promise<void>((listens) => server.listen(0, '127.0.0.1', listens)));
  beforeEach(() => waiting.splice(0));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    get url() {
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    },
    waiting,
  };
}
