import { Route53PrivateZones } from '../../../../lambdas/migration/adapters/route53-private-zones.ts';
import { type AskedEngine, askedEngine } from '../../../support/migration/asked-engine.ts';
import { answered, refused } from '../../../support/migration/route53-server.ts';
import { Unpaced } from '../../../support/migration/unpaced.ts';

describe('The private zones of an account', () => {
  let route53: AskedEngine;
  let unpaced: Unpaced;
  beforeEach(async () => {
    route53 = await askedEngine();
    unpaced = new Unpaced();
  });
  afterEach(() => route53.close());

  const zones = () => new Route53PrivateZones('111122223333', { client: route53.client, turns: unpaced });

  it('are listed without the public ones', async () => {
    route53.engine.addZone({ id: 'Z1', name: 'shop.test' });
    route53.engine.addZone({ id: 'ZP', name: 'shop.test', private: true, comment: 'for the offices' });
    expect(await zones().list()).toEqual([{ id: 'ZP', name: 'shop.test.' }]);
    expect(route53.requests.map(({ query }) => query.hostedzonetype)).toEqual(['PrivateHostedZone']);
  });

  it('are listed page by page', async () => {
    const ids = Array.from({ length: 250 }, (_, i) => `ZP${i}`);
    for (const id of ids) route53.engine.addZone({ id, name: 'shop.test', private: true });
    expect((await zones().list()).map(({ id }) => id)).toEqual(ids);
    expect(route53.requests).toHaveLength(3);
    expect(unpaced.taken).toBe(3);
  });

  it('have VPCs, in whichever Region', async () => {
    const vpcs = [
      { VPCRegion: 'us-west-1', VPCId: 'vpc-1' },
      { VPCRegion: 'eu-west-1', VPCId: 'vpc-2' },
    ];
    route53.engine.addZone({ id: 'ZP', name: 'shop.test', private: true, vpcs });
    expect(await zones().vpcsOf('ZP')).toEqual([
      { id: 'vpc-1', region: 'us-west-1' },
      { id: 'vpc-2', region: 'eu-west-1' },
    ]);
    expect(unpaced.taken).toBe(1);
  });

  const listing = (zone: string, rest = '<IsTruncated>false</IsTruncated>') =>
    answered(
      `<ListHostedZonesResponse><HostedZones>${zone}</HostedZones>${rest}<MaxItems>100</MaxItems></ListHostedZonesResponse>`,
    );
  const zone = (config: string) =>
    `<HostedZone><Id>/hostedzone/ZP</Id><Name>shop.test.</Name><CallerReference>r</CallerReference>${config}</HostedZone>`;

  it.each([
    ['says is public', '<Config><PrivateZone>false</PrivateZone></Config>', []],
    ['doesn’t say whether it is private', '', ['ZP']],
  ])('are found whatever Route 53 lists: one that it %s', async (_what, config, expected) => {
    route53.answers.push(listing(zone(config)));
    expect((await zones().list()).map(({ id }) => id)).toEqual(expected);
  });

  it.each([
    ['refused', refused(403, 'AccessDenied', 'no'), 'AccessDenied'],
    ['cut off', listing(zone(''), '<IsTruncated>true</IsTruncated>'), 'UnreadableAnswer'],
    ['throttled', refused(400, 'Throttling', 'Rate exceeded'), 'TransientFailure'],
  ])('are not known where the list is %s', async (_how, given, name) => {
    route53.answers.push(given);
    await expect(zones().list()).rejects.toMatchObject({ name });
  });

  it('are not said to be in no VPC where Route 53 doesn’t say in which', async () => {
    route53.answers.push(answered(`<GetHostedZoneResponse>${zone('')}</GetHostedZoneResponse>`));
    await expect(zones().vpcsOf('ZP')).rejects.toMatchObject({ name: 'UnreadableAnswer' });
  });
});
