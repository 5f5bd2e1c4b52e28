/** The lifecycle hooks that every group of masters should have. */
import type { MastersSettings } from '../../contract/masters/settings.ts';
import type { LifecycleHook } from '../../ports/masters/auto-scaling.ts';

/**
 * Both continue when nobody does anything in time: AWS then goes on as if there were no hooks, which strands nothing.
 */
export function ownHooks({
  hooks,
  heartbeatSeconds,
}: Pick<MastersSettings, 'hooks' | 'heartbeatSeconds'>): readonly LifecycleHook[] {
  const common = { heartbeatSeconds, defaultResult: 'CONTINUE' } as const;
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
      known.defaultResult !== hook.defaultResult
    );
  });
}
