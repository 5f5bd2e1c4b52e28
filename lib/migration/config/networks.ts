/** From where the databases are probed: the cluster's network, and legacy's to compare with. */
import { MOST_PLACES } from '../../../lambdas/migration/contract/probing-places.ts';
import type { NetworkSettings } from '../../../lambdas/migration/contract/settings.ts';
import { readNetwork } from '../../shared/config/deployment.ts';
import type { Place } from '../../shared/config/place.ts';

/** Undefined where it is left out. @param others besides the databases, what is asked from there */
export function readProbeNetwork(
  place: Place,
  databases: Place,
  ...others: readonly Place[]
): NetworkSettings | undefined {
  if (place.isLeftOut) return undefined;
  const network = readNetwork(place);
  const askers = [databases, ...others];
  if (askers.every(({ isLeftOut }) => isLeftOut)) {
    const fields = askers.map(({ path }) => `\`${path}\``).join(' and ');
    place.warning('network-not-used', `only ${fields} are checked from there, and none is configured`);
  } else if (!databases.isLeftOut && network && network.subnetIds.length > MOST_PLACES)
    place.warning(
      'subnets-not-probed',
      `the databases are probed from the first ${MOST_PLACES} of its subnets only; begin with one of each zone`,
    );
  return network;
}
