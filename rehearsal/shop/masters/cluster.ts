/** The masters of the cluster that the shop moves to, as kops made them. */
import type { GroupSeed, TargetGroupSeed, VolumeSeed } from '../../compute/index.ts';
import type { Subnet } from '../../etcd/index.ts';
import { ACCOUNT, REGION } from '../account.ts';

export const CLUSTER = 'k8s.shop.test';
/** The name in every API server's certificate. */
export const SERVER_NAME = `api.internal.${CLUSTER}`;
/** Of the secret with the token. */
export const TOKEN_SECRET = `${CLUSTER}/readyz`;
/** How often the sweep looks, milliseconds: what a configuration that doesn't say it gets. */
export const SWEEP_PERIOD = 5 * 60_000;
/** How long a member that has come back settles before the next master goes, milliseconds: likewise. */
export const SETTLE = 3 * 60_000;
/** The cluster's VPC. */
export const NETWORK: Subnet = { address: '172.20.0.0', prefix: 16 };

/** kops names members by the last letter of their zone, of which the region is taken to have three … */
export const MEMBERS: readonly string[] = ['a', 'b', 'c'];
/** … and numbers them where a zone has several. */
export const FIVE_IN_THREE_ZONES: readonly string[] = ['a-1', 'b-1', 'c-1', 'a-2', 'b-2'];

/** The API servers' own is the first. */
export const ETCD_CLUSTERS: readonly string[] = ['main', 'events'];

const OWNED = { KubernetesCluster: CLUSTER, [`kubernetes.io/cluster/${CLUSTER}`]: 'owned' };
const ROLE = { 'k8s.io/role/control-plane': '1', 'k8s.io/role/master': '1' };

export const zoneOf = (member: string) => `${REGION}${member.charAt(0)}`;
const instanceGroupOf = (member: string) => `control-plane-${REGION}${member}`;
export const groupOf = (member: string) => `${instanceGroupOf(member)}.masters.${CLUSTER}`;

/** kops cuts the cluster's name short and adds a hash. */
const TARGET_GROUP = `arn:aws:elasticloadbalancing:${REGION}:${ACCOUNT}:targetgroup/tcp-k8s-shop-test-6o8f1e/0123456789abcdef`;

export const TARGET_GROUPS: readonly TargetGroupSeed[] = [
  {
    arn: TARGET_GROUP,
    protocol: 'TCP',
    port: 443,
    healthCheckProtocol: 'TCP',
    // What kops sets.
    deregistrationDelaySeconds: 60,
    tags: { ...OWNED, Name: `tcp-${CLUSTER}` },
  },
];

export const groupsOf = (members: readonly string[]): readonly GroupSeed[] =>
  members.map((member) => ({
    name: groupOf(member),
    zones: [zoneOf(member)],
    tags: {
      ...OWNED,
      ...ROLE,
      Name: groupOf(member),
      'kops.k8s.io/instancegroup': instanceGroupOf(member),
      'aws-node-termination-handler/managed': '',
    },
    targetGroupArns: [TARGET_GROUP],
    instanceType: 'm6i.large',
  }));

export const GROUPS = groupsOf(MEMBERS);

export const volumesOf = (
  members: readonly string[],
  etcdClusters: readonly string[],
): readonly VolumeSeed[] =>
  members.flatMap((member) =>
    etcdClusters.map((etcdCluster) => ({
      zone: zoneOf(member),
      tags: {
        ...OWNED,
        ...ROLE,
        Name: `${member}.etcd-${etcdCluster}.${CLUSTER}`,
        [`k8s.io/etcd/${etcdCluster}`]: `${member}/${members.join(',')}`,
      },
    })),
  );
