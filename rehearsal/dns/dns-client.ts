import { createSocket } from 'node:dgram';
import { connect } from 'node:net';
import * as dnsPacket from 'dns-packet';
import { undotted } from '../../lambdas/shared/contract/dns-names.ts';

export interface NameServerAddress {
  readonly address: string;
  readonly port: number;
}

export type Transport = 'udp' | 'tcp';

/** One answer record; `data` is the address, the name or the text, JSON where it has several parts. */
export interface DnsRecord {
  readonly name: string;
  readonly type: string;
  readonly ttl: number;
  readonly data: string;
}

export interface DnsAnswer {
  readonly rcode: string;
  readonly records: readonly DnsRecord[];
}

const TIMEOUT_MS = 5_000;

/** Asks a name server one question, as a resolver does. @throws when it does not answer. */
export async function query(
  server: NameServerAddress,
  name: string,
  type: string,
  transport: Transport,
): Promise<DnsAnswer> {
  const question = dnsPacket.encode({
    type: 'query',
    id: 1,
    questions: [{ type: type as dnsPacket.RecordType, class: 'IN', name: undotted(name) }],
  });
  const answer = dnsPacket.decode(await (transport === 'udp' ? overUdp : overTcp)(server, question));
  return {
    rcode: (answer as unknown as { rcode: string }).rcode,
    records: (answer.answers ?? []).flatMap((record) =>
      'data' in record
        ? [
            {
              name: record.name,
              type: record.type,
              ttl: ('ttl' in record && record.ttl) || 0,
              data: textOf(record.data),
            },
          ]
        : [],
    ),
  };
}

function textOf(data: unknown): string {
  if (typeof data === 'string') return data;
  return Array.isArray(data) ? data.map(String).join('') : JSON.stringify(data);
}

function overUdp({ address, port }: NameServerAddress, question: Buffer): Promise<Buffer> {
  const socket = createSocket('udp4');
  let late: NodeJS.Timeout;
  return new Promise<Buffer>((resolve, reject) => {
    late = setTimeout(() => reject(new Error(`no UDP answer from port ${port}`)), TIMEOUT_MS);
    socket.once('error', reject);
    socket.once('message', resolve);
    // Only a connected socket learns that nobody listens, and hears nobody else.
    socket.connect(port, address, () => socket.send(question));
  }).finally(() => {
    clearTimeout(late);
    socket.close();
  });
}

function overTcp({ address, port }: NameServerAddress, question: Buffer): Promise<Buffer> {
  const socket = connect(port, address);
  return new Promise<Buffer>((resolve, reject) => {
    let received = Buffer.alloc(0);
    socket.setTimeout(TIMEOUT_MS, () => reject(new Error(`no TCP answer from port ${port}`)));
    socket.once('error', reject);
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      if (received.length >= 2 && received.length >= 2 + received.readUInt16BE(0))
        resolve(received.subarray(2));
    });
    const length = Buffer.alloc(2);
    length.writeUInt16BE(question.length);
    socket.write(Buffer.concat([length, question]));
  }).finally(() => socket.destroy());
}
