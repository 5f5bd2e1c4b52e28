import type { ObjectMeta } from 'kubernetes-types/meta/v1.d.ts';
import type { Ingress, IngressBackend } from 'kubernetes-types/networking/v1.d.ts';
import type { Backend, Route } from '../../domain/workloads/objects.ts';
import { type Condition, joined } from './conditions.ts';
import { dnsNamesOf } from './external-dns.ts';
import { namedOf } from './templates.ts';

/** One for each rule; one for all hosts where there is a default backend. */
export function routesOfIngress({ metadata, spec }: Ingress): readonly Route[] {
  const { namespace, name } = namedOf(metadata);
  const route = (host: string, backends: readonly IngressBackend[]): Route => ({
    kind: 'Ingress',
    namespace,
    name,
    host: host.toLowerCase(),
    dnsNames: dnsNamesOf(metadata, [host]),
    services: backends.flatMap(({ service }) => {
      if (!service) return [];
      const { name: ofPort, number } = service.port ?? {};
      return { namespace, name: service.name, port: ofPort ?? portOf(number) };
    }),
    refused: '',
  });
  return [
    ...(spec?.rules ?? []).map(({ host = '', http }) =>
      route(host, http?.paths.map(({ backend }) => backend) ?? []),
    ),
    ...(spec?.defaultBackend ? [route('', [spec.defaultBackend])] : []),
  ];
}

/**
 * What is read of an HTTPRoute. Without hostnames it is for all those of its gateway.
 * Source: Gateway API v1, HTTPRouteSpec; a backend is a Service unless it says otherwise.
 */
export interface HttpRoute {
  readonly metadata?: ObjectMeta;
  readonly spec?: {
    readonly hostnames?: readonly string[];
    readonly rules?: readonly { readonly backendRefs?: readonly BackendRef[] }[];
  };
  readonly status?: { readonly parents?: readonly Parent[] };
}

/** Each gateway says whether it takes the route (`Accepted`) and finds what it leads to (`ResolvedRefs`). */
interface Parent {
  readonly conditions?: readonly Condition[];
}

interface BackendRef {
  readonly group?: string;
  readonly kind?: string;
  readonly name: string;
  readonly namespace?: string;
  readonly port?: number;
}

function portOf(number: number | undefined): string {
  return number === undefined ? '' : `${number}`;
}

export function routesOfHttpRoute({ metadata, spec, status }: HttpRoute): readonly Route[] {
  const named = namedOf(metadata);
  const services = (spec?.rules ?? []).flatMap(({ backendRefs = [] }) =>
    backendRefs.flatMap((backend) => serviceIn(backend, named.namespace)),
  );
  const { hostnames = [] } = spec ?? {};
  const hosts = hostnames.length > 0 ? hostnames : [''];
  return hosts.map((host) => ({
    kind: 'HTTPRoute',
    ...named,
    host: host.toLowerCase(),
    dnsNames: dnsNamesOf(metadata, [host]),
    services,
    refused: refusedBy(status?.parents ?? []),
  }));
}

/** In the words of the first, if all refuse it. */
function refusedBy(parents: readonly Parent[]): string {
  const refusals = parents.map(({ conditions = [] }) => conditions.find(({ status }) => status === 'False'));
  const [first] = refusals;
  if (!first || refusals.includes(undefined)) return '';
  return joined(first.type, first.reason, first.message);
}

function serviceIn(
  { group = '', kind = 'Service', name, namespace, port }: BackendRef,
  own: string,
): Backend[] {
  const isService = group === '' && kind === 'Service';
  return isService ? [{ namespace: namespace ?? own, name, port: portOf(port) }] : [];
}
