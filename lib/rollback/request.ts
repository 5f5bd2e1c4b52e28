import { Choice, Condition, Pass, type State } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { RollBackRequest } from '../../lambdas/shared/contract/payloads.ts';
import { jsonata } from '../machines/jsonata.ts';

/** What a source sends: expressions, but for its own name. */
type Sent = Record<Exclude<keyof RollBackRequest, 'predecessor'>, string>;

/** Longest reason of a person, characters; an alarm's comes to no more with its name (255) and CloudWatch's words (1,023). */
const REASON = 1_300;

/** Step Functions' longest cause with its error's name. The reason is handed on twice, and 256 KiB are all that fits. */
const FAILURE = 33_100;

const orElse = (path: string, otherwise: string): string => `$exists(${path}) ? ${path} : ${otherwise}`;
const cut = (text: string, most: number): string => `$substring(${text}, 0, ${most})`;
const isText = (value: string): string => `$type(${value}) = 'string'`;

const LEAP_YEAR = String.raw`(\d\d(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)`;
const DAY = String.raw`(\d\d\d\d-((0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31)|${LEAP_YEAR}-02-29)`;
const TIME = String.raw`([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?`;
/**
 * What every function reads as an instant: one that it refuses would end the rollback, maybe after DNS. Nothing else than
 * a text reads so as a text: no number, list or object.
 */
const INSTANT = String.raw`/^${DAY}T${TIME}(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/`;
const isInstant = (value: string): string => `$exists($match($string(${value}), ${INSTANT}, 1))`;

/** CloudWatch writes an alarm's time with `+0000`, which is not ISO 8601's form. */
const ALARM_TIME = orElse('$states.input.detail.state.timestamp', '$states.input.time');

const ALARM: Sent = {
  source: 'alarm',
  run: "''",
  reason: cut(
    `'Alarm ' & $states.input.detail.alarmName & ': ' & (${orElse('$states.input.detail.state.reason', "'no reason given'")})`,
    REASON,
  ),
  asOf: `$replace($string(${ALARM_TIME}), '+0000', 'Z')`,
  cause: '$states.input.resources[0]',
};

const EXECUTION: Sent = {
  source: 'execution',
  run: '$states.input.detail.name',
  reason: cut(
    "'The execution ' & $states.input.detail.name & ' ended: ' & $states.input.detail.status",
    REASON,
  ),
  asOf: '$states.input.time',
  cause: '$states.input.detail.executionArn',
};

const MIGRATION: Sent = {
  source: 'migration',
  run: '$states.input.run',
  reason: cut('$string($states.input.reason)', FAILURE),
  asOf: '$states.input.asOf',
  cause: '$states.input.cause',
};

const PERSON: Sent = {
  source: 'person',
  run: "''",
  reason: cut(
    "($exists($states.input.reason) ? $string($states.input.reason) : 'Asked for in the console; no reason was given.')",
    REASON,
  ),
  asOf: '$states.context.Execution.StartTime',
  cause: "''",
};

/**
 * Puts what each source sends into one form, `$request`, and goes on to `next`. What has a source's name and not all
 * that this source sends is a person's: whatever somebody writes rolls back.
 */
export function readRequest(scope: Construct, next: State): Choice {
  const ask = (who: string, comment: string, { source, run, reason, asOf, cause }: Sent): Pass => {
    const request: Sent = {
      source,
      run: jsonata(run),
      reason: jsonata(reason),
      asOf: jsonata(asOf),
      cause: jsonata(cause),
    };
    const pass = Pass.jsonata(scope, who, { comment, assign: { request, round: 0, restore: {} } });
    pass.next(next);
    return pass;
  };
  const from = (source: string, { run, reason, asOf, cause }: Sent): Condition => {
    const are = [...[run, reason, cause].map(isText), isInstant(asOf)];
    return Condition.jsonata(jsonata([`$states.input.source = '${source}'`, ...are].join(' and ')));
  };
  return Choice.jsonata(scope, 'WhoAsks', {
    comment: 'An alarm, the end of the migration’s execution, the migration itself, or a person.',
  })
    .when(
      from('aws.cloudwatch', ALARM),
      ask('AskedByAlarm', 'An alarm of the migration went to ALARM.', ALARM),
    )
    .when(
      from('aws.states', EXECUTION),
      ask('AskedByExecution', 'The migration’s execution was aborted, timed out or failed.', EXECUTION),
    )
    .when(
      from('migration', MIGRATION),
      ask('AskedByMigration', 'The migration found a reason to go back.', MIGRATION),
    )
    .otherwise(ask('AskedByPerson', 'Somebody started this machine; {"reason": "…"} says why.', PERSON));
}
