import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** What the way does to what goes over it, in both directions. */
export interface Way {
  /** Added to each piece, milliseconds. */
  readonly delayMs?: number;
  /** After so many bytes of the server nothing more comes through; nobody is told. */
  readonly silentAfter?: number;
  /** After so many bytes of the server the connection is cut. */
  readonly cutAfter?: number;
}

/** A way to a server that listens on the loopback interface, worse than that is. */
export class TcpProxy {
  readonly port: number;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  static async start(port: number, way: Way): Promise<TcpProxy> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new TcpProxy(server, port, way);
  }

  private constructor(server: Server, port: number, way: Way) {
    this.#server = server;
    this.port = (server.address() as { port: number }).port;
    server.on('connection', (client) => {
      const behind = connect(port, '127.0.0.1');
      for (const socket of [client, behind]) {
        this.#sockets.add(socket);
        socket.on('error', () => undefined);
      }
      pass(client, behind, way.delayMs);
      pass(behind, client, way.delayMs, way);
    });
  }

  async stop(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }
}

/** Timers of the same length end in the order in which they begin, so no piece overtakes another. */
function pass(
  from: Socket,
  to: Socket,
  delayMs = 0,
  { silentAfter = Infinity, cutAfter = Infinity }: Way = {},
): void {
  let bytes = 0;
  from.on('data', (piece) => {
    bytes += piece.length;
    if (bytes > cutAfter) to.destroy();
    else if (bytes <= silentAfter) setTimeout(() => to.write(piece), delayMs);
  });
  from.on('end', () => setTimeout(() => to.end(), delayMs));
  from.on('close', () => setTimeout(() => to.destroy(), delayMs));
}
