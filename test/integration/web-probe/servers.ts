/** Servers as one meets them, good and bad ones, each on a free port of the loopback interface. */
import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import type { TlsOptions } from 'node:tls';
import type { Place } from '../../../lambdas/migration/ports/web-probe.ts';

const running: { readonly server: Server; readonly sockets: Set<Socket> }[] = [];

/** To be called after each test. */
export async function stopServers(): Promise<void> {
  await Promise.all(
    running.splice(0).map(async ({ server, sockets }) => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    }),
  );
}

export async function listening(server: Server): Promise<Place> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  running.push({ server, sockets });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { address: '127.0.0.1', port: (server.address() as AddressInfo).port };
}

/** Does with each connection whatever it likes. */
export function tcp(onConnection: (socket: Socket) => void): Promise<Place> {
  return listening(createServer(onConnection));
}

const hello: RequestListener = (_, response) => response.end('hello');

export function https(options: TlsOptions, onRequest: RequestListener = hello): Promise<Place> {
  const server = createHttpsServer(options, onRequest);
  server.on('tlsClientError', () => undefined);
  return listening(server);
}
