/** A scene with what functions see of it from outside: a resolver, its platforms, and what else answers there. */
import { openClusterApi } from '../../scenes/migration/cluster-api.ts';
import { placeDatabases } from '../../scenes/migration/database-places.ts';
import type { DatabaseServers } from '../../scenes/migration/database-servers.ts';
import { doorsOf, type Internet, openFrontDoors } from '../../scenes/migration/front-doors.ts';
import { placeNameServers } from '../../scenes/migration/name-servers.ts';
import type { Seen } from '../../scenes/migration/prometheus.ts';
import { startResolver } from '../../scenes/migration/resolver.ts';
import type { Scene } from '../../scenes/migration/scene.ts';
import type { SceneSetting } from '../../stage/staged-scene.ts';
import type { Certificate } from '../../tools/certificates.ts';

export interface Around {
  readonly databases: DatabaseServers;
  readonly internet: Internet;
  /** Signs what the cluster's API servers show. */
  readonly authorityOfCluster: Certificate;
}

export async function onInternet(
  scene: Scene,
  { internet, databases, authorityOfCluster }: Around,
  { seen, ...setting }: Pick<SceneSetting, 'seed' | 'onError'> & { readonly seen: Seen },
): Promise<Scene> {
  const { engine, estate, loadBalancers, prometheus } = scene;
  const api = await openClusterApi(estate, internet.network, authorityOfCluster);
  const nameServers = placeNameServers(scene, internet.network);
  const named = [...loadBalancers, ...api.named, ...nameServers.named];
  const resolver = await startResolver({ engine, named, ...setting });
  internet.network.resolveBy(resolver);
  const closeDoors = await openFrontDoors(scene, doorsOf(estate), internet, setting.seed);
  const removeDatabases = placeDatabases(estate, internet.network, databases.ports);
  await prometheus.serve({ estate, internet, seen });
  return {
    ...scene,
    close: async () => {
      await prometheus.close();
      removeDatabases();
      nameServers.remove();
      await closeDoors();
      await resolver.close();
      await api.close();
      await scene.close();
    },
  };
}
