/** What is read of the objects in a cluster. */

/** Of any object in a namespace. */
export interface Named {
  readonly namespace: string;
  readonly name: string;
}

export interface Node {
  readonly name: string;
  /** As the kubelet says it: `v1.36.2`. */
  readonly version: string;
  readonly isReady: boolean;
  /** Why it isn't, in the kubelet's words; '' if it is. */
  readonly reason: string;
  /** What its kubelet lacks: `MemoryPressure`, `DiskPressure`, … */
  readonly troubles: readonly string[];
  /** No new pod may start on it. */
  readonly isCordoned: boolean;
  readonly isMaster: boolean;
  readonly labels: Labels;
  readonly taints: readonly Taint[];
}

export type Labels = Readonly<Record<string, string>>;

export interface Taint {
  readonly key: string;
  readonly value: string;
  /** `NoSchedule`, `PreferNoSchedule`, `NoExecute`. */
  readonly effect: string;
}

/** '' stands for whatever there may be. */
export interface Toleration {
  readonly key: string;
  readonly value: string;
  readonly effect: string;
  /** Of any value. */
  readonly exists: boolean;
}

/** What makes pods by a template. */
export interface Template extends Named {
  readonly kind: 'DaemonSet' | 'Deployment';
  /** Its controller has seen the last change; before that, all counts are of what was before. */
  readonly isObserved: boolean;
  /** Of its pods. */
  readonly labels: Labels;
  /** Names of the secrets with which images are pulled. */
  readonly pullSecrets: readonly string[];
}

export interface DaemonSet extends Template {
  readonly kind: 'DaemonSet';
  /** Nodes on which it is to run, and on which it is ready. */
  readonly desired: number;
  readonly ready: number;
  /** Nodes on which it runs by the present template. */
  readonly updated: number;
  readonly selector: Labels;
  readonly tolerations: readonly Toleration[];
  /** It chooses nodes by rules that are not read here. */
  readonly hasAffinity: boolean;
}

export interface Deployment extends Template {
  readonly kind: 'Deployment';
  readonly replicas: number;
  readonly available: number;
  /** Of the present template. */
  readonly updated: number;
  /** What its controller says is wrong; '' for nothing. */
  readonly problem: string;
  /** What it says to external-dns, if it runs that. */
  readonly externalDns?: ExternalDns;
}

/** Flags that may leave out names in a way that is not read here. */
export const UNREAD_FILTERS = ['regex-domain-filter', 'regex-domain-exclusion', 'aws-zone-tags'] as const;

/** Flags by which it leaves out some of what its sources have. */
export const NARROWING = [
  'annotation-filter',
  'label-filter',
  'ingress-class',
  'namespace',
  'gateway-name',
  'gateway-namespace',
  'gateway-label-filter',
  'service-type-filter',
] as const;

/** The flags that decide which names it changes: no other argument of any container is kept. */
export const FLAGS = [
  'provider',
  'policy',
  'registry',
  'txt-owner-id',
  'dry-run',
  'source',
  'domain-filter',
  'exclude-domains',
  'zone-id-filter',
  'aws-zone-type',
  'fqdn-template',
  ...UNREAD_FILTERS,
  ...NARROWING,
] as const;

export type Flag = (typeof FLAGS)[number];

export interface ExternalDns {
  /** Each with all its values, in their order. */
  readonly flags: Readonly<Partial<Record<Flag, readonly string[]>>>;
}

/** What external-dns may take names from. */
interface Asker extends Named {
  /** Names for which it asks external-dns for records, if that reads such objects. */
  readonly dnsNames: readonly string[];
}

export interface Service extends Asker {
  readonly kind: 'Service';
  /** Labels of the pods behind it; none where it has other endpoints. */
  readonly selector: Labels;
  /** By name and by number; none where it only stands for another name. */
  readonly ports: readonly string[];
}

/** A Service to which a route leads. */
export interface Backend extends Named {
  /** Name or number; '' where the route doesn't say one. */
  readonly port: string;
}

/** One host of an Ingress or an HTTPRoute. */
export interface Route extends Asker {
  readonly kind: 'Ingress' | 'HTTPRoute';
  /** Lower case, perhaps `*.…`; '' for all hosts. */
  readonly host: string;
  readonly services: readonly Backend[];
  /** Why its gateways don't take it; '' where one does, or nothing is said. */
  readonly refused: string;
}

/** Of cert-manager. */
export interface Certificate extends Named {
  readonly dnsNames: readonly string[];
  readonly isReady: boolean;
  /** What cert-manager says; '' for nothing. */
  readonly message: string;
}

/** A kubelet could not get a secret with which a pod's images are pulled. */
export interface PullFailure {
  readonly namespace: string;
  readonly pod: string;
  readonly secrets: readonly string[];
  /** When it was last seen, as Kubernetes writes it. */
  readonly lastSeen: string;
}
