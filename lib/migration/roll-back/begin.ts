import { Duration } from 'aws-cdk-lib';
import { Choice, Pass, type State, Wait, WaitTime } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { ERRORS } from '../../../lambdas/migration/contract/errors.ts';
import type { RollBackRequest } from '../../../lambdas/migration/contract/roll-back-payloads.ts';
import { condition, expression, objectOf } from '../../shared/machines/expression.ts';
import { endedDryRun } from './ended-dry-run.ts';
import { set } from './variables.ts';

/** Characters of the input, as JSON, that functions are handed: at four bytes each they fit into 256 KiB. */
const MOST = 50_000;

/** What is read of AWS's events. They also carry all that an execution was started with, which may be long. */
const READ_OF_EVENT = objectOf({
  source: expression('$in.source'),
  time: expression('$in.time'),
  resources: expression('[$in.resources[0]]'),
  detail: objectOf({
    alarmName: expression('$in.detail.alarmName'),
    state: expression('$in.detail.state'),
    name: expression('$in.detail.name'),
    executionArn: expression('$in.detail.executionArn'),
    status: expression('$in.detail.status'),
  }),
});

const OF_AWS = "($in.source = 'aws.states' or $in.source = 'aws.cloudwatch')";

/** An event must stay one: cut, it would be read as a person's text, which rolls back whatever run is under way. */
const INPUT = expression<RollBackRequest>(
  `($in := $states.input; $text := $string($in); $event := ${READ_OF_EVENT}; $length($text) <= ${MOST} ? $in : ${OF_AWS} and $length($string($event)) <= ${MOST} ? $event : $substring($text, 0, ${MOST}))`,
);

const atFirst = (migrateArn: string) =>
  set({
    event: INPUT,
    dryRun: endedDryRun(migrateArn),
    round: 0,
    notified: 0,
    restore: {},
    stop: { stopped: [] },
    confirm: {},
    failure: {},
  });

export interface BeginProps {
  readonly migrateArn: string;
  readonly rollBackArn: string;
  readonly restoreLegacy: State;
  readonly nothingToRollBack: State;
}

/**
 * Whatever the input is, DNS comes next. One exception: a rollback that has ended may have left something undone, or not;
 * what follows it waits for a minute, so that a machine which ends at once is not started on and on.
 */
export function begin(scope: Construct, props: BeginProps): Pass {
  const { migrateArn, rollBackArn, restoreLegacy, nothingToRollBack } = props;
  const waitToTakeUp = Wait.jsonata(scope, 'WaitToTakeUp', {
    comment:
      'A rollback has ended. A minute later, this one checks whether it was done, and continues it if not.',
    time: WaitTime.duration(Duration.minutes(1)),
  });
  waitToTakeUp.next(restoreLegacy);
  const ended = `$states.input.source = 'aws.states' and $states.input.detail.stateMachineArn = '${rollBackArn}'`;
  const saidSo = [ERRORS.rollBackRefused, ERRORS.unrestorable]
    .map((error) => `$states.input.detail.error = '${error}'`)
    .join(' or ');
  const whoBegins = Choice.jsonata(scope, 'WhoBegins', {
    comment:
      'The end of a rollback, which may be unfinished, waits a minute. Everything else restores DNS at once.',
  })
    .when(condition(`${ended} and (${saidSo})`), nothingToRollBack)
    .when(condition(ended), waitToTakeUp)
    .otherwise(restoreLegacy);
  const pass = Pass.jsonata(scope, 'Begin', {
    comment: 'Keeps the input as it is. RestoreLegacy reads it.',
    assign: atFirst(migrateArn),
  });
  pass.next(whoBegins);
  return pass;
}
