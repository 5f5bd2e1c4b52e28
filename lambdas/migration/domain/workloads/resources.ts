/** What the token lists, and which right that takes. */
import type { Certificate, DaemonSet, Deployment, Node, PullFailure, Route, Service } from './objects.ts';

export interface Resources {
  readonly nodes: Node;
  readonly daemonsets: DaemonSet;
  readonly deployments: Deployment;
  readonly services: Service;
  readonly ingresses: Route;
  readonly httproutes: Route;
  readonly certificates: Certificate;
  readonly events: PullFailure;
}

export type Resource = keyof Resources;

/** API groups; '' is the core. */
export const GROUPS: Readonly<Record<Resource, string>> = {
  nodes: '',
  daemonsets: 'apps',
  deployments: 'apps',
  services: '',
  ingresses: 'networking.k8s.io',
  httproutes: 'gateway.networking.k8s.io',
  certificates: 'cert-manager.io',
  events: '',
};

/** As it stands in the rules of a ClusterRole. */
export function ruleFor(resource: Resource): string {
  return `{ apiGroups: ['${GROUPS[resource]}'], resources: [${resource}], verbs: [list] }`;
}

/** What a list came to. */
export type Listed<T> =
  | { readonly kind: 'listed'; readonly items: readonly T[] }
  /** The cluster has no such resource: what brings it isn't installed. */
  | { readonly kind: 'absent' }
  | { readonly kind: 'denied' };
