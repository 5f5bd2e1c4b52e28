import { createSocket } from 'node:dgram';
import { Resolver } from 'node:dns/promises';
import { connect } from 'node:net';
import type { DecodedPacket, Packet } from 'dns-packet';
import * as dnsPacket from 'dns-packet';
import type { EngineOptions, ZoneSeed } from '../../../rehearsal/route53/index.ts';
import { Route53Engine, startDnsServer } from '../../../rehearsal/route53/index.ts';

const HOST = '127.0.0.1';

/** What `dns-packet` decodes, its types leave out. */
export type Reply = DecodedPacket & { readonly rcode: string };

/** An engine with the zone `example.com` behind a DNS server, and ways to ask it. */
export interface DnsPorts {
  readonly engine: Route53Engine;
  readonly port: number;
  /** Node's own resolver (c-ares), asking this server alone. */
  readonly resolver: Resolver;
  /** What the server reported of its own failures. */
  readonly errors: Error[];
  udp(packet: Packet | Buffer): Promise<Reply>;
  /** As `udp`, not decoded. */
  udpBytes(packet: Packet | Buffer): Promise<Buffer>;
  /** Sends all packets on one connection at once; waits for as many replies. */
  tcp(...packets: Packet[]): Promise<Reply[]>;
  close(): Promise<void>;
}

export async function startDnsWorld(
  records: ZoneSeed['records'],
  options: Partial<EngineOptions> = {},
): Promise<DnsPorts> {
  const engine = new Route53Engine({ now: () => 0, throttle: false, ...options });
  engine.addZone({ id: 'Z1', name: 'example.com', ...(records && { records }) });
  const errors: Error[] = [];
  const server = await startDnsServer((name, type) => engine.answer(name, type), {
    onError: (error) => errors.push(error),
  });
  const resolver = new Resolver({ tries: 1, timeout: 5000 });
  resolver.setServers([`${HOST}:${server.port}`]);
  return {
    engine,
    port: server.port,
    resolver,
    errors,
    udp: async (packet) => dnsPacket.decode(await askUdp(server.port, packet)) as Reply,
    udpBytes: (packet) => askUdp(server.port, packet),
    tcp: (...packets) => askTcp(server.port, packets),
    close: () => server.close(),
  };
}

/** A query as clients send it; with `edns`, how many bytes the client takes. */
export function query(name: string, type: string, edns?: number): Packet {
  return {
    type: 'query',
    id: 4242,
    flags: dnsPacket.RECURSION_DESIRED,
    questions: [{ name, type: type as 'A', class: 'IN' }],
    ...(edns !== undefined && {
      additionals: [
        {
          type: 'OPT',
          name: '.',
          udpPayloadSize: edns,
          extendedRcode: 0,
          ednsVersion: 0,
          flags: 0,
          flag_do: false,
          options: [],
        },
      ],
    }),
  };
}

function askUdp(port: number, packet: Packet | Buffer): Promise<Buffer> {
  const message = Buffer.isBuffer(packet) ? packet : dnsPacket.encode(packet);
  const socket = createSocket('udp4');
  return new Promise<Buffer>((resolve, reject) => {
    socket.once('error', reject);
    socket.once('message', resolve);
    socket.send(message, port, HOST);
  }).finally(() => socket.close());
}

function askTcp(port: number, packets: readonly Packet[]): Promise<Reply[]> {
  const socket = connect(port, HOST);
  return new Promise<Reply[]>((resolve, reject) => {
    const replies: Reply[] = [];
    let pending = Buffer.alloc(0);
    socket.once('error', reject);
    socket.once('close', () => reject(new Error(`connection closed after ${replies.length} replies`)));
    socket.on('data', (chunk: Buffer) => {
      pending = Buffer.concat([pending, chunk]);
      while (pending.length >= 2 && pending.length >= 2 + pending.readUInt16BE(0)) {
        replies.push(dnsPacket.streamDecode(pending) as Reply);
        pending = pending.subarray(2 + pending.readUInt16BE(0));
      }
      if (replies.length === packets.length) resolve(replies);
    });
    socket.write(Buffer.concat(packets.map((packet) => dnsPacket.streamEncode(packet))));
  }).finally(() => socket.destroy());
}
