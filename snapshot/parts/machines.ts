import { CLUSTER_TAG, ETCD_TAG, ownedTag } from '../../lambdas/shared/domain/kops-tags.ts';
import type { ContentOf } from '../../rehearsal/snapshot/file-kind.ts';
import type { INSTANCES } from '../../rehearsal/snapshot/kinds/ec2.ts';
import {
  DESCRIBE_GROUPS,
  DESCRIBE_POLICIES,
  DESCRIBE_SCHEDULES,
  LIST_CLUSTER_GROUPS,
} from '../calls/autoscaling.ts';
import { DESCRIBE_INSTANCES, DESCRIBE_VOLUMES } from '../calls/ec2.ts';
import {
  DESCRIBE_GROUP_TAGS,
  DESCRIBE_TARGET_GROUPS,
  DESCRIBE_TARGET_HEALTH,
  LIST_TARGET_GROUP,
  TARGET_GROUP_SETTINGS,
} from '../calls/targets.ts';
import { one, type Source } from '../source/source.ts';
import { clustersOf, type RegionWanted } from '../wanted/wanted.ts';
import type { BalancerRead, ClassicRead } from './balancers.ts';
import { askedOfEach, inPieces } from './in-pieces.ts';
import type { Part } from './part.ts';

/** Who is behind the load balancers, and the cluster's own. */
export const MACHINES: Part = {
  calls: [
    DESCRIBE_TARGET_GROUPS,
    DESCRIBE_TARGET_HEALTH,
    TARGET_GROUP_SETTINGS,
    DESCRIBE_GROUP_TAGS,
    DESCRIBE_GROUPS,
    DESCRIBE_POLICIES,
    DESCRIBE_SCHEDULES,
    DESCRIBE_INSTANCES,
  ],
  isIn: ({ regions }) => regions.length > 0,
};

export const CLUSTERS: Part = {
  calls: [LIST_CLUSTER_GROUPS, LIST_TARGET_GROUP, DESCRIBE_VOLUMES],
  isIn: ({ regions }) => regions.some((region) => clustersOf(region).length > 0),
};

/** Account and region. */
type Where = Pick<RegionWanted, 'account' | 'region'>;

/** Where the clusters' groups register their instances: no record names the load balancer of masters. */
export interface ClusterPlaces {
  readonly targetGroupArns: ReadonlySet<string>;
  /** Names of classic ones. */
  readonly classic: ReadonlySet<string>;
  /** Of the others. */
  readonly balancerArns: ReadonlySet<string>;
}

export async function clusterPlaces(region: RegionWanted, source: Source): Promise<ClusterPlaces> {
  const where = { account: region.account, region: region.region };
  const [targetGroupArns, classic] = [new Set<string>(), new Set<string>()];
  for (const cluster of clustersOf(region)) {
    const groups = await source.list(LIST_CLUSTER_GROUPS, where, { cluster });
    for (const { TargetGroupARNs = [], LoadBalancerNames = [] } of groups?.AutoScalingGroups ?? []) {
      for (const arn of TargetGroupARNs) targetGroupArns.add(arn);
      for (const name of LoadBalancerNames) classic.add(name);
    }
  }
  const balancerArns = new Set<string>();
  for (const arn of targetGroupArns) {
    const found = await source.list(LIST_TARGET_GROUP, where, { arn });
    for (const { LoadBalancerArns = [] } of found?.TargetGroups ?? [])
      for (const balancer of LoadBalancerArns) balancerArns.add(balancer);
  }
  return { targetGroupArns, classic, balancerArns };
}

export async function takeMachines(
  region: RegionWanted,
  source: Source,
  balancers: readonly (ClassicRead | BalancerRead)[],
  { targetGroupArns }: ClusterPlaces,
): Promise<MachinesRead> {
  const where = { account: region.account, region: region.region };
  const clusters = clustersOf(region);
  const targetGroups = await takeTargetGroups(where, source, balancers, targetGroupArns);
  const places = new Set([
    ...balancers.flatMap((each) => (each.family === 'classic' ? each.name : [])),
    ...targetGroups.map(({ arn }) => arn),
  ]);
  const inGroups = await takeGroups(where, source, places, clusters);
  const ids = new Set([
    ...balancers.flatMap((each) => (each.family === 'classic' ? each.instances : [])),
    ...targetGroups.flatMap(({ instances }) => instances),
    ...inGroups,
  ]);
  const described = await source.file(DESCRIBE_INSTANCES, where, (ask) =>
    inPieces(ask, 'instance-id', [...ids], { Reservations: [] }),
  );
  if (clusters.length > 0)
    await source.file(DESCRIBE_VOLUMES, where, (ask) => {
      const questions = clusters.map((cluster) => ({ Filters: etcdVolumesOf(cluster) }));
      return askedOfEach(ask, questions, { Volumes: [] });
    });
  const ofClusters = (described?.Reservations ?? [])
    .flatMap(({ Instances }) => Instances)
    .filter(({ Tags = [] }) =>
      Tags.some(({ Key, Value = '' }) => Key === CLUSTER_TAG && clusters.includes(Value)),
    );
  return { targetGroups, securityGroupIds: ofClusters.flatMap(groupsOf) };
}

export interface MachinesRead {
  readonly targetGroups: readonly TargetGroupRead[];
  /** Of the clusters' instances. */
  readonly securityGroupIds: readonly string[];
}

type InstanceRead = ContentOf<typeof INSTANCES>['Reservations'][number]['Instances'][number];

function groupsOf({ SecurityGroups = [], NetworkInterfaces = [] }: InstanceRead): readonly string[] {
  const groups = [...SecurityGroups, ...NetworkInterfaces.flatMap(({ Groups = [] }) => Groups)];
  return groups.flatMap(({ GroupId }) => GroupId ?? []);
}

function etcdVolumesOf(cluster: string) {
  return [
    { Name: `tag:${ownedTag(cluster)}`, Values: ['owned'] },
    { Name: 'tag-key', Values: [`${ETCD_TAG}*`] },
  ];
}

export interface TargetGroupRead {
  readonly arn: string;
  readonly balancerArns: readonly string[];
  /** Ids. */
  readonly instances: readonly string[];
}

/** Those of the load balancers, and those in which masters are registered. */
async function takeTargetGroups(
  where: Where,
  source: Source,
  balancers: readonly (ClassicRead | BalancerRead)[],
  ofMasters: ReadonlySet<string>,
): Promise<readonly TargetGroupRead[]> {
  const described = await source.file(DESCRIBE_TARGET_GROUPS, where, async (ask) => {
    const arns = balancers.flatMap((each) => (each.family === 'classic' ? [] : each.arn));
    const questions = arns.map((LoadBalancerArn) => ({ LoadBalancerArn }));
    const ofBalancers = await askedOfEach(ask, questions, { TargetGroups: [] });
    const known = new Set(ofBalancers.TargetGroups.map(({ TargetGroupArn }) => TargetGroupArn));
    const others = [...ofMasters].filter((arn) => !known.has(arn));
    const more = others.map((arn) => ({ TargetGroupArns: [arn] }));
    return askedOfEach(ask, more, ofBalancers);
  });
  const read: TargetGroupRead[] = [];
  for (const { TargetGroupArn: arn, TargetGroupName, LoadBalancerArns } of described?.TargetGroups ?? []) {
    const at = { ...where, names: [TargetGroupName] };
    const health = await one(source, DESCRIBE_TARGET_HEALTH, at, { TargetGroupArn: arn });
    await one(source, TARGET_GROUP_SETTINGS, at, { TargetGroupArn: arn });
    await one(source, DESCRIBE_GROUP_TAGS, at, { ResourceArns: [arn] });
    const ids = (health?.TargetHealthDescriptions ?? []).map(({ Target }) => Target.Id);
    const instances = ids.filter((id) => id.startsWith('i-'));
    read.push({ arn, balancerArns: LoadBalancerArns ?? [], instances });
  }
  return read;
}

/**
 * The clusters' groups, and those that register at one of `places`.
 * @returns ids of their instances
 */
async function takeGroups(
  where: Where,
  source: Source,
  places: ReadonlySet<string>,
  clusters: readonly string[],
): Promise<readonly string[]> {
  const described = await source.file(DESCRIBE_GROUPS, where, async (ask) => {
    const all = await ask({});
    if (!all) return undefined;
    const wanted = all.AutoScalingGroups.filter(
      ({ Tags, LoadBalancerNames = [], TargetGroupARNs = [] }) =>
        Tags.some(({ Key, Value }) => Key === CLUSTER_TAG && clusters.includes(Value)) ||
        [...LoadBalancerNames, ...TargetGroupARNs].some((place) => places.has(place)),
    );
    return { ...all, AutoScalingGroups: wanted };
  });
  const groups = described?.AutoScalingGroups ?? [];
  const names = groups.map(({ AutoScalingGroupName }) => ({ AutoScalingGroupName }));
  await source.file(DESCRIBE_POLICIES, where, (ask) => askedOfEach(ask, names, { ScalingPolicies: [] }));
  await source.file(DESCRIBE_SCHEDULES, where, (ask) =>
    askedOfEach(ask, names, { ScheduledUpdateGroupActions: [] }),
  );
  return groups.flatMap(({ Instances }) => Instances.flatMap(({ InstanceId }) => InstanceId ?? []));
}
