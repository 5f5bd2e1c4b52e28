/** What the live view shows of masters: the machines, and who of etcd runs. */
import type { MastersScene } from '../masters/scene.ts';
import { green, red, yellow } from '../report/style.ts';
import { grouped } from '../report/words.ts';
import { groupOf, MEMBERS, type Member, zoneOf } from '../shop/masters.ts';
import { NAME_WIDTH } from './frame.ts';

export function mastersBody(scene: MastersScene): readonly string[] {
  return [
    ...MEMBERS.map((member) => masterLine(scene, member)),
    ...scene.masters.etcdClusters.map(({ name, members, quorum }) => {
      const running = scene.masters.runningMembers(name).map((member) => member.name);
      const words = members.map((member) =>
        running.includes(member.name) ? green(member.name) : red(`${member.name} down`),
      );
      const writes = `${grouped(scene.writers.get(name)?.acknowledged.length ?? 0)} writes`;
      const lost = running.length < quorum ? `, ${red('no quorum')}` : '';
      return `${`etcd ${name}`.padEnd(NAME_WIDTH)} ${words.join(' ')}, ${writes}${lost}`;
    }),
  ];
}

function masterLine({ engine }: MastersScene, member: Member): string {
  const names = { AutoScalingGroupNames: [groupOf(member)] };
  const [group] = engine.autoScaling.describeAutoScalingGroups(names).AutoScalingGroups;
  const instances = (group?.Instances ?? []).map(({ InstanceId, LifecycleState }) => {
    const colour = LifecycleState === 'InService' ? green : yellow;
    return `${InstanceId} ${colour(LifecycleState)}`;
  });
  return `${zoneOf(member).padEnd(NAME_WIDTH)} ${instances.join(', ') || red('nobody')}`;
}
