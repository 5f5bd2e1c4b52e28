/** Which hooks a plan's phase asks. */
import type { HookMoment } from '../../contract/hooks.ts';
import type { MigrationSettings } from '../../contract/settings.ts';
import { MIGRATE } from '../../contract/states.ts';

export interface PlannedHook {
  readonly hook: HookMoment;
  /** How long it may take to answer, seconds. It is not in the plan's times. */
  readonly timeLimitSeconds: number;
}

/** In the order in which they are asked. @param percent the share of the step */
export function plannedHooks(
  { hooks = {} }: Pick<MigrationSettings, 'hooks'>,
  state: string,
  percent: number,
): readonly PlannedHook[] {
  return momentsOf(state).flatMap((moment) => {
    const hook = hooks[moment];
    if (!hook || (hook.steps && !hook.steps.includes(percent))) return [];
    return [{ hook: moment, timeLimitSeconds: hook.timeLimitSeconds }];
  });
}

function momentsOf(state: string): readonly HookMoment[] {
  if (state === MIGRATE.shiftWeight) return ['beforeStep', 'afterStep'];
  return state === MIGRATE.retireLegacyRecords ? ['beforeRetire'] : [];
}
