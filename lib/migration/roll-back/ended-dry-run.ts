import type { Failure } from '../../shared/machines/execution.ts';
import { type Expression, expression } from '../../shared/machines/expression.ts';

/** A repeated dry run that came to an end which nobody was told. */
export interface EndedDryRun extends Failure {
  readonly name: string;
}

/** They end an execution at once, so Migrate can't say it. https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html */
const NO_CATCH_SEES = ['States.DataLimitExceeded', 'States.Runtime'];

/** Characters of a cause that are kept. */
const MOST = 2000;

const TIME_OUT = "{'error': 'States.Timeout', 'cause': 'it did not end in time'}";
const AS_SAID = `{'error': $of.error, 'cause': $substring($string($of.cause), 0, ${MOST})}`;

/**
 * What the input says of such a dry run, as an event of Step Functions; nothing where it is about something else. Who stops one by hand
 * knows it. Nothing in it may fail, whatever the input is.
 */
export function endedDryRun(migrateArn: string): Expression<EndedDryRun> {
  const untold = NO_CATCH_SEES.map((error) => `$of.error = '${error}'`).join(' or ');
  const ofMigrate = `$states.input.source = 'aws.states' and $of.stateMachineArn = '${migrateArn}'`;
  const repeated = String.raw`$exists($match($string($of.input), /"notify"\s*:\s*"changes"/, 1))`;
  const told = `$of.status = 'TIMED_OUT' ? ${TIME_OUT} : $of.status = 'FAILED' and (${untold}) ? ${AS_SAID}`;
  return expression<EndedDryRun>(
    `($of := $states.input.detail; $why := (${told} : {}); ${ofMigrate} and ${repeated} and $exists($why.error) ? $merge([$why, {'name': $of.name}]) : {})`,
  );
}
