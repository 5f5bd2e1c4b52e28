import type { Finding } from '../../contract/findings.ts';
import { MIGRATE } from '../../contract/states.ts';
import { notesOf } from '../../domain/readiness/finding.ts';
import type { Reading } from '../../domain/reading.ts';
import type { Concurrency } from '../../ports/function-limits.ts';

const notes = notesOf(MIGRATE.verifyRollBack);
const SUBJECT = 'Lambda';
const WHY =
  'When the account’s other functions use all of it, the functions of a rollback are throttled and wait.';

/**
 * Lambda lets nobody reserve the last 100, so from there on nothing can be kept for a rollback.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
 */
const NOT_RESERVABLE = 100;

/** A warning at most: how busy other functions become is not known. */
export function judgeConcurrency(limit: Reading<Concurrency>): Finding {
  if (!limit.known)
    return notes.warn(SUBJECT, 'lambda-limit-unreadable', {
      seen: `The account's limit of concurrent executions could not be read: ${limit.why}`,
      why: WHY,
      toDo: 'Check it in the Service Quotas console.',
    });
  const { all, unreserved } = limit.value;
  const seen = `${unreserved} of the ${all} functions that may run at once in this account and region are not reserved.`;
  if (unreserved > NOT_RESERVABLE) return notes.pass(SUBJECT, 'lambda-limit-sufficient', { seen, why: WHY });
  return notes.warn(SUBJECT, 'lambda-limit-low', {
    seen,
    why: WHY,
    toDo: 'Have AWS raise the quota "Concurrent executions" of Lambda to 1,000 or more. Or take back what other functions have reserved.',
  });
}
