import type { ApiConfig } from '../../shared/config/api-config.ts';

/** What must run in the cluster, and how to ask for it. */
export interface WorkloadsConfig {
  /**
   * How to ask the cluster's API servers, by a ServiceAccount that may list what is checked: docs/runbook.md, "A token for
   * VerifyWorkloads". `serverName` is required without `cluster`.
   */
  readonly api: ApiConfig;
  /**
   * Where the API servers are: a DNS name or an address, at port 443. With `--dns=none` kops gives no name to them: that of
   * the API's load balancer.
   * @default `api.serverName`
   */
  readonly address?: string;
  /**
   * DaemonSets that must be ready on every node that is not a master, such as those that ship logs and metrics: `namespace/name`.
   * @default none
   */
  readonly daemonSets?: readonly string[];
}
