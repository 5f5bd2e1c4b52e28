import type {
  AutoScalingGroup,
  LifecycleAction,
  LifecycleHook,
} from '../../../../../../lambdas/masters/domain/auto-scaling-group.ts';
import { MemoryMastersJournal } from '../../../../../fakes/masters/memory-masters-journal.ts';
import {
  GROUP_A,
  GROUP_B,
  groupOf,
  MASTER_A,
  MASTER_B,
  someMastersSettings,
} from '../../../../../support/masters/masters.ts';

export const TERMINATING: LifecycleHook = {
  name: 'shop-masters-terminating',
  transition: 'autoscaling:EC2_INSTANCE_TERMINATING',
  heartbeatSeconds: 1800,
  defaultResult: 'CONTINUE',
  metadata: '{"kops-cutover":"shop-masters","cluster":"k8s.shop.test"}',
};
export const LAUNCHING: LifecycleHook = {
  ...TERMINATING,
  name: 'shop-masters-launching',
  transition: 'autoscaling:EC2_INSTANCE_LAUNCHING',
};
export const NTH: LifecycleHook = {
  ...TERMINATING,
  name: 'a-NTHLifecycleHook',
  heartbeatSeconds: 300,
  metadata: '',
};
export const WARM: LifecycleHook = {
  ...LAUNCHING,
  name: 'kops-warmpool',
  defaultResult: 'ABANDON',
  metadata: 'kops-cutover',
};

const OWN = {
  Cluster: 'k8s.shop.test',
  TerminatingHook: TERMINATING.name,
  LaunchingHook: LAUNCHING.name,
  HeartbeatSeconds: '1800',
};
export const OLD = { ...OWN, TerminatingHook: 'old-terminating', LaunchingHook: 'old-launching' };
export const CREATE = { RequestType: 'Create', ResponseURL: 'https://s3.test/', ResourceProperties: OWN };
export const UPDATE = {
  ...CREATE,
  RequestType: 'Update',
  PhysicalResourceId: 'shop-masters-hooks/k8s.shop.test',
  OldResourceProperties: OWN,
};
export const DELETE = {
  ...CREATE,
  RequestType: 'Delete',
  PhysicalResourceId: 'shop-masters-hooks/k8s.shop.test',
};
export const SCHEDULED = { source: 'aws.events', 'detail-type': 'Scheduled Event', detail: {} };

/** Auto Scaling with hooks, and who waits in which: a hook that goes before its waiters abandons them. */
export function scaling(groups: AutoScalingGroup[], waits: Readonly<Record<string, string>> = {}) {
  const hooks = new Map(groups.map(({ name }) => [name, [NTH, WARM] as LifecycleHook[]]));
  const waiting = new Map(Object.entries(waits));
  const calls: string[] = [];
  const abandoned: string[] = [];
  const autoScaling = {
    groups: async () => groups,
    hooks: async (group: string) => [...(hooks.get(group) ?? [])],
    async putHook(group: string, hook: LifecycleHook) {
      calls.push(`put ${hook.name} ${group}`);
      hooks.set(group, [...(hooks.get(group) ?? []).filter(({ name }) => name !== hook.name), hook]);
    },
    async deleteHook(group: string, name: string) {
      calls.push(`delete ${name} ${group}`);
      hooks.set(
        group,
        (hooks.get(group) ?? []).filter((hook) => hook.name !== name),
      );
      for (const [instance, hook] of waiting) if (hook === name) abandoned.push(instance);
    },
    async complete({ instance, hook }: LifecycleAction) {
      if (waiting.get(instance) !== hook) return 'no-action' as const;
      waiting.delete(instance);
      calls.push(`complete ${hook} ${instance}`);
      return 'completed' as const;
    },
  };
  const world = {
    settings: someMastersSettings(),
    clock: { now: () => Date.parse('2026-03-01T10:00:00Z') },
    journal: new MemoryMastersJournal(),
    autoScaling,
  };
  return { hooks, calls, abandoned, waiting, world };
}

export const twoGroups = () => [
  groupOf(GROUP_A, { [MASTER_A]: 'InService' }),
  groupOf(GROUP_B, { [MASTER_B]: 'InService' }),
];

export const manyGroups = (count: number) =>
  Array.from({ length: count }, (_, i) => groupOf(`control-plane-${i}.masters.k8s.shop.test`, {}));
