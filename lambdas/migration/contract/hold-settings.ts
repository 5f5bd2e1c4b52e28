import { HOOKS } from './hooks.ts';
import { MIGRATE } from './states.ts';

/**
 * What a hold is about: a soak that is to be judged by a person, a change of the records that failed, the drain, or what a hook
 * said. A hold about legacy itself always stays.
 */
export const HOLD_KINDS = ['soak', 'change', 'drain', 'hook'] as const;
export type HoldKind = (typeof HOLD_KINDS)[number];

/** What happens if nobody decides in time. */
export type AtTimeout = 'rollBack' | 'stay';

/** By the state that asked. */
export function holdKindOf(state: string): HoldKind {
  if (state === MIGRATE.judgeSoak) return 'soak';
  if (isHook(state)) return 'hook';
  return state === MIGRATE.measureLegacyTraffic ? 'drain' : 'change';
}

/** Whether the state asks a hook. */
export function isHook(state: string): boolean {
  return (Object.values(HOOKS) as readonly string[]).includes(state);
}
