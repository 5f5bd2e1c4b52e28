import { countOf } from '../../../shared/domain/text.ts';
import type { Finding } from '../../contract/findings.ts';
import type { SeenGroup } from '../../domain/kops/seen-cluster.ts';
import type { Reading } from '../../domain/reading.ts';
import { notes } from './notes.ts';

const WHY = 'When a zone fails, what ran there has to run elsewhere, and legacy may be gone by then.';

/**
 * Would the loss of any one zone leave room for its nodes? Auto Scaling launches lost instances in a group's other zones, up
 * to the group's maximum; a group in the lost zone alone can't, and others must take over. So: all that may still be
 * launched outside the zone must be as many as run in it. Nodes are counted, not their sizes. Source: Amazon EC2 Auto
 * Scaling, "Availability Zone distribution"; raising the desired capacity of another group takes Cluster Autoscaler.
 */
export function judgeRoom(cluster: string, groups: Reading<readonly SeenGroup[]>): readonly Finding[] {
  // That they can't be read is another finding.
  if (!groups.known) return [];
  const nodes = groups.value.filter(({ role }) => role === 'node');
  if (nodes.length === 0)
    return [
      notes.warn(cluster, 'node-groups-missing', {
        seen: 'No Auto Scaling group of the cluster is tagged as one of nodes.',
        why: `${WHY} Whether there would be room is unknown.`,
        toDo: 'If Karpenter launches the nodes, check that its pools allow several zones and enough capacity.',
      }),
    ];
  const zones = [
    ...new Set(nodes.flatMap((group) => [...group.zones, ...group.instances.map(({ zone }) => zone)])),
  ];
  const losses = zones.toSorted().map((zone) => ({ zone, ...lossOf(zone, nodes) }));
  const short = losses.filter(({ lost, room }) => lost > room);
  if (short.length === 0) {
    const listed = losses.map(
      (loss) => `${loss.zone} has ${loss.lost}, and elsewhere ${loss.room} more can start`,
    );
    return [notes.pass(cluster, 'zone-loss-leaves-room', { seen: `Nodes: ${listed.join('; ')}.`, why: WHY })];
  }
  return short.map(({ zone, lost, room }) =>
    notes.warn(zone, 'zone-loss-leaves-no-room', {
      seen: `${countOf(lost, 'node')} run in it. In other zones the groups' maximum sizes let ${room} more start.`,
      why: WHY,
      toDo: 'Raise `maxSize` of the instance groups in the other zones, or spread the nodes over more zones.',
    }),
  );
}

function lossOf(
  zone: string,
  groups: readonly SeenGroup[],
): { readonly lost: number; readonly room: number } {
  let [lost, room] = [0, 0];
  for (const { zones, max, instances } of groups) {
    const there = instances.filter((instance) => instance.zone === zone).length;
    lost += there;
    if (zones.some((other) => other !== zone)) room += Math.max(0, max - (instances.length - there));
  }
  return { lost, room };
}
