/** The lifecycle hooks that every group of masters should have. */

import { jsonIn } from '../../shared/domain/json.ts';
import type { MastersSettings } from '../contract/settings.ts';
import type { AutoScalingGroup, LifecycleHook } from './auto-scaling-group.ts';

/** In a hook's metadata: the name of the stack that has put it. */
const KEEPER = 'kops-cutover';

/**
 * Both continue when nobody does anything in time: AWS then acts as if there were no hooks, which strands nothing. Their
 * metadata says whose they are: about 320 characters of ASCII at most, of the 4,000 that Auto Scaling keeps.
 */
export function ownHooks({
  name,
  cluster,
  hooks,
  heartbeatSeconds,
}: Pick<MastersSettings, 'name' | 'cluster' | 'hooks' | 'heartbeatSeconds'>): readonly LifecycleHook[] {
  const metadata = JSON.stringify({ [KEEPER]: name, cluster });
  const common = { heartbeatSeconds, defaultResult: 'CONTINUE', metadata } as const;
  return [
    { name: hooks.terminating, transition: 'autoscaling:EC2_INSTANCE_TERMINATING', ...common },
    { name: hooks.launching, transition: 'autoscaling:EC2_INSTANCE_LAUNCHING', ...common },
  ];
}

/** Those that a group lacks or has otherwise; hooks of others are none of ours. */
export function hooksToPut(
  own: readonly LifecycleHook[],
  present: readonly LifecycleHook[],
): readonly LifecycleHook[] {
  return own.filter((hook) => {
    const known = present.find(({ name }) => name === hook.name);
    return (
      known?.transition !== hook.transition ||
      known.heartbeatSeconds !== hook.heartbeatSeconds ||
      known.defaultResult !== hook.defaultResult ||
      known.metadata !== hook.metadata
    );
  });
}

/** A group and the hooks that are on it, whosever they are. */
export interface HookedGroup {
  readonly group: AutoScalingGroup;
  readonly present: readonly LifecycleHook[];
}

export interface ForeignHook {
  readonly group: string;
  readonly hook: string;
  /** The name of the stack that has put it. */
  readonly keeper: string;
}

/**
 * The hooks of other stacks of this software, which keep the same masters by a lease of their own. Hooks that don't say
 * so are none of those.
 * @param former what hooks of this stack were called before it changed its name
 */
export function hooksOfOtherStacks(
  { name, hooks }: Pick<MastersSettings, 'name' | 'hooks'>,
  former: readonly string[],
  groups: readonly HookedGroup[],
): readonly ForeignHook[] {
  const ownHookNames = [hooks.terminating, hooks.launching, ...former];
  return groups.flatMap(({ group, present }) =>
    present.flatMap((hook) => {
      const keeper = keeperOf(hook);
      if (keeper === undefined || keeper === name || ownHookNames.includes(hook.name)) return [];
      return [{ group: group.name, hook: hook.name, keeper }];
    }),
  );
}

function keeperOf({ metadata }: LifecycleHook): string | undefined {
  const said = jsonIn(metadata);
  if (typeof said !== 'object' || said === null || !(KEEPER in said)) return undefined;
  const keeper = said[KEEPER];
  return typeof keeper === 'string' ? keeper : undefined;
}
