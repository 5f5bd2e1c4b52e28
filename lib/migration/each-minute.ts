import { Duration } from 'aws-cdk-lib';
import { Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';

/** What the next minute's call makes up for. */
const AT_ONCE = { retryAttempts: 0, maxEventAge: Duration.minutes(1) };

/** Calls a function each minute, with nothing to say, for as long as the stack is there. */
export function eachMinute(scope: Construct, description: string, called: IFunction): void {
  new Rule(scope, 'EachMinute', {
    description,
    schedule: Schedule.rate(Duration.minutes(1)),
    targets: [new LambdaFunction(called, { ...AT_ONCE, event: RuleTargetInput.fromObject({}) })],
  });
}
