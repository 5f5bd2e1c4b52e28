import type { XmlValue } from '../protocol/aws-query.ts';

/** The load balancers of the rehearsed account; times are epoch milliseconds. */
export interface LoadBalancerSource {
  loadBalancers(): readonly SourceLoadBalancer[];
}

export interface SourceLoadBalancer {
  readonly family: 'classic' | 'application' | 'network';
  readonly name: string;
  /** Of application and network ones: `app/<name>/<id>`, `net/<name>/<id>`. '' for classic ones. */
  readonly id: string;
  /** Without a trailing dot, in the case that AWS shows. */
  readonly dnsName: string;
  /** The hosted zone that aliases name. */
  readonly hostedZoneId: string;
  readonly scheme: 'internet-facing' | 'internal';
  readonly dualStack: boolean;
  /** Of application and network ones: `active` if nothing is said. */
  readonly state?: string;
  /** In which it takes requests. */
  readonly zones?: readonly string[];
  /** By id. */
  readonly securityGroups?: readonly string[];
  /** By key, of application and network ones. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** Of application and network ones. */
  readonly listeners?: readonly SourceListener[];
  /** Of application and network ones; undefined where nothing is reserved. */
  readonly reserved?: SourceReservation;
  /** Of application ones: what AWS WAF shows of its web ACL. */
  readonly webAcl?: SourceWebAcl;
  /** Of classic ones, as AWS shows them. */
  readonly classic?: ClassicSettings;
  readonly createdAt: number;
  readonly tags?: Readonly<Record<string, string>>;
}

export interface SourceListener {
  readonly arn: string;
  /** `TCP`, `TLS`, `HTTPS` … */
  readonly protocol: string;
  readonly port: number;
  /** By key; undefined where nobody has printed them. */
  readonly attributes?: Readonly<Record<string, string>> | undefined;
}

/** Load balancer capacity units (LCU). */
export interface SourceReservation {
  readonly units: number;
  readonly zones: readonly {
    readonly zone: string;
    readonly units: number;
    /** `provisioned`, `pending`, `rebalancing`, `failed`. */
    readonly state: string;
  }[];
}

export interface SourceWebAcl {
  readonly ARN: string;
  readonly Id: string;
  readonly Name: string;
}

export interface ClassicSettings {
  /** Listeners, policies and what backend servers have of these. */
  readonly description: Readonly<Record<string, XmlValue>>;
  /** `LoadBalancerAttributes`. */
  readonly attributes: Readonly<Record<string, XmlValue>>;
}
