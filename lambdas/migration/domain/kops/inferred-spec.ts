import type { ClusterParts, EtcdClusterSpec, InstanceGroupSpec } from './cluster-spec.ts';
import { mastersIn, type SeenGroup, type SeenVolume } from './seen-cluster.ts';

/** kops makes both for every cluster. */
const USUAL_ETCD_CLUSTERS = ['main', 'events'];

/**
 * What a cluster must have been made from, by what there is: for a specification that can't be read. It says nothing of what
 * AWS doesn't show, and of no part that is missing.
 */
export function inferredSpec(
  name: string,
  groups: readonly SeenGroup[],
  volumes: readonly SeenVolume[],
): ClusterParts {
  const masters = mastersIn(groups);
  const zones = [...new Set(masters.flatMap((group) => group.zones))];
  const tagged = volumes.map(({ etcdCluster }) => etcdCluster);
  const etcdClusters = tagged.length === 0 ? USUAL_ETCD_CLUSTERS : [...new Set(tagged)].toSorted();
  return {
    name,
    etcdClusters: etcdClusters.map((each) => etcdCluster(each, volumes)),
    instanceGroups: masters.map(instanceGroup),
    subnets: zones.map((zone) => ({ name: zone, zone, type: '' })),
    hasApiLoadBalancer: undefined,
  };
}

function etcdCluster(name: string, volumes: readonly SeenVolume[]): EtcdClusterSpec {
  const own = volumes.filter((volume) => volume.etcdCluster === name);
  const members = [...new Set(own.flatMap((volume) => volume.members))].toSorted();
  return {
    name,
    version: '',
    backupStore: '',
    backupInterval: '',
    members: members.map((member) => ({ name: member, instanceGroup: '', encrypted: true })),
  };
}

/** Each zone stands for a subnet in it. */
function instanceGroup({ name, instanceGroup: tagged, zones }: SeenGroup): InstanceGroupSpec {
  return {
    name: tagged || name,
    role: 'ControlPlane',
    subnets: zones,
    minSize: undefined,
    maxSize: undefined,
    image: '',
  };
}
