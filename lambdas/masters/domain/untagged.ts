/** Which load balancers no function may take a master out of, or put one back into. */

import { CLUSTER_TAG, type MastersSettings } from '../contract/settings.ts';
import type { MasterGroup } from '../contract/view.ts';
import type { TaggedPlace, TargetPlaces } from './target.ts';

type Owner = Pick<MastersSettings, 'cluster' | 'untagged'>;

/** Where masters of these groups are registered, each place once. */
export function placesOf(groups: readonly Pick<MasterGroup, keyof TargetPlaces>[]): TargetPlaces {
  return {
    targetGroupArns: [...new Set(groups.flatMap(({ targetGroupArns }) => targetGroupArns))],
    loadBalancers: [...new Set(groups.flatMap(({ loadBalancers }) => loadBalancers))],
  };
}

/**
 * One finding for each place that is neither the cluster's by its tag nor named in the configuration. Policies allow the others
 * only, so that a master is never taken out of a load balancer of somebody else's.
 */
export function untaggedPlaces(places: readonly TaggedPlace[], owner: Owner): readonly string[] {
  return places
    .filter((one) => one.tags[CLUSTER_TAG] !== owner.cluster && !isNamed(one, owner))
    .map((one) => findingOf(one, owner));
}

function isNamed({ kind, place }: TaggedPlace, { untagged }: Owner): boolean {
  if (kind === 'classic load balancer') return untagged.loadBalancers.includes(place);
  return untagged.targetGroups.some(
    (arn) => arn === place || (arn.endsWith('/*') && place.startsWith(arn.slice(0, -1))),
  );
}

function findingOf({ kind, place, tags }: TaggedPlace, { cluster }: Owner): string {
  const has = tags[CLUSTER_TAG];
  const tag = `Key=${CLUSTER_TAG},Value=${cluster}`;
  const { command, field } =
    kind === 'target group'
      ? { command: `aws elbv2 add-tags --resource-arns ${place} --tags ${tag}`, field: 'targetGroups' }
      : { command: `aws elb add-tags --load-balancer-names ${place} --tags ${tag}`, field: 'loadBalancers' };
  const seen = has === undefined ? 'lacks the tag' : `has '${has}' in the tag`;
  return `The ${kind} ${place} ${seen} ${CLUSTER_TAG} = ${cluster}, so no function may take a master out of it or put one back. If it is this cluster’s, tag it: ${command}; or name it in the configuration: ${field}: ['${place}'].`;
}
