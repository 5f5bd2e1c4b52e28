import {
  DESCRIBE_GROUPS,
  DESCRIBE_POLICIES,
  DESCRIBE_SCHEDULES,
  LIST_CLUSTER_GROUPS,
} from '../../../snapshot/calls/autoscaling.ts';
import { DESCRIBE_INSTANCES, DESCRIBE_VOLUMES } from '../../../snapshot/calls/ec2.ts';
import {
  DESCRIBE_TARGET_GROUPS,
  DESCRIBE_TARGET_HEALTH,
  LIST_TARGET_GROUP,
} from '../../../snapshot/calls/targets.ts';
import { clusterPlaces, takeMachines } from '../../../snapshot/parts/machines.ts';
import type { RegionWanted } from '../../../snapshot/wanted/wanted.ts';
import { HOME, shopMastersSettings, shopSettings } from '../../support/shop.ts';
import { ScriptedSource } from './scripted-source.ts';

const ARN = 'arn:aws:elasticloadbalancing:us-west-1:111122223333';
const NLB = `${ARN}:loadbalancer/net/Front/0123456789abcdef`;
const unknown = { dnsName: '', securityGroupIds: [] };
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

  const instance = (InstanceId: string) => ({
    InstanceId,
    Tags: [{ Key: 'KubernetesCluster', Value: InstanceId === 'i-masters' ? 'k8s.shop.test' : 'other' }],
    SecurityGroups: [{ GroupId: `sg-of-${InstanceId}` }],
    NetworkInterfaces: [{ Groups: [{ GroupId: `sg-of-${InstanceId}` }, { GroupId: 'sg-of-pods' }] }],
  });
  const source = () =>
    new ScriptedSource(
      [LIST_CLUSTER_GROUPS, () => ({ AutoScalingGroups: [MASTERS] })],
      [LIST_TARGET_GROUP, () => ({ TargetGroups: [{ LoadBalancerArns: [NLB] }] })],
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
        ({ Filters }) => ({
          Reservations: Filters[0].Values.map((id: string) => ({ Instances: [instance(id)] })),
        }),
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
      balancerArns: new Set([NLB]),
    });
    expect(aws.inputsOf(LIST_TARGET_GROUP)).toEqual([{ arn: `${ARN}:targetgroup/api/1` }]);
    const read = await takeMachines(
      wanted,
      aws,
      [
        { family: 'classic', name: 'Legacy', ...unknown, instances: ['i-classic'] },
        { family: 'network', fronts: [], name: 'Front', ...unknown, arn: NLB },
      ],
      places,
    );
    expect(read.targetGroups.map(({ arn }) => arn)).toEqual([
      `${ARN}:targetgroup/front/2`,
      `${ARN}:targetgroup/api/1`,
    ]);
    expect(new Set(read.securityGroupIds)).toEqual(new Set(['sg-of-i-masters', 'sg-of-pods']));
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
    const none = new Set<string>();
    const places = { targetGroupArns: none, classic: none, balancerArns: none };
    await takeMachines(wanted, aws, [{ family: 'classic', name: 'x', ...unknown, instances }], places);
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
