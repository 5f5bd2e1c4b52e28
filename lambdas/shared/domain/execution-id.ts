import type { Run } from '../contract/run.ts';

/**
 * What distinguishes an execution from every other: its name and when it started. A name alone, or the ARN made of it, is no
 * execution's for good: Step Functions lets it be used again after 90 days.
 */
export function executionId({ name, startedAt }: Run): string {
  return `${name} ${startedAt}`;
}
