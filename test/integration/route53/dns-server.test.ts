import { createSocket } from 'node:dgram';
import { connect } from 'node:net';
import * as dnsPacket from 'dns-packet';
import { startDnsServer } from '../../../rehearsal/route53/index.ts';
import { record } from './cases/rule-case.ts';
import type { DnsPorts } from './dns-world.ts';
import { query, startDnsWorld } from './dns-world.ts';

const MANY = Array.from({ length: 60 }, (_, i) => `192.0.2.${i + 1}`);

/** Types whose values aren't read, with their numbers. Source: IANA, "Domain Name System (DNS) Parameters". */
const UNREAD_TYPES = [
  ['CAA', 257],
  ['DS', 43],
  ['HTTPS', 65],
  ['NAPTR', 35],
  ['SPF', 99],
  ['SSHFP', 44],
  ['SVCB', 64],
  ['TLSA', 52],
] as const;
const unreadValue = (type: string) => `any text: "é", of ${type}`;

const RECORDS = [
  record('www.example.com', 'A', ['192.0.2.1']),
  record('six.example.com', 'AAAA', ['2001:db8::1']),
  record('shop.example.com', 'CNAME', ['WWW.example.com']),
  record('mail.example.com', 'MX', ['10 mx.example.com']),
  record('text.example.com', 'TXT', ['"one" "two \\"quoted\\""']),
  record('_sip._tcp.example.com', 'SRV', ['1 2 5060 sip.example.com']),
  record('ptr.example.com', 'PTR', ['host.example.com']),
  record('*.wild.example.com', 'A', ['192.0.2.9']),
  record('many.example.com', 'A', MANY),
  ...UNREAD_TYPES.map(([type]) => record('unread.example.com', type, [unreadValue(type)])),
  record('caa.example.com', 'CAA', [
    '0 issue "ca.example.net; account=1"',
    '128 iodef "mailto:a@example.com"',
  ]),
  record('odd.example.com', 'CNAME', ['a\\056b.example.org']),
];

describe('the DNS server', () => {
  let world: DnsPorts;

  beforeEach(async () => {
    world = await startDnsWorld(RECORDS);
  });
  afterEach(async () => {
    await world.close();
    expect(world.errors).toEqual([]);
  });

  it('R59 answers CAA records that are some as RFC 8659 has them', async () => {
    expect(await world.resolver.resolveCaa('caa.example.com')).toMatchObject([
      { critical: 0, issue: 'ca.example.net; account=1' },
      { critical: 128, iodef: 'mailto:a@example.com' },
    ]);
  });

  it("R59 answers every type that Node's own resolver asks for", async () => {
    const { resolver } = world;
    expect(await resolver.resolve4('www.example.com', { ttl: true })).toEqual([
      { address: '192.0.2.1', ttl: 60 },
    ]);
    expect(await resolver.resolve6('six.example.com')).toEqual(['2001:db8::1']);
    expect(await resolver.resolve4('shop.example.com')).toEqual(['192.0.2.1']);
    expect(await resolver.resolveCname('shop.example.com')).toEqual(['WWW.example.com'.toLowerCase()]);
    expect(await resolver.resolveMx('mail.example.com')).toMatchObject([
      { priority: 10, exchange: 'mx.example.com' },
    ]);
    expect(await resolver.resolveTxt('text.example.com')).toEqual([['one', 'two "quoted"']]);
    expect(await resolver.resolveSrv('_sip._tcp.example.com')).toMatchObject([
      { priority: 1, weight: 2, port: 5060, name: 'sip.example.com' },
    ]);
    expect(await resolver.resolvePtr('ptr.example.com')).toEqual(['host.example.com']);
    expect(await resolver.resolveNs('example.com')).toContain('ns-1.awsdns-01.org');
    expect(await resolver.resolveSoa('example.com')).toMatchObject({
      nsname: 'ns-1.awsdns-01.org',
      minttl: 86_400,
    });
    expect(await resolver.resolve4('any.thing.wild.example.com')).toEqual(['192.0.2.9']);
  });

  it('R59 is authoritative, echoes the question letter by letter, and sends the SOA with a negative answer', async () => {
    const yes = await world.udp(query('wWw.ExAmPlE.com', 'A'));
    expect(yes).toMatchObject({ id: 4242, rcode: 'NOERROR', flag_aa: true, flag_rd: true, flag_ra: false });
    expect(yes.questions).toMatchObject([{ name: 'wWw.ExAmPlE.com', type: 'A', class: 'IN' }]);
    expect(yes.answers).toMatchObject([{ name: 'wWw.ExAmPlE.com', type: 'A', ttl: 60, data: '192.0.2.1' }]);
    const noName = await world.udp(query('nothing.example.com', 'A'));
    expect(noName).toMatchObject({ rcode: 'NXDOMAIN', flag_aa: true, answers: [] });
    expect(noName.authorities).toMatchObject([{ name: 'example.com', type: 'SOA', ttl: 900 }]);
    const noType = await world.udp(query('www.example.com', 'AAAA'));
    expect(noType).toMatchObject({ rcode: 'NOERROR', answers: [], authorities: [{ type: 'SOA' }] });
    const unknownType = await world.udp(query('www.example.com', 'UNKNOWN_65280'));
    expect(unknownType).toMatchObject({ rcode: 'NOERROR', answers: [], authorities: [{ type: 'SOA' }] });
  });

  it('R60 sends a long answer over UDP empty with tc, over TCP whole', async () => {
    const cut = await world.udp(query('many.example.com', 'A'));
    expect(cut).toMatchObject({ flag_tc: true, rcode: 'NOERROR', answers: [] });
    const [whole] = await world.tcp(query('many.example.com', 'A'));
    expect(whole?.flag_tc).toBe(false);
    expect(whole?.answers?.map((answer) => 'data' in answer && answer.data)).toEqual(MANY);
    // c-ares falls back to TCP by itself.
    expect(await world.resolver.resolve4('many.example.com')).toEqual(MANY);
  });

  it('R60 answers several messages on one TCP connection, also when they arrive in pieces', async () => {
    const replies = await world.tcp(
      query('www.example.com', 'A'),
      query('no.example.com', 'A'),
      query('six.example.com', 'AAAA'),
    );
    expect(replies.map(({ rcode }) => rcode)).toEqual(['NOERROR', 'NXDOMAIN', 'NOERROR']);
    const message = dnsPacket.streamEncode(query('www.example.com', 'A'));
    const socket = connect(world.port, '127.0.0.1');
    const reply = await new Promise<Buffer>((resolve, reject) => {
      socket.once('error', reject);
      socket.once('data', resolve);
      socket.setNoDelay(true);
      socket.write(message.subarray(0, 1), () =>
        socket.write(message.subarray(1, 20), () => socket.write(message.subarray(20))),
      );
    }).finally(() => socket.destroy());
    expect(dnsPacket.streamDecode(reply)).toMatchObject({ id: 4242, answers: [{ data: '192.0.2.1' }] });
  });

  it('R60 R61 sends by UDP as much as EDNS offers', async () => {
    const enough = await world.udp(query('many.example.com', 'A', 4096));
    expect(enough).toMatchObject({ flag_tc: false, additionals: [{ type: 'OPT', ednsVersion: 0 }] });
    expect(enough.answers).toHaveLength(60);
    const tooLittle = await world.udp(query('many.example.com', 'A', 600));
    expect(tooLittle).toMatchObject({ flag_tc: true, answers: [], additionals: [{ type: 'OPT' }] });
    const without = await world.udp(query('www.example.com', 'A'));
    expect(without.additionals).toEqual([]);
  });

  it('R61 refuses an EDNS version that it does not know', async () => {
    const packet = query('www.example.com', 'A', 1232);
    const [opt] = packet.additionals ?? [];
    const reply = await world.udp({
      ...packet,
      additionals: [{ ...(opt as dnsPacket.OptAnswer), ednsVersion: 1 }],
    });
    // BADVERS is 16: extended bits 1, lower bits 0.
    expect(reply).toMatchObject({
      rcode: 'NOERROR',
      answers: [],
      additionals: [{ type: 'OPT', extendedRcode: 1 }],
    });
  });

  it('R62 refuses what is not its own, and what it does not do', async () => {
    expect(await world.udp(query('www.example.net', 'A'))).toMatchObject({
      rcode: 'REFUSED',
      flag_aa: false,
      answers: [],
    });
    const chaos = {
      ...query('www.example.com', 'TXT'),
      questions: [{ name: 'www.example.com', type: 'TXT', class: 'CH' } as const],
    };
    expect((await world.udp(chaos)).rcode).toBe('REFUSED');
    expect((await world.udp(query('www.example.com', 'ANY'))).rcode).toBe('NOTIMP');
    expect((await world.tcp(query('example.com', 'AXFR')))[0]?.rcode).toBe('NOTIMP');
    const OPCODE_NOTIFY = 4 << 11;
    expect((await world.udp({ ...query('example.com', 'SOA'), flags: OPCODE_NOTIFY })).rcode).toBe('NOTIMP');
  });

  it('R63 says FORMERR to what it cannot read, and continues', async () => {
    const header = Buffer.from('10920000000100000000000000', 'hex').subarray(0, 12);
    expect(await world.udp(Buffer.concat([header, Buffer.from('3f616263', 'hex')]))).toMatchObject({
      id: 4242,
      rcode: 'FORMERR',
    });
    expect((await world.udp({ ...query('a.example.com', 'A'), questions: [] })).rcode).toBe('FORMERR');
    const two = query('www.example.com', 'A');
    expect(
      (await world.udp({ ...two, questions: [...(two.questions ?? []), ...(two.questions ?? [])] })).rcode,
    ).toBe('FORMERR');
    // A label of bytes that aren't text.
    const bytes = Buffer.concat([header, Buffer.from([2, 0xff, 0xfe, 0, 0, 1, 0, 1])]);
    expect((await world.udp(bytes)).rcode).toBe('FORMERR');
    expect((await world.udp(query('www.example.com', 'A'))).rcode).toBe('NOERROR');
  });

  it('R63 is silent to noise and to answers, and continues', async () => {
    const socket = createSocket('udp4');
    const seen: Buffer[] = [];
    socket.on('message', (message) => seen.push(message));
    for (const noise of [
      Buffer.alloc(0),
      Buffer.from('hello'),
      dnsPacket.encode({ ...query('a.example.com', 'A'), type: 'response' }),
    ]) {
      await new Promise<void>((resolve, reject) =>
        socket.send(noise, world.port, '127.0.0.1', (error) => (error ? reject(error) : resolve())),
      );
    }
    // One socket, one order: the answer to this one comes after all that would have come before it.
    const answered = new Promise<void>((resolve) => socket.once('message', () => resolve()));
    socket.send(dnsPacket.encode(query('www.example.com', 'A')), world.port, '127.0.0.1');
    await answered;
    socket.close();
    expect(seen).toHaveLength(1);
  });

  it('R63 hangs up on noise over TCP, and continues', async () => {
    const socket = connect(world.port, '127.0.0.1');
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject);
      socket.once('close', () => resolve());
      socket.resume();
      socket.write(Buffer.from([0, 3, 1, 2, 3]));
    });
    expect((await world.tcp(query('www.example.com', 'A')))[0]?.rcode).toBe('NOERROR');
  });

  it.each(UNREAD_TYPES)('R64 answers %s by its number, with its text as the data', async (type, number) => {
    const reply = await world.udpBytes(query('unread.example.com', `UNKNOWN_${number}`));
    const data = Buffer.from(unreadValue(type));
    // Type, class and length are two bytes each, the TTL four (RFC 1035, 3.2.1).
    const fields = Buffer.alloc(10);
    fields.writeUInt16BE(number, 0);
    fields.writeUInt16BE(1, 2);
    fields.writeUInt32BE(60, 4);
    fields.writeUInt16BE(data.length, 8);
    const end = Buffer.concat([fields, data]);
    expect(reply.subarray(-end.length)).toEqual(end);
  });

  it('R64 says SERVFAIL to a name that it cannot write', async () => {
    expect((await world.udp(query('odd.example.com', 'A'))).rcode).toBe('SERVFAIL');
    expect((await world.udp(query('www.example.com', 'A'))).rcode).toBe('NOERROR');
  });
});

describe('a DNS server whose resolver fails', () => {
  it('answers SERVFAIL and reports it', async () => {
    const errors: string[] = [];
    const failing = () => {
      throw new Error('the zone is on fire');
    };
    const server = await startDnsServer(failing, { onError: (error) => errors.push(error.message) });
    const socket = createSocket('udp4');
    const reply = await new Promise<Buffer>((resolve) => {
      socket.once('message', resolve);
      socket.send(dnsPacket.encode(query('www.example.com', 'A')), server.port, '127.0.0.1');
    });
    socket.close();
    await server.close();
    expect(dnsPacket.decode(reply)).toMatchObject({ id: 4242, rcode: 'SERVFAIL' });
    expect(errors).toEqual(['the zone is on fire']);
  });
});
