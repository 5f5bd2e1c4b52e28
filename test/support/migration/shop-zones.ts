import type { ZoneSeed } from '../../../rehearsal/route53/index.ts';

const LEGACY = {
  HostedZoneId: 'Z368ELLRRE2KJ0',
  DNSName: 'legacy-shop-1234567890.us-west-1.elb.amazonaws.com.',
  EvaluateTargetHealth: false,
};

/** What legacy answers with in the zones of `someSettings`, beside neighbours that a migration must not touch. */
export const SHOP_ZONES: readonly ZoneSeed[] = [
  {
    id: 'Z1SHOP',
    name: 'shop.test',
    records: [
      { Name: 'shop.test.', Type: 'A', AliasTarget: LEGACY },
      { Name: 'shop.test.', Type: 'AAAA', AliasTarget: LEGACY },
      { Name: 'shop.test.', Type: 'MX', TTL: 3600, ResourceRecords: [{ Value: '10 mail.shop.test.' }] },
      {
        Name: 'www.shop.test.',
        Type: 'A',
        TTL: 300,
        ResourceRecords: [{ Value: '192.0.2.10' }, { Value: '192.0.2.11' }],
      },
      { Name: '\\052.apps.shop.test.', Type: 'A', AliasTarget: LEGACY },
      { Name: 'mail.shop.test.', Type: 'A', TTL: 300, ResourceRecords: [{ Value: '192.0.2.25' }] },
    ],
  },
  {
    id: 'Z2CDN',
    name: 'cdn.test',
    records: [
      {
        Name: 'img.cdn.test.',
        Type: 'CNAME',
        TTL: 300,
        ResourceRecords: [{ Value: 'legacy-shop-1234567890.us-west-1.elb.amazonaws.com' }],
      },
    ],
  },
];
