/** A kops cluster on the strict engine, with 1, 3 or 5 healthy masters, in as many zones or fewer. */
import type { MastersSettings } from '../../../lambdas/masters/contract/settings.ts';
import {
  ComputeEngine,
  type ComputeOptions,
  type GroupSeed,
  type Seconds,
} from '../../../rehearsal/compute/index.ts';

const ETCD_CLUSTERS = ['main', 'events'] as const;

/** What a cluster has that not every one has. */
export interface ClusterShape {
  /** Fewer zones than masters: some have two groups. Default: as many as masters. */
  readonly zones?: number;
  /** Etcd clusters beside `main` and `events`. */
  readonly also?: readonly ('cilium' | 'leases')[];
}

export interface ClusterOptions extends ClusterShape {
  readonly masters: number;
  readonly seed: number;
  readonly now: () => number;
  readonly settings: MastersSettings;
  /** How long volumes take to come free. */
  readonly release: Seconds;
}

/** As kops names them: `a`, `b`, `c`, or `a-1`, `b-1`, `c-1`, `a-2` … where zones have several. The first letter is the zone's. */
export function memberNames(masters: number, { zones = masters }: ClusterShape = {}): readonly string[] {
  return Array.from({ length: masters }, (_, i) => {
    const zone = 'abcde'.charAt(i % zones);
    return zones < masters ? `${zone}-${Math.floor(i / zones) + 1}` : zone;
  });
}

/** In the order of the cluster's spec. */
export function etcdClusters({ also = [] }: ClusterShape = {}): readonly string[] {
  return [...ETCD_CLUSTERS, ...also];
}

export function groupName(member: string, { cluster }: Pick<MastersSettings, 'cluster'>): string {
  return `control-plane-us-west-1${member}.masters.${cluster}`;
}

export function buildCluster({
  masters,
  seed,
  now,
  settings,
  release,
  ...shape
}: ClusterOptions): ComputeEngine {
  const { cluster, account, region, hooks, heartbeatSeconds } = settings;
  const names = memberNames(masters, shape);
  const zoneOf = (name: string) => `us-west-1${name.charAt(0)}`;
  const tags = {
    KubernetesCluster: cluster,
    [`kubernetes.io/cluster/${cluster}`]: 'owned',
    'k8s.io/role/control-plane': '1',
  };
  const arn = `arn:aws:elasticloadbalancing:${region}:${account}:targetgroup/tcp-api/0123456789abcdef`;
  const group = (name: string): GroupSeed => ({
    name: groupName(name, settings),
    zones: [zoneOf(name)],
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
      etcdClusters(shape).map((etcd) => ({
        zone: zoneOf(name),
        tags: { ...tags, [`k8s.io/etcd/${etcd}`]: `${name}/${names.join(',')}` },
      })),
    ),
    targetGroups: [
      { arn, protocol: 'TCP', port: 443, healthCheckProtocol: 'TCP', deregistrationDelaySeconds: 60, tags },
    ],
    timing: { release },
  };
  return new ComputeEngine(options);
}
