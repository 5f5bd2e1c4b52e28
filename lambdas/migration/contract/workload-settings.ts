import type { ApiAccess } from '../../shared/contract/api-access.ts';

/** What must run in the cluster before it gets traffic, and how to ask it. */
export interface WorkloadSettings {
  readonly api: ApiAccess;
  /** Where the API servers are: a DNS name, or an address. */
  readonly address: string;
  /** What must run on every node that is not a master. */
  readonly daemonSets: readonly DaemonSetName[];
}

export interface DaemonSetName {
  readonly namespace: string;
  readonly name: string;
}
