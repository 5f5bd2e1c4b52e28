import { balancersOf } from '../../../../../rehearsal/scenes/migration/load-balancers.ts';
import { Snapshot } from '../../../../../rehearsal/snapshot/snapshot.ts';
import { HOME } from '../../../../support/shop.ts';
import { shopSnapshot } from '../../../../support/shop-snapshot.ts';

const REGION = '111122223333/us-west-1';
const ARN = 'arn:aws:elasticloadbalancing:us-west-1:111122223333';

describe('the load balancers of a snapshot', () => {
  it('are those of the shop, with what Elastic Load Balancing says and where the network has them', () => {
    expect(balancersOf(shopSnapshot(), HOME)).toMatchObject([
      {
        family: 'classic',
        name: 'legacy-shop',
        id: '',
        dnsName: 'legacy-shop-1234567890.us-west-1.elb.amazonaws.com',
        hostedZoneId: 'Z368ELLRRE2KJ0',
        scheme: 'internet-facing',
        dualStack: true,
        createdAt: Date.UTC(2027, 0, 4, 8),
        zones: ['us-west-1a', 'us-west-1c'],
        ipv4: ['192.0.2.10', '192.0.2.11'],
        ipv6: ['2001:db8:1::10', '2001:db8:1::11'],
        classic: { attributes: { ConnectionSettings: { IdleTimeout: 60 } } },
      },
      {
        family: 'application',
        name: 'k8s-ingress',
        id: 'app/k8s-ingress/50dc6c495c0c9188',
        dnsName: 'k8s-ingress-9876543210.us-west-1.elb.amazonaws.com',
        hostedZoneId: 'Z368ELLRRE2KJ0',
        scheme: 'internet-facing',
        dualStack: true,
        createdAt: Date.UTC(2027, 0, 4, 8),
        zones: ['us-west-1a', 'us-west-1c'],
        ipv4: ['198.51.100.20', '198.51.100.21'],
        ipv6: ['2001:db8:2::20', '2001:db8:2::21'],
        attributes: { 'client_keep_alive.seconds': '60' },
        securityGroups: ['sg-0123456789abcdef0'],
      },
      {
        family: 'network',
        name: 'api-k8s-shop-test-6o8f1e',
        scheme: 'internal',
        securityGroups: ['sg-0123456789abcdef2'],
      },
    ]);
  });

  it('have private addresses if they are internal, and each in one notation', () => {
    const net = `${ARN}:loadbalancer/net/inside/2`;
    const files = {
      'elbv2/describe-load-balancers': {
        LoadBalancers: [
          {
            LoadBalancerArn: net,
            LoadBalancerName: 'inside',
            DNSName: 'inside-2.elb.us-west-1.amazonaws.com',
            CanonicalHostedZoneId: 'Z24FKFUX50B4VW',
            CreatedTime: '2026-01-01T00:00:00+00:00',
            Scheme: 'internal',
            Type: 'network',
            IpAddressType: 'ipv4',
          },
        ],
      },
      'elbv2/describe-target-groups': {
        TargetGroups: [],
      },
      'ec2/describe-network-interfaces': {
        NetworkInterfaces: [
          {
            Description: 'ELB net/inside/2',
            PrivateIpAddress: '10.0.0.7',
            Ipv6Addresses: [{ Ipv6Address: '2001:DB8:20:0::9' }],
          },
          { Description: 'ELB net/inside/22', PrivateIpAddress: '10.0.0.8' },
        ],
      },
    };
    const snapshot = new Snapshot(
      'somewhere',
      new Map(Object.entries(files).map(([path, content]) => [`${REGION}/${path}.json`, content])),
    );
    expect(balancersOf(snapshot, HOME)).toMatchObject([
      {
        family: 'network',
        id: 'net/inside/2',
        dualStack: false,
        ipv4: ['10.0.0.7'],
        ipv6: ['2001:db8:20::9'],
      },
    ]);
  });
});
