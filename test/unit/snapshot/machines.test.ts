import {
  DESCRIBE_GROUPS,
  DESCRIBE_POLICIES,
  DESCRIBE_SCHEDULES,
  LIST_CLUSTER_GROUPS,
} from '../../../snapshot/calls/autoscaling.ts';
import { DESCRIBE_INSTANCES, DESCRIBE_INTERFACES, DESCRIBE_VOLUMES } from '../../../snapshot/calls/ec2.ts';
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
import { DESCRIBE_TARGET_GROUPS, DESCRIBE_TARGET_HEALTH } from '../../../snapshot/calls/targets.ts';
import { takeBalancers } from '../../../snapshot/parts/balancers.ts';
import { clusterPlaces, takeMachines } from '../../../snapshot/parts/machines.ts';
import { metricsOf } from '../../../snapshot/wanted/balancer-metrics.ts';
import { balancersMoved, balancersNamed } from '../../../snapshot/wanted/named-balancers.ts';
import type { RegionWanted } from '../../../snapshot/wanted/wanted.ts';
import { HOME, shopMastersSettings, shopSettings } from '../../support/shop.ts';
import { ScriptedSource } from './scripted-source.ts';

const ARN = 'arn:aws:elasticloadbalancing:us-west-1:111122223333';
const NLB = `${ARN}:loadbalancer/net/Front/0123456789abcdef`;
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
          ],
        }),
      ],
      [BALANCER_SETTINGS, () => ({})],
      [DESCRIBE_LISTENERS, () => ({ Listeners: [{ ListenerArn: `${ARN}:listener/net/Front/0123/4567` }] })],
      [LISTENER_SETTINGS, () => ({ Attributes: [] })],
      [DESCRIBE_INTERFACES, () => ({ NetworkInterfaces: [] })],
    );
    const named = balancersNamed(records, [], 'us-west-1');
    const read = await takeBalancers(region, source, { named, classic: new Set(['api-k8s']) });
    expect(read).toEqual([
      {
        family: 'classic',
        name: 'Legacy',
        dnsName: 'legacy-1.us-west-1.elb.amazonaws.com',
        instances: ['i-1'],
      },
      {
        family: 'classic',
        name: 'api-k8s',
        dnsName: 'api-k8s-1.us-west-1.elb.amazonaws.com',
        instances: ['i-1'],
      },
      { family: 'network', name: 'Front', dnsName: 'front-1.elb.us-west-1.amazonaws.com', arn: NLB },
    ]);
    expect([...source.files.keys()].filter((file) => file.includes('listener-attributes'))).toEqual([
      '111122223333/us-west-1/elbv2/describe-listener-attributes/4567.json',
    ]);
    expect(source.inputsOf(DESCRIBE_INTERFACES)).toEqual([
      {
        Filters: [
          { Name: 'description', Values: ['ELB Legacy', 'ELB api-k8s', 'ELB net/Front/0123456789abcdef'] },
        ],
      },
    ]);
    // Only application load balancers have web ACLs.
    expect(source.inputsOf(GET_WEB_ACL)).toEqual([]);
  });

  it('count hosts by target group', () => {
    const groups = [
      { arn: `${ARN}:targetgroup/a/1`, balancerArns: [NLB], instances: [] },
      { arn: `${ARN}:targetgroup/b/2`, balancerArns: ['other'], instances: [] },
    ];
    const asked = metricsOf({ family: 'network', name: 'Front', dnsName: '', arn: NLB }, groups);
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

describe('the machines of a region', () => {
  const cluster = [{ Key: 'KubernetesCluster', Value: 'k8s.shop.test' }];
  const group = (AutoScalingGroupName: string, more: object) => ({
    AutoScalingGroupName,
    Tags: [],
    Instances: [{ InstanceId: `i-${AutoScalingGroupName}` }],
    ...more,
  });
  const MASTERS = group('masters', {
    Tags: cluster,
    TargetGroupARNs: [`${ARN}:targetgroup/api/1`],
    LoadBalancerNames: ['api-k8s'],
  });

  const source = () =>
    new ScriptedSource(
      [LIST_CLUSTER_GROUPS, () => ({ AutoScalingGroups: [MASTERS] })],
      [
        DESCRIBE_TARGET_GROUPS,
        ({ LoadBalancerArn, TargetGroupArns = [] }) => ({
          TargetGroups: (LoadBalancerArn ? [`${ARN}:targetgroup/front/2`] : TargetGroupArns).map(
            (TargetGroupArn: string) => ({
              TargetGroupArn,
              TargetGroupName: TargetGroupArn.split('/')[1],
              LoadBalancerArns: LoadBalancerArn ? [NLB] : [],
            }),
          ),
        }),
      ],
      [
        DESCRIBE_TARGET_HEALTH,
        ({ TargetGroupArn }) => ({
          TargetHealthDescriptions: [
            { Target: { Id: `i-of-${TargetGroupArn.split('/')[1]}` } },
            { Target: { Id: '10.0.0.1' } },
          ],
        }),
      ],
      [
        DESCRIBE_GROUPS,
        () => ({
          AutoScalingGroups: [
            MASTERS,
            group('behind', { LoadBalancerNames: ['Legacy'] }),
            group('behind-front', { TargetGroupARNs: [`${ARN}:targetgroup/front/2`] }),
            group('other', { LoadBalancerNames: ['other'] }),
          ],
        }),
      ],
      [DESCRIBE_POLICIES, ({ AutoScalingGroupName }) => ({ ScalingPolicies: [{ AutoScalingGroupName }] })],
      [DESCRIBE_SCHEDULES, () => ({ ScheduledUpdateGroupActions: [] })],
      [
        DESCRIBE_INSTANCES,
        ({ Filters }) => ({ Reservations: Filters[0].Values.map((id: string) => ({ id })) }),
      ],
      [DESCRIBE_VOLUMES, () => ({ Volumes: [] })],
    );

  it('are those behind its load balancers, and the clusters’ own', async () => {
    const aws = source();
    const wanted: RegionWanted = { ...HOME, migrations: [], masters: [shopMastersSettings()] };
    const places = await clusterPlaces(wanted, aws);
    expect(places).toEqual({
      targetGroupArns: new Set([`${ARN}:targetgroup/api/1`]),
      classic: new Set(['api-k8s']),
    });
    const groups = await takeMachines(
      wanted,
      aws,
      [
        { family: 'classic', name: 'Legacy', dnsName: '', instances: ['i-classic'] },
        { family: 'network', name: 'Front', dnsName: '', arn: NLB },
      ],
      places,
    );
    expect(groups.map(({ arn }) => arn)).toEqual([`${ARN}:targetgroup/front/2`, `${ARN}:targetgroup/api/1`]);
    const file = (name: string) => aws.files.get(`111122223333/us-west-1/${name}.json`);
    const described = file('autoscaling/describe-auto-scaling-groups') as {
      AutoScalingGroups: { AutoScalingGroupName: string }[];
    };
    expect(described.AutoScalingGroups.map(({ AutoScalingGroupName }) => AutoScalingGroupName)).toEqual([
      'masters',
      'behind',
      'behind-front',
    ]);
    expect(file('autoscaling/describe-policies')).toEqual({
      ScalingPolicies: ['masters', 'behind', 'behind-front'].map((AutoScalingGroupName) => ({
        AutoScalingGroupName,
      })),
    });
    expect(aws.inputsOf(DESCRIBE_INSTANCES)).toEqual([
      {
        Filters: [
          {
            Name: 'instance-id',
            Values: ['i-classic', 'i-of-front', 'i-of-api', 'i-masters', 'i-behind', 'i-behind-front'],
          },
        ],
      },
    ]);
    expect(aws.inputsOf(DESCRIBE_VOLUMES)).toEqual([
      {
        Filters: [
          { Name: 'tag:kubernetes.io/cluster/k8s.shop.test', Values: ['owned'] },
          { Name: 'tag-key', Values: ['k8s.io/etcd/*'] },
        ],
      },
    ]);
  });

  it('are asked for two hundred at a time', async () => {
    const aws = source();
    const instances = Array.from({ length: 450 }, (_, i) => `i-${i}`);
    const wanted: RegionWanted = {
      ...HOME,
      migrations: [{ ...shopSettings(), cluster: undefined as never }],
      masters: [],
    };
    const none = { targetGroupArns: new Set<string>(), classic: new Set<string>() };
    await takeMachines(wanted, aws, [{ family: 'classic', name: 'x', dnsName: '', instances }], none);
    const sizes = aws
      .inputsOf(DESCRIBE_INSTANCES)
      .map((input) => (input as { Filters: { Values: string[] }[] }).Filters[0]?.Values.length);
    expect(sizes).toEqual([200, 200, 50]);
    expect(aws.files.get('111122223333/us-west-1/ec2/describe-instances.json')).toMatchObject({
      Reservations: { length: 450 },
    });
    // Without a cluster nobody asks for its volumes.
    expect(aws.inputsOf(DESCRIBE_VOLUMES)).toEqual([]);
  });
});
