/** A kops cluster as its specification has it, of whichever version: v1alpha2 as kops stores it, or v1alpha3. */
export interface ClusterSpec {
  /** '' where the specification doesn't say. */
  readonly name: string;
  /** As `1.36.2`, without a `v`; '' where it doesn't say. */
  readonly kubernetesVersion: string;
  readonly etcdClusters: readonly EtcdClusterSpec[];
  /** What `authorization` has; `default`: it doesn't say, so kops' version decides. */
  readonly authorization: 'rbac' | 'always-allow' | 'default';
  /** With which the API server is started, `Node,RBAC`; '' where it doesn't say. */
  readonly authorizationMode: string;
  readonly sshAccess: Access;
  readonly apiAccess: Access;
  readonly subnets: readonly SubnetSpec[];
  /** Undefined where it doesn't say. */
  readonly hasApiLoadBalancer: boolean | undefined;
  /** '' where it doesn't say. */
  readonly containerdVersion: string;
  readonly instanceGroups: readonly InstanceGroupSpec[];
}

/** What of it there is in AWS, too. */
export type ClusterParts = Pick<
  ClusterSpec,
  'name' | 'etcdClusters' | 'instanceGroups' | 'subnets' | 'hasApiLoadBalancer'
>;

/** CIDRs and prefix lists that may connect; undefined: it doesn't say, and kops opens nothing. */
export type Access = readonly string[] | undefined;

export interface EtcdClusterSpec {
  /** `main`, `events`, `cilium`, `leases`. */
  readonly name: string;
  /** '' where it doesn't say. */
  readonly version: string;
  readonly members: readonly EtcdMemberSpec[];
  /** `s3://…`; '' where it doesn't say: below the cluster in the state store. */
  readonly backupStore: string;
  /** As Go writes it, `15m0s`; '' where it doesn't say. */
  readonly backupInterval: string;
}

export interface EtcdMemberSpec {
  readonly name: string;
  readonly instanceGroup: string;
  readonly encrypted: boolean;
}

export interface SubnetSpec {
  readonly name: string;
  /** `us-west-1a`. */
  readonly zone: string;
  /** `Public`, `Private`, `DualStack`, `Utility`; '' where it doesn't say. */
  readonly type: string;
}

export interface InstanceGroupSpec {
  readonly name: string;
  /** `Master` of v1alpha2 is `ControlPlane`, as in v1alpha3; others as they are: `Node`, `Bastion`, `APIServer`. */
  readonly role: string;
  readonly subnets: readonly string[];
  /** Undefined where it doesn't say: kops then takes 1 for masters. */
  readonly minSize: number | undefined;
  readonly maxSize: number | undefined;
  readonly image: string;
}

export function isMasterGroup({ role }: InstanceGroupSpec): boolean {
  return role === 'ControlPlane';
}

/** The zones of a group's subnets; none if the specification doesn't say of each subnet in which zone it is. */
export function zonesOf(spec: Pick<ClusterSpec, 'subnets'>, group: InstanceGroupSpec): readonly string[] {
  const zones = group.subnets.map((name) => spec.subnets.find((subnet) => subnet.name === name)?.zone ?? '');
  return zones.includes('') ? [] : [...new Set(zones)].toSorted();
}
