import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { type DecodedPacket, decode, encode, type Packet } from 'dns-packet';

/** What to answer to a question; `undefined` leaves it without an answer. */
export type Answer = (name: string) => Partial<Packet> | undefined;

/**
 * A name server on one port of 127.0.0.1 by UDP and TCP. It answers what a test says, to
 * questions without recursion only: to others it says nothing.
 */
export class NameServer {
  readonly questions: string[] = [];
  readonly port: number;
  readonly #udp: Socket;
  readonly #tcp: Server;

  /** @param truncate leaves the records out of what is sent by UDP, and says so */
  static async start(answer: Answer, { truncate = false } = {}): Promise<NameServer> {
    const tcp = createServer();
    tcp.listen(0, '127.0.0.1');
    await once(tcp, 'listening');
    const { port } = tcp.address() as { port: number };
    const udp = createSocket('udp4');
    udp.bind(port, '127.0.0.1');
    await once(udp, 'listening');
    return new NameServer(udp, tcp, port, answer, truncate);
  }

  private constructor(udp: Socket, tcp: Server, port: number, answer: Answer, truncate: boolean) {
    this.#udp = udp;
    this.#tcp = tcp;
    this.port = port;
    udp.on('message', (message, from) => {
      const reply = this.#reply('udp', decode(message), answer, truncate);
      if (reply) udp.send(reply, from.port, from.address);
    });
    tcp.on('connection', (socket) => {
      socket.on('error', () => undefined);
      socket.on('data', (data: Buffer) => {
        const reply = this.#reply('tcp', decode(data.subarray(2)), answer, false);
        if (!reply) return;
        const length = Buffer.alloc(2);
        length.writeUInt16BE(reply.length);
        // In two pieces, as networks do.
        socket.write(Buffer.concat([length, reply.subarray(0, 7)]));
        setImmediate(() => socket.end(reply.subarray(7)));
      });
    });
  }

  #reply(by: string, query: DecodedPacket, answer: Answer, truncate: boolean): Buffer | undefined {
    const [question] = query.questions ?? [];
    if (!question || query.flag_rd) return undefined;
    this.questions.push(`${by} ${question.name}`);
    const answered = answer(question.name);
    if (!answered) return undefined;
    const { flags = 0, ...sections } = answered;
    const truncated = 0x0200;
    return encode({
      type: 'response',
      id: query.id ?? 0,
      questions: [question],
      ...(truncate ? {} : sections),
      flags: flags | (truncate ? truncated : 0),
    });
  }

  async stop(): Promise<void> {
    const closed = [once(this.#udp, 'close'), once(this.#tcp, 'close')];
    this.#udp.close();
    this.#tcp.close();
    await Promise.all(closed);
  }
}
