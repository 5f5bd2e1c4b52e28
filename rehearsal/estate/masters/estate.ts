/** What keeping masters is rehearsed on: its settings, and what the snapshot says of the cluster's masters. */
import { CLUSTER_TAG, type MastersSettings } from '../../../lambdas/masters/contract/settings.ts';
import type { Place } from '../../snapshot/file-kind.ts';
import { GROUPS, isOfMasters } from '../../snapshot/kinds/autoscaling.ts';
import { VOLUMES } from '../../snapshot/kinds/ec2.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import type { Home } from '../home.ts';

export interface MastersEstate {
  readonly home: Home;
  readonly settings: MastersSettings;
  readonly snapshot: Snapshot;
  /** Of each etcd cluster. */
  readonly members: readonly string[];
  readonly etcdClusters: readonly string[];
  /** The Auto Scaling group of a member. @throws for somebody else */
  groupOf(member: string): string;
  zoneOf(member: string): string;
}

/** etcd's volumes have it, as `k8s.io/etcd/main` = `a/a,b,c`: whose it is, and who the members are. */
export const ETCD_TAG = 'k8s.io/etcd/';

export function mastersEstateOf(settings: MastersSettings, snapshot: Snapshot): MastersEstate {
  const { account, region } = settings;
  const home = { account, region };
  const { cluster } = settings;
  const tags = etcdTags(snapshot, home, cluster);
  const members = [...new Set(tags.flatMap(({ value }) => value.replace(/^.*\//, '').split(',')))];
  const zones = new Map(tags.map(({ value, zone }) => [value.replace(/\/.*$/, ''), zone]));
  const zoneOf = (member: string) => zones.get(member) ?? '';
  const groups = groupsOfMasters(snapshot, home, cluster).map(
    ({ AutoScalingGroupName: name, AvailabilityZones: [zone] }) => ({ name, zone }),
  );
  return {
    home,
    settings,
    snapshot,
    members,
    etcdClusters: [...new Set(tags.map(({ etcdCluster }) => etcdCluster))],
    zoneOf,
    groupOf: (member) => {
      const inZone = groups.filter(({ zone }) => zone === zoneOf(member));
      // Where a zone has several, kops numbers them as it numbers the members.
      const named = inZone.find(({ name }) => name.split('.')[0]?.endsWith(`${region}${member}`));
      const found = named ?? (inZone.length === 1 ? inZone[0] : undefined);
      if (!found) throw new Error(`None of the groups of masters is that of etcd's member ${member}.`);
      return found.name;
    },
  };
}

interface Tag {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

/** By kops' tag: an account may have several clusters. */
function isOfCluster(tags: readonly Tag[] = [], cluster: string): boolean {
  return tags.some(({ Key, Value }) => Key === CLUSTER_TAG && Value === cluster);
}

function etcdTags(snapshot: Snapshot, home: Home, cluster: string) {
  return volumesOfCluster(snapshot, home, cluster).flatMap(({ AvailabilityZone: zone, Tags = [] }) =>
    Tags.flatMap(({ Key = '', Value: value = '' }) =>
      Key.startsWith(ETCD_TAG) ? [{ zone, etcdCluster: Key.slice(ETCD_TAG.length), value }] : [],
    ),
  );
}

/** @param place account and region */
export function volumesOfCluster(snapshot: Snapshot, place: Place, cluster: string) {
  const { Volumes = [] } = snapshot.find(VOLUMES, place) ?? {};
  return Volumes.filter(({ Tags }) => isOfCluster(Tags, cluster));
}

/** @param place account and region */
export function groupsOfMasters(snapshot: Snapshot, place: Place, cluster: string) {
  const { AutoScalingGroups = [] } = snapshot.find(GROUPS, place) ?? {};
  return AutoScalingGroups.filter((group) => isOfMasters(group) && isOfCluster(group.Tags, cluster));
}
