import type { Lookups } from '../../../../lambdas/migration/adapters/dns-lookups.ts';
import { DnsNameServers } from '../../../../lambdas/migration/adapters/dns-name-servers.ts';
import { type DnsServer, Route53Engine, startDnsServer } from '../../../../rehearsal/route53/index.ts';
import { NameServer } from '../../../support/migration/name-server.ts';
import { SHOP_ZONES } from '../../../support/migration/shop-zones.ts';

const FENCE = '"heritage=kops-cutover,version=1"';

/** Name servers at 127.0.0.1; `nowhere.test` has no address. */
const lookups: Pick<Lookups, 'resolve4' | 'resolve6'> = {
  resolve4: (async (host: string) => {
    if (host === 'nowhere.test') throw new Error('queryA ENOTFOUND nowhere.test');
    return ['127.0.0.1'];
  }) as Lookups['resolve4'],
  resolve6: (async (host: string) => {
    throw new Error(`queryAaaa ENOTFOUND ${host}`);
  }) as Lookups['resolve6'],
};

describe('The name servers of a zone', () => {
  let dns: DnsServer;
  let servers: DnsNameServers;

  beforeAll(async () => {
    const engine = new Route53Engine({ now: () => Date.now(), propagation: { minMs: 0, maxMs: 0 } });
    for (const zone of SHOP_ZONES) engine.addZone(zone);
    engine.changeResourceRecordSets('Z1SHOP', {
      Changes: [
        {
          Action: 'CREATE',
          ResourceRecordSet: {
            Name: '_drill-shop.shop.test.',
            Type: 'TXT',
            TTL: 60,
            ResourceRecords: [{ Value: FENCE }, { Value: '"two" "strings"' }],
          },
        },
      ],
    });
    dns = await startDnsServer((name, type) => engine.answer(name, type));
    servers = new DnsNameServers({ lookups, port: dns.port, timeoutMs: 20_000 });
  });
  afterAll(() => dns.close());

  it('answer with the values of a TXT name as Route 53 writes them', async () => {
    const texts = await servers.textsAt('ns-1.test', '_drill-shop.shop.test.');
    expect(texts.toSorted()).toEqual([FENCE, '"two" "strings"']);
    expect(await servers.textsAt('ns-1.test', 'www.shop.test.')).toEqual([]);
    expect(await servers.textsAt('ns-1.test', 'no-such-name.shop.test.')).toEqual([]);
  });

  it('know a name, whatever types it has', async () => {
    expect(await servers.knows('ns-1.test', '_drill-shop.shop.test.', 'A')).toBe(true);
    expect(await servers.knows('ns-1.test', 'no-such-name.shop.test.', 'A')).toBe(false);
  });

  it('are not those that are not responsible for it, nor those without an address', async () => {
    await expect(servers.textsAt('ns-1.test', 'elsewhere.example.')).rejects.toThrow('it answers REFUSED');
    await expect(servers.textsAt('nowhere.test', 'www.shop.test.')).rejects.toThrow('ENOTFOUND');
  });

  it('are not those that only remember what others said', async () => {
    const resolver = await NameServer.start(() => ({ answers: [] }));
    const asking = new DnsNameServers({ lookups, port: resolver.port, timeoutMs: 20_000 });
    await expect(asking.textsAt('ns-1.test', 'www.shop.test.')).rejects.toThrow('not authoritative');
    await resolver.stop();
  });

  it('may be silent, and then fail in time', async () => {
    const silent = await NameServer.start(() => undefined);
    const asking = new DnsNameServers({ lookups, port: silent.port, timeoutMs: 50 });
    await expect(asking.textsAt('ns-1.test', 'www.shop.test.')).rejects.toThrow();
    await silent.stop();
  });
});
