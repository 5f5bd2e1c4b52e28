import { Lazy } from 'aws-cdk-lib';
import { elbZoneId } from '../../../../lib/config/elb-zones.ts';
import { resolve, smallest, warningsOf, withValue } from './configurations.ts';
import { itRefuses } from './refusals.ts';

const token = Lazy.string({ produce: () => 'x' });
const withTarget = (target: unknown) => () => withValue(smallest(), ['target'], target);
const ALB = 'ingress-1.us-west-1.elb.amazonaws.com';

describe('a target that is a load balancer', () => {
  itRefuses(
    [
      {
        wrong: 'an internal one',
        put: ['target', 'loadBalancer'],
        value: `internal-${ALB}`,
        expects: 'private addresses',
        advises: 'internet-facing',
      },
      {
        wrong: 'an internal one with a prefix',
        put: ['target', 'loadBalancer'],
        value: `dualstack.internal-${ALB}`,
        expects: 'private addresses',
        advises: 'internet-facing',
      },
      {
        wrong: 'a name of its own',
        put: ['target', 'loadBalancer'],
        value: 'ingress.shop.test',
        expects: "load balancer's own DNS name",
        advises: '.elb.amazonaws.com',
      },
      {
        wrong: 'a zonal name of an NLB',
        put: ['target', 'loadBalancer'],
        value: 'us-west-1a.nlb-1.elb.us-west-1.amazonaws.com',
        expects: "load balancer's own DNS name",
        advises: '.elb.<region>.amazonaws.com',
      },
      {
        wrong: 'an ARN',
        put: ['target', 'loadBalancer'],
        value: 'arn:aws:elasticloadbalancing:us-west-1:111122223333:loadbalancer/app/x/1',
        expects: "load balancer's own DNS name",
        advises: '.elb',
      },
      {
        wrong: 'a URL',
        put: ['target', 'loadBalancer'],
        value: `http://${ALB}`,
        expects: "load balancer's own DNS name",
        advises: '.elb',
      },
      {
        wrong: 'an object',
        put: ['target', 'loadBalancer'],
        value: {},
        shows: '{}',
        expects: 'DNS name',
        advises: 'loadBalancer:',
      },
      {
        wrong: 'a name alone',
        put: ['target'],
        value: ALB,
        expects: 'a target',
        advises: `{ loadBalancer: '${ALB}' }`,
      },
      {
        wrong: 'nothing',
        put: ['target'],
        value: undefined,
        expects: 'a plain object',
        advises: 'loadBalancer:',
      },
      {
        wrong: 'an empty target',
        put: ['target'],
        value: {},
        shows: '{}',
        expects: 'a load balancer, or addresses',
        advises: 'loadBalancer:',
      },
      {
        wrong: 'addresses beside it',
        put: ['target', 'ipv4'],
        value: ['198.51.100.7'],
        at: 'target',
        shows: 'ipv4',
        expects: 'not both',
        advises: 'loadBalancer:',
      },
      {
        wrong: "another region's hosted zone",
        put: ['target', 'hostedZoneId'],
        value: 'Z1H1FL5HABSF5',
        expects: "'Z368ELLRRE2KJ0'",
        advises: 'leave it out',
      },
      {
        wrong: 'a hosted zone that is none',
        put: ['target', 'hostedZoneId'],
        value: 'us-west-1',
        expects: "hosted zone's id",
        advises: 'list-hosted-zones',
      },
      {
        wrong: 'the other family',
        put: ['target', 'family'],
        value: 'network',
        expects: "'application-or-classic'",
        advises: 'leave it out',
      },
      {
        wrong: 'an unknown family',
        put: ['target', 'family'],
        value: 'gateway',
        expects: "'network' or",
        advises: "'network' or",
      },
      {
        wrong: 'a region without a known hosted zone',
        put: ['target', 'loadBalancer'],
        value: 'x-1.xx-new-9.elb.amazonaws.com',
        at: 'target.hostedZoneId',
        shows: 'left out',
        expects: 'xx-new-9',
        advises: 'CanonicalHostedZoneId',
      },
      {
        wrong: 'a token without its hosted zone',
        put: ['target'],
        value: { loadBalancer: token, family: 'network' },
        at: 'target.hostedZoneId',
        shows: 'left out',
        expects: 'deploy time',
        advises: 'loadBalancerCanonicalHostedZoneId',
      },
      {
        wrong: 'a token without its family',
        put: ['target'],
        value: { loadBalancer: token, hostedZoneId: 'Z1' },
        at: 'target.family',
        shows: 'left out',
        expects: 'deploy time',
        advises: "'network' for an NLB",
      },
      {
        wrong: 'health that is not a flag',
        put: ['target', 'evaluateTargetHealth'],
        value: 'yes',
        expects: 'true or false',
        advises: 'true (the default)',
      },
      {
        wrong: 'a name under another key',
        put: ['target'],
        value: { dnsName: ALB },
        at: 'target.dnsName',
        shows: ALB,
        expects: 'a key of a target',
        advises: '`loadBalancer`',
      },
    ],
    smallest,
  );

  it.each([
    [ALB, 'Z368ELLRRE2KJ0', 'application-or-classic'],
    [`DualStack.${ALB}.`, 'Z368ELLRRE2KJ0', 'application-or-classic'],
    ['nlb-0123456789abcdef.elb.eu-west-1.amazonaws.com', 'Z2IFOLAFXWLO4F', 'network'],
    ['x-1.cn-north-1.elb.amazonaws.com.cn', 'Z1GDH35T77C1KE', 'application-or-classic'],
    ['x-1.us-gov-west-1.elb.amazonaws.com', 'Z33AYJ8TM3BH4J', 'application-or-classic'],
  ])('knows the hosted zone and family of %s', (loadBalancer, hostedZoneId, family) => {
    const dnsName = `${loadBalancer.toLowerCase().replace(/\.$/, '')}.`;
    expect(resolve(withTarget({ loadBalancer })()).settings.target).toEqual({
      kind: 'load-balancer',
      dnsName,
      hostedZoneId,
      family,
      evaluateTargetHealth: true,
    });
  });

  it('takes the hosted zone that is given for a region without a known one', () => {
    const target = { loadBalancer: 'x-1.elb.xx-new-9.amazonaws.com', hostedZoneId: 'Z0NEW' };
    expect(resolve(withTarget(target)()).settings.target).toMatchObject({
      hostedZoneId: 'Z0NEW',
      family: 'network',
    });
  });

  it('lets tokens through with what they do not show', () => {
    const target = {
      loadBalancer: token,
      hostedZoneId: Lazy.string({ produce: () => 'Z' }),
      family: 'network',
    };
    expect(resolve(withTarget(target)()).settings.target).toEqual({
      kind: 'load-balancer',
      dnsName: token,
      hostedZoneId: target.hostedZoneId,
      family: 'network',
      evaluateTargetHealth: true,
    });
  });

  it('warns where its requests can not be counted', () => {
    const elsewhere = withTarget({ loadBalancer: 'x-1.us-east-1.elb.amazonaws.com' })();
    expect(warningsOf(elsewhere)).toContain('load-balancer-in-another-region target.loadBalancer');
    expect(warningsOf(smallest()).join()).not.toContain('another-region');
  });

  it('has a hosted zone of its own for each region and family', () => {
    const regions = ['us-west-1', 'us-west-2', 'eu-central-1', 'ap-southeast-5', 'us-gov-east-1'];
    const ids = regions.flatMap((region) => [
      elbZoneId(region, 'network'),
      elbZoneId(region, 'application-or-classic'),
    ]);
    expect(new Set(ids).size).toBe(2 * regions.length);
    expect(elbZoneId('constructor', 'network')).toBeUndefined();
  });
});

describe('a target of addresses', () => {
  const V4 = ['target', 'ipv4', 1];
  const V6 = ['target', 'ipv6', 1];
  itRefuses(
    [
      {
        wrong: 'an address twice',
        put: V4,
        value: '198.51.100.7',
        expects: 'once',
        advises: 'target.ipv4[0]',
      },
      {
        wrong: 'an address twice in another notation',
        put: V6,
        value: '2001:DB8:0:0::7',
        expects: 'once',
        advises: 'target.ipv6[0]',
      },
      {
        wrong: 'an address that is none',
        put: V4,
        value: '198.51.100.256',
        expects: 'a public IPv4 address',
        advises: "'198.51.100.7'",
      },
      {
        wrong: 'a name',
        put: V4,
        value: 'ingress.shop.test',
        expects: 'a public IPv4 address',
        advises: "'198.51.100.7'",
      },
      {
        wrong: 'an IPv6 address among IPv4 ones',
        put: V4,
        value: '2001:db8::8',
        expects: 'a public IPv4 address',
        advises: '`ipv6`',
      },
      {
        wrong: 'an IPv4 address among IPv6 ones',
        put: V6,
        value: '198.51.100.8',
        expects: 'a public IPv6 address',
        advises: '`ipv4`',
      },
      ...[
        '10.1.2.3',
        '172.31.255.255',
        '192.168.0.1',
        '100.64.0.1',
        '127.0.0.1',
        '169.254.169.254',
        '0.0.0.0',
        '224.0.0.1',
        '255.255.255.255',
      ].map((value) => ({
        wrong: `${value}, not public`,
        put: V4,
        value,
        expects: 'not routed',
        advises: 'public address',
      })),
      ...['::', '::1', '::ffff:10.0.0.1', 'fd00::1', 'fe80::1', 'ff02::1'].map((value) => ({
        wrong: `${value}, not public`,
        put: V6,
        value,
        expects: 'not routed',
        advises: 'public address',
      })),
      {
        wrong: 'a zone index',
        put: V6,
        value: '2001:db8::8%eth0',
        expects: 'a public IPv6 address',
        advises: '2001:db8::7',
      },
      {
        wrong: 'no address',
        put: ['target', 'ipv4'],
        value: [],
        shows: 'empty',
        expects: '1 to 100',
        advises: 'ipv4:',
      },
      {
        wrong: 'a token',
        put: V4,
        value: token,
        shows: 'a token',
        expects: 'known at synth',
        advises: '198.51.100.7',
      },
      {
        wrong: "a load balancer's hosted zone",
        put: ['target', 'hostedZoneId'],
        value: 'Z1',
        expects: 'belongs to a load balancer',
        advises: 'remove it',
      },
    ],
    withTarget({ ipv4: ['198.51.100.7'], ipv6: ['2001:db8::7'] }),
  );

  it('gives each in its shortest notation', () => {
    const target = { ipv4: ['198.51.100.7', '172.32.0.1'], ipv6: ['2001:0DB8:0::7'] };
    expect(resolve(withTarget(target)()).settings.target).toEqual({
      kind: 'addresses',
      ipv4: ['198.51.100.7', '172.32.0.1'],
      ipv6: ['2001:db8::7'],
    });
  });

  it('warns that nothing counts its requests, until a metric is named', () => {
    const config = withTarget({ ipv4: ['198.51.100.7'] })();
    expect(warningsOf(config)).toContain('cluster-requests-not-counted traffic.cluster');
    const cluster = [{ namespace: 'Ingress', metricName: 'Requests', dimensions: {} }];
    expect(warningsOf({ ...(config as object), traffic: { cluster } }).join()).not.toContain('not-counted');
  });
});
