/** What the cluster's own API servers say of versions. Made by ObserveVersions, handed on to PlanRoll. */

export interface ClusterVersions {
  readonly masters: readonly MasterVersion[];
  readonly nodes: NodeVersions;
}

/** Of one master's own API server. */
export interface MasterVersion {
  readonly instance: string;
  /** `v1.36.2`; '' when it is unknown, and `reason` says why. */
  readonly version: string;
  readonly reason: string;
}

/** Of the kubelets of all nodes that are no masters. */
export type NodeVersions =
  | {
      readonly known: true;
      /** How many nodes run which version: `v1.36.2` → 12. */
      readonly counts: Readonly<Record<string, number>>;
    }
  | { readonly known: false; readonly reason: string };
