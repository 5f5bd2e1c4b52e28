import { CLUSTER_OBJECTS, VERSION } from '../../rehearsal/snapshot/kinds/kubectl.ts';
import type { Source } from '../source/source.ts';
import type { RegionWanted } from '../wanted/wanted.ts';

/** What runs in the clusters that get traffic. The cluster's context has its name, as kops makes it. */
export async function askForKubectl(
  { account, region, migrations }: RegionWanted,
  source: Source,
): Promise<void> {
  const clusters = migrations.flatMap(({ cluster, workloads }) => (cluster && workloads ? cluster.name : []));
  for (const cluster of new Set(clusters))
    for (const kind of [VERSION, ...Object.values(CLUSTER_OBJECTS)])
      await source.byHand(kind, { account, region, names: [cluster] });
}
