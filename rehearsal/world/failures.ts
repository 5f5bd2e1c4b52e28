import { type Health, type HealthModel, SLOW, STEADY } from './load-balancer.ts';

/** The ways in which a cluster fails. SPEC.md, "Failures". */
export const FAILURES = [
  'target-5xx',
  'balancer-5xx',
  'slow',
  'resets',
  'unhealthy-targets',
  'no-answer',
  'one-name',
] as const;
export type Failure = (typeof FAILURES)[number];

/**
 * A platform that fails in this way.
 * @param part of the requests (0–1) @param name whose requests alone fail, all of them, if one name only fails
 */
export function failingAs(failure: Failure, part: number, name: string): Health {
  const { latencySeconds } = STEADY;
  switch (failure) {
    case 'target-5xx':
      return { failing: part, latencySeconds };
    case 'balancer-5xx':
      return { ...STEADY, turnedAway: part };
    case 'slow':
      return { ...STEADY, latencySeconds: SLOW };
    case 'resets':
      return { ...STEADY, reset: part };
    case 'unhealthy-targets':
      return { ...STEADY, refused: part, unhealthyHosts: 1 };
    case 'no-answer':
      return { ...STEADY, unanswered: part };
    case 'one-name':
      return { failing: 1, latencySeconds, onlyFor: name };
  }
}

/** A platform that fares so from one moment until another. */
export function between(from: number, until: number, health: Health): HealthModel {
  return (_, at) => (at >= from && at < until ? health : STEADY);
}
