/** What Auto Scaling says of a group's own instances. */
import type { AutoScalingGroup } from './auto-scaling-group.ts';

type Group = Pick<AutoScalingGroup, 'desired' | 'instances'>;

/** Whether Auto Scaling brings it up: `Pending`, `Pending:Wait`, `Pending:Proceed`. */
export function isLaunching(lifecycle: string): boolean {
  return /^Pending(:|$)/.test(lifecycle);
}

/** Whether as many are in service as are desired: a master's group without any is never whole. */
export function isWhole({ desired, instances }: Group): boolean {
  return inService(instances).length >= Math.max(1, desired);
}

export function inService<Instance extends { readonly lifecycle: string }>(
  instances: readonly Instance[],
): readonly Instance[] {
  return instances.filter(({ lifecycle }) => lifecycle === 'InService');
}

/** '' for an instance that the group doesn't list. */
export function lifecycleIn(group: Pick<Group, 'instances'> | undefined, instance: string): string {
  return group?.instances.find(({ id }) => id === instance)?.lifecycle ?? '';
}
