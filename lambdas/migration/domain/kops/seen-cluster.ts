/** What AWS has of a kops cluster. */

/** An Auto Scaling group of the cluster. */
export interface SeenGroup {
  readonly name: string;
  /** By kops' tag; '' without one. */
  readonly instanceGroup: string;
  readonly role: 'master' | 'node' | 'other';
  readonly zones: readonly string[];
  readonly min: number;
  readonly max: number;
  readonly desired: number;
  /** Suspended processes: `Launch`, `Terminate` … */
  readonly suspended: readonly { readonly process: string; readonly reason: string }[];
  readonly targetGroupArns: readonly string[];
  /** Names of classic load balancers. */
  readonly loadBalancers: readonly string[];
  readonly instances: readonly SeenMember[];
}

export function mastersIn(groups: readonly SeenGroup[]): readonly SeenGroup[] {
  return groups.filter(({ role }) => role === 'master');
}

/** An instance as its group lists it. */
export interface SeenMember {
  readonly id: string;
  /** `InService`, `Pending:Wait` … */
  readonly lifecycle: string;
  /** By the group's own health check. */
  readonly isHealthy: boolean;
  readonly zone: string;
}

/** An instance that runs, as EC2 describes it. */
export interface SeenInstance {
  readonly id: string;
  readonly zone: string;
  /** ISO 8601; '' where EC2 doesn't say. */
  readonly launchedAt: string;
  readonly role: SeenGroup['role'];
  /** Security groups of all its network interfaces, by id. */
  readonly securityGroupIds: readonly string[];
  /** IPv4; '' for none. */
  readonly publicAddress: string;
}

/** A load balancer in front of the API servers, as far as it lets clients in. */
export interface SeenFront {
  readonly name: string;
  readonly isInternetFacing: boolean;
  /** None for a network load balancer that was made without: then the groups of its targets decide. */
  readonly securityGroupIds: readonly string[];
  /** Its targets see its own address in place of the client's. */
  readonly hidesClients: boolean;
}

/** A volume that is tagged as an etcd member's. */
export interface SeenVolume {
  readonly id: string;
  readonly etcdCluster: string;
  /** '' when the tag can't be read. */
  readonly member: string;
  /** All that its tag names, itself among them. */
  readonly members: readonly string[];
  /** The tag: `k8s.io/etcd/main=a/a,b,c`. */
  readonly tag: string;
  readonly zone: string;
  readonly state: string;
  readonly encrypted: boolean;
  /** Of the KMS key that encrypts it; '' for none. */
  readonly keyArn: string;
  /** '' for none. */
  readonly attachedTo: string;
  /** `attached`, `attaching` …; '' for none. */
  readonly attachment: string;
}

/** A target of a load balancer in front of the API servers. */
export interface SeenTarget {
  /** The target group's ARN or the classic load balancer's name. */
  readonly place: string;
  readonly instance: string;
  /** `healthy`, `unhealthy`, `initial`, `draining`, `unused`. */
  readonly state: string;
  /** '' when it says nothing. */
  readonly reason: string;
}
