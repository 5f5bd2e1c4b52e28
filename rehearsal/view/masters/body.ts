/** What the live view shows of masters: the machines, and who of etcd runs. */
import type { MastersScene } from '../../scenes/masters/scene.ts';
import { grouped } from '../../text/numbers.ts';
import { green, red, yellow } from '../../text/style.ts';
import { column } from '../frame.ts';

type EtcdCluster = MastersScene['masters']['etcdClusters'][number];

/** Of zones and etcd clusters, in a narrow terminal. */
const NARROW = 10;

/** @param width characters that a line may have */
export function mastersBody(scene: MastersScene, width: number): readonly string[] {
  return [
    ...scene.members.map(
      (member) => `${column(scene.estate.zoneOf(member), width, NARROW)} ${instancesOf(scene, member)}`,
    ),
    ...scene.masters.etcdClusters.map(
      (cluster) => `${column(`etcd ${cluster.name}`, width, NARROW)} ${membersOf(scene, cluster)}`,
    ),
  ];
}

/** The state comes first: of the two it is what a narrow line must show. */
function instancesOf({ engine, estate }: MastersScene, member: string): string {
  const names = { AutoScalingGroupNames: [estate.groupOf(member)] };
  const [group] = engine.autoScaling.describeAutoScalingGroups(names).AutoScalingGroups;
  const instances = (group?.Instances ?? []).map(({ InstanceId, LifecycleState }) => {
    const colour = LifecycleState === 'InService' ? green : yellow;
    return `${colour(LifecycleState)} ${InstanceId}`;
  });
  return instances.join(', ') || red('nobody');
}

function membersOf({ masters, writers }: MastersScene, { name, members, quorum }: EtcdCluster): string {
  const running = masters.runningMembers(name).map((member) => member.name);
  const down = members.flatMap((member) => (running.includes(member.name) ? [] : [member.name]));
  const words = [
    ...(running.length > 0 ? [green(running.join(' '))] : []),
    ...(down.length > 0 ? [red(`${down.join(' ')} down`)] : []),
    ...(running.length < quorum ? [red('no quorum')] : []),
    `${grouped(writers.get(name)?.acknowledged.length ?? 0)} writes`,
  ];
  return words.join(', ');
}
