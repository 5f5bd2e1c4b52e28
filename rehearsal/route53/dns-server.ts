import type { Socket as UdpSocket } from 'node:dgram';
import { createSocket } from 'node:dgram';
import type { AddressInfo, Server, Socket } from 'node:net';
import { createServer } from 'node:net';
import type { Resolver, Transport } from './dns-answer.ts';
import { answerMessage, failureMessage } from './dns-answer.ts';

const HOST = '127.0.0.1';
/** A TCP client that is silent for this long is disconnected. */
const TCP_IDLE_MS = 10_000;
/** How often a port that is free on TCP but not on UDP is given back for another one. */
const PORT_ATTEMPTS = 20;

export interface DnsServer {
  readonly address: string;
  /** The same one on UDP and TCP. */
  readonly port: number;
  close(): Promise<void>;
}

export interface DnsServerOptions {
  /** Called with defects of the server itself (the client gets no answer, or SERVFAIL). Default: throws it. */
  readonly onError?: (error: Error) => void;
}

/** An authoritative DNS server on a free port of 127.0.0.1, UDP and TCP. */
export async function startDnsServer(resolver: Resolver, options: DnsServerOptions = {}): Promise<DnsServer> {
  const onError =
    options.onError ??
    ((error: Error) => {
      throw error;
    });
  const respond = guarded(resolver, onError);
  const { tcp, udp, port } = await bindBoth(respond, onError);
  const sockets = new Set<Socket>();
  tcp.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    serveTcp(socket, respond);
  });
  return {
    address: HOST,
    port,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await Promise.all([
        new Promise<void>((resolve) => udp.close(() => resolve())),
        new Promise<void>((resolve) => tcp.close(() => resolve())),
      ]);
    },
  };
}

type Responder = (message: Buffer, transport: Transport) => Buffer | undefined;

/** A defect while answering goes to `onError` and is SERVFAIL to the client; it doesn't end the server. */
function guarded(resolver: Resolver, onError: (error: Error) => void): Responder {
  return (message, transport) => {
    try {
      return answerMessage(message, transport, resolver);
    } catch (error) {
      onError(error instanceof Error ? error : new Error(String(error)));
      return failureMessage(message);
    }
  };
}

async function bindBoth(respond: Responder, onError: (error: Error) => void) {
  for (let attempt = 1; ; attempt++) {
    const tcp = createServer();
    const port = await listenTcp(tcp);
    try {
      const udp = await bindUdp(port);
      udp.on('error', onError);
      tcp.on('error', onError);
      udp.on('message', (message, peer) => {
        const reply = respond(message, 'udp');
        if (reply) udp.send(reply, peer.port, peer.address, (error) => error && onError(error));
      });
      return { tcp, udp, port };
    } catch (error) {
      await new Promise<void>((resolve) => tcp.close(() => resolve()));
      const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
      if (!isTaken || attempt >= PORT_ATTEMPTS) throw error;
    }
  }
}

function listenTcp(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, HOST, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function bindUdp(port: number): Promise<UdpSocket> {
  const socket = createSocket('udp4');
  return new Promise((resolve, reject) => {
    const fail = (error: Error) => {
      socket.close();
      reject(error);
    };
    socket.once('error', fail);
    socket.bind(port, HOST, () => {
      socket.off('error', fail);
      resolve(socket);
    });
  });
}

/** Messages framed by a two-byte length, any number on one connection (RFC 7766). */
function serveTcp(socket: Socket, respond: Responder): void {
  let pending = Buffer.alloc(0);
  socket.setTimeout(TCP_IDLE_MS, () => socket.destroy());
  // A client that goes away in the middle is the client's business; 'close' follows and forgets the socket.
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk: Buffer) => {
    pending = Buffer.concat([pending, chunk]);
    while (pending.length >= 2) {
      const length = pending.readUInt16BE(0);
      if (pending.length < 2 + length) return;
      const reply = respond(pending.subarray(2, 2 + length), 'tcp');
      pending = pending.subarray(2 + length);
      if (reply === undefined) {
        socket.destroy();
        return;
      }
      const frame = Buffer.alloc(2);
      frame.writeUInt16BE(reply.length);
      socket.write(Buffer.concat([frame, reply]));
    }
  });
}
