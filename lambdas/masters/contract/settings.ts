import type { ApiAccess } from '../../shared/contract/api-access.ts';

/** kops puts it on groups, instances, volumes and load balancers; its value is the cluster's name. */
export const CLUSTER_TAG = 'KubernetesCluster';

/**
 * What was deployed for one cluster's masters: the checked and completed form of a `MastersConfig`. `lib/config`
 * makes it, the functions read it (`settings.json` beside their code). Times are seconds.
 */
export interface MastersSettings {
  /** Names the machines, the hooks and every message: `<name>-ReplaceMaster`. */
  readonly name: string;
  /** kops' name of the cluster, as in the tag `KubernetesCluster`. */
  readonly cluster: string;
  readonly account: string;
  readonly region: string;
  /** The lifecycle hooks that this software owns on every group of masters. */
  readonly hooks: { readonly terminating: string; readonly launching: string };
  /** The hooks' heartbeat time-out. A heartbeat is recorded at most a third of it after the one before. */
  readonly heartbeatSeconds: number;
  /** After a master has waited for the gate this long, people are notified; it waits on for as long as AWS allows. */
  readonly patienceSeconds: number;
  /** After the victim has terminated, its volumes must be free within this time. */
  readonly volumeSeconds: number;
  /** From there on, a replacement must have been launched within this time … */
  readonly launchSeconds: number;
  /** … and must be a healthy member again within this time more. */
  readonly joinSeconds: number;
  /** … or, on an empty volume that etcd-manager fills, within this time more after that one. */
  readonly recoverSeconds: number;
  /** Between the last good look at the replacement and the release of the lease. */
  readonly settleSeconds: number;
  /** Between two looks while something is waited for. */
  readonly pollSeconds: number;
  /** How often SweepMasters runs. */
  readonly sweepSeconds: number;
  /**
   * Where masters are registered, that is the cluster's although it lacks its tag: ARNs of target groups (ending in `/*` where
   * their id isn't known), and names of classic load balancers.
   */
  readonly untagged: { readonly targetGroups: readonly string[]; readonly loadBalancers: readonly string[] };
  /** How to ask the API servers for their health. */
  readonly api: ApiAccess;
  /** As `1.36`; left out where nobody says. */
  readonly kopsVersion?: string;
  /** Where pages point for help; headings are appended as `#name`. */
  readonly runbookUrl: string;
}
