import { ElasticLoadBalancingClient } from '@aws-sdk/client-elastic-load-balancing';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { WAFV2Client } from '@aws-sdk/client-wafv2';
import { ClassicListing, Elbv2Listing } from '../../../../lambdas/migration/adapters/by-dns-name.ts';
import { ClassicBalancerTraits } from '../../../../lambdas/migration/adapters/classic-balancer-traits.ts';
import { Elbv2BalancerTraits } from '../../../../lambdas/migration/adapters/elbv2-balancer-traits.ts';
import { webAclsOf } from '../../../../lambdas/migration/adapters/waf-web-acls.ts';
import type { BalancerDirectory } from '../../../../lambdas/migration/ports/balancer-traits.ts';
import { elasticLoadBalancingService, webAclService } from '../../../../rehearsal/gateway/index.ts';
import type {
  SourceListener,
  SourceLoadBalancer,
} from '../../../../rehearsal/gateway/services/load-balancer-source.ts';
import { balancersOf } from '../../../../rehearsal/scenes/migration/load-balancers.ts';
import { machinesOf } from '../../../../rehearsal/scenes/migration/machines.ts';
import { HOME } from '../../../support/shop.ts';
import { shopSnapshot } from '../../../support/shop-snapshot.ts';
import { FUNCTION_CREDENTIALS } from '../../gateway/policies.ts';
import { NOW, type RehearsedAccount, rehearsedAccount } from '../../gateway/rehearsed-account.ts';

const LEGACY = 'legacy-shop-1234567890.us-west-1.elb.amazonaws.com';
const CLUSTER = 'k8s-ingress-9876543210.us-west-1.elb.amazonaws.com';
const STICKY = { PolicyName: 'sticky', CookieExpirationPeriod: 60 };

describe('The settings of load balancers', () => {
  let account: RehearsedAccount;
  let balancers: readonly SourceLoadBalancer[];
  let clients: {
    readonly classic: ElasticLoadBalancingClient;
    readonly others: ElasticLoadBalancingV2Client;
    readonly waf: WAFV2Client;
  };

  beforeEach(async () => {
    balancers = balancersOf(shopSnapshot(), HOME);
    const { targets } = machinesOf(shopSnapshot(), HOME, { seed: 1, now: () => NOW });
    const source = { loadBalancers: () => balancers };
    const elasticloadbalancing = elasticLoadBalancingService(source, targets);
    account = await rehearsedAccount({ services: { elasticloadbalancing, wafv2: webAclService(source) } });
    const config = account.client(FUNCTION_CREDENTIALS);
    clients = {
      classic: new ElasticLoadBalancingClient(config),
      others: new ElasticLoadBalancingV2Client(config),
      waf: new WAFV2Client(config),
    };
  });
  afterEach(() => account.stop());

  // As for each call of the function: what is listed is listed once.
  const classic = () => new ClassicBalancerTraits(clients.classic, new ClassicListing(clients.classic));
  const others = () =>
    new Elbv2BalancerTraits(clients.others, new Elbv2Listing(clients.others), webAclsOf(clients.waf));

  const traitsOf = async (directory: BalancerDirectory, dnsName: string) => {
    const reading = (await directory.traitsOf([dnsName])).get(dnsName);
    if (reading && !reading.known) throw new Error(reading.why);
    return reading?.value;
  };

  it('are read of an application load balancer and its target groups', async () => {
    expect(await traitsOf(others(), CLUSTER)).toEqual({
      family: 'application',
      idleSeconds: 60,
      http2: true,
      forwardedFor: 'append',
      proxyProtocol: false,
      sticky: false,
      webAcl: { known: true, value: undefined },
      metricsId: 'app/k8s-ingress/50dc6c495c0c9188',
    });
  });

  it('count of what is reserved only what is provisioned', async () => {
    const zones = ['provisioned', 'pending'].map((state, i) => ({
      zone: `us-west-1${i}`,
      units: 250,
      state,
    }));
    balancers = balancers.map((each) =>
      each.family === 'application' ? { ...each, reserved: { units: 500, zones } } : each,
    );
    const reserved = { requested: 500, provisioned: 250, least: 100 };
    expect(await others().reservedFor(CLUSTER)).toEqual(reserved);
    expect(await others().reservedFor(LEGACY)).toBeUndefined();
  });

  it('have the web ACL of an application load balancer, or why it is not known', async () => {
    const acl = { ARN: 'arn:aws:wafv2:us-west-1:111122223333:regional/webacl/shop/1', Id: '1', Name: 'shop' };
    balancers = balancers.map((each) => (each.family === 'application' ? { ...each, webAcl: acl } : each));
    expect((await traitsOf(others(), CLUSTER))?.webAcl).toEqual({
      known: true,
      value: { arn: acl.ARN, name: 'shop' },
    });
    account.policies.allows = ({ action }) => !action.startsWith('wafv2:');
    expect((await traitsOf(others(), CLUSTER))?.webAcl).toMatchObject({
      known: false,
      why: expect.stringContaining('AccessDenied'),
    });
  });

  it('have the idle time-out of that listener of a network load balancer that is the first to close', async () => {
    const listener = (id: string, protocol: string, seconds?: number) => ({
      arn: `arn:aws:elasticloadbalancing:us-west-1:111122223333:listener/net/inner/1/${id}`,
      protocol,
      port: 443,
      ...(seconds && { attributes: { 'tcp.idle_timeout.seconds': `${seconds}` } }),
    });
    const idleOf = async (...listeners: readonly SourceListener[]) => {
      balancers = balancers.map((each) =>
        each.family === 'application' ? { ...each, family: 'network', id: 'net/inner/1', listeners } : each,
      );
      return traitsOf(others(), CLUSTER);
    };
    expect(await idleOf(listener('a', 'TCP', 900), listener('b', 'TCP', 120))).toMatchObject({
      family: 'network',
      idleSeconds: 120,
    });
    balancers = balancersOf(shopSnapshot(), HOME);
    expect(await idleOf(listener('a', 'TCP', 900), listener('b', 'TLS'))).toMatchObject({ idleSeconds: 350 });
    balancers = balancersOf(shopSnapshot(), HOME);
    expect(await idleOf(listener('a', 'UDP'))).toMatchObject({ idleSeconds: undefined });
  });

  it('are read of a classic one, whose stickiness and proxy protocol are policies', async () => {
    const alike = { family: 'classic', idleSeconds: 60, http2: false, forwardedFor: 'append' };
    expect(await traitsOf(classic(), LEGACY)).toMatchObject({
      ...alike,
      sticky: false,
      proxyProtocol: false,
    });
    balancers = balancers.map((each) => withPolicies(each));
    expect(await traitsOf(classic(), LEGACY)).toMatchObject({ ...alike, sticky: true, proxyProtocol: true });
  });

  it('are asked for after one listing, and one that can’t be read is only unknown itself', async () => {
    account.policies.allows = ({ action }) => !action.endsWith(':DescribeTargetGroups');
    const found = await others().traitsOf([LEGACY, CLUSTER]);
    expect([...found].map(([name, { known }]) => [name, known])).toEqual([[CLUSTER, false]]);
    const calls = account.gateway.calls.all().map(({ operation }) => operation);
    expect(calls.filter((operation) => operation === 'DescribeLoadBalancers')).toHaveLength(1);
  });

  it('are those of nobody where no load balancer of the kind has the name', async () => {
    expect(await traitsOf(classic(), CLUSTER)).toBeUndefined();
    expect(await traitsOf(others(), LEGACY)).toBeUndefined();
  });
});

function withPolicies(balancer: SourceLoadBalancer): SourceLoadBalancer {
  if (!balancer.classic) return balancer;
  const description = {
    ListenerDescriptions: [
      {
        Listener: { Protocol: 'HTTPS', LoadBalancerPort: 443, InstancePort: 8080 },
        PolicyNames: ['sticky'],
      },
    ],
    Policies: {
      AppCookieStickinessPolicies: [],
      LBCookieStickinessPolicies: [STICKY],
      OtherPolicies: ['EnableProxyProtocol'],
    },
    BackendServerDescriptions: [{ InstancePort: 8080, PolicyNames: ['EnableProxyProtocol'] }],
  };
  return { ...balancer, classic: { ...balancer.classic, description } };
}
