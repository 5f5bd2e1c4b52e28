import { Choice, Condition, Pass, type State } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { RollBackRequest } from '../../lambdas/shared/contract/payloads.ts';
import { EMPTY, jsonata } from '../machines/jsonata.ts';

type Request = Record<keyof RollBackRequest, string>;

const orElse = (path: string, otherwise: string): string => `$exists(${path}) ? ${path} : ${otherwise}`;

/** CloudWatch writes an alarm's time with `+0000`, which is not ISO 8601's form. */
const ALARM_TIME = orElse('$states.input.detail.state.timestamp', '$states.input.time');

const ALARM: Request = {
  source: 'alarm',
  run: EMPTY,
  reason: jsonata(
    `'Alarm ' & $states.input.detail.alarmName & ': ' & (${orElse('$states.input.detail.state.reason', "'no reason given'")})`,
  ),
  asOf: jsonata(`$replace(${ALARM_TIME}, '+0000', 'Z')`),
  cause: jsonata('$states.input.resources[0]'),
};

const EXECUTION: Request = {
  source: 'execution',
  run: jsonata('$states.input.detail.name'),
  reason: jsonata("'The execution ' & $states.input.detail.name & ' ended: ' & $states.input.detail.status"),
  asOf: jsonata('$states.input.time'),
  cause: jsonata('$states.input.detail.executionArn'),
};

const MIGRATION: Request = {
  source: 'migration',
  run: jsonata('$states.input.run'),
  reason: jsonata('$states.input.reason'),
  asOf: jsonata('$states.input.asOf'),
  cause: jsonata('$states.input.cause'),
};

const PERSON: Request = {
  source: 'person',
  run: EMPTY,
  reason: jsonata(
    "$exists($states.input.reason) ? $string($states.input.reason) : 'Asked for in the console; no reason was given.'",
  ),
  asOf: jsonata('$states.context.Execution.StartTime'),
  cause: EMPTY,
};

/** Puts what each source sends into one form, `$request`, and goes on to `next`. */
export function readRequest(scope: Construct, next: State): Choice {
  const ask = (who: string, comment: string, request: Request): Pass => {
    const pass = Pass.jsonata(scope, who, { comment, assign: { request, round: 0, restore: {} } });
    pass.next(next);
    return pass;
  };
  const from = (source: string): Condition =>
    Condition.jsonata(jsonata(`$states.input.source = '${source}'`));
  return Choice.jsonata(scope, 'WhoAsks', {
    comment: 'An alarm, the end of the migration’s execution, the migration itself, or a person.',
  })
    .when(from('aws.cloudwatch'), ask('AskedByAlarm', 'An alarm of the migration went to ALARM.', ALARM))
    .when(
      from('aws.states'),
      ask('AskedByExecution', 'The migration’s execution was aborted, timed out or failed.', EXECUTION),
    )
    .when(from('migration'), ask('AskedByMigration', 'The migration found a reason to go back.', MIGRATION))
    .otherwise(ask('AskedByPerson', 'Somebody started this machine; {"reason": "…"} says why.', PERSON));
}
