import { ElasticLoadBalancingClient } from '@aws-sdk/client-elastic-load-balancing';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { BalancerConnections } from '../../../../lambdas/migration/adapters/balancer-connections.ts';
import { elasticLoadBalancingService } from '../../../../rehearsal/gateway/index.ts';
import type { SourceLoadBalancer } from '../../../../rehearsal/gateway/services/load-balancer-source.ts';
import { balancersOf } from '../../../../rehearsal/scenes/migration/load-balancers.ts';
import { machinesOf } from '../../../../rehearsal/scenes/migration/machines.ts';
import { HOME } from '../../../support/shop.ts';
import { shopSnapshot } from '../../../support/shop-snapshot.ts';
import { FUNCTION_CREDENTIALS } from '../../gateway/policies.ts';
import { NOW, type RehearsedAccount, rehearsedAccount } from '../../gateway/rehearsed-account.ts';

const LEGACY = 'legacy-shop-1234567890.us-west-1.elb.amazonaws.com';
const CLUSTER = 'k8s-ingress-9876543210.us-west-1.elb.amazonaws.com';
const ARN =
  'arn:aws:elasticloadbalancing:us-west-1:111122223333:loadbalancer/app/k8s-ingress/50dc6c495c0c9188';

describe('What ends connections at load balancers', () => {
  let account: RehearsedAccount;
  let balancers: readonly SourceLoadBalancer[];
  let connections: BalancerConnections;

  beforeEach(async () => {
    balancers = balancersOf(shopSnapshot(), HOME);
    const { targets } = machinesOf(shopSnapshot(), HOME, { seed: 1, now: () => NOW });
    const elasticloadbalancing = elasticLoadBalancingService({ loadBalancers: () => balancers }, targets);
    account = await rehearsedAccount({ services: { elasticloadbalancing } });
    const config = account.client(FUNCTION_CREDENTIALS);
    connections = new BalancerConnections(
      new ElasticLoadBalancingV2Client(config),
      new ElasticLoadBalancingClient(config),
    );
  });
  afterEach(() => account.stop());

  const withAttributes = (attributes: Readonly<Record<string, string>>) => {
    balancers = balancers.map((each) => (each.family === 'application' ? { ...each, attributes } : each));
  };
  const operations = () => account.gateway.calls.all().map(({ operation }) => operation);

  it('is read of each family, by two listings and the attributes of application ones alone', async () => {
    withAttributes({ 'client_keep_alive.seconds': '900', 'idle_timeout.timeout_seconds': '60' });
    const found = await connections.settingsOf([LEGACY, CLUSTER, 'gone-1.us-west-1.elb.amazonaws.com']);
    expect(Object.fromEntries(found)).toEqual({
      [CLUSTER]: {
        known: true,
        value: { family: 'application', arn: ARN, keepAliveSeconds: 900, idleSeconds: 60 },
      },
      [LEGACY]: { known: true, value: { family: 'classic' } },
    });
    expect(operations()).toEqual([
      'DescribeLoadBalancers',
      'DescribeLoadBalancerAttributes',
      'DescribeLoadBalancers',
    ]);
  });

  it('is asked of no other API if one has all names, and of none for no name', async () => {
    expect((await connections.settingsOf([])).size).toBe(0);
    expect(operations()).toEqual([]);
    await connections.settingsOf([CLUSTER]);
    expect(operations()).toEqual(['DescribeLoadBalancers', 'DescribeLoadBalancerAttributes']);
  });

  it('is nothing of a network load balancer’s attributes', async () => {
    balancers = balancers.map((each) =>
      each.family === 'application' ? { ...each, family: 'network', id: 'net/inner/1' } : each,
    );
    expect((await connections.settingsOf([CLUSTER])).get(CLUSTER)).toEqual({
      known: true,
      value: { family: 'network' },
    });
  });

  it.each([
    ['misses', { 'idle_timeout.timeout_seconds': '60' }, /client_keep_alive.seconds is missing/],
    [
      'has no number',
      { 'client_keep_alive.seconds': '60', 'idle_timeout.timeout_seconds': 'soon' },
      /is soon, not a number/,
    ],
  ])('is unknown if an attribute %s', async (_, attributes, why) => {
    withAttributes(attributes);
    expect((await connections.settingsOf([CLUSTER])).get(CLUSTER)).toEqual({
      known: false,
      why: expect.stringMatching(why),
    });
  });
});
