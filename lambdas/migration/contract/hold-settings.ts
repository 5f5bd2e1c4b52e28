import { MIGRATE } from './states.ts';

/**
 * What a hold is about: a soak that is to be judged by a person, a change of the records that failed, or the drain. A hold about
 * legacy itself always stays.
 */
export const HOLD_KINDS = ['soak', 'change', 'drain'] as const;
export type HoldKind = (typeof HOLD_KINDS)[number];

/** What happens if nobody decides in time. */
export type AtTimeout = 'rollBack' | 'stay';

/** By the state that asked. */
export function holdKindOf(state: string): HoldKind {
  if (state === MIGRATE.judgeSoak) return 'soak';
  return state === MIGRATE.measureLegacyTraffic ? 'drain' : 'change';
}
