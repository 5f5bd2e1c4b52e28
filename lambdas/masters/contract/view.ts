/** What AWS says of a cluster's masters at a moment. Made by DescribeMasters, handed on through the machine. */

export interface MastersView {
  /** ISO 8601. */
  readonly at: string;
  readonly groups: readonly MasterGroup[];
  /** Etcd volumes whose group is unknown: see domain/placing.ts. */
  readonly otherVolumes: readonly EtcdVolume[];
}

/** An Auto Scaling group of masters: kops makes one for each master, with min = max = 1. */
export interface MasterGroup {
  readonly name: string;
  /** Availability Zones. */
  readonly zones: readonly string[];
  readonly desired: number;
  /** Suspended processes with the reason that Auto Scaling gives, which names who did it. */
  readonly suspended: readonly { readonly process: string; readonly reason: string }[];
  readonly targetGroupArns: readonly string[];
  /** Classic ones. */
  readonly loadBalancers: readonly string[];
  readonly instances: readonly MasterInstance[];
  /** The etcd volumes of this group's member. */
  readonly volumes: readonly EtcdVolume[];
}

export interface MasterInstance {
  readonly id: string;
  /** Auto Scaling's: `InService`, `Terminating:Wait`, `Pending:Wait` …; '' once Auto Scaling doesn't know it any more. */
  readonly lifecycle: string;
  /** EC2's: `running`, `shutting-down`, `terminated` …; '' once EC2 doesn't know it any more. */
  readonly state: string;
  readonly zone: string;
  /** IPv4; '' when it has none (any more). */
  readonly address: string;
  /** ISO 8601; '' when EC2 doesn't say. */
  readonly launchedAt: string;
}

export interface EtcdVolume {
  readonly id: string;
  /** From the tag `k8s.io/etcd/<cluster>`: `main`, `events` … */
  readonly etcdCluster: string;
  /** The member that it is, and all members of that etcd cluster: the tag's value is `a/a,b,c`. */
  readonly member: string;
  readonly members: readonly string[];
  readonly zone: string;
  /** EC2's: `available`, `in-use` … */
  readonly state: string;
  /** '' when it is attached to nothing. */
  readonly attachedTo: string;
  /** EC2's: `attached`, `detaching`, `busy` …; '' when it is attached to nothing. */
  readonly attachment: string;
}

/** What one master's own API server said, or why it said nothing. */
export interface MasterHealth {
  readonly instance: string;
  /** Whether its answer could be taken at its word; else why not, in `reason`. */
  readonly answered: boolean;
  /**
   * `refused`: it answered 401 or 403, or with a certificate that is not the cluster's: the token or the CA is wrong.
   * `silent`: no answer, a late or an unreadable one.
   */
  readonly failure?: 'refused' | 'silent';
  /**
   * Checks of etcd that it reported, true for ok: `etcd`, `etcd-override-<n>`, and of those that nobody knows the failed
   * ones.
   */
  readonly etcd: Readonly<Record<string, boolean>>;
  /** For people. */
  readonly reason: string;
}
