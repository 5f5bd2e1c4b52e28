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
    ...unexpected(spec, volumes.value),
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
  const found = members.map((member) => ({
    zone: zoneOf(spec, member.instanceGroup),
    subject: `${name} (${member.name})`,
    own: volumes.filter((volume) => volume.etcdCluster === name && volume.member === member.name),
  }));
  const amiss = found.flatMap(({ subject, own, zone }) => {
    const [volume, ...others] = own;
    if (!volume) return [missing(subject)];
    if (others.length > 0) return [doubled(subject, own)];
    return [
      ...attachmentAmiss(subject, volume, masters),
      ...zoneAmiss(subject, volume, zone),
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
    seen: `${volumes.map(({ id }) => id).join(' and ')} are both tagged as this member’s.`,
    why: `${WHY} After its next start it may be on either of them, with old data or none.`,
    toDo: 'Find out which one is attached and has the data, then take the tag off the other.',
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

function zoneAmiss(
  subject: string,
  { id, zone }: SeenVolume,
  expected: string | undefined,
): readonly Finding[] {
  if (expected === undefined || zone === expected) return [];
  return [
    notes.fail(subject, 'etcd-volume-zone', {
      seen: `${id} is in ${zone}; the member's instance group is in ${expected}.`,
      why: `${WHY} A volume can’t be attached in another zone.`,
      toDo: 'Give the instance group a subnet in the zone of the volume.',
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

function unexpected({ etcdClusters }: ClusterParts, volumes: readonly SeenVolume[]): readonly Finding[] {
  const isKnown = ({ etcdCluster, member }: SeenVolume): boolean =>
    etcdClusters.some(
      ({ name, members }) => name === etcdCluster && members.some((each) => each.name === member),
    );
  return volumes
    .filter((volume) => !isKnown(volume))
    .map(({ id, tag }) =>
      notes.warn(id, 'etcd-volume-unexpected', {
        seen: `It is tagged ${tag}, and the specification has no such member.`,
        why: 'A master takes what is tagged as its etcd cluster’s and free in its zone: this one, perhaps.',
        toDo: 'Find out what it is. If nobody needs it, take the tag off.',
      }),
    );
}
