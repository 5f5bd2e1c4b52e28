/** kops' tags, by which a cluster's parts in AWS are known: never by how names begin. */

export type Tags = Readonly<Record<string, string>>;

/** On each Auto Scaling group and instance of a cluster; its value is the cluster's name. */
export const CLUSTER_TAG = 'KubernetesCluster';

/** On a master's group: the first since 1.26, the second before it and beside it. */
export const MASTER_ROLES = ['k8s.io/role/control-plane', 'k8s.io/role/master'];
export const NODE_ROLE = 'k8s.io/role/node';

/** On each group: the name of its instance group. */
export const INSTANCE_GROUP_TAG = 'kops.k8s.io/instancegroup';

/** On an etcd volume: `k8s.io/etcd/main`, `k8s.io/etcd/events` … */
export const ETCD_TAG = 'k8s.io/etcd/';

/** On all that a cluster owns; its value is `owned`. */
export function ownedTag(cluster: string): string {
  return `kubernetes.io/cluster/${cluster}`;
}

export interface EtcdTag {
  readonly key: string;
  readonly value: string;
  readonly etcdCluster: string;
  /** Undefined when the value is not `<member>/<all members>`, such as `a/a,b,c`: etcd-manager can't read it either. */
  readonly named: { readonly member: string; readonly members: readonly string[] } | undefined;
}

/** What a volume's tags say of whom it belongs to. */
export function etcdTagsIn(tags: Tags): readonly EtcdTag[] {
  return Object.entries(tags)
    .filter(([key]) => key.startsWith(ETCD_TAG))
    .map(([key, value]) => ({ key, value, etcdCluster: key.slice(ETCD_TAG.length), named: memberIn(value) }));
}

function memberIn(value: string): EtcdTag['named'] {
  const [member = '', all = '', ...more] = value.split('/');
  const members = all.split(',');
  // A member without a name would be one more that is never healthy.
  if (more.length > 0 || members.includes('') || !members.includes(member)) return undefined;
  return { member, members };
}
