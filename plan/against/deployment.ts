import type { Deployed } from '../app/deployed.ts';
import type { MigrationPlan } from '../plan-document.ts';
import { onlyIn } from './words.ts';

type Deployment = Pick<MigrationPlan, 'deployed'>;

/** What changed of what is deployed beside the settings; nothing where one of the two doesn't say. */
export function deploymentChanges(
  { deployed: before }: Deployment,
  { deployed: after }: Deployment,
): readonly string[] {
  if (!before || !after) return [];
  return [
    ...onlyIn(after.emails, before.emails).map((email) => `${email} is notified, too`),
    ...onlyIn(before.emails, after.emails).map((email) => `${email} is not notified any more`),
    ...changed(before, after, 'topic', (topic) => topic || "the stack's own", 'the topic of notifications'),
    ...changed(before, after, 'repeated', timeOfDay, 'preflight is repeated'),
    ...changed(
      before,
      after,
      'logDays',
      (days) => (days === 0 ? 'for ever' : `${days} d`),
      'logs are kept for',
    ),
  ];
}

function changed<Field extends keyof Deployed>(
  before: Deployed,
  after: Deployed,
  field: Field,
  shown: (value: Deployed[Field]) => string,
  what: string,
): readonly string[] {
  if (before[field] === after[field]) return [];
  return [`${what}: ${shown(before[field])} → ${shown(after[field])}`];
}

/** `cron(0 6 * * ? *)` → `at 06:00 UTC each day`. */
function timeOfDay(schedule: string): string {
  if (schedule === '') return 'never';
  const [, minute, hour] = /^cron\((\d+) (\d+) \* \* \? \*\)$/.exec(schedule) ?? [];
  if (minute === undefined || hour === undefined) return schedule;
  return `at ${hour.padStart(2, '0')}:${minute.padStart(2, '0')} UTC each day`;
}
