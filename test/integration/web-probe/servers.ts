/** Servers as one meets them, good and bad ones, each on a free port of the loopback interface. */
import type { RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer, type Server, type Socket } from 'node:net';
import type { TlsOptions } from 'node:tls';
import type { Place } from '../../../lambdas/migration/ports/web-probe.ts';
import { type Listening, listening } from '../../../rehearsal/tools/listening.ts';

const running: Listening[] = [];

/** To be called after each test. */
export async function stopServers(): Promise<void> {
  await Promise.all(running.splice(0).map((each) => each.close()));
}

export async function placeOf(server: Server): Promise<Place> {
  const started = await listening(server);
  running.push(started);
  return { address: '127.0.0.1', port: started.port };
}

/** Does with each connection whatever it likes. */
export function tcp(onConnection: (socket: Socket) => void): Promise<Place> {
  return placeOf(createServer(onConnection));
}

const hello: RequestListener = (_, response) => response.end('hello');

export function https(options: TlsOptions, onRequest: RequestListener = hello): Promise<Place> {
  const server = createHttpsServer(options, onRequest);
  server.on('tlsClientError', () => undefined);
  return placeOf(server);
}
