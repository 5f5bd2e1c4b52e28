import type { Finding } from '../../contract/findings.ts';
import { type ClusterParts, type EtcdClusterSpec, zonesOf } from '../../domain/kops/cluster-spec.ts';
import { mastersIn, type SeenGroup, type SeenVolume } from '../../domain/kops/seen-cluster.ts';
import type { Reading } from '../../domain/reading.ts';
import { ENCRYPT, notes } from './notes.ts';

const WHY = 'A member of etcd is on one volume of its own, which its master finds by the tag.';

/** Each etcd cluster: one volume for each member, attached to a master in its zone, encrypted. */
export function judgeVolumes(
  spec: ClusterParts,
  volumes: Reading<readonly SeenVolume[]>,
  groups: Reading<readonly SeenGroup[]>,
): readonly Finding[] {
  if (!volumes.known)
    return [
      notes.fail(spec.name, 'volumes-unreadable', {
        seen: `The volumes could not be read: ${volumes.why}`,
        why: 'Whether etcd has its volumes is unknown.',
        toDo: 'Fix what the message says, then start again.',
      }),
    ];
  const masters = groups.known ? instancesOf(mastersIn(groups.value)) : undefined;
  return [
    ...spec.etcdClusters.flatMap((etcdCluster) => judgeOne(spec, etcdCluster, volumes.value, masters)),
    ...unexpected(spec, volumes.value, groups),
  ];
}

function instancesOf(groups: readonly SeenGroup[]): ReadonlySet<string> {
  return new Set(groups.flatMap(({ instances }) => instances.map(({ id }) => id)));
}

/** @param masters ids of instances; undefined where they aren't known */
function judgeOne(
  spec: ClusterParts,
  { name, members }: EtcdClusterSpec,
  volumes: readonly SeenVolume[],
  masters: ReadonlySet<string> | undefined,
): readonly Finding[] {
  // That the specification has no members is another finding.
  if (members.length === 0)
    return volumes.some(({ etcdCluster }) => etcdCluster === name) ? [] : [missing(name)];
  const named = members.map((member) => member.name).toSorted();
  const zones = members.map((member) => zoneOf(spec, member.instanceGroup));
  const found = members.map((member, i) => ({
    place: { expected: zones[i], others: zones.toSpliced(i, 1) },
    subject: `${name} (${member.name})`,
    own: volumes.filter((volume) => volume.etcdCluster === name && volume.member === member.name),
  }));
  const amiss = found.flatMap(({ subject, own, place }) => {
    const [volume, ...others] = own;
    if (!volume) return [missing(subject)];
    if (others.length > 0) return [doubled(subject, own)];
    return [
      ...attachmentAmiss(subject, volume, masters),
      ...tagAmiss(subject, volume, named),
      ...zoneAmiss(subject, volume, place),
      ...plain(subject, volume),
    ];
  });
  if (amiss.length > 0) return amiss;
  const ids = found.flatMap(({ own }) => own.map(({ id, zone }) => `${id} in ${zone}`));
  const seen = `Each member has one encrypted volume, attached to a master of its zone: ${ids.join(', ')}.`;
  return [notes.pass(name, 'etcd-volumes-ready', { seen, why: WHY })];
}

function zoneOf(spec: ClusterParts, instanceGroup: string): string | undefined {
  const group = spec.instanceGroups.find((each) => each.name === instanceGroup);
  const zones = group ? zonesOf(spec, group) : [];
  return zones.length === 1 ? zones[0] : undefined;
}

function missing(subject: string): Finding {
  return notes.fail(subject, 'etcd-volume-missing', {
    seen: 'No volume of the cluster is tagged for it.',
    why: `${WHY} Without it the member is gone, or its master waits for the volume.`,
    toDo: 'Search for the volume: a tag may be lost. Before you make another one, read "ReplaceMaster" in the runbook: it would begin empty.',
  });
}

function doubled(subject: string, volumes: readonly SeenVolume[]): Finding {
  return notes.fail(subject, 'etcd-volume-doubled', {
    seen: `Tagged as this member’s are ${volumes.map((volume) => `${volume.id}, ${whereIs(volume)}`).join(', and ')}.`,
    why: `${WHY} After its next start it may be on either of them, with old data or none.`,
    toDo: 'Find out which one has the data: mostly the one that is attached. Take the tag off another only while it is not attached.',
  });
}

function attachmentAmiss(
  subject: string,
  { id, state, attachedTo, attachment }: SeenVolume,
  masters: ReadonlySet<string> | undefined,
): readonly Finding[] {
  const isElsewhere = attachedTo !== '' && masters !== undefined && !masters.has(attachedTo);
  if (attachment === 'attached' && !isElsewhere) return [];
  const where = attachedTo === '' ? `not attached (${state})` : `${attachment} to ${attachedTo}`;
  return [
    notes.fail(subject, 'etcd-volume-not-attached', {
      seen: `${id} is ${where}${isElsewhere ? ', which is no master of the cluster' : ''}.`,
      why: `${WHY} So the member doesn’t run.`,
      toDo: 'Wait until its master is in service. A volume that stays detached, or is stuck, is in the runbook under WaitForVolumes.',
    }),
  ];
}

/** `in us-west-1a, attached to i-0123`. */
function whereIs({ zone, attachedTo, state }: SeenVolume): string {
  return `in ${zone}, ${attachedTo === '' ? `not attached (${state})` : `attached to ${attachedTo}`}`;
}

/** @param expected names of all members, sorted */
function tagAmiss(
  subject: string,
  { id, tag, members }: SeenVolume,
  expected: readonly string[],
): readonly Finding[] {
  if (members.toSorted().join() === expected.join()) return [];
  const dropped = members.filter((member) => !expected.includes(member));
  return [
    notes.fail(subject, 'etcd-volume-tag', {
      seen: `${id} is tagged ${tag}; the specification has the members ${expected.join(', ')}.`,
      why: 'The tag names the member and all members of its etcd cluster. kops writes it, and a master starts its member by it.',
      toDo:
        dropped.length === 0
          ? 'Ask who changed the tag or the members. If the specification is right, run `kops update cluster --yes`: it writes the tag again.'
          : `Ask who took ${dropped.join(' and ')} out of the specification, and put what runs back by \`kops edit cluster\`. Don’t run \`kops update cluster --yes\` before.`,
    }),
  ];
}

interface Place {
  /** The zone of the member's instance group; undefined where it isn't known. */
  readonly expected: string | undefined;
  /** The zones of the other members. */
  readonly others: readonly (string | undefined)[];
}

function zoneAmiss(subject: string, volume: SeenVolume, { expected, others }: Place): readonly Finding[] {
  const { id, zone } = volume;
  if (expected === undefined || zone === expected) return [];
  const toDo = others.includes(zone)
    ? `Don’t move the instance group to ${zone}: it has another member. Search for a volume of this member in ${expected} that has lost its tag. Otherwise make one there from a snapshot of ${id}, with its tags, and take them off ${id} once it is not attached.`
    : 'Give the instance group a subnet in the zone of the volume.';
  return [
    notes.fail(subject, 'etcd-volume-zone', {
      seen: `${id} is ${whereIs(volume)}; the member's instance group is in ${expected}.`,
      why: `${WHY} A volume can’t be attached in another zone.`,
      toDo,
    }),
  ];
}

function plain(subject: string, { id, encrypted }: SeenVolume): readonly Finding[] {
  if (encrypted) return [];
  return [
    notes.fail(subject, 'etcd-volume-unencrypted', {
      seen: `${id} is not encrypted.`,
      why: 'etcd has every Secret of the cluster. Whoever gets the volume or its snapshot can read them.',
      toDo: ENCRYPT,
    }),
  ];
}

function unexpected(
  { etcdClusters }: ClusterParts,
  volumes: readonly SeenVolume[],
  groups: Reading<readonly SeenGroup[]>,
): readonly Finding[] {
  const isKnown = ({ etcdCluster, member }: SeenVolume): boolean =>
    etcdClusters.some(
      ({ name, members }) => name === etcdCluster && members.some((each) => each.name === member),
    );
  return volumes
    .filter((volume) => !isKnown(volume))
    .map((volume) => leftOver(volume, groups.known ? groups.value : []));
}

function leftOver(volume: SeenVolume, groups: readonly SeenGroup[]): Finding {
  const { id, tag, attachedTo } = volume;
  const group = groups.find(({ instances }) => instances.some((each) => each.id === attachedTo));
  const of = group ? ` of ${group.name}` : '';
  const seen = `It is tagged ${tag}, and the specification has no such member. It is ${whereIs(volume)}${of}.`;
  if (attachedTo !== '')
    return notes.warn(id, 'etcd-volume-unexpected', {
      seen,
      why: 'A member may run on it that the specification doesn’t have. kops doesn’t keep it.',
      toDo: 'Leave the tag on: the instance finds the volume by it. Put the member back by `kops edit cluster`, or find out who took it out, and why its instance still runs.',
    });
  return notes.warn(id, 'etcd-volume-unexpected', {
    seen,
    why: 'A master takes what is tagged as its etcd cluster’s and free in its zone: this one, perhaps.',
    toDo: 'Find out what it is. If nobody needs it, take the tag off.',
  });
}
