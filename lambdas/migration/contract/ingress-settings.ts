/** What clients ask the cluster for, before any of them is sent there. */
export interface IngressSettings {
  /** Of the moved names. */
  readonly names: readonly AskedName[];
  /** Hosts of the cluster's own domain, on which it served before any name moved. */
  readonly ownHosts: readonly string[];
  readonly paths: readonly PathSettings[];
  /** What runs behind the cluster's load balancer, `ingress-nginx` for example; '' where nobody says. */
  readonly controller: string;
}

export interface AskedName {
  /** As in the zone: dot-terminated, `*` as `\052`. */
  readonly name: string;
  /** Sent as SNI and Host: the name itself without its dot, or one that a wildcard answers for. */
  readonly host: string;
}

export interface PathSettings {
  readonly scheme: 'http' | 'https';
  /** With the query. */
  readonly path: string;
  /** On which hosts; on all of them where there are none. */
  readonly hosts: readonly string[];
  /** In lower case: those whose values must be legacy's. */
  readonly headers: readonly string[];
  /** What the body must have in it; '' where that is no matter. */
  readonly contains: string;
}
