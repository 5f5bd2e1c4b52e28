/** What a cluster has in it, as its API shows it. */
export interface KubernetesObject {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly reason?: string;
}

/** A resource that is served. */
export interface Served {
  /** API group; '' is the core. */
  readonly group: string;
  readonly version: string;
  /** Of one object. */
  readonly kind: string;
  /** Not Kubernetes' own: only where it is installed. */
  readonly isCustom?: true;
}

export const SERVED = {
  nodes: { group: '', version: 'v1', kind: 'Node' },
  services: { group: '', version: 'v1', kind: 'Service' },
  events: { group: '', version: 'v1', kind: 'Event' },
  daemonsets: { group: 'apps', version: 'v1', kind: 'DaemonSet' },
  deployments: { group: 'apps', version: 'v1', kind: 'Deployment' },
  ingresses: { group: 'networking.k8s.io', version: 'v1', kind: 'Ingress' },
  httproutes: { group: 'gateway.networking.k8s.io', version: 'v1', kind: 'HTTPRoute', isCustom: true },
  certificates: { group: 'cert-manager.io', version: 'v1', kind: 'Certificate', isCustom: true },
} as const satisfies Readonly<Record<string, Served>>;

export type ServedName = keyof typeof SERVED;

export interface Cluster {
  /** The API servers' version: `v1.36.2`. */
  readonly version: string;
  /** Undefined: there is none of them, or, of a custom one, it isn't installed. */
  readonly objectsOf: (resource: ServedName) => readonly KubernetesObject[] | undefined;
}
