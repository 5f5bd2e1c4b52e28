import { App, Stack } from 'aws-cdk-lib';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { NetworkLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { ENVIRONMENT, problemsOf, resolve, smallest, warningsOf } from './configurations.ts';
import { itRefuses } from './refusals.ts';

const ELB = 'arn:aws:elasticloadbalancing:us-west-1:111122223333';
const APPLICATION = `${ELB}:loadbalancer/app/ingress/0123456789abcdef`;
const NETWORK = `${ELB}:loadbalancer/net/nlb/0123456789abcdef`;
const WILDCARD = '*.apps.shop.test';
const RECORDS = ['shop.test', 'www.shop.test', WILDCARD];
const clusterNetwork = {
  vpcId: 'vpc-0123456789abcdef0',
  subnetIds: ['subnet-0123456789abcdef0'],
  securityGroupIds: ['sg-0123456789abcdef0'],
};

const configured = (probe: unknown, more: object = {}) =>
  ({
    ...smallest(),
    zones: [{ id: 'Z0SHOP', name: 'shop.test', records: RECORDS }],
    target: { loadBalancer: 'nlb-0123456789abcdef.elb.us-west-1.amazonaws.com' },
    alarms: { make: true, loadBalancer: NETWORK, ...(probe !== undefined && { probe }) },
    ...more,
  }) as never;
const probeOf = (probe?: unknown, more: object = {}) => resolve(configured(probe, more)).settings.nameProbe;

describe('which names are asked each minute', () => {
  it.each<[string, unknown, object, readonly string[] | undefined]>([
    ['all but wildcards', undefined, {}, ['shop.test', 'www.shop.test']],
    ['none', false, {}, undefined],
    [
      'a name in place of a wildcard',
      {},
      { ingress: { askFor: { [WILDCARD]: 'basket.apps.shop.test' } } },
      ['shop.test', 'www.shop.test', 'basket.apps.shop.test'],
    ],
    ['those of `ingress`', {}, { ingress: { names: ['www.shop.test'] } }, ['www.shop.test']],
    [
      'those that are picked out',
      { names: ['Shop.test.'] },
      { ingress: { names: ['www.shop.test'] } },
      ['shop.test'],
    ],
    [
      'a name once that a wildcard and itself stand for',
      {},
      {
        zones: [{ id: 'Z0SHOP', name: 'shop.test', records: [WILDCARD, 'a.apps.shop.test'] }],
        ingress: { askFor: { [WILDCARD]: 'a.apps.shop.test' } },
      },
      ['a.apps.shop.test'],
    ],
  ])('%s', (_what, probe, more, hosts) => {
    expect(probeOf(probe, more)?.hosts).toEqual(hosts);
  });

  it('is all of ten thousand', () => {
    const records = Array.from({ length: 10_000 }, (_, i) => `n${i}.shop.test`);
    expect(probeOf({}, { zones: [{ id: 'Z0SHOP', name: 'shop.test', records }] })?.hosts).toHaveLength(
      10_000,
    );
  });

  it('is said where a wildcard is left out', () => {
    expect(warningsOf(configured({})).filter((code) => code.startsWith('name-not-probed'))).toEqual([
      'name-not-probed alarms.probe',
    ]);
    expect(warningsOf(configured(false)).join()).not.toContain('name-not-probed');
  });
});

describe('how they are asked', () => {
  it('is for the front page, from the internet; 5 % are an alarm', () => {
    expect(probeOf()).toEqual({ hosts: ['shop.test', 'www.shop.test'], path: '/' });
    expect(resolve(configured({})).deployment.madeAlarms?.at(-1)).toMatchObject({
      name: 'shop-ClusterAlarm-Names',
      threshold: 5,
    });
  });

  it('can be for another path, with another threshold', () => {
    expect(probeOf({ path: '/health?deep=1' })?.path).toBe('/health?deep=1');
    const { madeAlarms } = resolve(configured({ percent: 33.5 })).deployment;
    expect(madeAlarms?.at(-1)?.threshold).toBe(33.5);
  });

  it('can be from the cluster’s network', () => {
    const { settings } = resolve(configured({ from: 'clusterNetwork' }, { clusterNetwork }));
    expect(settings).toMatchObject({ nameProbe: { inClusterNetwork: true }, clusterNetwork });
    const codes = warningsOf(configured({ from: 'clusterNetwork' }, { clusterNetwork }));
    expect(codes.join()).not.toContain('network-not-used');
    expect(warningsOf(configured({}, { clusterNetwork })).join()).toContain('network-not-used');
  });

  it('is from there by itself for an internal load balancer of CDK', () => {
    const stack = new Stack(new App(), 'Balancers', { env: ENVIRONMENT });
    const vpc = Vpc.fromVpcAttributes(stack, 'Vpc', {
      vpcId: 'vpc-1',
      availabilityZones: ['us-west-1a'],
      privateSubnetIds: ['subnet-1'],
      publicSubnetIds: ['subnet-2'],
    });
    const from = (internetFacing: boolean, probe?: object) => {
      const id = `${internetFacing} ${JSON.stringify(probe)}`;
      const nlb = new NetworkLoadBalancer(stack, id, { vpc, internetFacing });
      return configured(undefined, {
        alarms: { make: true, loadBalancer: nlb, ...(probe && { probe }) },
        target: { loadBalancer: nlb.loadBalancerDnsName, hostedZoneId: 'Z0', family: 'network' },
        clusterNetwork,
      });
    };
    expect(resolve(from(false)).settings.nameProbe?.inClusterNetwork).toBe(true);
    expect(resolve(from(true)).settings.nameProbe).not.toHaveProperty('inClusterNetwork');
    expect(problemsOf(from(false, { from: 'internet' }))).toMatchObject([
      { path: 'alarms.probe.from', expected: expect.stringContaining('internal') },
    ]);
  });
});

describe('how they are not', () => {
  const at = (...keys: string[]) => ['alarms', 'probe', ...keys];
  itRefuses(
    [
      {
        wrong: 'a path without its slash',
        put: at('path'),
        value: 'health',
        expects: 'begins with `/`',
        advises: '/login',
      },
      { wrong: 'a share', put: at('percent'), value: 0.05, expects: 'from 0.1 to 100', advises: '0.1' },
      { wrong: 'more than all', put: at('percent'), value: 101, expects: 'from 0.1 to 100', advises: '100' },
      {
        wrong: 'a name that doesn’t move',
        put: at('names'),
        value: ['img.shop.test'],
        at: 'alarms.probe.names[0]',
        shows: 'img.shop.test',
        expects: 'a moved name',
        advises: "'shop.test'",
      },
      {
        wrong: 'a wildcard that nothing stands for',
        put: at('names'),
        value: [WILDCARD],
        shows: '',
        expects: "a wildcard can't be requested",
        advises: "'*.apps.shop.test': 'www.apps.shop.test'",
      },
      {
        wrong: 'another network',
        put: at('from'),
        value: 'vpc',
        expects: "'clusterNetwork'",
        advises: "'clusterNetwork'",
      },
      {
        wrong: 'a network that isn’t there',
        put: at('from'),
        value: 'clusterNetwork',
        at: 'clusterNetwork',
        shows: 'left out',
        expects: 'the network from which',
        advises: 'probe: false',
      },
      {
        wrong: 'yes',
        put: at(),
        value: true,
        expects: 'settings of the requests for the moved names',
        advises: 'false',
      },
    ],
    () => configured({}),
  );

  it('names none where only wildcards move', () => {
    const zones = [{ id: 'Z0SHOP', name: 'shop.test', records: [WILDCARD] }];
    expect(problemsOf(configured(undefined, { zones }))).toMatchObject([
      { path: 'alarms.probe', fix: expect.stringContaining('askFor') },
    ]);
  });

  it('is of no use for what counts 5xx itself', () => {
    const alarms = { make: true, loadBalancer: APPLICATION, probe: {} };
    expect(problemsOf({ ...smallest(), alarms } as never)).toMatchObject([
      { path: 'alarms.probe', expected: expect.stringContaining('counts 5xx itself'), fix: 'remove it' },
    ]);
    expect(
      resolve({ ...smallest(), alarms: { ...alarms, probe: false } } as never).settings,
    ).not.toHaveProperty('nameProbe');
  });
});
