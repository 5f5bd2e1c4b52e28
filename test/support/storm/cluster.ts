/** A kops cluster on the strict engine, with 1, 3 or 5 masters that are all well. */
import type { MastersSettings } from '../../../lambdas/shared/contract/masters/settings.ts';
import {
  ComputeEngine,
  type ComputeOptions,
  type GroupSeed,
  type Seconds,
} from '../../../rehearsal/compute/index.ts';

export const ETCD_CLUSTERS = ['main', 'events'] as const;
export type EtcdCluster = (typeof ETCD_CLUSTERS)[number];

export interface ClusterOptions {
  readonly masters: number;
  readonly seed: number;
  readonly now: () => number;
  readonly settings: MastersSettings;
  /** How long volumes take to come free. */
  readonly release: Seconds;
}

export function memberNames(masters: number): readonly string[] {
  return ['a', 'b', 'c', 'd', 'e'].slice(0, masters);
}

export function groupName(member: string, { cluster }: Pick<MastersSettings, 'cluster'>): string {
  return `control-plane-us-west-1${member}.masters.${cluster}`;
}

export function buildCluster({ masters, seed, now, settings, release }: ClusterOptions): ComputeEngine {
  const { cluster, account, region, hooks, heartbeatSeconds } = settings;
  const names = memberNames(masters);
  const tags = {
    KubernetesCluster: cluster,
    [`kubernetes.io/cluster/${cluster}`]: 'owned',
    'k8s.io/role/control-plane': '1',
  };
  const arn = `arn:aws:elasticloadbalancing:${region}:${account}:targetgroup/tcp-api/0123456789abcdef`;
  const group = (name: string): GroupSeed => ({
    name: groupName(name, settings),
    zones: [`us-west-1${name}`],
    tags,
    targetGroupArns: [arn],
    hooks: [
      {
        name: hooks.terminating,
        transition: 'autoscaling:EC2_INSTANCE_TERMINATING',
        heartbeatSeconds,
        defaultResult: 'CONTINUE',
      },
      {
        name: hooks.launching,
        transition: 'autoscaling:EC2_INSTANCE_LAUNCHING',
        heartbeatSeconds,
        defaultResult: 'CONTINUE',
      },
    ],
  });
  const options: ComputeOptions = {
    now,
    seed,
    account,
    region,
    groups: names.map(group),
    volumes: names.flatMap((name) =>
      ETCD_CLUSTERS.map((etcd) => ({
        zone: `us-west-1${name}`,
        tags: { ...tags, [`k8s.io/etcd/${etcd}`]: `${name}/${names.join(',')}` },
      })),
    ),
    targetGroups: [
      { arn, protocol: 'TCP', port: 443, healthCheckProtocol: 'TCP', deregistrationDelaySeconds: 60 },
    ],
    timing: { release },
  };
  return new ComputeEngine(options);
}
