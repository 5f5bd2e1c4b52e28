import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';
import type { Certificate } from '../certificates.ts';

/** What the server does differently from one that greets, offers TLS and knows nobody. */
export interface MySqlManners {
  /** Absent: no TLS is offered. */
  readonly certificate?: Certificate;
  /** Sent in place of the greeting: an ERR packet. */
  readonly refusal?: { readonly code: number; readonly message: string };
  /** The verdict on a log-in: an ERR packet, or continuing. Default: 1045, access denied. */
  readonly verdict?: { readonly code: number; readonly message: string } | 'ok';
  /** Asks for another authentication plugin first. */
  readonly switchesPlugin?: boolean;
  /** What its greeting says; default: a MySQL. */
  readonly version?: string;
}

const VERSION = '8.0.36';
const CAPABILITIES = { protocol41: 0x200, ssl: 0x800, secureConnection: 0x8000, pluginAuth: 0x80000 };

/**
 * The connection phase of MySQL's protocol, up to the verdict on a log-in. It knows nobody. A client that sends
 * anything else than the protocol wants, or goes away before its verdict, is a violation: MySQL counts those
 * (`max_connect_errors`), and here a test can look at them.
 */
export class MySqlServer {
  readonly violations: string[] = [];
  /** One for each log-in: the user, and whether it came over TLS. */
  readonly logins: { readonly user: string; readonly tls: boolean }[] = [];
  goodbyes = 0;
  readonly port: number;
  readonly #server: Server;
  readonly #manners: MySqlManners;
  readonly #sockets = new Set<Socket>();

  static async start(manners: MySqlManners = {}): Promise<MySqlServer> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new MySqlServer(server, manners);
  }

  private constructor(server: Server, manners: MySqlManners) {
    this.#server = server;
    this.#manners = manners;
    this.port = (server.address() as { port: number }).port;
    server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.on('error', () => undefined);
      this.#serve(socket).catch((error: Error) => {
        this.violations.push(error.message);
        socket.destroy();
      });
    });
  }

  async stop(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  async #serve(socket: Socket): Promise<void> {
    const { certificate, refusal } = this.#manners;
    if (refusal) {
      socket.end(packet(0, errorPacket(refusal)));
      return;
    }
    socket.write(packet(0, greeting(certificate !== undefined, this.#manners.version ?? VERSION)));
    const first = await readPacket(socket, 1);
    const capabilities = capabilitiesOf(first);
    if ((capabilities & CAPABILITIES.ssl) === 0) return this.#logIn(socket, first, 1);
    if (!certificate) throw new Error('TLS was requested, and is not offered');
    if (first.length !== 32) throw new Error(`an SSLRequest has 32 bytes, not ${first.length}`);
    // The beginning of the handshake may have come with the request.
    socket.unshift(unread.get(socket) ?? Buffer.alloc(0));
    const secureContext = createSecureContext(certificate);
    const secure = new TLSSocket(socket, { isServer: true, secureContext });
    secure.on('error', () => undefined);
    const answer = await readPacket(secure, 2);
    if (capabilitiesOf(answer) !== capabilities) throw new Error('other capabilities than in the SSLRequest');
    return this.#logIn(secure, answer, 2);
  }

  async #logIn(socket: Socket, response: Buffer, sequence: number): Promise<void> {
    const tls = socket instanceof TLSSocket;
    this.logins.push({ user: userIn(response), tls });
    const { switchesPlugin } = this.#manners;
    if (!switchesPlugin) return this.#judge(socket, sequence + 1);
    socket.write(packet(sequence + 1, Buffer.from('\xfecaching_sha2_password\0', 'latin1')));
    const answer = await readPacket(socket, sequence + 2, true);
    if (answer.length > 0) throw new Error('a password was sent');
    return this.#judge(socket, sequence + 3);
  }

  /** Whoever is let in must say that they go: COM_QUIT, the command 1. */
  async #judge(socket: Socket, sequence: number): Promise<void> {
    const { verdict = { code: 1045, message: 'Access denied' } } = this.#manners;
    if (verdict !== 'ok') {
      socket.end(packet(sequence, errorPacket(verdict)));
      return;
    }
    socket.write(packet(sequence, Buffer.from([0, 0, 0, 2, 0, 0, 0])));
    const command = await readPacket(socket, 0);
    if (command.length !== 1 || command[0] !== 1) throw new Error('no goodbye');
    this.goodbyes += 1;
    socket.end();
  }
}

/** Handshake, protocol version 10. */
function greeting(tls: boolean, version: string): Buffer {
  const capabilities =
    CAPABILITIES.protocol41 |
    CAPABILITIES.secureConnection |
    CAPABILITIES.pluginAuth |
    (tls ? CAPABILITIES.ssl : 0);
  const fixed = Buffer.alloc(4 + 8 + 1 + 2 + 1 + 2 + 2 + 1 + 10);
  fixed.writeUInt32LE(42, 0);
  fixed.write('saltsalt', 4);
  fixed.writeUInt16LE(capabilities & 0xffff, 13);
  fixed.writeUInt8(45, 15);
  fixed.writeUInt16LE(2, 16);
  fixed.writeUInt16LE(capabilities >>> 16, 18);
  fixed.writeUInt8(21, 20);
  return Buffer.concat([
    Buffer.from(`\n${version}\0`),
    fixed,
    Buffer.from('saltsaltsalt\0caching_sha2_password\0'),
  ]);
}

function errorPacket({ code, message }: { readonly code: number; readonly message: string }): Buffer {
  const head = Buffer.from([0xff, code & 0xff, code >>> 8]);
  return Buffer.concat([head, Buffer.from(`#HY000${message}`)]);
}

function packet(sequence: number, payload: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUIntLE(payload.length, 0, 3);
  head.writeUInt8(sequence, 3);
  return Buffer.concat([head, payload]);
}

function capabilitiesOf(body: Buffer): number {
  if (body.length < 32) throw new Error(`${body.length} bytes are no answer to a greeting`);
  const capabilities = body.readUInt32LE(0);
  if ((capabilities & CAPABILITIES.protocol41) === 0) throw new Error('the client does not speak 4.1');
  if (body.subarray(9, 32).some((byte) => byte !== 0)) throw new Error('the 23 reserved bytes are not 0');
  return capabilities;
}

/** HandshakeResponse41: user, length and bytes of the answer to the salt, plugin. No password may be in it. */
function userIn(body: Buffer): string {
  const end = body.indexOf(0, 32);
  if (end < 0) throw new Error('the user has no end');
  if (body[end + 1] !== 0) throw new Error('a password was sent');
  if (body.at(-1) !== 0) throw new Error('the plugin has no end');
  return body.toString('utf8', 32, end);
}

async function readPacket(socket: Socket, sequence: number, empty = false): Promise<Buffer> {
  const head = await readBytes(socket, 4);
  const length = head.readUIntLE(0, 3);
  if (head[3] !== sequence) throw new Error(`packet ${head[3]} in place of ${sequence}`);
  if (length === 0 && !empty) throw new Error('an empty packet');
  return length === 0 ? Buffer.alloc(0) : readBytes(socket, length);
}

/** What a socket sent and nobody has read yet. */
const unread = new WeakMap<Socket, Buffer>();

async function readBytes(socket: Socket, length: number): Promise<Buffer> {
  for (;;) {
    const held = unread.get(socket) ?? Buffer.alloc(0);
    if (held.length >= length) {
      unread.set(socket, held.subarray(length));
      return held.subarray(0, length);
    }
    const chunk: Buffer | null = socket.read();
    if (chunk) {
      unread.set(socket, Buffer.concat([held, chunk]));
      continue;
    }
    if (socket.readableEnded || socket.destroyed) throw new Error('the client went away');
    await new Promise<void>((next) => {
      for (const event of ['readable', 'end', 'close', 'error']) socket.once(event, () => next());
    });
  }
}
