import type { Ingress } from 'kubernetes-types/networking/v1.d.ts';
import type { Resource, Resources } from '../../domain/workloads/resources.ts';
import { certificateOf, type IssuedCertificate } from './certificates.ts';
import { PULL_SECRET_MISSING, pullFailureOf } from './events.ts';
import { nodeOf } from './nodes.ts';
import { type HttpRoute, routesOfHttpRoute, routesOfIngress } from './routes.ts';
import { daemonSetOf, deploymentOf, serviceOf } from './templates.ts';

/** How a resource is listed. */
export interface Kind<T> {
  readonly path: string;
  /** Of events, only those for this reason. */
  readonly fieldSelector?: string;
  /** @param item as the API server has it */
  readonly read: (item: unknown) => readonly T[];
}

/** The API server validates what it keeps: an object has the type that its path says. */
function each<Item, T>(read: (item: Item) => T): Kind<T>['read'] {
  return (item) => [read(item as Item)];
}

export const KINDS: { readonly [R in Resource]: Kind<Resources[R]> } = {
  nodes: { path: '/api/v1/nodes', read: each(nodeOf) },
  daemonsets: { path: '/apis/apps/v1/daemonsets', read: each(daemonSetOf) },
  deployments: { path: '/apis/apps/v1/deployments', read: each(deploymentOf) },
  services: { path: '/api/v1/services', read: each(serviceOf) },
  ingresses: {
    path: '/apis/networking.k8s.io/v1/ingresses',
    read: (item) => routesOfIngress(item as Ingress),
  },
  httproutes: {
    path: '/apis/gateway.networking.k8s.io/v1/httproutes',
    read: (item) => routesOfHttpRoute(item as HttpRoute),
  },
  certificates: {
    path: '/apis/cert-manager.io/v1/certificates',
    read: each<IssuedCertificate, Resources['certificates']>(certificateOf),
  },
  events: {
    path: '/api/v1/events',
    fieldSelector: `reason=${PULL_SECRET_MISSING}`,
    read: each(pullFailureOf),
  },
};
