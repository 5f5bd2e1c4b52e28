/** What happened to the masters over time: by Auto Scaling's activities, and by etcd's processes. */
import { REPLACE_MASTER } from '../../../lambdas/masters/contract/states.ts';
import type { Lane } from '../../../report/rehearsal/document.ts';
import type { MastersEvidence } from '../../checks/masters/evidence.ts';
import type { ExecutionHistory } from '../histories.ts';
import { iso, type SceneRecord, spansOf } from '../scene-record.ts';

export function mastersRecord(
  evidence: MastersEvidence,
  histories: readonly ExecutionHistory[],
): SceneRecord {
  const leases = leaseLanes(histories, evidence.situation.now);
  return { lanes: [...leases, ...memberLanes(evidence), ...etcdLanes(evidence)] };
}

/** What a replacement does until it has the lease. */
const TRYING: readonly string[] = [
  REPLACE_MASTER.acquireLease,
  REPLACE_MASTER.pause,
  REPLACE_MASTER.recordHeartbeat,
];

/** Which replacement had the lease, and which waited for it, by the states that it went through. */
function leaseLanes(histories: readonly ExecutionHistory[], now: number): readonly Lane[] {
  return histories.flatMap(({ execution: { name, stopped }, entered }) => {
    const states = entered.filter(({ isInstant }) => !isInstant);
    const first = states.findIndex(({ state }) => state === REPLACE_MASTER.acquireLease);
    if (first < 0) return [];
    const changes = states.slice(first).map(({ at }, i, all) => {
      const isOver = all.slice(0, i).some((each) => each.state === REPLACE_MASTER.releaseLease);
      const isWaiting = all.slice(0, i + 1).every((each) => TRYING.includes(each.state));
      return { at, what: isOver ? NOTHING : isWaiting ? 'waits for it' : 'has it' };
    });
    const until = stopped === null ? now : Date.parse(stopped);
    const spans = spansOf(changes, { from: changes[0]?.at ?? until, until });
    return [
      { group: 'The lease, by replacement', name, spans: spans.filter(({ what }) => what !== NOTHING) },
    ];
  });
}

const NOTHING = '';

/** What Auto Scaling did with each member's group. */
function memberLanes({ scene, situation }: MastersEvidence): readonly Lane[] {
  return scene.members.map((member) => {
    const group = scene.estate.groupOf(member);
    const { Activities } = scene.engine.autoScaling.describeScalingActivities({
      AutoScalingGroupName: group,
    });
    const spans = Activities.filter(({ StartTime }) => StartTime.getTime() >= scene.start)
      .toSorted((a, b) => a.StartTime.getTime() - b.StartTime.getTime())
      .map(({ StartTime, EndTime, Description, Cause, StatusCode }) => ({
        from: StartTime.toISOString(),
        until: iso(EndTime?.getTime() ?? situation.now),
        what: shortly(Description, StatusCode),
        why: `${Description}. ${Cause}`,
      }));
    return { group: 'Auto Scaling, by member', name: `${member} (${scene.estate.zoneOf(member)})`, spans };
  });
}

/** `Launching a new EC2 instance: i-0123…` has no room in a lane. */
function shortly(description: string, status: string): string {
  const [, id = ''] = /\b(i-[0-9a-f]+)/.exec(description) ?? [];
  const [act = description] = description.split(' ');
  return `${act.toLowerCase()} ${id}${status === 'Successful' ? '' : ` (${status})`}`;
}

/** Which members of each etcd cluster ran. */
function etcdLanes({ scene, situation }: MastersEvidence): readonly Lane[] {
  const extent = { from: scene.start, until: situation.now };
  return scene.masters.etcdClusters.map(({ name, members, quorum }) => {
    const all = members.map((member) => member.name);
    const changes = scene.following.history.map((change) => {
      const running = change.members[name] ?? [];
      const down = all.filter((member) => !running.includes(member));
      const words = running.length < quorum ? 'no quorum' : `${down.join(', ')} down`;
      return { at: change.at, what: down.length === 0 ? 'all run' : words };
    });
    const first = { at: scene.start, what: 'all run' };
    return {
      group: 'etcd members that run',
      name: `etcd ${name}`,
      spans: spansOf([first, ...changes], extent),
    };
  });
}
