/** What the live view shows of masters: the machines, and who of etcd runs. */
import type { MastersScene } from '../../scenes/masters/scene.ts';
import { groupOf, zoneOf } from '../../shop/masters/cluster.ts';
import { grouped } from '../../text/numbers.ts';
import { green, red, yellow } from '../../text/style.ts';
import { NAME_WIDTH } from '../frame.ts';

type EtcdCluster = MastersScene['masters']['etcdClusters'][number];

export function mastersBody(scene: MastersScene): readonly string[] {
  return [
    ...scene.members.map((member) => masterLine(scene, member)),
    ...scene.masters.etcdClusters.map((cluster) => etcdLine(scene, cluster)),
  ];
}

function masterLine({ engine }: MastersScene, member: string): string {
  const names = { AutoScalingGroupNames: [groupOf(member)] };
  const [group] = engine.autoScaling.describeAutoScalingGroups(names).AutoScalingGroups;
  const instances = (group?.Instances ?? []).map(({ InstanceId, LifecycleState }) => {
    const colour = LifecycleState === 'InService' ? green : yellow;
    return `${InstanceId} ${colour(LifecycleState)}`;
  });
  return `${zoneOf(member).padEnd(NAME_WIDTH)} ${instances.join(', ') || red('nobody')}`;
}

function etcdLine({ masters, writers }: MastersScene, { name, members, quorum }: EtcdCluster): string {
  const running = masters.runningMembers(name).map((member) => member.name);
  const down = members.flatMap((member) => (running.includes(member.name) ? [] : [member.name]));
  const words = [
    ...(running.length > 0 ? [green(running.join(' '))] : []),
    ...(down.length > 0 ? [red(`${down.join(' ')} down`)] : []),
    ...(running.length < quorum ? [red('no quorum')] : []),
    `${grouped(writers.get(name)?.acknowledged.length ?? 0)} writes`,
  ];
  return `${`etcd ${name}`.padEnd(NAME_WIDTH)} ${words.join(', ')}`;
}
