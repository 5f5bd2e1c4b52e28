import { ElasticLoadBalancingClient } from '@aws-sdk/client-elastic-load-balancing';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { byDnsName } from '../../../../lambdas/migration/adapters/by-dns-name.ts';
import { ClassicLoadBalancers } from '../../../../lambdas/migration/adapters/classic-load-balancers.ts';
import { Elbv2LoadBalancers } from '../../../../lambdas/migration/adapters/elbv2-load-balancers.ts';
import { elasticLoadBalancingService, type SourceLoadBalancer } from '../../../../rehearsal/gateway/index.ts';
import { FUNCTION_CREDENTIALS } from '../../gateway/policies.ts';
import { NOW, type RehearsedAccount, rehearsedAccount } from '../../gateway/rehearsed-account.ts';

const source = (changed: Partial<SourceLoadBalancer>): SourceLoadBalancer => ({
  family: 'application',
  name: 'Ingress',
  id: 'app/Ingress/50dc6c495c0c9188',
  dnsName: 'Ingress-987.us-west-1.elb.amazonaws.com',
  hostedZoneId: 'Z368ELLRRE2KJ0',
  scheme: 'internet-facing',
  dualStack: true,
  createdAt: NOW,
  tags: {},
  ...changed,
});
const INNER = source({
  family: 'network',
  name: 'inner',
  id: 'net/inner/1',
  dnsName: 'inner-1.elb.us-west-1.amazonaws.com',
  hostedZoneId: 'ZNLB',
  scheme: 'internal',
  dualStack: false,
});
const LEGACY = source({
  family: 'classic',
  name: 'Legacy',
  id: '',
  dnsName: 'Legacy-1.us-west-1.elb.amazonaws.com',
  dualStack: false,
});

describe('A load balancer as a target', () => {
  let account: RehearsedAccount;
  beforeEach(async () => {
    const elasticloadbalancing = elasticLoadBalancingService({
      loadBalancers: () => [source({}), INNER, LEGACY],
    });
    account = await rehearsedAccount({ services: { elasticloadbalancing } });
  });
  afterEach(() => account.stop());

  it('is described with its hosted zone, where it can be reached from, and what it answers', async () => {
    const client = new ElasticLoadBalancingV2Client(account.client(FUNCTION_CREDENTIALS));
    const names = ['ingress-987.us-west-1.elb.amazonaws.com', 'inner-1.elb.us-west-1.amazonaws.com', 'other'];
    const found = await new Elbv2LoadBalancers(client).find(names);
    expect(found.get('ingress-987.us-west-1.elb.amazonaws.com')).toMatchObject({
      hostedZoneId: 'Z368ELLRRE2KJ0',
      state: 'active',
      internetFacing: true,
      answers: { ipv4: true, ipv6: true },
    });
    expect(found.get('inner-1.elb.us-west-1.amazonaws.com')).toMatchObject({
      hostedZoneId: 'ZNLB',
      internetFacing: false,
      answers: { ipv4: true, ipv6: false },
    });
    expect(found.size).toBe(2);
  });

  it('that is a classic one answers with IPv4 alone', async () => {
    const client = new ElasticLoadBalancingClient(account.client(FUNCTION_CREDENTIALS));
    const found = await new ClassicLoadBalancers(client).find(['legacy-1.us-west-1.elb.amazonaws.com']);
    expect([...found.values()]).toMatchObject([
      {
        hostedZoneId: 'Z368ELLRRE2KJ0',
        state: 'active',
        internetFacing: true,
        answers: { ipv4: true, ipv6: false },
      },
    ]);
  });
});

describe('Load balancers that are listed', () => {
  it('are looked for on every page, by their names in lower case', async () => {
    const pages = async function* () {
      yield [{ DNSName: 'Other.elb.amazonaws.com' }];
      yield [{ DNSName: 'First.elb.amazonaws.com' }, {}];
      yield [{ DNSName: 'Last.elb.amazonaws.com' }];
    };
    const names = ['first.elb.amazonaws.com', 'last.elb.amazonaws.com'];
    const found = await byDnsName(names, pages(), (page) => page);
    expect([...found.keys()]).toEqual(names);
  });

  it('are read no further than to the last one that is looked for', async () => {
    const pages = async function* () {
      yield [{ DNSName: 'First.elb.amazonaws.com' }];
      throw new Error('Another page was read.');
    };
    const found = await byDnsName(['first.elb.amazonaws.com'], pages(), (page) => page);
    expect([...found.keys()]).toEqual(['first.elb.amazonaws.com']);
  });
});
