import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { Lookups } from '../../../../lambdas/migration/adapters/dns-lookups.ts';
import { DnsParentZone } from '../../../../lambdas/migration/adapters/dns-parent-zone.ts';
import { type Answer, NameServer } from '../../../support/migration/name-server.ts';

const NXDOMAIN = 3;
const SERVFAIL = 2;
const ns = (name: string, data: string) => ({ type: 'NS' as const, name, data, ttl: 300 });
const referral: Answer = () => ({
  authorities: [ns('Shop.Test', 'NS-2.example.NET'), ns('shop.test', 'ns-1.example.org')],
});

function noRecord(code: string): Error {
  return Object.assign(new Error(`queryNs ${code}`), { code });
}

/** A resolver that knows the name servers of `test.` alone, all of them at 127.0.0.1. */
function lookups(servers: readonly string[] = ['a.nic.test']): Lookups & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    resolveNs: async (name: string) => {
      asked.push(name);
      if (name !== 'test') throw noRecord('ENODATA');
      return [...servers];
    },
    resolve4: (async (host: string) => {
      if (host.startsWith('nowhere')) throw noRecord('ENOTFOUND');
      return ['127.0.0.1'];
    }) as Lookups['resolve4'],
    resolve6: (async () => {
      throw noRecord('ENODATA');
    }) as unknown as Lookups['resolve6'],
  };
}

describe('The zone above', () => {
  let server: NameServer | undefined;
  afterEach(async () => {
    await server?.stop();
    server = undefined;
  });

  async function ask(
    zone: string,
    answer: Answer,
    { truncate = false, resolver = lookups(), timeoutMs = 20_000 } = {},
  ) {
    server = await NameServer.start(answer, { truncate });
    const parent = new DnsParentZone({ lookups: resolver, port: server.port, timeoutMs });
    return parent.delegationOf(zone);
  }

  it('is asked where it sends the world, by the referral that it gives', async () => {
    expect(await ask('shop.test.', referral)).toEqual({
      kind: 'delegated',
      nameServers: ['ns-1.example.org', 'ns-2.example.net'],
      askedAt: 'a.nic.test',
    });
    expect(server?.questions).toEqual(['udp shop.test']);
  });

  it('is asked by TCP when the answer does not fit', async () => {
    expect(await ask('shop.test.', referral, { truncate: true })).toMatchObject({ kind: 'delegated' });
    expect(server?.questions).toEqual(['udp shop.test', 'tcp shop.test']);
  });

  it('may serve the zone itself, and answers then', async () => {
    const answers = [ns('shop.test', 'ns-1.example.org')];
    expect(await ask('shop.test.', () => ({ answers }))).toMatchObject({ nameServers: ['ns-1.example.org'] });
  });

  it('is looked for past labels that have no zone', async () => {
    const resolver = lookups();
    await ask('a.b.shop.test.', () => ({ authorities: [ns('a.b.shop.test', 'ns-1.example.org')] }), {
      resolver,
    });
    expect(resolver.asked).toEqual(['b.shop.test', 'shop.test', 'test']);
  });

  it.each<[string, Answer]>([
    ['says that there is no such name', () => ({ flags: NXDOMAIN })],
    ['knows the name but no servers', () => ({})],
  ])('does not delegate when it %s', async (_what, answer) => {
    expect(await ask('shop.test.', answer)).toEqual({ kind: 'not-delegated', askedAt: 'a.nic.test' });
  });

  it.each<[string, Answer, RegExp]>([
    ['fails', () => ({ flags: SERVFAIL }), /a\.nic\.test: it answers SERVFAIL/],
    [
      'sends elsewhere',
      () => ({ authorities: [ns('other.test', 'ns.example.org')] }),
      /refers to other\.test/,
    ],
  ])('is unknown when the server %s', async (_what, answer, why) => {
    await expect(ask('shop.test.', answer)).rejects.toThrow(why);
  });

  it('is unknown when the server says nothing', async () => {
    await expect(ask('shop.test.', () => undefined, { timeoutMs: 300 })).rejects.toThrow(
      /a\.nic\.test: .*abort/i,
    );
  });

  it('is asked at its next server when one does not answer', async () => {
    const resolver = lookups(['nowhere.nic.test', 'b.nic.test']);
    expect(await ask('shop.test.', referral, { resolver })).toMatchObject({ askedAt: 'b.nic.test' });
  });

  it('is asked at three servers at most', async () => {
    const resolver = lookups(['nowhere-1', 'nowhere-2', 'nowhere-3', 'b.nic.test']);
    await expect(ask('shop.test.', referral, { resolver })).rejects.toThrow(/nowhere-1: .*nowhere-3: /);
    expect(server?.questions).toEqual([]);
  });

  it('is unknown when the resolver does not answer: that is not "no such zone"', async () => {
    const resolver = { ...lookups(), resolveNs: async () => Promise.reject(noRecord('ETIMEOUT')) };
    await expect(new DnsParentZone({ lookups: resolver }).delegationOf('shop.test.')).rejects.toThrow(
      'ETIMEOUT',
    );
  });

  it('is unknown when the resolver knows no zone above', async () => {
    const resolver = { ...lookups(), resolveNs: async () => Promise.reject(noRecord('ENOTFOUND')) };
    await expect(new DnsParentZone({ lookups: resolver }).delegationOf('shop.test.')).rejects.toThrow(
      'the resolver knows no parent zone of shop.test',
    );
  });

  it('takes no answer to another question', async () => {
    const liar = createSocket('udp4');
    liar.bind(0, '127.0.0.1');
    await once(liar, 'listening');
    // Echoes, with the query bit as it came and then with another id: neither is an answer to this question.
    liar.on('message', (message, from) => {
      const other = Buffer.from(message);
      other.writeUInt16BE((message.readUInt16BE(0) + 1) % 0x10000, 0);
      other.writeUInt8(0x80, 2);
      liar.send(message, from.port, from.address);
      liar.send(other, from.port, from.address);
    });
    const { port } = liar.address();
    const parent = new DnsParentZone({ lookups: lookups(), port, timeoutMs: 300 });
    await expect(parent.delegationOf('shop.test.')).rejects.toThrow(/no name server .* answered/);
    liar.close();
  });
});
