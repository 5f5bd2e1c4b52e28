/** One question to one name server, by UDP, and by TCP where the answer doesn't fit. Source: RFC 1035, RFC 7766. */
import { randomInt } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect } from 'node:net';
import { type DecodedPacket, decode, encode, type Packet, type Question, streamEncode } from 'dns-packet';

export interface NameServer {
  readonly address: string;
  readonly port: number;
}

export type DnsQuestion = Pick<Question, 'type' | 'name'>;

/**
 * The answer of `server` itself: without recursion, so no resolver's cache has a part in it.
 * @param timeoutMs for each of the two transports
 * @throws when there is no answer in time, or it answers something else
 */
export async function queryDns(
  { type, name }: DnsQuestion,
  server: NameServer,
  timeoutMs: number,
): Promise<DecodedPacket> {
  const question: Packet = {
    type: 'query',
    id: randomInt(0x10000),
    questions: [{ type, name, class: 'IN' }],
  };
  const answer = await overUdp(question, server, AbortSignal.timeout(timeoutMs));
  return answer.flag_tc ? overTcp(question, server, AbortSignal.timeout(timeoutMs)) : answer;
}

async function overUdp(question: Packet, server: NameServer, signal: AbortSignal): Promise<DecodedPacket> {
  const socket = createSocket(server.address.includes(':') ? 'udp6' : 'udp4');
  try {
    socket.connect(server.port, server.address);
    await once(socket, 'connect', { signal });
    socket.send(encode(question));
    while (true) {
      const [message] = await once(socket, 'message', { signal });
      const answer = decode(message);
      // Anything can be sent to an open port; only the answer to this question counts.
      if (answer.id === question.id && answer.type === 'response') return answer;
    }
  } finally {
    socket.close();
  }
}

async function overTcp(question: Packet, server: NameServer, signal: AbortSignal): Promise<DecodedPacket> {
  const socket = connect({ host: server.address, port: server.port, signal });
  try {
    socket.write(streamEncode(question));
    let received = Buffer.alloc(0);
    for await (const chunk of socket) {
      received = Buffer.concat([received, chunk]);
      const length = received.length < 2 ? undefined : received.readUInt16BE(0);
      if (length !== undefined && received.length >= length + 2) return decode(received.subarray(2));
    }
    throw new Error('the connection was closed before the answer was complete');
  } finally {
    socket.destroy();
  }
}
