import type { CheckResult } from '../../contract/findings.ts';
import { HOOK_MOMENTS } from '../../contract/hooks.ts';
import type { MigrationSettings } from '../../contract/settings.ts';
import { MIGRATE } from '../../contract/states.ts';
import { readingOf } from '../../domain/reading.ts';
import type { HookTargets } from '../../ports/hook-targets.ts';
import { judgeFunction, judgeMachine } from './judge-hook-target.ts';

/** Whether each hook is there, and may be called. None is called. */
export async function verifyHooks(
  { hooks = {} }: Pick<MigrationSettings, 'hooks'>,
  targets: HookTargets,
): Promise<CheckResult> {
  const findings = await Promise.all(
    HOOK_MOMENTS.map(async (moment) => {
      const hook = hooks[moment];
      if (!hook) return [];
      const asked = { moment, hook };
      return hook.kind === 'function'
        ? judgeFunction(asked, await readingOf(() => targets.functionOf(hook.arn)))
        : [judgeMachine(asked, await readingOf(() => targets.machineOf(hook.arn)))];
    }),
  );
  return { check: MIGRATE.verifyHooks, findings: findings.flat() };
}
