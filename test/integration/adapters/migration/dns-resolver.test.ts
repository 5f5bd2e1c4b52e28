import { DnsResolver } from '../../../../lambdas/migration/adapters/dns-resolver.ts';
import { record } from '../../route53/cases/rule-case.ts';
import { type DnsPorts, startDnsWorld } from '../../route53/dns-world.ts';

describe('The resolver', () => {
  let world: DnsPorts;
  let resolver: DnsResolver;
  beforeAll(async () => {
    world = await startDnsWorld([
      record('both.example.com', 'A', ['192.0.2.2', '192.0.2.1']),
      record('both.example.com', 'AAAA', ['2001:db8::1']),
      record('both.example.com', 'CAA', ['0 issue "letsencrypt.org"', '0 issuewild ";"']),
      record('www.example.com', 'CNAME', ['both.example.com']),
    ]);
    resolver = new DnsResolver(world.resolver);
  });
  afterAll(() => world.close());

  it('gives all addresses of a name, also by way of a CNAME', async () => {
    const all = { ipv4: ['192.0.2.1', '192.0.2.2'], ipv6: ['2001:db8::1'] };
    expect(await resolver.addressesOf('both.example.com')).toEqual(all);
    expect(await resolver.addressesOf('www.example.com')).toEqual(all);
  });

  it('gives CAA records by their tags, also by way of a CNAME', async () => {
    const records = [
      { tag: 'issue', value: 'letsencrypt.org' },
      { tag: 'issuewild', value: ';' },
    ];
    expect(await resolver.caaOf('both.example.com')).toEqual(records);
    expect(await resolver.caaOf('www.example.com')).toEqual(records);
  });

  it('gives nothing for a name without records, and for none at all', async () => {
    for (const name of ['example.com', 'nobody.example.com']) {
      expect(await resolver.addressesOf(name)).toEqual({ ipv4: [], ipv6: [] });
      expect(await resolver.caaOf(name)).toEqual([]);
    }
  });

  it('throws where it can’t be asked', async () => {
    await expect(resolver.addressesOf('elsewhere.test')).rejects.toMatchObject({ code: 'EREFUSED' });
    await expect(resolver.caaOf('elsewhere.test')).rejects.toMatchObject({ code: 'EREFUSED' });
  });
});
