/**
 * Which group's member an etcd volume is. kops allows several groups of masters in a zone, and there a replacement takes
 * whichever of the zone's volumes are free: the zone alone doesn't tell whose a volume is.
 */
import type { EtcdVolume, MasterGroup, MastersView } from '../../contract/masters/view.ts';

type Place = Pick<MasterGroup, 'name' | 'zones' | 'volumes'>;

export interface Placed<Group> {
  readonly groups: readonly Group[];
  /** Those of which nobody can tell the group. */
  readonly others: readonly EtcdVolume[];
}

/**
 * A volume is of the group whose instance has it. One that no group's instance has is of the only group in its zone (an
 * EBS volume cannot leave it), or else of the only one there that lacks a volume of its etcd cluster.
 * @param holderOf the name of the group that an instance is of; undefined where it is of none that is known
 */
export function placeVolumes<Group extends Place>(
  groups: readonly Group[],
  volumes: readonly EtcdVolume[],
  holderOf: (instance: string) => string | undefined,
): Placed<Group> {
  const held = volumes.map((volume) => [volume, holderOf(volume.attachedTo)] as const);
  return placeRest(added(groups, held));
}

/**
 * With what is kept of a group's volumes from when its master was last seen with them: of several groups in a zone that
 * lack a volume, this one is the one that it is of.
 */
export function placeKept(view: MastersView, name: string, kept: readonly string[]): MastersView {
  const claimed = view.otherVolumes.map((volume) => {
    const mayBeIts = groupsThatLack(volume, view.groups).some((group) => group.name === name);
    return [volume, mayBeIts && kept.includes(volume.id) ? name : undefined] as const;
  });
  const { groups, others } = placeRest(added(view.groups, claimed));
  return { ...view, groups, otherVolumes: others };
}

/** Volumes of which nobody can tell whether they are the group's or another's in its zone. */
export function volumesInDoubt({ groups, otherVolumes }: MastersView, name: string): readonly EtcdVolume[] {
  return otherVolumes.filter((volume) => groupsThatLack(volume, groups).some((group) => group.name === name));
}

export function allVolumesOf({ groups, otherVolumes }: MastersView): readonly EtcdVolume[] {
  return [...groups.flatMap(({ volumes }) => volumes), ...otherVolumes];
}

function placeRest<Group extends Place>({ groups, others }: Placed<Group>): Placed<Group> {
  const told = others.map((volume) => {
    const inZone = groups.filter(({ zones }) => zones.includes(volume.zone));
    const [only, ...more] = inZone.length === 1 ? inZone : groupsThatLack(volume, inZone);
    return [volume, more.length === 0 ? only?.name : undefined] as const;
  });
  return added(groups, told);
}

function groupsThatLack<Group extends Place>(
  { zone, etcdCluster }: EtcdVolume,
  groups: readonly Group[],
): readonly Group[] {
  return groups.filter(
    ({ zones, volumes }) =>
      zones.includes(zone) && volumes.every((volume) => volume.etcdCluster !== etcdCluster),
  );
}

function added<Group extends Place>(
  groups: readonly Group[],
  told: readonly (readonly [EtcdVolume, string | undefined])[],
): Placed<Group> {
  const of = (name: string | undefined) =>
    told.flatMap(([volume, group]) => (group === name ? [volume] : []));
  return {
    groups: groups.map((group) => ({ ...group, volumes: [...group.volumes, ...of(group.name)] })),
    others: of(undefined),
  };
}
