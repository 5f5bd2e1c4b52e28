import { once } from 'node:events';
import type { AddressInfo, Server, Socket } from 'node:net';

export interface Listening {
  /** Of the loopback interface. */
  readonly port: number;
  /** Ends it at once, with all connections to it. */
  close(): Promise<void>;
}

/** Has a server listen on a free port of the loopback interface. */
export async function listening(server: Server): Promise<Listening> {
  // Of connections that are still being opened, an HTTPS server itself doesn't know.
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
