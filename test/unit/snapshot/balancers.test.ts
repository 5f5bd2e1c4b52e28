import { DESCRIBE_INTERFACES } from '../../../snapshot/calls/ec2.ts';
import {
  BALANCER_SETTINGS,
  CLASSIC_HEALTH,
  CLASSIC_SETTINGS,
  DESCRIBE_BALANCERS,
  DESCRIBE_CLASSIC,
  DESCRIBE_LISTENERS,
  GET_WEB_ACL,
  LISTENER_SETTINGS,
} from '../../../snapshot/calls/load-balancers.ts';
import { LIST_BEHIND, LIST_TARGETS } from '../../../snapshot/calls/targets.ts';
import { takeBalancers } from '../../../snapshot/parts/balancers.ts';
import { metricsOf } from '../../../snapshot/wanted/balancer-metrics.ts';
import { balancersMoved, balancersNamed } from '../../../snapshot/wanted/named-balancers.ts';
import type { RegionWanted } from '../../../snapshot/wanted/wanted.ts';
import { HOME, shopSettings } from '../../support/shop.ts';
import { ScriptedSource } from './scripted-source.ts';

const ARN = 'arn:aws:elasticloadbalancing:us-west-1:111122223333';
const NLB = `${ARN}:loadbalancer/net/Front/0123456789abcdef`;
const API = `${ARN}:loadbalancer/net/api/1`;
const unknown = { dnsName: '', securityGroupIds: [] };
const region: RegionWanted = { ...HOME, migrations: [shopSettings()], masters: [] };
const alias = (Name: string, DNSName: string) => ({
  Name,
  Type: 'A' as const,
  AliasTarget: { DNSName, HostedZoneId: 'Z', EvaluateTargetHealth: false },
});
const cname = (Name: string, Value: string) => ({
  Name,
  Type: 'CNAME' as const,
  TTL: 60,
  ResourceRecords: [{ Value }],
});

describe('the load balancers of a region', () => {
  const records = [
    alias('www.shop.test.', 'dualstack.legacy-1.us-west-1.elb.amazonaws.com.'),
    cname('other.shop.test.', 'front-1.elb.us-west-1.amazonaws.com'),
    alias('far.shop.test.', 'far-1.eu-west-1.elb.amazonaws.com.'),
    alias('\\052.apps.shop.test.', 'through.shop.test.'),
    cname('through.shop.test.', 'Apps-1.us-west-1.elb.amazonaws.com'),
  ];
  const TARGET = 'k8s-ingress-9876543210.us-west-1.elb.amazonaws.com';

  it('are all that records name, and the targets', () => {
    expect([...balancersNamed(records, [shopSettings()], 'us-west-1')]).toEqual([
      'legacy-1.us-west-1.elb.amazonaws.com',
      'front-1.elb.us-west-1.amazonaws.com',
      'apps-1.us-west-1.elb.amazonaws.com',
      TARGET,
    ]);
  });

  it('between which names are moved are those to which the moved ones lead, also by way of others', () => {
    expect(balancersMoved(records, [shopSettings()], 'us-west-1')).toEqual(
      new Set([TARGET, 'legacy-1.us-west-1.elb.amazonaws.com', 'apps-1.us-west-1.elb.amazonaws.com']),
    );
  });

  it('are described without those that nobody names', async () => {
    const source = new ScriptedSource(
      [
        DESCRIBE_CLASSIC,
        () => ({
          LoadBalancerDescriptions: ['Legacy', 'api-k8s', 'other'].map((LoadBalancerName) => ({
            LoadBalancerName,
            DNSName: `${LoadBalancerName}-1.us-west-1.elb.amazonaws.com`,
            SecurityGroups: [`sg-${LoadBalancerName}`],
          })),
        }),
      ],
      [CLASSIC_HEALTH, () => ({ InstanceStates: [{ InstanceId: 'i-1', State: 'InService' }] })],
      [CLASSIC_SETTINGS, () => ({})],
      [
        DESCRIBE_BALANCERS,
        () => ({
          LoadBalancers: [
            {
              LoadBalancerName: 'Front',
              LoadBalancerArn: NLB,
              DNSName: 'Front-1.elb.us-west-1.amazonaws.com',
              Type: 'network',
            },
            { LoadBalancerName: 'none', LoadBalancerArn: 'x', DNSName: 'none', Type: 'application' },
            {
              LoadBalancerName: 'api',
              LoadBalancerArn: API,
              DNSName: 'api',
              Type: 'network',
              SecurityGroups: ['sg-api'],
            },
          ],
        }),
      ],
      [BALANCER_SETTINGS, () => ({})],
      [DESCRIBE_LISTENERS, () => ({ Listeners: [{ ListenerArn: `${ARN}:listener/net/Front/0123/4567` }] })],
      [LISTENER_SETTINGS, () => ({ Attributes: [] })],
      [DESCRIBE_INTERFACES, () => ({ NetworkInterfaces: [] })],
    );
    const named = balancersNamed(records, [], 'us-west-1');
    const read = await takeBalancers(region, source, {
      named,
      classic: new Set(['api-k8s']),
      arns: new Set([API]),
    });
    expect(read).toEqual([
      {
        family: 'classic',
        name: 'Legacy',
        dnsName: 'legacy-1.us-west-1.elb.amazonaws.com',
        instances: ['i-1'],
        securityGroupIds: ['sg-Legacy'],
      },
      {
        family: 'classic',
        name: 'api-k8s',
        dnsName: 'api-k8s-1.us-west-1.elb.amazonaws.com',
        instances: ['i-1'],
        securityGroupIds: ['sg-api-k8s'],
      },
      {
        family: 'network',
        name: 'Front',
        dnsName: 'front-1.elb.us-west-1.amazonaws.com',
        arn: NLB,
        securityGroupIds: [],
        fronts: [],
      },
      { family: 'network', name: 'api', dnsName: 'api', arn: API, securityGroupIds: ['sg-api'], fronts: [] },
    ]);
    // Of the masters' own it matters only whom it lets in.
    expect(source.inputsOf(BALANCER_SETTINGS)).toEqual([{ LoadBalancerArn: NLB }]);
    expect([...source.files.keys()].filter((file) => file.includes('listener-attributes'))).toEqual([
      '111122223333/us-west-1/elbv2/describe-listener-attributes/4567.json',
    ]);
    expect(source.inputsOf(DESCRIBE_INTERFACES)).toEqual([
      {
        Filters: [
          {
            Name: 'description',
            Values: ['ELB Legacy', 'ELB api-k8s', 'ELB net/Front/0123456789abcdef', 'ELB net/api/1'],
          },
        ],
      },
    ]);
    // Only application load balancers have web ACLs.
    expect(source.inputsOf(GET_WEB_ACL)).toEqual([]);
  });

  it('are followed to those that are their targets', async () => {
    const behind = `${ARN}:loadbalancer/app/behind/1`;
    const groups = [
      { TargetGroupArn: 'g1', TargetGroupName: 'to-alb', TargetType: 'alb' },
      { TargetGroupArn: 'g2', TargetGroupName: 'to-hosts', TargetType: 'instance' },
    ];
    const source = new ScriptedSource(
      [
        DESCRIBE_BALANCERS,
        () => ({
          LoadBalancers: [
            {
              LoadBalancerName: 'Front',
              LoadBalancerArn: NLB,
              DNSName: 'Front-1.elb.us-west-1.amazonaws.com',
              Type: 'network',
            },
            { LoadBalancerName: 'behind', LoadBalancerArn: behind, DNSName: 'Behind', Type: 'application' },
            { LoadBalancerName: 'none', LoadBalancerArn: 'x', DNSName: 'none', Type: 'application' },
          ],
        }),
      ],
      [LIST_BEHIND, () => ({ TargetGroups: groups })],
      [LIST_TARGETS, () => ({ TargetHealthDescriptions: [{ Target: { Id: behind } }] })],
      [DESCRIBE_INTERFACES, () => ({ NetworkInterfaces: [] })],
    );
    const named = new Set(['front-1.elb.us-west-1.amazonaws.com']);
    const read = await takeBalancers(region, source, { named, classic: new Set(), arns: new Set() });
    expect(read).toMatchObject([
      { name: 'Front', fronts: [] },
      { name: 'behind', dnsName: 'behind', fronts: [...named] },
    ]);
    expect(source.inputsOf(LIST_BEHIND)).toEqual([{ arn: NLB }]);
    expect(source.inputsOf(LIST_TARGETS)).toEqual([{ arn: 'g1', name: 'to-alb' }]);
    expect(source.inputsOf(BALANCER_SETTINGS)).toEqual([
      { LoadBalancerArn: NLB },
      { LoadBalancerArn: behind },
    ]);
  });

  it('count hosts by target group', () => {
    const groups = [
      { arn: `${ARN}:targetgroup/a/1`, balancerArns: [NLB], instances: [] },
      { arn: `${ARN}:targetgroup/b/2`, balancerArns: ['other'], instances: [] },
    ];
    const asked = metricsOf({ family: 'network', name: 'Front', ...unknown, arn: NLB, fronts: [] }, groups);
    const names = asked.map(({ MetricStat }) => {
      const { Namespace, MetricName, Dimensions = [] } = MetricStat?.Metric ?? {};
      return [Namespace, MetricName, MetricStat?.Stat, ...Dimensions.map(({ Value }) => Value)].join(' ');
    });
    expect(names).toEqual(
      expect.arrayContaining([
        'AWS/NetworkELB NewFlowCount Sum net/Front/0123456789abcdef',
        'AWS/NetworkELB HealthyHostCount Minimum net/Front/0123456789abcdef targetgroup/a/1',
      ]),
    );
    expect(names.filter((name) => name.includes('targetgroup/b'))).toEqual([]);
  });
});
