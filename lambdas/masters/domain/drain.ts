/** Whether a master is out of its load balancers. */

import { duration } from '../../shared/domain/text.ts';
import type { TargetHealth } from './target.ts';

/** Source: a target group's longest deregistration delay. A load balancer that still has a target then is not waited for. */
export const LONGEST_DRAIN_SECONDS = 3600;

export interface DrainVerdict {
  readonly verdict: 'drained' | 'draining';
  readonly reason: string;
}

/** @param waitedSeconds since it was taken out; 0 at first */
export function judgeDrain(places: readonly TargetHealth[], waitedSeconds: number): DrainVerdict {
  const left = places
    .filter(({ state }) => state !== 'unused')
    .map(({ place, state }) => `${place}: ${state}`);
  if (left.length === 0) return { verdict: 'drained', reason: 'It is out of every load balancer.' };
  if (waitedSeconds < LONGEST_DRAIN_SECONDS)
    return { verdict: 'draining', reason: `Still in load balancers: ${left.join('; ')}.` };
  const reason = `Continues although it is still in load balancers after ${duration(waitedSeconds)}: ${left.join('; ')}.`;
  return { verdict: 'drained', reason };
}

/** Places that still send it something new, or would when it gets better. */
export function isRegistered({ state }: TargetHealth): boolean {
  return state !== 'unused' && state !== 'draining';
}
