import { ComputeEngine, type ComputeOptions, type GroupSeed } from '../../../../rehearsal/compute/index.ts';
import type { BusEvent } from '../../../../rehearsal/world/alarm-event.ts';

export const BEGIN = Date.UTC(2027, 0, 4, 8, 0);
export const CLUSTER = 'k8s.shop.test';
export const API_TCP =
  'arn:aws:elasticloadbalancing:us-west-1:111122223333:targetgroup/tcp-k8s-shop/73e2d6bc24d8a067';
export const CLASSIC = 'api-k8s-shop';
export const [GROUP_A, GROUP_B, GROUP_C] = ['a', 'b', 'c'].map(groupIn) as [string, string, string];

/** Every delay the same, in seconds, so that tests can name moments. */
export const EVEN = {
  launch: [5, 5],
  start: [20, 20],
  boot: [30, 30],
  attach: [5, 5],
  serve: [15, 15],
  fill: [100, 100],
  shutDown: [40, 40],
  release: [10, 10],
  notice: [60, 60],
  proceed: [1, 1],
  retry: [90, 90],
} as const;

export const TERMINATING = {
  name: 'shop-masters-terminating',
  transition: 'autoscaling:EC2_INSTANCE_TERMINATING',
  heartbeatSeconds: 300,
  defaultResult: 'CONTINUE',
} as const;
export const LAUNCHING = {
  name: 'shop-masters-launching',
  transition: 'autoscaling:EC2_INSTANCE_LAUNCHING',
  heartbeatSeconds: 600,
  defaultResult: 'CONTINUE',
} as const;
export const KOPS_HOOK = { ...TERMINATING, name: 'control-plane-us-west-1a-NTHLifecycleHook' } as const;

export function groupIn(zone: string): string {
  return `control-plane-us-west-1${zone}.masters.${CLUSTER}`;
}

/** The tags that kops gives to everything of the cluster. */
export const OWNED = { KubernetesCluster: CLUSTER, [`kubernetes.io/cluster/${CLUSTER}`]: 'owned' } as const;

export interface Masters {
  readonly engine: ComputeEngine;
  /** Seconds since the beginning. */
  readonly seconds: () => number;
  /** Lives on for so many seconds, from one happening to the next. @returns the events on the way */
  readonly pass: (seconds: number) => readonly BusEvent[];
  /** The group's instances with their lifecycle states, oldest first. */
  readonly lifecycles: (group?: string) => readonly string[];
  /** The one instance that a group has, or the n-th. */
  readonly instance: (group?: string, n?: number) => string;
  /** Id of the volume of an etcd cluster's member. */
  readonly volume: (member: string, etcdCluster?: string) => string;
}

/** Three masters in three zones, each with its volumes; `group` changes each group, `others` are groups besides. */
export function shopMasters(
  group: Partial<GroupSeed> = {},
  options: Partial<ComputeOptions> = {},
  others: readonly GroupSeed[] = [],
): Masters {
  let now = BEGIN;
  const engine = new ComputeEngine({
    now: () => now,
    seed: 7,
    account: '111122223333',
    region: 'us-west-1',
    groups: [
      ...['a', 'b', 'c'].map((zone) => ({
        name: groupIn(zone),
        zones: [`us-west-1${zone}`],
        tags: {
          ...OWNED,
          'k8s.io/role/control-plane': '1',
          'kops.k8s.io/instancegroup': `control-plane-us-west-1${zone}`,
        },
        targetGroupArns: [API_TCP],
        ...group,
      })),
      ...others,
    ],
    volumes: ['a', 'b', 'c'].flatMap((zone) =>
      ['main', 'events'].map((etcdCluster) => ({
        zone: `us-west-1${zone}`,
        tags: { ...OWNED, 'k8s.io/role/control-plane': '1', [`k8s.io/etcd/${etcdCluster}`]: `${zone}/a,b,c` },
      })),
    ),
    targetGroups: [
      {
        arn: API_TCP,
        protocol: 'TCP',
        port: 443,
        healthCheckProtocol: 'TCP',
        deregistrationDelaySeconds: 30,
        tags: OWNED,
      },
    ],
    classicLoadBalancers: [{ name: CLASSIC, drainingSeconds: 60, tags: OWNED }],
    timing: EVEN,
    ...options,
  });
  const instancesOf = (name: string) =>
    engine.autoScaling.describeAutoScalingGroups({ AutoScalingGroupNames: [name] }).AutoScalingGroups[0]
      ?.Instances ?? [];
  return {
    engine,
    seconds: () => (now - BEGIN) / 1000,
    pass: (seconds) => {
      const until = now + seconds * 1000;
      const events: BusEvent[] = [];
      for (let next = engine.lookAhead(until); next !== undefined; next = engine.lookAhead(until)) {
        now = next;
        events.push(...engine.advanceTo(now));
      }
      now = until;
      return [...events, ...engine.advanceTo(now)];
    },
    lifecycles: (name = GROUP_A) => instancesOf(name).map(({ LifecycleState }) => LifecycleState),
    instance: (name = GROUP_A, n = 0) => {
      const found = instancesOf(name)[n];
      if (!found) throw new Error(`${name} has no instance ${n}`);
      return found.InstanceId;
    },
    volume: (member, etcdCluster = 'main') => {
      const Filters = [{ Name: `tag:k8s.io/etcd/${etcdCluster}`, Values: [`${member}/*`] }];
      const [found] = engine.ec2.describeVolumes({ Filters }).Volumes;
      if (!found) throw new Error(`there is no volume of ${etcdCluster} for ${member}`);
      return found.VolumeId;
    },
  };
}
