import { Lazy } from 'aws-cdk-lib';
import { resolve, smallest, warningsOf, withValue } from './configurations.ts';
import { itRefuses } from './refusals.ts';

const token = Lazy.string({ produce: () => 'x' });
const withTarget = (target: unknown) => () => withValue(smallest(), ['target'], target);

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
