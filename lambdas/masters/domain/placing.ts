/**
 * Which group's member an etcd volume is. kops allows several groups of masters in a zone, and there a replacement takes
 * whichever of the zone's volumes are free: the zone alone doesn't show whose a volume is.
 */
import type { EtcdVolume, MasterGroup, MasterInstance, MastersView } from '../contract/view.ts';
import { isTerminating } from './victim.ts';

type Place = Pick<MasterGroup, 'name' | 'zones' | 'volumes'> & {
  readonly instances: readonly Pick<MasterInstance, 'id' | 'lifecycle'>[];
};

export interface Placed<Group> {
  readonly groups: readonly Group[];
  /** Those whose group is unknown. */
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
  return placeRest(withoutPassedOn(added(groups, held)));
}

/**
 * A master that goes has its volumes until it is gone, and its successor is launched before: in a zone of two groups it may
 * take those of the other one's member. Then what the first one has is for the other one.
 */
function withoutPassedOn<Group extends Place>({ groups, others }: Placed<Group>): Placed<Group> {
  const passed = new Set(
    groups.flatMap((group) =>
      group.volumes.filter(
        (volume) => isPassedOn(volume, group) && groupsThatLack(volume, groups).length > 0,
      ),
    ),
  );
  const left = groups.map((group) => ({
    ...group,
    volumes: group.volumes.filter((volume) => !passed.has(volume)),
  }));
  return { groups: left, others: [...others, ...passed] };
}

function isPassedOn({ etcdCluster, attachedTo }: EtcdVolume, { instances, volumes }: Place): boolean {
  const goes = (id: string) => instances.some((one) => one.id === id && isTerminating(one));
  const hasAnother = volumes.some((volume) => volume.etcdCluster === etcdCluster && !goes(volume.attachedTo));
  return goes(attachedTo) && hasAnother;
}

/** A master of another group that goes, and has volumes that are for this group; '' where there is none. */
export function waitsFor({ groups }: MastersView, name: string): string {
  const volumes = groups.find((group) => group.name === name)?.volumes ?? [];
  const going = groups
    .filter((group) => group.name !== name)
    .flatMap(({ instances }) => instances.filter(isTerminating).map(({ id }) => id));
  return volumes.find(({ attachedTo }) => going.includes(attachedTo))?.attachedTo ?? '';
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

/** Volumes of which it is unknown whether they are the group's or another's in its zone. */
export function volumesInDoubt({ groups, otherVolumes }: MastersView, name: string): readonly EtcdVolume[] {
  return otherVolumes.filter((volume) => groupsThatLack(volume, groups).some((group) => group.name === name));
}

export function allVolumesOf({ groups, otherVolumes }: MastersView): readonly EtcdVolume[] {
  return [...groups.flatMap(({ volumes }) => volumes), ...otherVolumes];
}

function placeRest<Group extends Place>({ groups, others }: Placed<Group>): Placed<Group> {
  const assigned = others.map((volume) => {
    const inZone = groups.filter(({ zones }) => zones.includes(volume.zone));
    const [only, ...more] = inZone.length === 1 ? inZone : groupsThatLack(volume, inZone);
    return [volume, more.length === 0 ? only?.name : undefined] as const;
  });
  return added(groups, assigned);
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
  assigned: readonly (readonly [EtcdVolume, string | undefined])[],
): Placed<Group> {
  const of = (name: string | undefined) =>
    assigned.flatMap(([volume, group]) => (group === name ? [volume] : []));
  return {
    groups: groups.map((group) => ({ ...group, volumes: [...group.volumes, ...of(group.name)] })),
    others: of(undefined),
  };
}
