/** What Auto Scaling, EC2 and the load balancer say of the masters. */

import type { MastersScene } from '../../scenes/masters/scene.ts';
import type { MastersCheck } from './evidence.ts';

const groupIn = ({ engine, estate }: MastersScene, member: string) => {
  const names = { AutoScalingGroupNames: [estate.groupOf(member)] };
  return engine.autoScaling.describeAutoScalingGroups(names).AutoScalingGroups[0];
};

export const allInService: MastersCheck = {
  claim: 'At the end each group has one master in service, healthy behind the load balancer',
  contradictions: ({ scene }) =>
    scene.members.flatMap((member) => {
      const name = scene.estate.groupOf(member);
      const group = groupIn(scene, member);
      const [only, ...others] = group?.Instances ?? [];
      if (!group || !only || others.length > 0) {
        return [`${name} has ${group?.Instances.length ?? 'no'} instances`];
      }
      const { InstanceId: id, LifecycleState: state } = only;
      if (state !== 'InService') return [`${id} of ${name} is ${state}`];
      return group.TargetGroupARNs.flatMap((TargetGroupArn) => {
        const { TargetHealthDescriptions } = scene.engine.targets.describeTargetHealth({ TargetGroupArn });
        const health = TargetHealthDescriptions.find(({ Target }) => Target.Id === id)?.TargetHealth.State;
        return health === 'healthy' ? [] : [`${id} of ${name} is ${health ?? 'not registered'}`];
      });
    }),
};

export const nothingWaits: MastersCheck = {
  claim: 'No instance is left in a lifecycle hook, and no hook ran out',
  contradictions: ({ scene }) => [
    ...scene.members
      .flatMap((member) => groupIn(scene, member)?.Instances ?? [])
      .filter(({ LifecycleState }) => LifecycleState.endsWith(':Wait'))
      .map(({ InstanceId, LifecycleState }) => `${InstanceId} is ${LifecycleState}`),
    ...scene.following.ranOut,
  ],
};

/** These masters, and no others, are other instances than at the beginning. */
export function replaced(...members: readonly string[]): MastersCheck {
  return {
    claim: `Masters that were replaced: ${members.join(', ') || 'none'}`,
    contradictions: ({ scene }) =>
      scene.members.flatMap((member) => {
        const isOther = scene.instanceOf(member) !== scene.first.get(member);
        if (isOther === members.includes(member)) return [];
        return [`${member} ${isOther ? 'was replaced' : 'was not replaced'}`];
      }),
  };
}

export const oneAtATime: MastersCheck = {
  claim: 'No master was taken down before the previous one was back as a member of every etcd cluster',
  contradictions: ({ scene: { following, members: all } }) =>
    following.history
      .filter(({ what }) => what === 'down')
      .flatMap(({ at, instance, members }) =>
        Object.entries(members)
          .filter(([, running]) => running.length < all.length - 1)
          .map(
            ([cluster, running]) =>
              `when ${instance} went down at ${new Date(at).toISOString()}, ${cluster} had only ${running.join(', ') || 'no member'} left`,
          ),
      ),
};

/** One volume was detached by force, once, by this state. */
export function detachedOnceBy(state: string): MastersCheck {
  return calledOnceBy(state, 'DetachVolume', 'One volume was detached by force');
}

/** One drained master that stays was put back, once, by this state. */
export function putBackOnceBy(state: string): MastersCheck {
  return calledOnceBy(
    state,
    'RegisterTargets',
    'A drained master that stayed was put behind the load balancer again',
  );
}

function calledOnceBy(state: string, operation: string, what: string): MastersCheck {
  return {
    claim: `${what}, once, by ${state}`,
    contradictions: ({ calls }) => {
      const found = calls.filter((call) => call.operation === operation);
      const [only] = found;
      if (found.length === 1 && only?.caller.name === state && only.outcome === 'ok') return [];
      return [
        `${operation} was called ${found.length} times: ${found.map(({ caller, outcome }) => `${caller.name} ${outcome}`).join(', ')}`,
      ];
    },
  };
}
