import {
  DescribeLoadBalancersCommand as DescribeClassic,
  DescribeTagsCommand as DescribeClassicTags,
  ElasticLoadBalancingClient,
} from '@aws-sdk/client-elastic-load-balancing';
import {
  DescribeListenerAttributesCommand,
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeTagsCommand,
  DescribeTargetGroupsCommand,
  ElasticLoadBalancingV2Client,
  paginateDescribeLoadBalancers,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { GetWebACLForResourceCommand, WAFV2Client } from '@aws-sdk/client-wafv2';
import {
  elasticLoadBalancingService,
  type SourceLoadBalancer,
  webAclService,
} from '../../../rehearsal/gateway/index.ts';
import { FUNCTION_CREDENTIALS } from './policies.ts';
import { NOW, type RehearsedAccount, rehearsedAccount } from './rehearsed-account.ts';

const LEGACY: SourceLoadBalancer = {
  family: 'classic',
  name: 'legacy-shop',
  id: '',
  dnsName: 'legacy-shop-123.us-west-1.elb.amazonaws.com',
  hostedZoneId: 'Z368ELLRRE2KJ0',
  scheme: 'internet-facing',
  dualStack: true,
  createdAt: NOW,
  tags: { team: 'R&D' },
};
const CLUSTER: SourceLoadBalancer = {
  ...LEGACY,
  family: 'application',
  name: 'k8s-ingress',
  id: 'app/k8s-ingress/50dc6c495c0c9188',
  dnsName: 'k8s-ingress-987.us-west-1.elb.amazonaws.com',
};
const NETWORK: SourceLoadBalancer = {
  ...CLUSTER,
  family: 'network',
  name: 'inner',
  id: 'net/inner/1',
  dualStack: false,
  listeners: [
    {
      arn: 'arn:aws:elasticloadbalancing:us-west-1:111122223333:listener/net/inner/1/a',
      protocol: 'TCP',
      port: 443,
      attributes: { 'tcp.idle_timeout.seconds': '350' },
    },
  ],
};
const WEB_ACL = {
  ARN: 'arn:aws:wafv2:us-west-1:111122223333:regional/webacl/shop/1',
  Id: '1',
  Name: 'shop',
};
const CLUSTER_ARN =
  'arn:aws:elasticloadbalancing:us-west-1:111122223333:loadbalancer/app/k8s-ingress/50dc6c495c0c9188';

describe('Elastic Load Balancing', () => {
  let account: RehearsedAccount;
  beforeEach(async () => {
    const service = elasticLoadBalancingService({ loadBalancers: () => [LEGACY, NETWORK, CLUSTER] });
    account = await rehearsedAccount({ services: { elasticloadbalancing: service } });
  });
  afterEach(() => account.stop());

  describe('2012-06-01', () => {
    const classic = () => new ElasticLoadBalancingClient(account.client(FUNCTION_CREDENTIALS));

    it('knows the classic load balancers alone', async () => {
      const { LoadBalancerDescriptions } = await classic().send(new DescribeClassic({}));
      expect(LoadBalancerDescriptions).toMatchObject([
        {
          LoadBalancerName: 'legacy-shop',
          DNSName: 'legacy-shop-123.us-west-1.elb.amazonaws.com',
          CanonicalHostedZoneName: 'legacy-shop-123.us-west-1.elb.amazonaws.com',
          CanonicalHostedZoneNameID: 'Z368ELLRRE2KJ0',
          Scheme: 'internet-facing',
          CreatedTime: new Date(NOW),
        },
      ]);
    });

    it('refuses a name that is none, also that of another family', async () => {
      const asked = classic().send(
        new DescribeClassic({ LoadBalancerNames: ['legacy-shop', 'k8s-ingress'] }),
      );
      await expect(asked).rejects.toMatchObject({
        name: 'AccessPointNotFoundException',
        message: "There is no ACTIVE Load Balancer named 'k8s-ingress'",
      });
    });

    it('describes tags', async () => {
      const asked = classic().send(new DescribeClassicTags({ LoadBalancerNames: ['legacy-shop'] }));
      expect((await asked).TagDescriptions).toMatchObject([
        { LoadBalancerName: 'legacy-shop', Tags: [{ Key: 'team', Value: 'R&D' }] },
      ]);
    });
  });

  describe('2015-12-01', () => {
    const version2 = () => new ElasticLoadBalancingV2Client(account.client(FUNCTION_CREDENTIALS));

    it('knows all others, by name and by ARN', async () => {
      const all = await version2().send(new DescribeLoadBalancersCommand({}));
      expect(all.LoadBalancers?.map(({ LoadBalancerName }) => LoadBalancerName)).toEqual([
        'inner',
        'k8s-ingress',
      ]);
      const byName = await version2().send(new DescribeLoadBalancersCommand({ Names: ['k8s-ingress'] }));
      const byArn = await version2().send(
        new DescribeLoadBalancersCommand({ LoadBalancerArns: [CLUSTER_ARN] }),
      );
      expect(byName.LoadBalancers).toEqual(byArn.LoadBalancers);
      expect(byName.LoadBalancers).toMatchObject([
        {
          LoadBalancerArn: CLUSTER_ARN,
          LoadBalancerName: 'k8s-ingress',
          DNSName: 'k8s-ingress-987.us-west-1.elb.amazonaws.com',
          CanonicalHostedZoneId: 'Z368ELLRRE2KJ0',
          Scheme: 'internet-facing',
          Type: 'application',
          IpAddressType: 'dualstack',
          State: { Code: 'active' },
          CreatedTime: new Date(NOW),
        },
      ]);
    });

    it('pages', async () => {
      const names: (string | undefined)[] = [];
      for await (const page of paginateDescribeLoadBalancers({ client: version2() }, { PageSize: 1 })) {
        expect(page.LoadBalancers).toHaveLength(1);
        names.push(page.LoadBalancers?.[0]?.LoadBalancerName);
      }
      expect(names).toEqual(['inner', 'k8s-ingress']);
    });

    it('refuses what is not there, and names together with ARNs', async () => {
      const send = (input: object) => version2().send(new DescribeLoadBalancersCommand(input));
      const missing = {
        name: 'LoadBalancerNotFoundException',
        message: "Load balancers '[legacy-shop]' not found",
      };
      await expect(send({ Names: ['legacy-shop'] })).rejects.toMatchObject(missing);
      await expect(send({ LoadBalancerArns: [`${CLUSTER_ARN}0`] })).rejects.toThrow('not found');
      const both = send({ Names: ['inner'], LoadBalancerArns: [CLUSTER_ARN] });
      await expect(both).rejects.toThrow('cannot be specified at the same time');
    });

    it('describes tags', async () => {
      const asked = version2().send(new DescribeTagsCommand({ ResourceArns: [CLUSTER_ARN] }));
      expect((await asked).TagDescriptions).toMatchObject([
        { ResourceArn: CLUSTER_ARN, Tags: [{ Key: 'team', Value: 'R&D' }] },
      ]);
    });

    it('describes listeners of one load balancer or by ARNs, and their attributes', async () => {
      const describe = (input: object) => version2().send(new DescribeListenersCommand(input));
      const arn = NETWORK.listeners?.[0]?.arn;
      const balancer = CLUSTER_ARN.replace(CLUSTER.id, NETWORK.id);
      const listener = { ListenerArn: arn, LoadBalancerArn: balancer, Protocol: 'TCP', Port: 443 };
      expect((await describe({ LoadBalancerArn: balancer })).Listeners).toEqual([listener]);
      expect((await describe({ ListenerArns: [arn] })).Listeners).toEqual([listener]);
      expect((await describe({ LoadBalancerArn: CLUSTER_ARN })).Listeners).toEqual([]);
      const attributes = (ListenerArn: string | undefined) =>
        version2().send(new DescribeListenerAttributesCommand({ ListenerArn }));
      expect((await attributes(arn)).Attributes).toEqual([{ Key: 'tcp.idle_timeout.seconds', Value: '350' }]);
      await expect(attributes(`${arn}0`)).rejects.toMatchObject({ name: 'ListenerNotFoundException' });
      await expect(describe({})).rejects.toThrow('Specify either');
    });

    it('says which operations it has not', async () => {
      const asked = version2().send(new DescribeTargetGroupsCommand({}));
      await expect(asked).rejects.toThrow('has no operation DescribeTargetGroups');
    });
  });
});

describe('AWS WAF', () => {
  let account: RehearsedAccount;
  beforeEach(async () => {
    const wafv2 = webAclService({ loadBalancers: () => [LEGACY, NETWORK, CLUSTER, PROTECTED] });
    account = await rehearsedAccount({ services: { wafv2 } });
  });
  afterEach(() => account.stop());

  const PROTECTED = { ...CLUSTER, id: 'app/shop/1', webAcl: WEB_ACL };
  const webAclOf = async (id: string) => {
    const command = new GetWebACLForResourceCommand({ ResourceArn: CLUSTER_ARN.replace(CLUSTER.id, id) });
    return (await new WAFV2Client(account.client(FUNCTION_CREDENTIALS)).send(command)).WebACL;
  };

  it('gives the web ACL of an application load balancer, or none', async () => {
    expect(await webAclOf(PROTECTED.id)).toEqual(WEB_ACL);
    expect(await webAclOf(CLUSTER.id)).toBeUndefined();
  });

  it('refuses what can have none, and what is not there', async () => {
    await expect(webAclOf(NETWORK.id)).rejects.toMatchObject({ name: 'WAFInvalidParameterException' });
    await expect(webAclOf('app/none/1')).rejects.toMatchObject({ name: 'WAFNonexistentItemException' });
  });
});
