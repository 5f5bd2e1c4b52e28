import { Duration } from 'aws-cdk-lib';
import type { MigrationSettings } from '../../../lambdas/migration/contract/settings.ts';
import { longest } from '../config/pace.ts';

/** Step Functions ends a Standard execution after a year. */
const YEAR = 365 * 24 * 3600;

/**
 * When a run has certainly gone wrong, so that its execution's end rolls it back: twice the longest that its
 * settings allow, because a hold may be extended and a foreign write may hold a change more than once.
 */
export function longestRun(settings: MigrationSettings): Duration {
  return Duration.seconds(Math.min(2 * longest(settings), YEAR));
}
