/** From a moved name to the Deployments behind it: by routes, Services and the labels of pods. */
import { withoutEnd } from '../../../shared/domain/text.ts';
import type { Finding } from '../../contract/findings.ts';
import { routesFor } from '../../domain/workloads/hosts.ts';
import { isSame, pathOf, shown } from '../../domain/workloads/named.ts';
import type { Deployment, Named, Route, Service } from '../../domain/workloads/objects.ts';
import { notes } from './notes.ts';

export const WHY_NAMES = 'Clients ask the cluster for this name once it is moved.';

/** What names lead to. */
export interface Backends {
  readonly routes: readonly Route[];
  readonly services: readonly Service[];
  readonly deployments: readonly Deployment[];
}

export interface JudgedName {
  readonly findings: readonly Finding[];
  readonly deployments: readonly Deployment[];
}

/** @param name as people write it */
export function judgeName(name: string, backends: Backends): JudgedName {
  const routes = routesFor(name, backends.routes);
  if (routes.length === 0) return { findings: [notRouted(name)], deployments: [] };
  if (routes.every(({ refused }) => refused !== ''))
    return { findings: unique(routes).map((route) => routeRefused(name, route)), deployments: [] };
  const asked = routes.flatMap((route) => route.services);
  const services = unique(asked);
  const led = services.map((service) => {
    const ports = asked.filter((each) => isSame(each, service)).map(({ port }) => port);
    return behind(name, { ...service, ports: [...new Set(ports)] }, backends);
  });
  const deployments = [...new Set(led.flatMap((each) => each.deployments))];
  const wrong = led.flatMap(({ findings }) => findings);
  const by = unique(routes).map((route) => shown(route.kind, route));
  if (services.length === 0) return { findings: [notRouted(name, by)], deployments };
  if (wrong.length > 0) return { findings: wrong, deployments };
  const pass = notes.pass(name, 'name-routed', {
    seen: `${by.join(', ')} → ${services.map((each) => shown('Service', each)).join(', ')} → ${deployments.map((each) => shown('Deployment', each)).join(', ')}.`,
    why: WHY_NAMES,
  });
  return { findings: [pass], deployments };
}

function unique<T extends Named>(all: readonly T[]): readonly T[] {
  return [...new Map(all.map((each) => [pathOf(each), each])).values()];
}

/** @param by routes that have the host, but no Service */
function notRouted(name: string, by: readonly string[] = []): Finding {
  return notes.fail(name, 'name-not-routed', {
    seen:
      by.length === 0
        ? 'No Ingress or HTTPRoute has this host.'
        : `${by.join(', ')} has this host, but leads to no Service.`,
    why: WHY_NAMES,
    toDo: 'Give it a route. If one of another kind leads to it (Traefik’s IngressRoute, Istio’s VirtualService), accept this finding: VerifyIngress asks for the name.',
  });
}

function routeRefused(name: string, route: Route): Finding {
  return notes.fail(`${name} (${shown(route.kind, route)})`, 'route-refused', {
    seen: `No gateway serves it: ${withoutEnd(route.refused)}.`,
    why: WHY_NAMES,
    toDo: `See \`kubectl -n ${route.namespace} describe httproute ${route.name}\`: its gateways say why.`,
  });
}

/** A Service, and the ports of it to which routes lead. */
interface Asked extends Named {
  readonly ports: readonly string[];
}

function behind(name: string, named: Asked, { services, deployments }: Backends): JudgedName {
  const subject = `${name} (${shown('Service', named)})`;
  const service = services.find((each) => isSame(each, named));
  if (!service)
    return {
      findings: [
        notes.fail(subject, 'service-missing', {
          seen: 'The route leads to a Service that is not there.',
          why: WHY_NAMES,
          toDo: 'Create the Service, or correct the route.',
        }),
      ],
      deployments: [],
    };
  const found = deployments.filter((deployment) => selects(service, deployment));
  const missing = service.ports.length === 0 ? [] : named.ports.filter((port) => !isPortOf(service, port));
  const findings = missing.map((port) => portMissing(subject, port, service));
  return { findings: found.length > 0 ? findings : [...findings, notFound(subject)], deployments: found };
}

function isPortOf({ ports }: Service, port: string): boolean {
  return port === '' || ports.includes(port);
}

function portMissing(subject: string, port: string, { ports }: Service): Finding {
  return notes.fail(subject, 'service-port-missing', {
    seen: `The route leads to its port ${port}. It has ${ports.join(', ')}.`,
    why: WHY_NAMES,
    toDo: 'Correct the port in the route, or add it to the Service.',
  });
}

function notFound(subject: string): Finding {
  return notes.unknown(subject, 'service-pods-unknown', {
    seen: 'No Deployment has the labels that the Service selects.',
    why: 'What is behind it, for example a StatefulSet or addresses outside of the cluster, is not read.',
    toDo: 'See `kubectl get endpointslices`. If it has ready endpoints, accept this finding.',
  });
}

/** Without a selector its endpoints are somebody else's matter. */
function selects({ namespace, selector }: Service, deployment: Deployment): boolean {
  const wanted = Object.entries(selector);
  return (
    wanted.length > 0 &&
    namespace === deployment.namespace &&
    wanted.every(([key, value]) => deployment.labels[key] === value)
  );
}
