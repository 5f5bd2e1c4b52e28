import { countOf } from '../../../shared/domain/text.ts';
import type { Finding } from '../../contract/findings.ts';
import type { ClusterParts } from '../../domain/kops/cluster-spec.ts';
import { mastersIn, type SeenGroup, type SeenTarget } from '../../domain/kops/seen-cluster.ts';
import type { Reading } from '../../domain/reading.ts';
import type { TargetPlaces } from '../../ports/kops-cluster.ts';
import { notes } from './notes.ts';

const WHY = 'Nodes and people reach the API by it. It sends no requests to a master that it finds unhealthy.';

/** Where the masters' groups register them. */
export function placesOf(groups: readonly SeenGroup[]): TargetPlaces {
  const masters = mastersIn(groups);
  return {
    targetGroupArns: [...new Set(masters.flatMap(({ targetGroupArns }) => targetGroupArns))].toSorted(),
    loadBalancers: [...new Set(masters.flatMap(({ loadBalancers }) => loadBalancers))].toSorted(),
  };
}

/** The load balancer in front of the API servers: is each master in it, and healthy? */
export function judgeApi(
  { name, hasApiLoadBalancer }: ClusterParts,
  groups: Reading<readonly SeenGroup[]>,
  targets: Reading<readonly SeenTarget[]>,
): readonly Finding[] {
  // That they can't be read is another finding.
  if (!groups.known) return [];
  const { targetGroupArns, loadBalancers } = placesOf(groups.value);
  const places = [...targetGroupArns, ...loadBalancers];
  if (places.length === 0) return [withoutBalancer(name, hasApiLoadBalancer)];
  if (!targets.known)
    return [
      notes.fail(name, 'api-targets-unreadable', {
        seen: `The targets of its load balancer could not be read: ${targets.why}`,
        why: WHY,
        toDo: 'Fix what the message says, then start again.',
      }),
    ];
  const masters = mastersIn(groups.value).flatMap(({ instances }) => instances);
  const ids = masters.filter(({ lifecycle }) => lifecycle === 'InService').map(({ id }) => id);
  return [
    ...places.map((place) =>
      judgePlace(
        place,
        ids,
        targets.value.filter((target) => target.place === place),
      ),
    ),
    ...loadBalancers.map(classic),
  ];
}

function judgePlace(place: string, masters: readonly string[], targets: readonly SeenTarget[]): Finding {
  const subject = place.replace(/^.*:targetgroup\//, '');
  const amiss = [
    ...targets
      .filter(({ state }) => state !== 'healthy')
      .map(({ instance, state, reason }) => `${instance} is ${state}${reason === '' ? '' : ` (${reason})`}`),
    ...masters
      .filter((id) => !targets.some(({ instance }) => instance === id))
      .map((id) => `${id} is in service and not registered`),
  ];
  if (amiss.length === 0 && targets.length > 0)
    return notes.pass(subject, 'api-targets-healthy', {
      seen: `All ${countOf(targets.length, 'target')} are healthy.`,
      why: WHY,
    });
  return notes.fail(subject, 'api-targets-unhealthy', {
    seen:
      amiss.length === 0
        ? 'It has no targets.'
        : `Of ${countOf(targets.length, 'target')}: ${amiss.join('; ')}.`,
    why: WHY,
    toDo: 'Look at the API server’s log on that master (`/var/log/kube-apiserver.log`). If the master doesn’t recover, replace it.',
  });
}

function withoutBalancer(name: string, isSpecified: boolean | undefined): Finding {
  if (isSpecified === undefined)
    return notes.fail(name, 'api-load-balancer-unknown', {
      seen: 'No group of masters is attached to a load balancer, and whether one is specified is unknown.',
      why: WHY,
      toDo: 'Make the specification readable, or say in `api` which way clients take: `loadBalancer` or `dns`.',
    });
  if (!isSpecified)
    return notes.pass(name, 'api-without-load-balancer', {
      seen: 'No load balancer for the API is specified, and no group of masters is in one: clients find the masters by DNS.',
      why: WHY,
    });
  return notes.fail(name, 'api-load-balancer-missing', {
    seen: 'The specification has a load balancer for the API, and no group of masters is attached to one.',
    why: WHY,
    toDo: 'Run `kops update cluster --yes`.',
  });
}

function classic(name: string): Finding {
  return notes.warn(name, 'api-load-balancer-classic', {
    seen: 'The load balancer of the API is a classic one.',
    why: 'kops 1.37 has network load balancers only.',
    toDo: 'Set `api.loadBalancer.class: Network` before you update kops: "Migrating from a Classic Load Balancer" there.',
  });
}
