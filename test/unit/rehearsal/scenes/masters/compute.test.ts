import { seedsOf } from '../../../../../rehearsal/scenes/masters/compute.ts';
import { computeOf } from '../../../../../rehearsal/scenes/masters/scene.ts';
import type { JsonObject } from '../../../../../rehearsal/snapshot/json.ts';
import { HOME, shopMastersEstate } from '../../../../support/shop.ts';
import { shopSnapshot } from '../../../../support/shop-snapshot.ts';

const REGION = '111122223333/us-west-1';
const VOLUMES = `${REGION}/ec2/describe-volumes.json`;
const ARN =
  'arn:aws:elasticloadbalancing:us-west-1:111122223333:targetgroup/tcp-k8s-shop-test-6o8f1e/0123456789abcdef';

/** A volume without etcd. */
const DATA = {
  VolumeId: 'vol-1',
  AvailabilityZone: 'us-west-1a',
  Size: 8,
  Encrypted: false,
  VolumeType: 'gp2',
};

describe('the masters of a snapshot', () => {
  it('have their groups and the target group that those name', () => {
    const { groups, targetGroups } = seedsOf(shopSnapshot(), HOME, 'k8s.shop.test');
    expect(groups.map(({ name, zones }) => [name, zones])).toEqual(
      ['a', 'b', 'c'].map((zone) => [
        `control-plane-us-west-1${zone}.masters.k8s.shop.test`,
        [`us-west-1${zone}`],
      ]),
    );
    expect(groups[0]).toMatchObject({
      min: 1,
      max: 1,
      desired: 1,
      inService: 1,
      instanceType: 'm6i.large',
      targetGroupArns: [ARN],
      tags: { KubernetesCluster: 'k8s.shop.test', 'kops.k8s.io/instancegroup': 'control-plane-us-west-1a' },
    });
    expect(targetGroups).toEqual([
      {
        arn: ARN,
        protocol: 'TCP',
        port: 443,
        healthCheckProtocol: 'TCP',
        intervalSeconds: 10,
        healthyThreshold: 3,
        unhealthyThreshold: 3,
        deregistrationDelaySeconds: 60,
        tags: expect.objectContaining({ Name: 'tcp-k8s.shop.test' }),
      },
    ]);
  });

  it('are in groups of their own: those of nodes, and volumes without etcd, are left out', () => {
    const nodes = {
      AutoScalingGroupName: 'nodes',
      MinSize: 3,
      MaxSize: 9,
      DesiredCapacity: 3,
      AvailabilityZones: ['us-west-1a'],
      Instances: [],
      Tags: [{ Key: 'k8s.io/role/node', Value: '1' }],
    };
    const snapshot = shopSnapshot({
      [`${REGION}/autoscaling/describe-auto-scaling-groups.json`]: { AutoScalingGroups: [nodes] },
      [VOLUMES]: { Volumes: [DATA] },
    });
    expect(seedsOf(snapshot, HOME, 'k8s.shop.test')).toEqual({ groups: [], volumes: [], targetGroups: [] });
  });

  it('are the members that the tags of volumes name, of the etcd clusters that they name', () => {
    expect(shopMastersEstate()).toMatchObject({ members: ['a', 'b', 'c'], etcdClusters: ['main', 'events'] });
    const volume = (etcdCluster: string, member: string) => ({
      ...DATA,
      Tags: [
        { Key: 'KubernetesCluster', Value: 'k8s.shop.test' },
        { Key: `k8s.io/etcd/${etcdCluster}`, Value: `${member}/a-1,b-1,a-2` },
      ],
    });
    const clusters = ['main', 'events', 'cilium'];
    const Volumes = ['a-1', 'b-1', 'a-2'].flatMap((member) => clusters.map((name) => volume(name, member)));
    expect(shopMastersEstate(shopSnapshot({ [VOLUMES]: { Volumes } }))).toMatchObject({
      members: ['a-1', 'b-1', 'a-2'],
      etcdClusters: clusters,
    });
  });

  it('have their volumes as EC2 describes them, encrypted or not', () => {
    const snapshot = shopSnapshot();
    const [first, ...others] = (snapshot.files.get(VOLUMES) as { Volumes: JsonObject[] }).Volumes;
    const Volumes = [{ ...first, Encrypted: false, VolumeType: 'io2', Size: 64 }, ...others];
    const engine = computeOf(shopMastersEstate(shopSnapshot({ [VOLUMES]: { Volumes } })), {
      now: () => 0,
      seed: 1,
    });
    const described = engine.ec2.describeVolumes().Volumes;
    expect(described.map(({ VolumeId }) => VolumeId)).toEqual(Volumes.map(({ VolumeId }) => VolumeId));
    expect(described.map(({ Encrypted, VolumeType, Size }) => [Encrypted, VolumeType, Size])).toEqual([
      [false, 'io2', 64],
      ...others.map(() => [true, 'gp3', 20]),
    ]);
  });
});
